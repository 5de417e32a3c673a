// SPDX-License-Identifier: GPL-3.0-or-later
// A blob on its way: <root>/partial/<algorithm>-<hex>, whose flock says that a program is at it. What a broken
// download leaves there is gone on with by the next one, after its bytes have been hashed again, and removed by a prune.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tare::image {

[[nodiscard]] std::string partialFolder(const Paths &paths);
[[nodiscard]] std::string partialPath(const Paths &paths, const oci::Digest &digest);

// Ours until the object goes, or the file was published by a rename. The file is there, perhaps empty; an empty one
// goes with the object.
class PartialBlob
{
public:
    // Nothing while another program has it.
    [[nodiscard]] static Result<std::optional<PartialBlob>> claim(const Paths &paths, const oci::Digest &digest);
    PartialBlob(PartialBlob &&) noexcept = default;
    PartialBlob &operator=(PartialBlob &&) noexcept = default;
    ~PartialBlob();

    void remove(); // the file

private:
    PartialBlob(UniqueFd lock, std::string path) : m_lock(std::move(lock)), m_path(std::move(path)) {}
    UniqueFd m_lock;
    std::string m_path;
};

struct PartialDownloads
{
    int count = 0;
    std::int64_t bytes = 0;
};
// Those that no program is at.
[[nodiscard]] PartialDownloads partialDownloads(const Paths &paths);
// Removes them; answers what went.
PartialDownloads removePartialDownloads(const Paths &paths);

} // namespace tare::image
