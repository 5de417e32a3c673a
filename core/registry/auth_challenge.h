// SPDX-License-Identifier: GPL-3.0-or-later
// WWW-Authenticate (RFC 9110 section 11.6.1): several challenges in one header, each a scheme and its
// parameters.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct Challenge
{
    std::string scheme;                            // lower-case: "bearer", "basic"
    std::map<std::string, std::string> parameters; // lower-case names
    [[nodiscard]] std::string parameter(const std::string &name) const;
};

// Strict: empty for a header that breaks the grammar anywhere, says a parameter twice, or is absurdly long.
// What decides where a password goes is not guessed at.
[[nodiscard]] std::vector<Challenge> parseChallenges(std::string_view header);

} // namespace tare::registry
