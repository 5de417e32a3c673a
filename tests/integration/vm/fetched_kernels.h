// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels that `tare vm kernel --fetch` got for whoever runs the tests, lent to a test's home.
#pragma once

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/vm/kernel/guest_kernel.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <unistd.h>

// Known before a TempHome points everything at itself.
inline const std::string rootBeforeTests = [] {
    const auto paths = tare::Paths::resolve();
    return paths ? paths->root : std::string();
}();

inline void lendKernels(const TempHome &home)
{
    const std::string from = rootBeforeTests + "/vm/kernels";
    const std::string to = tare::vm::kernelsDir(home.paths());
    if (!tare::makeDirs(to))
        return;
    for (const QString &release :
         QDir(QString::fromStdString(from)).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        (void)!::symlink((from + "/" + release.toStdString()).c_str(),
                         (to + "/" + release.toStdString()).c_str());
}
