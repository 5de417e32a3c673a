// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/pusher.h"

#include "core/registry/blob_upload.h"

#include <algorithm>
#include <memory>
#include <set>

namespace tare::registry {
namespace {

constexpr std::size_t parallel = 5;   // Docker's number
constexpr std::size_t maxScopes = 10; // an address has an end

} // namespace

Result<Pusher> Pusher::open(const oci::Reference &reference, const PusherOptions &options)
{
    ConnectionOptions to;
    to.domain = reference.domain;
    to.insecure = options.insecure;
    to.http = options.http;
    to.cancel = options.cancel;
    to.credentials = options.credentials;
    to.repository = reference.path;
    to.action = "push";
    to.scopes = {"repository:" + reference.path + ":pull,push"};
    for (const std::string &other : options.readFrom) {
        if (to.scopes.size() < maxScopes && other != reference.path)
            to.scopes.push_back("repository:" + other + ":pull");
    }
    return Pusher(reference, TARE_TRY(Connection::open(std::move(to))));
}

Status Pusher::blobs(const std::vector<PushBlob> &blobs, const ProgressSink &progress)
{
    std::vector<const PushBlob *> order;
    std::set<oci::Digest> seen;
    for (const PushBlob &blob : blobs) {
        if (seen.insert(blob.blob.digest).second)
            order.push_back(&blob);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const PushBlob *a, const PushBlob *b) { return a->blob.size > b->blob.size; });
    for (const PushBlob *blob : order) {
        if (progress && !blob->progressId.empty())
            progress({blob->progressId, Progress::Phase::Waiting, 0, blob->blob.size, {}});
    }
    std::vector<std::unique_ptr<BlobUpload>> ways;
    std::size_t next = 0;
    while (next < order.size() || !ways.empty()) {
        while (ways.size() < parallel && next < order.size()) {
            ways.push_back(std::make_unique<BlobUpload>(m_connection, m_reference.path, *order[next++], progress));
            TARE_CHECK(ways.back()->begin());
        }
        Finished finished = TARE_TRY(m_connection.http().wait());
        const auto it =
            std::find_if(ways.begin(), ways.end(), [&](const auto &way) { return way->id() == finished.id; });
        if (it != ways.end() && TARE_TRY((*it)->ended(std::move(finished.result))))
            ways.erase(it);
    }
    return {};
}

Result<oci::Digest> Pusher::manifest(const std::string &tag, std::string_view bytes, const std::string &mediaType)
{
    Request ask = m_connection.request("/v2/" + m_reference.path + "/manifests/" + tag);
    ask.method = "PUT";
    ask.headers = {"Content-Type: " + mediaType};
    ask.body = bytes;
    const Response response = TARE_TRY(m_connection.perform(ask));
    const int status = response.head.status;
    if (status != 201 && status != 200 && status != 202)
        return m_connection.refused(response, m_reference.domain + "/" + m_reference.path + ":" + tag);
    oci::Digest sent = oci::Digest::sha256(bytes);
    if (const std::string header = response.head.header("docker-content-digest"); !header.empty()) {
        const oci::Digest said = TARE_TRY(oci::Digest::parse(header));
        oci::Hasher check(said.algorithm());
        check.update(bytes);
        if (check.finish() != said)
            return fail(Errc::DigestMismatch, sent.text(), "the registry stored the manifest as " + said.text());
    }
    return sent;
}

} // namespace tare::registry
