// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/load.h"

#include "core/image/archive/members.h"
#include "core/image/work_folder.h"

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
    std::vector<StoredImage> out;
    for (const ImageDraft &draft : drafts)
        out.push_back(TARE_TRY(storeDraft(store, work, draft, options)));
    return out;
}

} // namespace tare::image
