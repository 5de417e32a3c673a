// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/cpio.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace tare::vm {

namespace {

void pad(std::string &out)
{
    out.append((4 - out.size() % 4) % 4, '\0');
}

} // namespace

void CpioWriter::add(std::string_view name, unsigned mode, std::string_view bytes, unsigned major,
                     unsigned minor)
{
    // magic ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
    m_out += fmt::format(
        "070701{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}{:08X}", ++m_inode,
        mode, 0, 0, S_ISDIR(mode) ? 2 : 1, 0, bytes.size(), 0, 0, major, minor, name.size() + 1, 0);
    m_out.append(name).push_back('\0');
    pad(m_out);
    m_out.append(bytes);
    pad(m_out);
}

void CpioWriter::folder(std::string_view name, unsigned mode)
{
    add(name, S_IFDIR | mode, {}, 0, 0);
}

void CpioWriter::file(std::string_view name, std::string_view bytes, unsigned mode)
{
    add(name, S_IFREG | mode, bytes, 0, 0);
}

void CpioWriter::device(std::string_view name, unsigned major, unsigned minor, unsigned mode)
{
    add(name, S_IFCHR | mode, {}, major, minor);
}

std::string CpioWriter::finish()
{
    add("TRAILER!!!", 0, {}, 0, 0);
    m_out.append((512 - m_out.size() % 512) % 512, '\0');
    return std::move(m_out);
}

} // namespace tare::vm
