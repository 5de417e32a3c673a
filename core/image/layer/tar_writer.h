// SPDX-License-Identifier: GPL-3.0-or-later
// A small tar in memory, the same bytes for the same calls (libarchive, ustar).
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace tare::image {

class TarWriter
{
public:
    TarWriter();
    ~TarWriter();
    TarWriter(const TarWriter &) = delete;
    TarWriter &operator=(const TarWriter &) = delete;

    [[nodiscard]] Status folder(const std::string &path, mode_t mode, unsigned int uid = 0, unsigned int gid = 0);
    [[nodiscard]] Status file(const std::string &path, std::string_view bytes, mode_t mode);
    [[nodiscard]] Status symlink(const std::string &path, const std::string &target);
    [[nodiscard]] Result<std::string> finish(); // once

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tare::image
