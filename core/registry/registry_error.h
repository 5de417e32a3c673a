// SPDX-License-Identifier: GPL-3.0-or-later
// A registry's refusal as an Error (distribution-spec, "Error Codes").
#pragma once

#include "core/base/result.h"
#include "core/registry/http.h"

#include <string>
#include <string_view>

namespace tare::registry {

// "manifest unknown (MANIFEST_UNKNOWN)" of {"errors":[…]}; or the first line of a short text; or nothing. A
// stranger's words, at most 500 bytes: Error::text() escapes them.
[[nodiscard]] std::string registryWords(std::string_view body, std::string_view contentType);

struct Asked
{
    std::string domain, repository;
    std::string action; // "pull", "push"
    std::string what;   // that a 404 is about
};
// NotFound about `what`, Unauthorized or RegistryError about `domain`.
[[nodiscard]] tl::unexpected<Error> refusal(const Response &response, const Asked &asked);

} // namespace tare::registry
