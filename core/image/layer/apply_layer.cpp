// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/apply_layer.h"

#include "core/image/layer/index_tap.h"
#include "core/image/layer/layer_writer.h"

#include <unistd.h>

namespace tare::image {

Result<Applied> applyLayer(ByteSource &source, const std::string &diff, const ApplyOptions &options)
{
    LowerView lower = options.findLower ? LowerView(options.findLower) : TARE_TRY(LowerView::open(options.lower));
    LayerTree tree = TARE_TRY(LayerTree::open(diff, std::move(lower)));
    LayerWriter writer(std::move(tree), options);
    TarReader tar = TARE_TRY(TarReader::open(source, options.name));
    TarEntry entry;
    while (TARE_TRY(tar.next(entry))) {
        if (options.tap != nullptr)
            options.tap->begin(entry);
        TARE_CHECK(writer.add(tar, entry));
        if (options.tap != nullptr)
            options.tap->end(entry);
    }
    return writer.finish();
}

} // namespace tare::image
