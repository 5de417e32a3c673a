// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QString>

namespace tare::gui {

// A file of an image into `target` on this machine: whole, or not at all. On a working thread.
[[nodiscard]] Status saveImageFile(Engine &engine, const std::string &image, const image::FileRequest &request,
                                   const QString &target, const CancelToken &cancel);

} // namespace tare::gui
