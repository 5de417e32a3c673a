// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/support/sample_contents.h"

#include "core/image/inspect/layer_index_builder.h"

#include <QtGlobal>

using namespace tare;
using namespace tare::image;

namespace {

class Layer
{
public:
    Layer &file(const std::string &path, std::int64_t size, std::uint64_t hash)
    {
        TarEntry entry;
        entry.path = path;
        entry.mode = 0644;
        entry.size = size;
        entry.modified.tv_sec = 1'700'000'000;
        return add(entry, hash);
    }
    Layer &link(const std::string &path, const std::string &target)
    {
        TarEntry entry;
        entry.type = TarEntry::Type::Symlink;
        entry.path = path;
        entry.target = target;
        entry.mode = 0777;
        return add(entry, 0);
    }
    std::shared_ptr<const LayerIndex> finish(char digit)
    {
        const std::string diffId = "sha256:" + std::string(64, digit);
        auto bytes = m_builder.finish({diffId, 4096, 1});
        if (!bytes)
            qFatal("the sample layer cannot be made");
        auto index = LayerIndex::parse(std::move(bytes->bytes), bytes->size, diffId);
        if (!index)
            qFatal("the sample layer cannot be read");
        return std::move(*index);
    }

private:
    Layer &add(const TarEntry &entry, std::uint64_t hash)
    {
        if (!m_builder.add(entry, hash))
            qFatal("the sample entry %s is refused", entry.path.c_str());
        return *this;
    }
    LayerIndexBuilder m_builder;
};

} // namespace

std::shared_ptr<const ImageContents> sampleContents(const std::string &id)
{
    ImageParts parts;
    parts.id = id;
    parts.manifestDigest = "sha256:" + std::string(64, 'f');
    parts.names = {"sample:1"};
    const char *const made[] = {"/bin/sh -c #(nop) ADD file:1 in / ", "RUN /bin/sh -c rm /var/cache/big # buildkit",
                                "COPY . /opt/app # buildkit"};
    for (const char *instruction : made) {
        oci::History step;
        step.createdBy = instruction;
        parts.config.history.push_back(step);
    }
    oci::History empty;
    empty.createdBy = "CMD [\"tool\"]";
    empty.emptyLayer = true;
    parts.config.history.push_back(empty);
    parts.config.cmd = {"tool"};
    const std::shared_ptr<const LayerIndex> layers[] = {
        Layer()
            .file("bin/tool", 3000, 1)
            .file("etc/motd", 100, 2)
            .file("etc/passwd", 200, 3)
            .file("var/cache/big", 50'000, 4)
            .link("usr/lib/link", "../../bin/tool")
            .finish('a'),
        Layer().file("etc/motd", 120, 5).file("var/cache/.wh.big", 0, 0).file("opt/app/readme", 40, 6).finish('b'),
        Layer().file("opt/app/.wh..wh..opq", 0, 0).file("opt/app/main", 700, 7).finish('c'),
    };
    for (const auto &layer : layers) {
        parts.config.diffIds.push_back(*oci::Digest::parse(layer->diffId()));
        parts.layers.push_back({layer->diffId(), "application/vnd.oci.image.layer.v1.tar+gzip", 1000, layer});
    }
    auto contents = ImageContents::create(std::move(parts));
    if (!contents)
        qFatal("the sample image cannot be made: %s", contents.error().text().c_str());
    return *contents;
}

ImageDocuments sampleDocuments()
{
    using Kind = ImageDocument::Kind;
    ImageDocuments out;
    const auto add = [&](Kind kind, const std::string &type, char digit, const std::string &bytes,
                         ImageDocument::Check check) -> ImageDocument & {
        ImageDocument document;
        document.kind = kind;
        document.mediaType = type;
        document.digest = "sha256:" + std::string(64, digit);
        document.bytes = bytes;
        document.size = static_cast<std::int64_t>(bytes.size());
        document.check = check;
        out.all.push_back(document);
        return out.all.back();
    };
    add(Kind::Index, "application/vnd.oci.image.index.v1+json", '1', "{\"manifests\":[]}", ImageDocument::Check::Good)
        .children = {1, 2};
    add(Kind::Manifest, "application/vnd.oci.image.manifest.v1+json", '2', "{\"layers\":[]}", ImageDocument::Check::Good)
        .children = {3, 4, 5};
    out.all[1].platform = "linux/amd64";
    add(Kind::Manifest, "application/vnd.oci.image.manifest.v1+json", '3', {}, ImageDocument::Check::Missing).platform =
        "linux/arm64";
    add(Kind::Config, "application/vnd.oci.image.config.v1+json", '4', "{\"os\":\"linux\"}", ImageDocument::Check::Good);
    add(Kind::Layer, "application/vnd.oci.image.layer.v1.tar+gzip", '5', {}, ImageDocument::Check::NotChecked).size = 1000;
    add(Kind::Layer, "application/vnd.oci.image.layer.v1.tar+zstd", '6', {}, ImageDocument::Check::NotChecked).size = 2000;
    out.manifest = 1;
    return out;
}
