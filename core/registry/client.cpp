// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/client.h"

#include "core/oci/media_type.h"
#include "core/registry/registry_error.h"
#include "core/registry/retry.h"
#include "core/registry/token.h"

namespace tare::registry {
namespace {

namespace media = oci::media;

constexpr int maxIndexes = 4; // in one another

// Where Docker Hub's API is; its name in references is another.
std::string apiHost(const std::string &domain)
{
    return domain == "docker.io" ? "registry-1.docker.io" : domain;
}

std::string manifestName(const oci::Reference &reference, const std::string &tagOrDigest)
{
    return reference.domain + "/" + reference.path +
           (tagOrDigest.find(':') == std::string::npos ? ":" : "@") + tagOrDigest;
}

} // namespace

Client::Client(const oci::Reference &reference, const ClientOptions &options)
    : m_reference(reference), m_insecure(options.insecure), m_http(options.http, options.cancel)
{
}

Result<Client> Client::open(const oci::Reference &reference, const ClientOptions &options)
{
    Client out(reference, options);
    out.m_credentials = TARE_TRY(findCredentials(reference.domain, reference.path));
    TARE_CHECK(out.connect());
    return out;
}

void Client::setCancel(const CancelToken &cancel)
{
    m_http.setCancel(cancel);
}

Status Client::connect()
{
    const std::string host = apiHost(m_reference.domain);
    Request ping;
    ping.url = m_base = TARE_TRY(Url::parse("https://" + host + "/v2/"));
    ping.insecureHost = m_insecure ? m_base.host : std::string();
    ping.maxRedirects = 0;
    ping.time = std::chrono::seconds(60);
    bool noTls = false;
    Result<Response> answer = m_http.perform(ping, &noTls);
    if (!answer && noTls && (m_insecure || m_base.loopback())) {
        ping.url = m_base = TARE_TRY(Url::parse("http://" + host + "/v2/"));
        answer = m_http.perform(ping);
    } else if (!answer && noTls && answer.error().advice.empty()) {
        answer.error().advice =
            "If the registry speaks plain http only, and you trust the network, pull with --insecure.";
    }
    const Response response = TARE_TRY(std::move(answer));
    // Other answers than "come in" and "who are you" say little: some registries have no page here.
    if (response.head.status == 401)
        return authorizeBy(response.head.all("www-authenticate"));
    if (retryableStatus(response.head.status))
        return refusal(response, m_reference.domain, m_reference.path, m_reference.domain);
    return {};
}

Status Client::authorizeBy(const std::vector<std::string> &challenges)
{
    AuthRequest ask;
    ask.registry = m_base;
    ask.name = m_reference.domain;
    ask.scope = "repository:" + m_reference.path + ":pull";
    ask.challenges = challenges;
    ask.credentials = m_credentials;
    ask.insecureHost = m_insecure ? m_base.host : std::string();
    m_authorization = TARE_TRY(authorize(m_http, ask));
    return {};
}

Result<bool> Client::renewed(const Response &response, const std::string &used)
{
    // Another server than the registry that says "who are you" gets no answer.
    if (response.head.status != 401 || !response.url.sameOrigin(m_base))
        return false;
    if (used != m_authorization) // renewed meanwhile, for another request
        return true;
    const std::vector<std::string> challenges = response.head.all("www-authenticate");
    if (challenges.empty())
        return false;
    TARE_CHECK(authorizeBy(challenges));
    return true;
}

Request Client::request(const std::string &below) const
{
    Request out;
    // Repository names, tags and digests have passed the reference's grammar: none of them needs an escape.
    const auto url = m_base.resolve("/v2/" + m_reference.path + "/" + below);
    out.url = url ? *url : m_base;
    out.authorization = m_authorization;
    out.insecureHost = m_insecure ? m_base.host : std::string();
    return out;
}

Result<Response> Client::get(const Request &request)
{
    Response response = TARE_TRY(m_http.perform(request));
    if (!TARE_TRY(renewed(response, request.authorization)))
        return response;
    Request again = request;
    again.authorization = m_authorization;
    return m_http.perform(std::move(again));
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
    Response response = TARE_TRY(get(ask));
    if (response.head.status != 200)
        return refusal(response, m_reference.domain, m_reference.path,
                       manifestName(m_reference, tagOrDigest));
    RemoteManifest out;
    out.mediaType = response.head.header("content-type");
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
    Request ask = request("blobs/" + blob.digest.text());
    ask.limit = oci::maxDocument;
    Response response = TARE_TRY(get(ask));
    if (response.head.status != 200)
        return refusal(response, m_reference.domain, m_reference.path, "blob " + blob.digest.text());
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
