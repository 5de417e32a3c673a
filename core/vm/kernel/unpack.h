// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed kernel modules, and Debian packages, by libarchive.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace tare::vm {

// .ko as it is; .ko.xz, .ko.zst and .ko.gz unpacked. At most 64 MiB.
[[nodiscard]] Result<std::string> readModule(const std::string &path);

// An xz, gzip or zstd file of at most `limit` bytes when unpacked; anything else is taken as it is.
[[nodiscard]] Result<std::string> decompress(std::string_view bytes, std::size_t limit);

// The regular files in the data.tar.* of a .deb (deb(5)), in their order. `wanted` says whether to read one;
// names have no leading "./". Nothing is written anywhere. CorruptArchive, TooLarge (a file above 256 MiB, 1
// GiB in all).
[[nodiscard]] Status readDeb(const std::string &path,
                             const std::function<bool(const std::string &name)> &wanted,
                             const std::function<Status(const std::string &name, std::string bytes)> &file,
                             const CancelToken &cancel);

} // namespace tare::vm
