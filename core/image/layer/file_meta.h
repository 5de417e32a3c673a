// SPDX-License-Identifier: GPL-3.0-or-later
// Owner, mode, attributes and time of what a layer holds, in the order that keeps all of them: chown clears setuid and
// security.capability, so they come after it.
#pragma once

#include "core/base/result.h"
#include "core/image/layer/tar_reader.h"

#include <string>

namespace tare::image {

// `fd` is of a regular file or a folder; `shown` is for errors.
[[nodiscard]] Status applyMeta(int fd, const TarEntry &entry, const std::string &shown, bool userNamespace);
// The same for what cannot be opened: symlinks, devices, FIFOs.
[[nodiscard]] Status applyMetaAt(int folder, const std::string &name, const TarEntry &entry, const std::string &shown,
                                 bool userNamespace);
// What stat(2) and listxattr(2) say of `fd` (O_PATH is enough), as an entry.
[[nodiscard]] Result<TarEntry> metaOf(int fd, const std::string &shown);

} // namespace tare::image
