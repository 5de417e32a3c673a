// SPDX-License-Identifier: GPL-3.0-or-later
// A Debian archive's indices: Release and Packages, stanzas of "Field: value" (deb822(5)).
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::vm {

struct Package
{
    std::string name, version, depends, filename, sha256;
    std::int64_t size = 0;
};

// The stanza of one package; the newest when there are several. NotFound; InvalidArgument for a stanza
// without a file name, a size or a digest, or with a file name that leaves the archive.
[[nodiscard]] Result<Package> findPackage(std::string_view packages, std::string_view name);
// "linux-image-6.1.0-9-cloud-amd64" of "linux-image-6.1.0-9-cloud-amd64 (= 6.1.27-1)".
[[nodiscard]] Result<std::string> kernelDependency(const Package &meta);

struct IndexFile
{
    std::string name, sha256; // relative to the suite's folder
    std::int64_t size = 0;
};
// One file of Release's SHA256 list.
[[nodiscard]] Result<IndexFile> findIndex(std::string_view release, std::string_view name);

} // namespace tare::vm
