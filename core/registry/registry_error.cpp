// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/registry_error.h"

#include "core/base/strings.h"
#include "core/oci/json_read.h"

#include <algorithm>

namespace tare::registry {

namespace read = oci::read;

std::string registryWords(std::string_view body, std::string_view contentType)
{
    const auto j = read::json::parse(body, nullptr, false);
    std::string out;
    if (const read::json *errors = read::member(j, "errors"); errors != nullptr && errors->is_array()) {
        for (const read::json &e : *errors) {
            const std::string code = read::text(e, "code");
            const std::string message = read::text(e, "message");
            if (code.empty() && message.empty())
                continue;
            out += out.empty() ? "" : "; ";
            out += message.empty() ? code : message;
            out += code.empty() || message.empty() ? "" : " (" + code + ")";
            if (const std::string detail = read::text(e, "detail"); !detail.empty())
                out += ": " + detail;
            if (out.size() > 500)
                break;
        }
    }
    for (const char *key : {"message", "details", "error_description"}) {
        if (out.empty())
            out = read::text(j, key);
    }
    if (out.empty() && j.is_discarded() && !contentType.starts_with("text/html"))
        out = trim(body.substr(0, std::min<std::size_t>(body.find('\n'), 200)));
    out.resize(std::min<std::size_t>(out.size(), 500));
    return out;
}

tl::unexpected<Error> refusal(const Response &response, const Asked &asked)
{
    const int status = response.head.status;
    const std::string words = registryWords(response.body, response.head.header("content-type"));
    const std::string reason = words.empty() ? "status " + std::to_string(status) : words;
    if (status == 404)
        return fail(Errc::NotFound, asked.what, reason);
    if (status == 401 || status == 403) {
        const std::string about =
            asked.repository.empty() ? "access denied" : asked.action + " access denied for " + asked.repository;
        const std::string server = asked.domain == "docker.io" ? std::string() : " " + asked.domain;
        return fail(Errc::Unauthorized, asked.domain, about + ": " + reason,
                    "The repository may not exist, or may need `tare login" + server + "`.");
    }
    if (status == 429) {
        const std::string after = response.head.header("retry-after");
        const std::string limit = response.head.header("ratelimit-limit");
        return fail(Errc::RegistryError, asked.domain,
                    reason + " [429]" + (after.empty() ? "" : ", it asks to wait " + after.substr(0, 40) + " s") +
                        (limit.empty() ? "" : ", its limit is " + limit.substr(0, 40)),
                    "It limits how often one may ask: wait, log in, or use a mirror.");
    }
    return fail(Errc::RegistryError, asked.domain,
                reason + (words.empty() ? "" : " [" + std::to_string(status) + "]"));
}

} // namespace tare::registry
