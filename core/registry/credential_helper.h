// SPDX-License-Identifier: GPL-3.0-or-later
// The programs docker-credential-NAME that keep passwords for Docker (docker-credential-helpers' protocol: a verb, and
// JSON or a server's name on standard input).
#pragma once

#include "core/base/result.h"
#include "core/registry/credentials.h"

#include <map>
#include <optional>
#include <string>

namespace tare::registry {

// The program: beside ours, or a name that is looked for in $PATH. InvalidArgument for what is no helper's name.
[[nodiscard]] Result<std::string> helperProgram(const std::string &helper);
// Whether there is such a program.
[[nodiscard]] bool helperExists(const std::string &helper);

// `server` as Docker names it: "https://index.docker.io/v1/", "localhost:5000". Unauthorized about it, with what the
// helper said, when the helper fails; nothing when it knows none. Each has 30 s.
[[nodiscard]] Result<std::optional<Credentials>> helperGet(const std::string &helper, const std::string &server);
[[nodiscard]] Status helperStore(const std::string &helper, const std::string &server,
                                 const Credentials &credentials);
// Users by server, as the helper names them.
[[nodiscard]] Result<std::map<std::string, std::string>> helperList(const std::string &helper);
// Whether our own helper reaches a keyring; others need not know the question.
[[nodiscard]] bool helperAvailable(const std::string &helper);
// False when there was nothing to erase.
[[nodiscard]] Result<bool> helperErase(const std::string &helper, const std::string &server);

} // namespace tare::registry
