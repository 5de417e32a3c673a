// SPDX-License-Identifier: GPL-3.0-or-later
// What a command writes for the user: a file that appears whole under its name, or standard output.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <string>

namespace tare::local {

class OutputFile
{
public:
    // "-" is standard output. What is no regular file (a pipe, a device) is written to as it is.
    [[nodiscard]] static Result<OutputFile> create(const std::string &file);
    ~OutputFile(); // unfinished: nothing of it stays
    OutputFile(OutputFile &&other) noexcept;
    OutputFile &operator=(OutputFile &&) = delete;

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] Status finish();

private:
    OutputFile(UniqueFd fd, std::string temporary, std::string file, bool nameless = false)
        : m_fd(std::move(fd)), m_temporary(std::move(temporary)), m_file(std::move(file)), m_nameless(nameless)
    {
    }
    UniqueFd m_fd;
    std::string m_temporary, m_file; // empty: written in place
    bool m_nameless = false;         // m_temporary is not there yet
};

} // namespace tare::local
