// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tare::cli {

// What `inspect` prints of several things: one JSON array at the end, or a line each by a Go template, at once.
class InspectOutput
{
public:
    // Empty or "json": the array.
    explicit InspectOutput(const std::string &form) : m_form(form == "json" ? std::string() : form) {}
    // False, after the message, when the template does not fit: the command ends with `misfit`.
    [[nodiscard]] bool add(const std::string &document);
    void finish() const;

    static constexpr int misfit = 64; // Docker's

private:
    std::string m_form;
    std::vector<std::string> m_documents;
};

} // namespace tare::cli
