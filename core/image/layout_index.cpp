// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layout_index.h"

#include "core/base/file.h"
#include "core/oci/media_type.h"
#include "core/oci/reference.h"

#include <nlohmann/json.hpp>

namespace tare::image {

Result<LayoutIndex> LayoutIndex::read(const Paths &paths)
{
    const std::string file = paths.images() + "/index.json";
    const std::string bytes = TARE_TRY(readFile(file));
    auto index = oci::Index::parse(bytes, oci::media::ociIndex);
    if (!index)
        return fail(Errc::Internal, file, index.error().text());
    LayoutIndex out;
    out.entries = std::move(index->manifests);
    return out;
}

Status LayoutIndex::write(const Paths &paths) const
{
    nlohmann::ordered_json j = {{"schemaVersion", 2}, {"mediaType", oci::media::ociIndex}};
    j["manifests"] = nlohmann::ordered_json::array();
    for (const oci::Descriptor &d : entries) {
        nlohmann::ordered_json e = {{"mediaType", d.mediaType}, {"digest", d.digest.text()}, {"size", d.size}};
        if (!d.platform.empty()) {
            e["platform"] = {{"architecture", d.platform.architecture}, {"os", d.platform.os}};
            if (!d.platform.variant.empty())
                e["platform"]["variant"] = d.platform.variant;
        }
        if (!d.annotations.empty())
            e["annotations"] = d.annotations;
        j["manifests"].push_back(std::move(e));
    }
    return writeFileAtomic(paths.images() + "/index.json",
                           j.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::string nameOf(const oci::Descriptor &entry)
{
    const auto it = entry.annotations.find(refNameKey);
    if (it == entry.annotations.end())
        return {};
    const auto reference = oci::Reference::parse(it->second);
    return reference ? reference->familiar() : std::string();
}

} // namespace tare::image
