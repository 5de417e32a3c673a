// SPDX-License-Identifier: GPL-3.0-or-later
// A fresh home for one test: XDG folders, --root and --state below one temporary folder that is removed with it.
#pragma once

#include "core/base/paths.h"

#include <string>

class TempHome
{
public:
    TempHome();
    ~TempHome();
    TempHome(const TempHome &) = delete;
    TempHome &operator=(const TempHome &) = delete;

    [[nodiscard]] const std::string &dir() const { return m_dir; }
    [[nodiscard]] std::string file(const std::string &name) const { return m_dir + "/" + name; }
    // Created folders root and state below dir().
    [[nodiscard]] const tare::Paths &paths() const { return m_paths; }

private:
    std::string m_dir;
    tare::Paths m_paths;
};
