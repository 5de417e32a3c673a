// SPDX-License-Identifier: GPL-3.0-or-later
// moby, image/tarexport/save.go; image-spec, image-layout.md.
#include "core/image/archive/save.h"

#include "core/base/file.h"
#include "core/image/layer/pax_writer.h"
#include "core/image/layout_index.h"
#include "core/image/work_folder.h"
#include "core/oci/media_type.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sys/stat.h>

namespace tare::image {
namespace {

using Json = nlohmann::ordered_json;

struct Chosen
{
    StoredImage image;
    std::vector<oci::Reference> names; // asked for; sorted
};

// "name" without a tag stands for all the tags of the repository, as with Docker.
bool isRepository(const std::string &text)
{
    const std::size_t slash = text.rfind('/');
    return text.find(':', slash == std::string::npos ? 0 : slash) == std::string::npos &&
           text.find('@') == std::string::npos;
}

Result<std::vector<Chosen>> choose(const Store &store, const std::vector<std::string> &asked)
{
    std::vector<Chosen> out;
    const auto add = [&](StoredImage image, std::optional<oci::Reference> name) {
        auto at = std::find_if(out.begin(), out.end(), [&](const Chosen &c) { return c.image.id == image.id; });
        if (at == out.end())
            at = out.insert(out.end(), Chosen{std::move(image), {}});
        if (name && std::find(at->names.begin(), at->names.end(), *name) == at->names.end())
            at->names.push_back(std::move(*name));
    };
    for (const std::string &text : asked) {
        auto wanted = oci::Reference::parse(text);
        bool found = false;
        if (wanted && isRepository(text)) {
            for (const StoredImage &image : TARE_TRY(store.list())) {
                for (const std::string &name : image.names) {
                    auto one = oci::Reference::parse(name);
                    if (!one || one->domain != wanted->domain || one->path != wanted->path || !one->digest.empty())
                        continue;
                    add(image, std::move(*one));
                    found = true;
                }
            }
        }
        if (found)
            continue;
        StoredImage image = TARE_TRY(store.find(text));
        const bool byName = wanted && wanted->digest.empty() &&
                            std::find(image.names.begin(), image.names.end(), wanted->familiar()) != image.names.end();
        add(std::move(image), byName ? std::optional(std::move(*wanted)) : std::nullopt);
    }
    for (Chosen &c : out)
        std::sort(c.names.begin(), c.names.end(),
                  [](const oci::Reference &a, const oci::Reference &b) { return a.full() < b.full(); });
    return out;
}

class Saver
{
public:
    Saver(Store &store, ByteSink &sink, const UnpackOptions &options) : m_store(store), m_tar(sink), m_options(options)
    {
    }

