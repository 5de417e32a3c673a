// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/apply_layer.h"

#include "core/base/file.h"
#include "core/base/strings.h"
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

bool inUserNamespace()
{
    const auto map = readFile("/proc/self/uid_map", 4096);
    if (!map)
        return false;
    std::vector<std::string_view> words;
    for (const std::string_view word : split(*map, ' ')) {
        if (!trim(word).empty())
            words.push_back(trim(word));
    }
    return words.size() != 3 || words[0] != "0" || words[1] != "0" || words[2] != "4294967295";
}

} // namespace tare::image
