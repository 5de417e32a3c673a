// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/check_store.h"

#include "core/base/file.h"
#include "core/image/layer_download.h"
#include "core/image/layer_record.h"
#include "core/image/layout_index.h"
#include "core/image/store_garbage.h"
#include "core/image/store_write.h"
#include "core/image/stream/byte_source.h"
#include "core/registry/client.h"

#include <cerrno>
#include <fcntl.h>
#include <map>
#include <optional>
#include <sys/stat.h>

namespace tare::image {
namespace {

// Why its bytes are not what they should be; nothing when they are.
Result<std::optional<std::string>> faultOf(const std::string &file, const oci::Digest &digest,
                                           const CancelToken &cancel, std::int64_t &bytes)
{
    auto fd = openFile(file, O_RDONLY);
    if (!fd && fd.error().code == Errc::NotFound)
        return std::optional<std::string>("it is missing");
    if (!fd)
        return std::optional<std::string>("it cannot be read: " + fd.error().reason);
    oci::Hasher hasher(digest.algorithm());
    std::int64_t size = 0;
    const Source source = hashingSource(fileSource(std::move(*fd), file, cancel), hasher, size);
    const Status read = drain(*source);
    bytes += size;
    if (!read && read.error().code == Errc::Cancelled)
        return tl::unexpected<Error>(read.error());
    if (!read)
        return std::optional<std::string>("it cannot be read: " + read.error().reason);
    const oci::Digest got = hasher.finish();
    if (got != digest)
        return std::optional<std::string>("its bytes are " + got.text());
    return std::optional<std::string>();
}

struct Needed
{
    enum class Kind { Manifest, Document, Layer };
    Kind kind = Kind::Layer;
    oci::Descriptor descriptor;
    std::string image; // a name, or the digest of a nameless one's manifest
    std::vector<std::string> servedAs; // name@digest
};

class Checker
{
public:
    Checker(Store &store, bool repair, const UnpackOptions &options) : m_store(store), m_options(options), m_repair(repair)
    {
    }

    Result<CheckReport> run()
    {
        const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_store.paths()));
        std::map<oci::Digest, Needed> manifests;
        for (const oci::Descriptor &d : index.entries) {
            Needed &one = manifests[d.digest];
            one.kind = Needed::Kind::Manifest;
            one.descriptor = d;
            if (one.image.empty())
                one.image = nameOf(d);
            if (const auto served = d.annotations.find(repoDigestKey); served != d.annotations.end())
                one.servedAs.push_back(served->second);
        }
        for (auto &[digest, manifest] : manifests) {
            if (manifest.image.empty())
                manifest.image = digest.text();
            TARE_CHECK(image(manifest));
        }
        TARE_CHECK(others());
        return std::move(m_report);
    }

private:
    Status image(const Needed &manifest)
    {
        ++m_report.images;
        if (!TARE_TRY(blob(manifest)))
            return {};
        const std::string bytes = TARE_TRY(m_store.manifestBytes(manifest.descriptor.digest));
        const auto parsed = oci::Manifest::parse(bytes);
        if (!parsed) // another tool's doing; its bytes are right
            return {};
        bool whole = TARE_TRY(blob({Needed::Kind::Document, parsed->config, manifest.image, manifest.servedAs}));
        for (const oci::Descriptor &layer : parsed->layers)
            whole = TARE_TRY(blob({Needed::Kind::Layer, layer, manifest.image, manifest.servedAs})) && whole;
        return whole ? layers(manifest, parsed->config.digest) : Status();
    }

    // Whether the store has it, after all.
    Result<bool> blob(const Needed &needed)
    {
        const oci::Digest &digest = needed.descriptor.digest;
        if (const auto known = m_sound.find(digest); known != m_sound.end())
            return known->second;
        const std::string file = m_store.blobPath(digest);
        ++m_report.blobs;
        const auto fault = TARE_TRY(faultOf(file, digest, m_options.cancel, m_report.bytes));
        tell(digest);
        bool sound = !fault;
        if (fault) {
            CheckFault &one = m_report.faults.emplace_back();
            one.digest = digest.text();
            one.image = needed.image;
            one.what = *fault;
            one.repairable = !needed.servedAs.empty();
            if (m_repair) {
                const Status repaired = fetch(needed, file);
                if (!repaired && repaired.error().code == Errc::Cancelled)
                    return tl::unexpected<Error>(repaired.error());
                one.repaired = sound = repaired.has_value();
                if (!repaired)
                    one.what += "; " + repaired.error().text();
            }
        }
        m_sound[digest] = sound;
        return sound;
    }

    void tell(const oci::Digest &digest) const
    {
        if (m_options.progress)
            m_options.progress({digest.shortHex(), Progress::Phase::Verifying, m_report.bytes, 0, {}});
    }

