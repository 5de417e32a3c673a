// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a file in an unpacked layer. The path is a real one, as a layer's index has it: no symlink is
// followed.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/image/inspect/file_request.h"

#include <string>

namespace tare::image {

struct LayerFile
{
    UniqueFd fd; // to read
    std::int64_t size = 0;
};
// `folder`: the layer's diff. NotFound; InvalidArgument when it is no regular file; PermissionDenied when the
// file belongs to a subordinate id and is not for everybody.
[[nodiscard]] Result<LayerFile> openLayerFile(const std::string &folder, const std::string &path);
// From `offset` on, `length` bytes or what there is.
[[nodiscard]] Status readLayerFile(const LayerFile &file, std::int64_t offset, std::int64_t length,
                                   const FileSink &sink, const CancelToken &cancel);

} // namespace tare::image
