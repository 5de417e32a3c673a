// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/load.h"

#include "core/image/archive/members.h"
#include "core/image/layer_pool.h"
#include "core/image/work_folder.h"

#include <memory>

namespace tare::image {

Result<std::vector<StoredImage>> loadArchive(Store &store, const std::string &file, const oci::Platform &platform,
                                             const UnpackOptions &options)
{
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    const Members members = TARE_TRY(Members::read(file, work, options));
    std::vector<ImageDraft> drafts;
    // Archives of newer Dockers are both; the names are in manifest.json.
    if (members.contains("manifest.json"))
        drafts = TARE_TRY(dockerDrafts(members, platform));
    else if (members.contains("index.json"))
        drafts = TARE_TRY(ociDrafts(members, platform));
    else if (members.contains("repositories"))
        return fail(Errc::Unsupported, members.archive(), "an archive of a Docker older than 1.10");
    else
        return fail(Errc::CorruptArchive, members.archive(), "it holds neither manifest.json nor index.json",
                    "A root file system is imported with `tare import`.");
    if (drafts.empty())
        return fail(Errc::CorruptArchive, members.archive(), "it holds no image");
    for (const ImageDraft &draft : drafts)
        TARE_TRY(work.keepBlob(draft.configDigest));
    LayerPool pool(store.paths(), work, options);
    std::vector<std::unique_ptr<DraftWriter>> writers;
    for (const ImageDraft &draft : drafts) {
        writers.push_back(std::make_unique<DraftWriter>(store, work, pool));
        for (std::size_t i = 0; i < draft.layers.size(); ++i)
            TARE_CHECK(writers.back()->addLayer(draft.layers[i], draft.config.diffIds[i]));
    }
    TARE_CHECK(pool.wait());
    TARE_CHECK(pool.publish());
    std::vector<StoredImage> out;
    for (std::size_t i = 0; i < drafts.size(); ++i)
        out.push_back(TARE_TRY(writers[i]->finish(drafts[i])));
    return out;
}

} // namespace tare::image
