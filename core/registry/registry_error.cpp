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

tl::unexpected<Error> refusal(const Response &response, const std::string &domain,
                              const std::string &repository, const std::string &what)
{
    const int status = response.head.status;
    const std::string words = registryWords(response.body, response.head.header("content-type"));
    const std::string reason = words.empty() ? "status " + std::to_string(status) : words;
    if (status == 404)
        return fail(Errc::NotFound, what, reason);
    if (status == 401 || status == 403)
        return fail(Errc::Unauthorized, domain, "pull access denied for " + repository + ": " + reason,
                    "The repository may not exist, or may need `docker login " + domain + "`.");
    if (status == 429) {
        const std::string after = response.head.header("retry-after");
        return fail(Errc::RegistryError, domain,
                    reason + " [429]" +
                        (after.empty() ? "" : ", it asks to wait " + after.substr(0, 40) + " s"),
                    "It limits how often one may pull: wait, or log in.");
    }
    return fail(Errc::RegistryError, domain,
                reason + (words.empty() ? "" : " [" + std::to_string(status) + "]"));
}

} // namespace tare::registry
