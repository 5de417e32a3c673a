// SPDX-License-Identifier: GPL-3.0-or-later
// WWW-Authenticate, and the other small texts that decide where a password goes.
#include "core/registry/auth_challenge.h"
#include "core/oci/base64.h"
#include "core/registry/credentials.h"
#include "core/registry/registry_error.h"
#include "core/registry/retry.h"
#include "core/registry/token.h"
#include "core/registry/url.h"

#include <cstdlib>

using namespace tare::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    for (const Challenge &challenge : parseChallenges(text)) {
        if (challenge.scheme.empty())
            std::abort();
    }
    if (const auto token = parseToken(text, "r"); token && token->find_first_of("\r\n ") != std::string::npos)
        std::abort();
    if (registryWords(text, "text/plain").size() > 500)
        std::abort();
    (void)parseRetryAfter(text, 0);
    (void)tare::oci::base64Decode(text);
    std::string helper;
    (void)credentialsIn(text, "docker.io", "library/x", helper);
    const auto base = Url::parse("https://a.example/v2/").value();
    for (const auto &url : {Url::parse(text), base.resolve(text)}) {
        if (url && (url->host.empty() || (url->scheme != "http" && url->scheme != "https")))
            std::abort();
    }
    return 0;
}
