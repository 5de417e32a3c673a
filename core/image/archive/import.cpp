// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/time.h"
#include "core/image/archive/changes.h"
#include "core/image/archive/input.h"
#include "core/image/archive/load.h"
#include "core/image/archive/repack.h"
#include "core/image/stream/inflate.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tare::image {

Result<StoredImage> importRootfs(Store &store, const ImportRequest &request, const UnpackOptions &options)
{
    using Json = nlohmann::ordered_json;
    const std::string &file = request.file;
    const oci::Platform &platform = request.platform;
    if (request.name && !request.name->digest.empty())
        return fail(Errc::InvalidArgument, request.name->familiar(), "a new name cannot have a digest");
    const std::string shown = !request.shown.empty() ? request.shown : file == "-" ? "standard input" : file;
    const std::string config = TARE_TRY(applyChanges(request.changes));
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));

    // The first pass keeps the bytes as they are and learns both digests.
    DraftLayer layer;
    layer.file = work.fresh("blob-");
    oci::Hasher diffHash;
    std::int64_t diffBytes = 0;
    char first[8] = {};
    {
        if (request.owned && ::rename(file.c_str(), layer.file.c_str()) != 0)
            return failSystem("rename", file);
        const UniqueFd fd = TARE_TRY(openFile(layer.file, request.owned ? O_RDONLY : O_RDWR | O_CREAT | O_EXCL));
        InputCopy copy;
        copy.fd = request.owned ? -1 : fd.get();
        Source source = TARE_TRY(openInput(request.owned ? layer.file : file, options, &copy, shown));
        source = hashingSource(std::move(source), diffHash, diffBytes);
        TARE_CHECK(drain(*source));
        source.reset(); // joins the thread that writes the copy
        layer.descriptor.digest = copy.hasher.finish();
        layer.descriptor.size = copy.size;
        if (::pread(fd.get(), first, sizeof first, 0) < 0)
            return failSystem("read", layer.file);
    }
    if (diffBytes == 0)
        return fail(Errc::CorruptArchive, shown, "it is empty");
    const Compression compression = TARE_TRY(detectCompression(std::string_view(first, sizeof first), shown));
    layer.descriptor.mediaType = layerMediaType(compression);
    if (!hasMediaType(compression)) {
        const std::string came = std::exchange(layer.file, work.fresh("blob-"));
        Source bytes = fileSource(TARE_TRY(openFile(came, O_RDONLY)), shown, options.cancel);
        const Repacked packed = TARE_TRY(repackLayer(std::move(bytes), layer.descriptor.size, layer.file, shown, options));
        layer.descriptor.digest = packed.digest;
        layer.descriptor.size = packed.size;
        ::unlink(came.c_str());
    }
    const std::string created = formatTime(nowNs());
    const oci::Digest diffId = diffHash.finish();
    Json j = {{"created", created}, {"architecture", platform.architecture}, {"os", platform.os}};
    if (!platform.variant.empty())
        j["variant"] = platform.variant;
    j["config"] = Json::parse(config, nullptr, false);
    j["rootfs"] = {{"type", "layers"}, {"diff_ids", Json::array({diffId.text()})}};
    j["history"] = Json::array({Json{{"created", created}, {"comment", request.message.empty() ? "Imported from " + shown : request.message}}});

    ImageDraft draft;
    std::string bytes = j.dump(-1, ' ', false, Json::error_handler_t::replace);
    draft.configDigest = oci::Digest::sha256(bytes);
    draft.config = TARE_TRY(oci::ImageConfig::parse(std::move(bytes)));
    if (request.name)
        draft.names = {*request.name};
    draft.layers.push_back(std::move(layer));
    auto image = storeDraft(store, work, draft, options);
    if (!image && image.error().code == Errc::CorruptArchive)
        return fail(Errc::CorruptArchive, shown, image.error().reason, image.error().advice); // not by a digest of ours
    return image;
}

} // namespace tare::image
