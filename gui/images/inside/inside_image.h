// SPDX-License-Identifier: GPL-3.0-or-later
// What the views of an image share, made on a working thread so that showing it costs the window nothing.
#pragma once

#include "core/base/cancel.h"
#include "core/engine/engine.h"
#include "core/image/inspect/image_contents.h"

#include <QString>
#include <memory>

namespace tare::gui {

struct InsideImage
{
    QString imageId;
    std::shared_ptr<const image::ImageContents> contents;
    image::Waste waste;
};
using InsidePointer = std::shared_ptr<const InsideImage>;

// May take as long as reading every layer, for those that have no index yet.
[[nodiscard]] Result<InsidePointer> lookInside(Engine &engine, const QString &imageId, const ProgressSink &progress,
                                               const CancelToken &cancel);

} // namespace tare::gui
