// SPDX-License-Identifier: GPL-3.0-or-later
// No document is a manifest and an index at once, whatever was said of it.
#include "core/oci/embedded.h"
#include "core/oci/manifest.h"
#include "core/oci/media_type.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    namespace oci = tare::oci;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    for (const char *type : {"", oci::media::ociManifest, oci::media::ociIndex, oci::media::dockerManifest}) {
        const auto manifest = oci::Manifest::parse(bytes, type);
        const auto index = oci::Index::parse(bytes, type);
        if (manifest && index)
            std::abort();
        if (manifest) {
            // What is brought along is what the descriptor says, or nothing.
            const auto brought = oci::embedded(manifest->config);
            if (brought && *brought && static_cast<std::int64_t>((*brought)->size()) != manifest->config.size)
                std::abort();
        }
        if (index)
            (void)index->choose(oci::Platform{"linux", "amd64", ""}, "x");
    }
    return 0;
}
