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
    // Guests of this home boot the kernels that were fetched for this user's own (tare vm kernel --fetch), if any: a
    // test need not fetch one again.
    void shareKernels() const;

private:
    std::string m_dir;
    tare::Paths m_paths;
    std::string m_kernels; // of this user's own home
};
