// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine says of its store and of the files of containers: plain data, in Docker's terms. Times are nanoseconds
// since 1970, sizes are bytes.
#pragma once

#include "core/engine/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tare {

// Docker's `--filter until=… label=… label!=…` of the prune commands. Labels are "KEY" or "KEY=VALUE"; all must fit.
struct PruneOptions
{
    bool all = false;    // images: also those with names that no container uses
    bool dryRun = false; // nothing is removed; the answer says what would be
    std::optional<std::int64_t> until; // only what was created before it
    std::vector<std::string> labels, notLabels;

    bool operator==(const PruneOptions &) const = default;
};

struct Pruned
{
    std::vector<std::string> lines; // "untagged: …", "deleted: sha256:…", as Docker prints them; ids of containers
    std::vector<std::string> ids;   // of the images or containers that went, or would go
    std::int64_t reclaimed = 0;     // layers and blobs that other images need are not counted
    int partialDownloads = 0;       // of broken pulls: kept for their next try until a prune
};

// One line of `docker history`, newest first.
struct HistoryLine
{
    std::string id; // of the image for the newest line, else "<missing>"
    std::int64_t created = 0;
    std::string createdBy, comment, author;
    std::int64_t size = 0; // of the unpacked layer; 0 when the instruction made none
    bool emptyLayer = false;
    std::string layer;              // diff id; empty when there is none
    std::vector<std::string> names; // of the newest line
};

struct ContainerUsage
{
    Container container;
    std::int64_t written = 0; // what it has changed and added: its own layer
};

// A folder that outlives the containers in which it is mounted.
struct Volume
{
    std::string name, driver = "local";
    std::string mountpoint; // on the host; what is mounted there by its options shows in containers only
    std::int64_t created = 0;
    std::map<std::string, std::string> labels, options;
    bool anonymous = false;         // made for one container
    std::vector<std::string> users; // ids of the containers that have it, running or not

    bool operator==(const Volume &) const = default;
};
struct VolumeUsage
{
    Volume volume;
    std::int64_t bytes = 0;
};
// Every layer is counted once, however many images have it.
struct DiskUsage
{
    std::vector<Image> images;
    std::vector<ContainerUsage> containers;
    std::vector<VolumeUsage> volumes;
    std::int64_t layers = 0;             // unpacked layers
    std::int64_t blobs = 0;              // the compressed ones, manifests and configurations
    std::int64_t reclaimableLayers = 0;  // unpacked layers and blobs of images that no container uses
    std::int64_t reclaimableWritten = 0; // of containers that do not run
    std::int64_t partialDownloads = 0;   // bytes of broken pulls
};

struct SaveOptions
{
    bool ociArchive = false; // an OCI layout alone; else docker-archive, which is an OCI layout too
};

struct ImportOptions
{
    std::vector<std::string> changes; // Dockerfile instructions
    std::string message;              // the history's comment
    std::string platform;             // "linux/arm64"; empty: this machine's
};

struct CommitOptions
{
    std::string author, message;
    std::vector<std::string> changes; // Dockerfile instructions
    bool pause = true;                // while its files are read
};

// One line of `docker diff`.
struct FileChange
{
    enum class Kind { Changed, Added, Removed };
    Kind kind = Kind::Changed;
    std::string path; // absolute, as the container sees it

    bool operator==(const FileChange &) const = default;
};

struct CopyOptions
{
    bool archive = false;    // keep owners; else files become the caller's, or the container's root's
    bool followLink = false; // the source's last part, when it is a symlink
};

struct StoreFault
{
    std::string digest; // of the blob, or the layer's chain id
    std::string image;  // a name or id that needs it
    std::string what;   // one clause for people
    bool repaired = false;
    bool repairable = false; // with `repair` it would be: from the blob, or from its registry
};
struct StoreReport
{
    std::int64_t images = 0, blobs = 0, layers = 0, bytes = 0; // that were looked at
    std::vector<StoreFault> faults;
};

} // namespace tare
