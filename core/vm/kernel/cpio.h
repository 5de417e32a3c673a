// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a newc archive, as the kernel unpacks one
// (Documentation/driver-api/early-userspace/buffer-format.rst).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tare::vm {

class CpioWriter
{
public:
    // Names without a leading slash; a folder comes before what is in it.
    void folder(std::string_view name, unsigned mode = 0755);
    void file(std::string_view name, std::string_view bytes, unsigned mode = 0644);
    // Character device.
    void device(std::string_view name, unsigned major, unsigned minor, unsigned mode = 0600);
    // The archive with its trailer; once.
    [[nodiscard]] std::string finish();

private:
    void add(std::string_view name, unsigned mode, std::string_view bytes, unsigned major, unsigned minor);
    std::string m_out;
    unsigned m_inode = 0;
};

} // namespace tare::vm
