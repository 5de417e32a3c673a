// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_home.h"

#include "core/base/file.h"

#include <QByteArray>
#include <QtGlobal>
#include <cstdlib>
#include <filesystem>

TempHome::TempHome()
{
    const std::string base = tare::environment("TMPDIR").empty() ? "/tmp" : tare::environment("TMPDIR");
    std::string name = base + "/tare-test-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        qFatal("cannot create a temporary folder in %s", base.c_str());
    m_dir = name;
    if (const auto own = tare::Paths::resolve({}, {}))
        m_kernels = own->vm() + "/kernels";
    m_paths.root = m_dir + "/root";
    m_paths.state = m_dir + "/state";
    if (!m_paths.create())
        qFatal("cannot create folders in %s", m_dir.c_str());
    for (const char *kind : {"DATA", "CONFIG", "STATE", "CACHE"}) {
        const QByteArray variable = QByteArray("XDG_") + kind + "_HOME";
        qputenv(variable.constData(), QByteArray::fromStdString(m_dir + "/" + kind));
    }
    qputenv("HOME", QByteArray::fromStdString(m_dir));
    qputenv("TARE_ROOT", QByteArray::fromStdString(m_paths.root));
    qputenv("TARE_STATE", QByteArray::fromStdString(m_paths.state));
}

void TempHome::shareKernels() const
{
    const std::filesystem::path place = m_paths.vm() + "/kernels";
    std::error_code ignored; // without a kernel, the test says what it needs
    std::filesystem::create_directories(place.parent_path(), ignored);
    if (std::filesystem::is_directory(m_kernels, ignored) && !std::filesystem::exists(place, ignored))
        std::filesystem::create_directory_symlink(m_kernels, place, ignored);
}

TempHome::~TempHome()
{
    if (!qEnvironmentVariableIsSet("TARE_TEST_KEEP"))
        (void)tare::removeTree(m_dir);
}