    // By its digest, from where it came.
    Status fetch(const Needed &needed, const std::string &file)
    {
        Status last = fail(Errc::NotFound, needed.descriptor.digest.text(), "no registry is known that has it",
                           "Load or pull the image again.");
        for (const std::string &served : needed.servedAs) {
            const auto reference = oci::Reference::parse(served);
            last = reference ? fetchFrom(*reference, needed, file) : tl::unexpected<Error>(reference.error());
            if (last || last.error().code == Errc::Cancelled)
                break;
        }
        return last;
    }

    Status fetchFrom(const oci::Reference &reference, const Needed &needed, const std::string &file)
    {
        const oci::Digest &digest = needed.descriptor.digest;
        registry::ClientOptions wanted;
        wanted.cancel = m_options.cancel;
        registry::Client client = TARE_TRY(registry::Client::open(reference, wanted));
        WorkFolder work = TARE_TRY(WorkFolder::create(m_store.paths()));
        // The broken one stays until there is a better one.
        const std::string aside = work.fresh("broken-");
        const bool moved = ::rename(file.c_str(), aside.c_str()) == 0;
        const Status got = [&]() -> Status {
            if (needed.kind != Needed::Kind::Layer) {
                const std::string bytes =
                    needed.kind == Needed::Kind::Manifest
                        ? TARE_TRY(client.manifest(digest.text())).bytes
                        : TARE_TRY(client.document(needed.descriptor));
                if (oci::Digest::sha256(bytes) != digest)
                    return fail(Errc::DigestMismatch, digest.text(), "the registry's bytes are others");
                return publishBlob(m_store.paths(), work, digest, bytes);
            }
            LayerDownload download(m_store, work, client, m_options);
            TARE_CHECK(download.start({needed.descriptor}));
            TARE_TRY(download.next());
            return {};
        }();
        if (!got && moved && !exists(file))
            (void)::rename(aside.c_str(), file.c_str());
        return got;
    }

    Status layers(const Needed &manifest, const oci::Digest &id)
    {
        const StoredImage image = TARE_TRY(m_store.findHeld(id.text()));
        std::vector<std::string> broken;
        oci::Digest chain;
        for (const oci::Digest &diffId : image.config.diffIds) {
            chain = oci::nextChainId(chain, diffId);
            ++m_report.layers;
            const auto meta = readLayerMeta(m_store.paths(), chain.hex());
            const std::string folder = layerDir(m_store.paths(), chain.hex());
            if (!exists(folder))
                broken.push_back("it is not unpacked");
            else if (!exists(folder + "/diff") || !meta || meta->diffId != diffId)
                broken.push_back("its folder is damaged");
            else
                continue;
            CheckFault &one = m_report.faults.emplace_back();
            one.digest = chain.text();
            one.image = manifest.image;
            one.what = broken.back();
            one.repairable = true;
            if (m_repair && exists(folder)) {
                const FileLock lock = TARE_TRY(lockStore(m_store.paths()));
                TARE_CHECK(moveToTrash(m_store.paths(), folder));
            }
        }
        if (broken.empty() && readChain(m_store.paths(), id))
            return {};
        if (broken.empty())
            m_report.faults.push_back({id.text(), manifest.image, "the list of its layers is missing", false, true});
        if (!m_repair)
            return {};
        const std::size_t count = std::max<std::size_t>(broken.size(), 1);
        const Status unpacked = unpackStored(m_store, image, m_options);
        if (!unpacked && unpacked.error().code == Errc::Cancelled)
            return unpacked;
        for (std::size_t i = m_report.faults.size() - count; i < m_report.faults.size(); ++i) {
            m_report.faults[i].repaired = unpacked.has_value();
            if (!unpacked)
                m_report.faults[i].what += "; " + unpacked.error().text();
        }
        return {};
    }

    // Blobs that no image needs: a prune removes them.
    Status others()
    {
        for (const char *algorithm : {"sha256", "sha512"}) {
            const std::string folder = m_store.paths().images() + "/blobs/" + algorithm;
            for (const std::string &hex : hexNamesIn(folder)) {
                const auto digest = oci::Digest::parse(std::string(algorithm) + ":" + hex);
                if (!digest || m_sound.contains(*digest))
                    continue;
                ++m_report.blobs;
                const auto fault = TARE_TRY(faultOf(folder + "/" + hex, *digest, m_options.cancel, m_report.bytes));
                tell(*digest);
                if (!fault)
                    continue;
                CheckFault &one = m_report.faults.emplace_back();
                one.digest = digest->text();
                one.what = *fault;
                one.repairable = true;
                one.repaired = m_repair && ::unlink((folder + "/" + hex).c_str()) == 0;
            }
        }
        return {};
    }

    Store &m_store;
    const UnpackOptions &m_options;
    bool m_repair;
    std::map<oci::Digest, bool> m_sound;
    CheckReport m_report;
};

} // namespace

Result<CheckReport> checkStore(Store &store, bool repair, const UnpackOptions &options)
{
    return Checker(store, repair, options).run();
}

} // namespace tare::image
