// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/client.h"

#include "core/oci/embedded.h"
#include "core/oci/media_type.h"

namespace tare::registry {
namespace {

namespace media = oci::media;

constexpr int maxIndexes = 4; // in one another

std::string manifestName(const oci::Reference &reference, const std::string &tagOrDigest)
{
    return reference.domain + "/" + reference.path +
           (tagOrDigest.find(':') == std::string::npos ? ":" : "@") + tagOrDigest;
}

} // namespace

Result<Client> Client::open(const oci::Reference &reference, const ClientOptions &options)
{
    ConnectionOptions to;
    to.domain = reference.domain;
    to.mirror = options.mirror;
    to.insecure = options.insecure;
    to.http = options.http;
    to.cancel = options.cancel;
    to.credentials = options.credentials;
    to.repository = reference.path;
    to.scopes = {"repository:" + reference.path + ":pull"};
    return Client(reference, TARE_TRY(Connection::open(std::move(to))));
}

void Client::setCancel(const CancelToken &cancel)
{
    m_connection.http().setCancel(cancel);
}

Request Client::request(const std::string &below) const
{
    return m_connection.request("/v2/" + m_reference.path + "/" + below);
}

Result<RemoteManifest> Client::manifest(const std::string &tagOrDigest)
{
    Request ask = request("manifests/" + tagOrDigest);
    ask.limit = oci::maxDocument;
    // In one header: some registries look at the first only. Schema 1 is asked for to be told apart from
    // "unknown".
    ask.headers = {std::string("Accept: ") + media::ociIndex + ", " + media::dockerList + ", " +
                   media::ociManifest + ", " + media::dockerManifest + ", " + media::dockerSchema1Signed +
                   ";q=0.1"};
    Response response = TARE_TRY(m_connection.perform(ask));
    if (response.head.status != 200)
        return m_connection.refused(response, manifestName(m_reference, tagOrDigest));
    RemoteManifest out;
    out.mediaType = response.head.header("content-type");
    if (out.mediaType.starts_with("text/html"))
        return fail(Errc::RegistryError, m_reference.domain, "it sends a web page where a manifest should be",
                    "A login page of a network, or a proxy, may stand in between.");
    out.bytes = std::move(response.body);
    const auto asked = oci::Digest::parse(tagOrDigest);
    oci::Hasher hasher(asked ? asked->algorithm() : "sha256");
    hasher.update(out.bytes);
    out.digest = hasher.finish();
    if (asked && out.digest != *asked)
        return fail(Errc::DigestMismatch, asked->text(),
                    "the registry sent a manifest with " + out.digest.text());
    if (const std::string header = response.head.header("docker-content-digest"); !header.empty()) {
        const oci::Digest said = TARE_TRY(oci::Digest::parse(header));
        oci::Hasher check(said.algorithm());
        check.update(out.bytes);
        if (check.finish() != said)
            return fail(Errc::DigestMismatch, said.text(),
                        "the manifest that came with it has " + out.digest.text());
    }
    return out;
}

Result<Client::Resolved> Client::resolve(const oci::Platform &platform)
{
    const std::string wanted = m_reference.digest.empty() ? m_reference.tag : m_reference.digest.text();
    Resolved out;
    out.document = TARE_TRY(manifest(wanted));
    out.top = out.document.digest;
    for (int depth = 0; depth <= maxIndexes; ++depth) {
        const RemoteManifest &d = out.document;
        if (TARE_TRY(oci::documentKind(d.bytes, d.mediaType)) == oci::DocumentKind::Manifest) {
            out.manifest = TARE_TRY(oci::Manifest::parse(d.bytes, d.mediaType));
            return out;
        }
        const oci::Index index = TARE_TRY(oci::Index::parse(d.bytes, d.mediaType));
        const oci::Descriptor chosen = TARE_TRY(index.choose(platform, m_reference.familiar()));
        out.indexes.push_back(std::move(out.document));
        if (auto bytes = TARE_TRY(oci::embedded(chosen)))
            out.document = {std::move(*bytes), chosen.mediaType, chosen.digest};
        else
            out.document = TARE_TRY(manifest(chosen.digest.text()));
        if (chosen.size != static_cast<std::int64_t>(out.document.bytes.size()))
            return fail(Errc::DigestMismatch, chosen.digest.text(), "its size is not what the index says");
        if (!chosen.mediaType.empty()) // the index is part of what the digest vouches for; a header is not
            out.document.mediaType = chosen.mediaType;
    }
    return fail(Errc::Unsupported, m_reference.familiar(), "indexes in indexes without an end");
}

Result<std::string> Client::document(const oci::Descriptor &blob)
{
    if (blob.size > static_cast<std::int64_t>(oci::maxDocument))
        return fail(Errc::TooLarge, blob.digest.text(), std::to_string(blob.size) + " bytes");
    if (auto bytes = TARE_TRY(oci::embedded(blob)))
        return std::move(*bytes);
    Request ask = request("blobs/" + blob.digest.text());
    ask.limit = oci::maxDocument;
    Response response = TARE_TRY(m_connection.perform(ask));
    if (response.head.status != 200)
        return m_connection.refused(response, "blob " + blob.digest.text());
    if (static_cast<std::int64_t>(response.body.size()) != blob.size)
        return fail(Errc::DigestMismatch, blob.digest.text(),
                    std::to_string(response.body.size()) + " bytes came, not " + std::to_string(blob.size));
    oci::Hasher hasher(blob.digest.algorithm());
    hasher.update(response.body);
    const oci::Digest got = hasher.finish();
    if (got != blob.digest)
        return fail(Errc::DigestMismatch, blob.digest.text(), "the bytes that came are " + got.text());
    return std::move(response.body);
}

} // namespace tare::registry
