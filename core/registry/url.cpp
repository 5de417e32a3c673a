// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/url.h"

#include "core/base/strings.h"

#include <algorithm>
#include <arpa/inet.h>
#include <curl/curl.h>
#include <memory>

namespace tare::registry {
namespace {

using Handle = std::unique_ptr<CURLU, void (*)(CURLU *)>;

std::string part(CURLU *handle, CURLUPart which, unsigned int flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(handle, which, &text, flags) != CURLUE_OK || text == nullptr)
        return {};
    std::string out(text);
    curl_free(text);
    return out;
}

tl::unexpected<Error> bad(std::string_view text, const std::string &why)
{
    return fail(Errc::InvalidArgument, std::string(text.substr(0, 300)), "not an address to be used: " + why);
}

Status checkCharacters(std::string_view text)
{
    if (text.empty() || text.size() > 8192)
        return bad(text, "its length");
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; }))
        return bad(text, "it has characters that belong in no address");
    return {};
}

Result<Url> read(CURLU *handle, std::string_view text)
{
    Url out;
    out.scheme = part(handle, CURLUPART_SCHEME);
    if (out.scheme != "http" && out.scheme != "https")
        return bad(text, "only http and https are spoken");
    if (!part(handle, CURLUPART_USER).empty() || !part(handle, CURLUPART_PASSWORD).empty())
        return bad(text, "a user name in it is never used");
    out.host = toLower(part(handle, CURLUPART_HOST));
    out.port = static_cast<int>(parseInt(part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT)).value_or(0));
    curl_url_set(handle, CURLUPART_FRAGMENT, nullptr, 0); // the reader's business, not the server's
    out.text = part(handle, CURLUPART_URL);
    if (out.host.empty() || out.port <= 0 || out.port > 65535 || out.text.empty())
        return bad(text, "it names no host");
    return out;
}

} // namespace

Result<Url> Url::parse(std::string_view text)
{
    TARE_CHECK(checkCharacters(text));
    const Handle handle(curl_url(), curl_url_cleanup);
    if (!handle || curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK)
        return bad(text, "it is malformed");
    return read(handle.get(), text);
}

Result<Url> Url::resolve(std::string_view location) const
{
    TARE_CHECK(checkCharacters(location));
    const Handle handle(curl_url(), curl_url_cleanup);
    if (!handle || curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK ||
        curl_url_set(handle.get(), CURLUPART_URL, std::string(location).c_str(), 0) != CURLUE_OK)
        return bad(location, "it is malformed");
    return read(handle.get(), location);
}

bool Url::loopback() const
{
    if (host == "localhost" || host == "[::1]")
        return true;
    in_addr address{}; // 127.example.org is no address
    return ::inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24U) == 127;
}

std::string Url::authority() const
{
    const bool usual = port == (plain() ? 80 : 443);
    return usual ? host : host + ":" + std::to_string(port);
}

std::string percentEncode(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (word || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return out;
}

} // namespace tare::registry
