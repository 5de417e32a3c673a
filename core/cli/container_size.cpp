// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/container_size.h"

#include "core/base/units.h"

#include <fts.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/stat.h>

namespace tare::cli {
namespace {

// Apparent sizes, as Docker counts them; a file with several names once.
std::int64_t bytesBelow(std::string folder)
{
    char *const roots[] = {folder.data(), nullptr};
    FTS *tree = ::fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, nullptr);
    if (tree == nullptr)
        return 0;
    std::int64_t out = 0;
    std::set<ino_t> seen;
    while (const FTSENT *entry = ::fts_read(tree)) {
        if (entry->fts_info != FTS_F)
            continue;
        if (entry->fts_statp->st_nlink < 2 || seen.insert(entry->fts_statp->st_ino).second)
            out += entry->fts_statp->st_size;
    }
    ::fts_close(tree);
    return out;
}

} // namespace

ContainerSize sizeOf(Engine &engine, const Container &container)
{
    ContainerSize out;
    if (const auto text = engine.inspectContainer(container.id)) {
        const auto json = nlohmann::json::parse(*text, nullptr, false);
        const auto upper = nlohmann::json::json_pointer("/GraphDriver/Data/UpperDir");
        if (json.is_object() && json.contains(upper) && json.at(upper).is_string())
            out.written = bytesBelow(json.at(upper).get<std::string>());
    }
    const auto image = engine.image(container.imageId);
    out.whole = out.written + (image ? image->size : 0);
    return out;
}

std::string sizeText(Engine &engine, const Container &container)
{
    const ContainerSize size = sizeOf(engine, container);
    return humanSize(static_cast<double>(size.written)) + " (virtual " +
           humanSize(static_cast<double>(size.whole)) + ")";
}

} // namespace tare::cli
