// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/media_words.h"

#include <QCoreApplication>

namespace tare::gui {

namespace {

struct MediaWords
{
    Q_DECLARE_TR_FUNCTIONS(MediaWords)
};

bool has(const std::string &text, const char *part)
{
    return text.find(part) != std::string::npos;
}

QString layerWords(const std::string &type)
{
    const QString tar = MediaWords::tr("A layer: a tar of the files that it adds and changes, with marks for those that it "
                                       "removes.");
    if (has(type, "gzip"))
        return tar + QChar(u' ') + MediaWords::tr("Compressed with gzip.");
    if (has(type, "zstd"))
        return tar + QChar(u' ') + MediaWords::tr("Compressed with zstd.");
    return tar + QChar(u' ') + MediaWords::tr("Not compressed.");
}

} // namespace

QString mediaTypeWords(const std::string &type)
{
    if (has(type, ".layer.") || has(type, ".rootfs.diff"))
        return layerWords(type);
    if (type == "application/vnd.oci.image.index.v1+json")
        return MediaWords::tr("OCI's image index: names one manifest for each platform.");
    if (type == "application/vnd.docker.distribution.manifest.list.v2+json")
        return MediaWords::tr("Docker's manifest list: names one manifest for each platform.");
    if (type == "application/vnd.oci.image.manifest.v1+json")
        return MediaWords::tr("OCI's image manifest: names the configuration and the layers by their digests.");
    if (type == "application/vnd.docker.distribution.manifest.v2+json")
        return MediaWords::tr("Docker's image manifest, schema 2: names the configuration and the layers by their digests.");
    if (type == "application/vnd.oci.image.config.v1+json" || type == "application/vnd.docker.container.image.v1+json")
        return MediaWords::tr("The configuration: what a container of the image runs, with which environment, and the "
                              "digests of the unpacked layers. Its own digest is the image id.");
    return {};
}

} // namespace tare::gui
