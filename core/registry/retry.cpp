// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/retry.h"

#include "core/base/strings.h"

#include <algorithm>
#include <curl/curl.h>
#include <string>

namespace tare::registry {

bool retryableStatus(int status)
{
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

bool retryableTransport(int curlCode)
{
    switch (curlCode) {
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_OPERATION_TIMEDOUT:
        return true;
    default:
        return false;
    }
}

std::chrono::milliseconds backOffTime(std::chrono::milliseconds base, int attempt, std::uint64_t random)
{
    using std::chrono::milliseconds;
    const milliseconds longest(30'000);
    milliseconds whole = std::clamp(base, milliseconds(1), longest);
    for (int i = 0; i < attempt && whole < longest; ++i)
        whole = std::min(whole * 2, longest);
    const auto half = static_cast<std::uint64_t>(whole.count()) / 2;
    return whole - milliseconds(half) + milliseconds(static_cast<std::int64_t>(random % (half + 1)));
}

std::optional<std::chrono::seconds> parseRetryAfter(std::string_view value, std::int64_t nowSeconds)
{
    value = trim(value);
    if (const auto seconds = parseUnsigned(value))
        return std::chrono::seconds(static_cast<std::int64_t>(std::min<std::uint64_t>(*seconds, 1'000'000)));
    // curl_getdate takes fragments of dates too; an HTTP date starts with its day's name.
    if (value.size() < 20 || value.find(',') == std::string_view::npos)
        return std::nullopt;
    const std::time_t when = curl_getdate(std::string(value).c_str(), nullptr);
    if (when < 0)
        return std::nullopt;
    return std::chrono::seconds(std::clamp<std::int64_t>(when - nowSeconds, 0, 1'000'000));
}

} // namespace tare::registry
