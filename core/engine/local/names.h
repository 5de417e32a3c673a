// SPDX-License-Identifier: GPL-3.0-or-later
// Names of containers. <root>/names/NAME is a symlink whose target is the id, so that a name is claimed by
// one system call and looked up by one, however many containers there are.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"

#include <optional>
#include <string>

namespace tare::local {

// [a-zA-Z0-9][a-zA-Z0-9_.-]+, as Docker; at most 200 bytes.
[[nodiscard]] bool validName(const std::string &name);
// "adjective_surname"; `attempt` above 0 adds a digit, as Docker does.
[[nodiscard]] std::string randomName(int attempt);

class Names
{
public:
    explicit Names(const Paths &paths) : m_dir(paths.root + "/names"), m_paths(paths) {}

    [[nodiscard]] const std::string &dir() const { return m_dir; }
    [[nodiscard]] std::optional<std::string> idOf(const std::string &name) const;
    // NameInUse says by which container. A name whose container is gone is free.
    [[nodiscard]] Status claim(const std::string &name, const std::string &id) const;
    void release(const std::string &name, const std::string &id) const;

private:
    std::string m_dir;
    Paths m_paths;
};

} // namespace tare::local
