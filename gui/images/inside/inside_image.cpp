// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/inside_image.h"

namespace tare::gui {

Result<InsidePointer> lookInside(Engine &engine, const QString &imageId, const ProgressSink &progress,
                                 const CancelToken &cancel)
{
    auto inside = std::make_shared<InsideImage>();
    inside->imageId = imageId;
    inside->contents = TARE_TRY(engine.contents(imageId.toStdString(), progress, cancel));
    inside->waste = inside->contents->waste();
    // Trees are remembered by the contents: those that the views show first.
    [[maybe_unused]] const auto whole = inside->contents->wholeTree();
    if (!inside->contents->layers().empty()) {
        const std::size_t last = inside->contents->layers().size() - 1;
        [[maybe_unused]] const auto top = inside->contents->tree(image::TreeQuery::ofLayer(last));
    }
    return InsidePointer(std::move(inside));
}

} // namespace tare::gui