    Status run(const std::vector<Chosen> &chosen, bool ociOnly)
    {
        for (const Chosen &c : chosen) {
            for (const LayerBlob &layer : c.image.layers)
                m_total += m_counted.insert(layer.digest).second ? layer.size : 0;
        }
        TARE_CHECK(folder("blobs/"));
        TARE_CHECK(folder("blobs/sha256/"));
        Json manifests = Json::array();
        Json list = Json::array();
        Json repositories = Json::object();
        for (const Chosen &c : chosen) {
            const oci::ImageConfig &config = c.image.config;
            std::string manifest = TARE_TRY(m_store.manifestBytes(c.image.manifest));
            const oci::Manifest parsed = TARE_TRY(oci::Manifest::parse(manifest));
            Json entry = {{"Config", blobName(c.image.id)}, {"RepoTags", Json()}, {"Layers", Json::array()}};
            Json sources = Json::object();
            for (std::size_t i = 0; i < parsed.layers.size(); ++i) {
                const oci::Descriptor &layer = parsed.layers[i];
                TARE_CHECK(blob(layer.digest));
                entry["Layers"].push_back(blobName(layer.digest));
                if (i < config.diffIds.size())
                    sources[config.diffIds[i].text()] = {{"mediaType", layer.mediaType},
                                                         {"size", layer.size},
                                                         {"digest", layer.digest.text()}};
            }
            TARE_CHECK(document(c.image.id, config.bytes));
            TARE_CHECK(document(c.image.manifest, manifest));
            entry["LayerSources"] = std::move(sources);
            Json descriptor = {{"mediaType", parsed.mediaType},
                               {"digest", c.image.manifest.text()},
                               {"size", manifest.size()}};
            if (!config.os.empty() && !config.architecture.empty()) {
                descriptor["platform"] = {{"architecture", config.architecture}, {"os", config.os}};
                if (!config.variant.empty())
                    descriptor["platform"]["variant"] = config.variant;
            }
            for (const oci::Reference &name : c.names) {
                if (entry["RepoTags"].is_null())
                    entry["RepoTags"] = Json::array();
                entry["RepoTags"].push_back(name.familiar());
                descriptor["annotations"] = {{fullNameKey, name.full()}, {refNameKey, name.tag}};
                manifests.push_back(descriptor);
                if (!parsed.layers.empty())
                    repositories[repositoryOf(name)][name.tag] = parsed.layers.back().digest.hex();
            }
            if (c.names.empty())
                manifests.push_back(std::move(descriptor));
            list.push_back(std::move(entry));
        }
        const Json index = {{"schemaVersion", 2}, {"mediaType", oci::media::ociIndex}, {"manifests", manifests}};
        TARE_CHECK(file("index.json", index.dump()));
        if (!ociOnly)
            TARE_CHECK(file("manifest.json", list.dump() + "\n"));
        TARE_CHECK(file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
        if (!ociOnly && !repositories.empty())
            TARE_CHECK(file("repositories", repositories.dump() + "\n"));
        return m_tar.finish();
    }

private:
    static std::string blobName(const oci::Digest &digest) { return "blobs/" + digest.algorithm() + "/" + digest.hex(); }
    static std::string repositoryOf(const oci::Reference &name)
    {
        const std::string text = name.familiar();
        return text.substr(0, text.rfind(':'));
    }

    Status folder(const std::string &path)
    {
        TarEntry e;
        e.type = TarEntry::Type::Folder;
        e.path = path;
        e.mode = 0755;
        return m_tar.add(e);
    }
    Status file(const std::string &path, const std::string &bytes)
    {
        TarEntry e;
        e.path = path;
        e.mode = 0644;
        e.size = static_cast<std::int64_t>(bytes.size());
        TARE_CHECK(m_tar.add(e));
        return m_tar.data(bytes);
    }
    Status document(const oci::Digest &digest, const std::string &bytes)
    {
        if (!m_written.insert(digest).second)
            return {};
        oci::Hasher hasher(digest.algorithm());
        hasher.update(bytes);
        if (const oci::Digest got = hasher.finish(); got != digest)
            return mismatch(digest, got);
        return file(blobName(digest), bytes);
    }
    static tl::unexpected<Error> mismatch(const oci::Digest &digest, const oci::Digest &got)
    {
        return fail(Errc::DigestMismatch, digest.text(), "the store's bytes are " + got.text(),
                    "Run `tare fsck --repair`, or pull the image again.");
    }

    Status blob(const oci::Digest &digest)
    {
        if (!m_written.insert(digest).second)
            return {};
        if (digest.algorithm() != "sha256" && !std::exchange(m_hasOtherFolder, true))
            TARE_CHECK(folder("blobs/" + digest.algorithm() + "/"));
        const std::string path = m_store.blobPath(digest);
        const UniqueFd fd = TARE_TRY(openFile(path, O_RDONLY));
        struct stat st
        {};
        if (::fstat(fd.get(), &st) != 0)
            return failSystem("look at", path);
        ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
        TarEntry e;
        e.path = blobName(digest);
        e.mode = 0644;
        e.size = st.st_size;
        TARE_CHECK(m_tar.add(e));
        oci::Hasher hasher(digest.algorithm());
        const Source source = threadedSource(fileSource(UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 3)), path, m_options.cancel));
        std::int64_t done = 0;
        while (true) {
            const std::string_view piece = TARE_TRY(source->next());
            if (piece.empty())
                break;
            done += static_cast<std::int64_t>(piece.size());
            if (done > st.st_size)
                break;
            hasher.update(piece);
            TARE_CHECK(m_tar.data(piece));
            m_done += static_cast<std::int64_t>(piece.size());
            if (m_options.progress)
                m_options.progress({{}, Progress::Phase::Working, m_done, m_total, "saving"});
        }
        const oci::Digest got = hasher.finish();
        if (done != st.st_size || got != digest)
            return mismatch(digest, got);
        return {};
    }

    Store &m_store;
    PaxWriter m_tar;
    const UnpackOptions &m_options;
    std::set<oci::Digest> m_counted, m_written;
    std::int64_t m_total = 0, m_done = 0;
    bool m_hasOtherFolder = false;
};

} // namespace

Status saveArchive(Store &store, const SaveRequest &request, int fd, const UnpackOptions &options)
{
    const std::vector<Chosen> chosen = TARE_TRY(choose(store, request.images));
    if (chosen.empty())
        return fail(Errc::InvalidArgument, "save", "no image is named");
    // What is being read must not be swept meanwhile.
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    for (const Chosen &c : chosen) {
        std::vector<oci::Digest> digests = {c.image.id, c.image.manifest};
        for (const LayerBlob &layer : c.image.layers)
            digests.push_back(layer.digest);
        for (const oci::Digest &digest : digests) {
            if (!TARE_TRY(work.keepBlob(digest)))
                return fail(Errc::NotFound, digest.text(), "the store has lost it",
                            "Run `tare fsck --repair`, or pull the image again.");
        }
    }
    const Sink sink = fileSink(fd, "the archive", options.cancel);
    TARE_CHECK(Saver(store, *sink, options).run(chosen, request.ociOnly));
    return sink->finish();
}

} // namespace tare::image
