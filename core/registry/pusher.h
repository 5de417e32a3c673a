// SPDX-License-Identifier: GPL-3.0-or-later
// Pushing into one repository by the distribution API (distribution-spec 1.1, "Push"). One thread at a time.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/oci/digest.h"
#include "core/oci/manifest.h"
#include "core/oci/reference.h"
#include "core/registry/connection.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct PushBlob
{
    oci::Descriptor blob;
    std::string file;              // with its bytes
    std::vector<std::string> from; // repositories of the same registry that are known to have it
    std::string progressId;        // empty: nothing is told of it
};

struct PusherOptions
{
    bool insecure = false;
    HttpOptions http;
    CancelToken cancel;
    std::optional<Credentials> credentials; // instead of those that files and helpers know
    std::vector<std::string> readFrom;      // repositories that blobs may be mounted from
};

class Pusher
{
public:
    // The errors are Connection::open()'s.
    [[nodiscard]] static Result<Pusher> open(const oci::Reference &reference, const PusherOptions &options);

    // All of them, five at once, the largest first; one that is named twice is sent once. Each is looked for first,
    // then mounted from a repository that has it, then sent: in one piece, or as many as the registry wants, and on
    // from where a broken one ended. Tells Waiting, Uploading, and at last AlreadyHere ("Layer already exists",
    // "Mounted from a/b") or Done ("Pushed"). Unauthorized, RegistryError, DigestMismatch, NetworkError, …
    [[nodiscard]] Status blobs(const std::vector<PushBlob> &blobs, const ProgressSink &progress);
    // The very bytes under a tag. DigestMismatch when the registry took them for other ones.
    [[nodiscard]] Result<oci::Digest> manifest(const std::string &tag, std::string_view bytes,
                                               const std::string &mediaType);

private:
    Pusher(const oci::Reference &reference, Connection connection)
        : m_reference(reference), m_connection(std::move(connection))
    {
    }
    oci::Reference m_reference;
    Connection m_connection;
};

} // namespace tare::registry
