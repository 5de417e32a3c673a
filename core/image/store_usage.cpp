// SPDX-License-Identifier: GPL-3.0-or-later
// How much the store holds, each layer counted once.
#include "core/image/layer_record.h"
#include "core/image/store.h"
#include "core/image/store_garbage.h"

#include <sys/stat.h>
#include <unordered_map>

namespace tare::image {

std::vector<std::int64_t> Store::layerSizes(const StoredImage &image) const
{
    std::vector<std::int64_t> out(image.config.diffIds.size());
    const auto chain = readChain(m_paths, image.id);
    for (std::size_t i = 0; chain && i < out.size() && i < chain->size(); ++i)
        out[i] = readLayerMeta(m_paths, (*chain)[i]).value_or(LayerMeta()).size;
    return out;
}

std::vector<ImageSize> Store::sizes(const std::vector<StoredImage> &images) const
{
    struct Layer
    {
        std::int64_t size = 0;
        int images = 0;
    };
    std::unordered_map<std::string, Layer> layers;
    std::vector<std::vector<std::string>> chains;
    for (const StoredImage &image : images) {
        chains.push_back(readChain(m_paths, image.id).value_or(std::vector<std::string>()));
        for (const std::string &hex : chains.back()) {
            const auto [it, isNew] = layers.try_emplace(hex);
            if (isNew)
                it->second.size = readLayerMeta(m_paths, hex).value_or(LayerMeta()).size;
            ++it->second.images;
        }
    }
    std::vector<ImageSize> out;
    for (const auto &chain : chains) {
        ImageSize one;
        for (const std::string &hex : chain) {
            const Layer &layer = layers.at(hex);
            one.total += layer.size;
            (layer.images > 1 ? one.shared : one.unique) += layer.size;
        }
        out.push_back(one);
    }
    return out;
}

StoreBytes Store::bytes() const
{
    StoreBytes out;
    for (const std::string &hex : hexNamesIn(m_paths.layers()))
        out.layers += readLayerMeta(m_paths, hex).value_or(LayerMeta()).size;
    for (const char *algorithm : {"sha256", "sha512"}) {
        const std::string folder = m_paths.images() + "/blobs/" + algorithm;
        for (const std::string &hex : hexNamesIn(folder)) {
            struct stat st
            {};
            if (::lstat((folder + "/" + hex).c_str(), &st) == 0)
                out.blobs += st.st_size;
        }
    }
    return out;
}

} // namespace tare::image
