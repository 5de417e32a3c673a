// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer_record.h"

#include "core/base/file.h"
#include "core/base/strings.h"

namespace tare::image {

std::string layerDir(const Paths &paths, const std::string &chainHex) { return paths.layers() + "/" + chainHex; }
std::string chainFolder(const Paths &paths) { return paths.layers() + "/by-image"; }

Result<LayerMeta> readLayerMeta(const Paths &paths, const std::string &chainHex)
{
    const std::string file = layerDir(paths, chainHex) + "/meta";
    const std::string text = TARE_TRY(readFile(file, 4096));
    LayerMeta out;
    for (const std::string_view line : split(text, '\n')) {
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos)
            continue;
        const std::string_view value = line.substr(space + 1);
        if (line.starts_with("size "))
            out.size = parseInt(value).value_or(0);
        else if (line.starts_with("entries "))
            out.entries = parseInt(value).value_or(0);
        else if (line.starts_with("diff-id "))
            out.diffId = oci::Digest::parse(value).value_or(oci::Digest());
    }
    return out;
}

std::string layerMetaText(const LayerMeta &meta)
{
    return "size " + std::to_string(meta.size) + "\nentries " + std::to_string(meta.entries) + "\ndiff-id " +
           meta.diffId.text() + "\n";
}

Result<std::vector<std::string>> readChain(const Paths &paths, const oci::Digest &imageId)
{
    const std::string file = chainFolder(paths) + "/" + imageId.hex();
    const std::string text = TARE_TRY(readFile(file, 1U << 20U));
    std::vector<std::string> out;
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty())
            continue;
        if (!isHex(line) || (line.size() != 64 && line.size() != 128))
            return fail(Errc::Internal, file, "not a list of chain ids");
        out.emplace_back(line);
    }
    return out;
}

Status writeChain(const Paths &paths, const oci::Digest &imageId, const std::vector<std::string> &chainHexes)
{
    TARE_CHECK(makeDirs(chainFolder(paths), 0700));
    return writeFileAtomic(chainFolder(paths) + "/" + imageId.hex(), join(chainHexes, "\n") + "\n");
}

} // namespace tare::image
