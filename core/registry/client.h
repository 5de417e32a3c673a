// SPDX-License-Identifier: GPL-3.0-or-later
// Pulling from one repository by the distribution API (distribution-spec 1.1). One thread at a time.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/oci/digest.h"
#include "core/oci/manifest.h"
#include "core/oci/platform.h"
#include "core/oci/reference.h"
#include "core/registry/connection.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tare::registry {

struct ClientOptions
{
    bool insecure = false; // plain HTTP, or any certificate; of this registry's host alone
    HttpOptions http;
    CancelToken cancel;
    std::string mirror; // an address to ask instead of the registry
    std::optional<Credentials> credentials; // instead of those that files and helpers know
};

struct RemoteManifest
{
    std::string bytes, mediaType;
    oci::Digest digest; // of `bytes`
};

enum class BlobClaim { Fetch, Busy, Here };

struct BlobTarget
{
    oci::Descriptor blob;
    std::string file; // does not exist yet; it is removed again when its blob fails
    // The file may hold the first bytes of the blob already, and keeps what has come when the rest does not.
    bool resume = false;
    // Asked before it is fetched, again and again while the answer is Busy: another program fetches it now.
    std::function<Result<BlobClaim>()> claim = {};
};

class Client
{
public:
    // The errors are Connection::open()'s.
    [[nodiscard]] static Result<Client> open(const oci::Reference &reference, const ClientOptions &options);

    // By a tag or a digest. Also NotFound, DigestMismatch, TooLarge.
    [[nodiscard]] Result<RemoteManifest> manifest(const std::string &tagOrDigest);
    // From what the reference names down through indexes to the manifest for `platform`. WrongPlatform.
    struct Resolved
    {
        RemoteManifest document;
        oci::Manifest manifest;
        oci::Digest top; // of what the reference names: an index, or the manifest itself
        std::vector<RemoteManifest> indexes; // that led to it, the first one is the top
    };
    [[nodiscard]] Result<Resolved> resolve(const oci::Platform &platform);
    // A small one (a configuration), verified. What its descriptor brings along is not asked for.
    [[nodiscard]] Result<std::string> document(const oci::Descriptor &blob);
    // All of them, three at once, the largest first. Tells Waiting, Downloading and Verifying for each, or
    // AlreadyHere; `done` is called with its number when a file is whole and verified, or the blob is here. Whatever
    // fails ends all; files that are not whole are removed, unless they are to be resumed.
    [[nodiscard]] Status blobs(const std::vector<BlobTarget> &targets, const ProgressSink &progress,
                               const std::function<void(std::size_t)> &done);

    void setCancel(const CancelToken &cancel); // from now on, instead of the one it was opened with

private:
    Client(const oci::Reference &reference, Connection connection)
        : m_reference(reference), m_connection(std::move(connection))
    {
    }
    [[nodiscard]] Request request(const std::string &below) const; // of /v2/<repository>/

    friend class BlobQueue;

    oci::Reference m_reference;
    Connection m_connection;
};

} // namespace tare::registry
