// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/documents_read.h"

#include "core/base/file.h"
#include "core/image/layout_index.h"
#include "core/oci/manifest.h"
#include "core/oci/media_type.h"

#include <algorithm>
#include <sys/stat.h>

namespace tare::image {
namespace {

using Kind = ImageDocument::Kind;
using Check = ImageDocument::Check;

class Gatherer
{
public:
    Gatherer(const Store &store, const StoredImage &image) : m_store(store), m_image(image) {}

    Result<ImageDocuments> gather()
    {
        ImageDocument layout;
        layout.kind = Kind::Layout;
        layout.mediaType = "application/vnd.oci.image.index.v1+json";
        layout.bytes = TARE_TRY(readFile(m_store.paths().images() + "/index.json", oci::maxDocument * 4));
        layout.size = static_cast<std::int64_t>(layout.bytes.size());
        layout.check = Check::Good; // it has no digest to be compared with
        m_out.all.push_back(std::move(layout));
        const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_store.paths()));
        // A name is an entry: the same image may have many. What it was pulled as may be an index, which is shown as what
        // leads to the manifest, though another name leads to it right away; or, when the image was here before, what leads
        // to another manifest of it, whose layers were packed in another way.
        for (const oci::Descriptor &entry : index.entries) {
            const auto pulled = entry.annotations.find(repoDigestKey);
            if (pulled == entry.annotations.end() || entry.digest != m_image.manifest)
                continue;
            const auto digest = oci::Digest::parse(pulled->second.substr(pulled->second.find('@') + 1));
            oci::Descriptor top;
            top.mediaType = oci::media::ociIndex;
            if (digest && *digest != entry.digest && exists(m_store.blobPath(*digest))) {
                top.digest = *digest;
                placeTop(top, true);
            }
        }
        for (const oci::Descriptor &entry : index.entries) {
            if (!contains(entry.digest))
                placeTop(entry);
        }
        const auto manifest = std::find_if(m_out.all.begin(), m_out.all.end(), [this](const ImageDocument &d) {
            return d.digest == m_image.manifest.text();
        });
        if (manifest == m_out.all.end())
            return fail(Errc::NotFound, m_image.manifest.text(), "its manifest is not in the index");
        m_out.manifest = static_cast<std::size_t>(manifest - m_out.all.begin());
        return std::move(m_out);
    }

private:
    [[nodiscard]] Result<std::string> bytesOf(const oci::Descriptor &d) const
    {
        return readFile(m_store.blobPath(d.digest), oci::maxDocument);
    }

    bool leadsToImage(const oci::Descriptor &d, int depth) const
    {
        if (d.digest == m_image.manifest)
            return true;
        const auto bytes = depth < 4 ? bytesOf(d) : Result<std::string>(fail(Errc::TooLarge, "index"));
        const auto index = bytes ? oci::Index::parse(*bytes) : Result<oci::Index>(fail(Errc::NotFound, "index"));
        return index && std::any_of(index->manifests.begin(), index->manifests.end(),
                                    [&](const oci::Descriptor &child) { return leadsToImage(child, depth + 1); });
    }

    [[nodiscard]] bool contains(const oci::Digest &digest) const
    {
        return std::any_of(m_out.all.begin(), m_out.all.end(),
                           [&](const ImageDocument &one) { return one.digest == digest.text(); });
    }

    void placeTop(const oci::Descriptor &top, bool vouched = false)
    {
        if (!vouched && !leadsToImage(top, 0))
            return;
        const std::size_t at = place(top, Kind::Other, 0);
        auto &children = m_out.all.front().children;
        if (std::find(children.begin(), children.end(), at) == children.end())
            children.push_back(at);
    }

    // Puts the document in and all that it refers to; a document is there once.
    std::size_t place(const oci::Descriptor &d, Kind kind, int depth)
    {
        const auto known = std::find_if(m_out.all.begin(), m_out.all.end(),
                                        [&](const ImageDocument &one) { return one.digest == d.digest.text(); });
        if (known != m_out.all.end())
            return static_cast<std::size_t>(known - m_out.all.begin());
        const std::size_t at = m_out.all.size();
        ImageDocument out;
        out.kind = kind;
        out.mediaType = d.mediaType;
        out.digest = d.digest.text();
        out.size = d.size;
        out.platform = d.platform.os.empty() ? std::string() : d.platform.text();
        out.annotations = d.annotations;
        struct stat st
        {};
        if (::lstat(m_store.blobPath(d.digest).c_str(), &st) != 0 || !S_ISREG(st.st_mode))
            out.check = Check::Missing;
        else if (d.size > 0 && st.st_size != d.size)
            out.check = Check::Bad;
        else if (d.size <= 0)
            out.size = st.st_size;
        // Nobody can look into what is not here: its type must do.
        if (out.check == Check::Missing && kind == Kind::Other && oci::media::isManifest(d.mediaType))
            out.kind = Kind::Manifest;
        m_out.all.push_back(std::move(out));
        if (kind == Kind::Layer || m_out.all[at].check == Check::Missing)
            return at;
        if (auto bytes = bytesOf(d))
            m_out.all[at].bytes = std::move(*bytes);
        if (kind == Kind::Other && depth < 5)
            descend(at, depth);
        return at;
    }

    void descend(std::size_t at, int depth)
    {
        const std::string bytes = m_out.all[at].bytes;
        std::vector<std::size_t> children;
        if (const auto manifest = oci::Manifest::parse(bytes)) {
            m_out.all[at].kind = Kind::Manifest;
            m_out.all[at].mediaType = manifest->mediaType.empty() ? m_out.all[at].mediaType : manifest->mediaType;
            children.push_back(place(manifest->config, Kind::Config, depth + 1));
            const bool ours = m_out.all[at].digest == m_image.manifest.text();
            for (std::size_t l = 0; l < manifest->layers.size(); ++l) {
                children.push_back(place(manifest->layers[l], Kind::Layer, depth + 1));
                if (ours && l < m_image.config.diffIds.size())
                    m_out.all[children.back()].diffId = m_image.config.diffIds[l].text();
            }
        } else if (const auto index = oci::Index::parse(bytes)) {
            m_out.all[at].kind = Kind::Index;
            m_out.all[at].mediaType = index->mediaType.empty() ? m_out.all[at].mediaType : index->mediaType;
            for (const oci::Descriptor &child : index->manifests) {
                if (children.size() < 1000)
                    children.push_back(place(child, Kind::Other, depth + 1));
            }
        }
        m_out.all[at].children = std::move(children);
    }

    const Store &m_store;
    const StoredImage &m_image;
    ImageDocuments m_out;
};

} // namespace

Result<ImageDocuments> readDocuments(const Store &store, const StoredImage &image)
{
    return Gatherer(store, image).gather();
}

} // namespace tare::image
