// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine speaks of: plain data, in Docker's terms. Times are nanoseconds since 1970, sizes are bytes.
#pragma once

#include "core/engine/isolation.h"
#include "core/engine/life.h"
#include "core/engine/log_config.h"
#include "core/network/types.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare {

// One block device's share, or how fast it may be read or written: --blkio-weight-device, --device-read-bps and its kin.
struct DeviceLimit
{
    enum class Kind { Weight, ReadBps, WriteBps, ReadIops, WriteIops };
    Kind kind = Kind::Weight;
    std::string path;       // "/dev/sda"
    std::int64_t value = 0; // 10 … 1000; bytes or operations a second

    bool operator==(const DeviceLimit &) const = default;
};

// An unset limit is left to the engine (at creation) or left as it is (at update).
struct Limits
{
    std::optional<std::int64_t> nanoCpus;   // --cpus × 10⁹; 0: none
    std::optional<std::int64_t> memory;     // --memory; 0: none; the least is 6 MiB, as Docker's
    std::optional<std::int64_t> memorySwap; // --memory-swap: memory and swap together; -1: no limit
    std::optional<std::int64_t> pids;       // --pids-limit; 0 or -1: none
    std::optional<std::int64_t> cpuShares;  // --cpu-shares, 2 … 262144; 0: the kernel's own, 1024
    std::optional<std::int64_t> cpuPeriod, cpuQuota;   // µs; 0: not said; not together with nanoCpus
    std::optional<std::string> cpusetCpus, cpusetMems; // "0-2,4"; empty: all
    std::optional<std::int64_t> memoryReservation;     // --memory-reservation: bytes that it keeps when memory is short
    std::optional<std::int64_t> memorySwappiness;      // 0 … 100; control groups v1 only; -1: the kernel's own
    std::optional<std::int64_t> blkioWeight;           // 10 … 1000; 0: none
    bool oomKillDisable = false;                       // v1 only; at creation only, as the devices
    std::vector<DeviceLimit> devices;

    bool operator==(const Limits &) const = default;
};

struct Ulimit
{
    std::string name; // "nofile", as --ulimit
    std::int64_t soft = 0;
    std::int64_t hard = 0;

    bool operator==(const Ulimit &) const = default;
};

struct BindMount
{
    std::string source; // absolute
    std::string target;
    bool readOnly = false; // and all that is mounted below it, unless `recursive` says otherwise
    // What becomes of later mounts: private, rprivate, shared, rshared, slave, rslave; empty: rprivate.
    std::string propagation = {};
    // Of what is mounted below the source: "disabled": it is not seen; "writable": it is, and never read-only;
    // "readonly": as by default, said aloud. Empty: enabled.
    std::string recursive = {};
    bool createSource = true; // one that is missing becomes a folder
    bool byMount = false;     // of --mount: inspect tells of it elsewhere
    bool inherited = false;   // of --volumes-from
    std::string mode = {};    // what -v said behind the target, when that is not what the rest comes to

    bool operator==(const BindMount &) const = default;
};

// A volume (core/engine/volumes.h) in a container.
struct VolumeMount
{
    std::string name; // empty: one that is made for the container, and goes with it when that is asked for
    std::string target;
    bool readOnly = false;
    bool noCopy = false;      // an empty volume stays so, whatever the image has there
    std::string subpath = {}; // the part of it that is mounted
    std::string driver = {};  // these three: should it have to be made
    std::map<std::string, std::string> labels = {}, options = {};
    bool anonymous = false; // its name was drawn
    bool byMount = false, inherited = false; // as BindMount's
    std::string mode = {};

    bool operator==(const VolumeMount &) const = default;
};

// What -v says behind the target: what it was asked for, or else what does the same. "ro,rslave"; empty: nothing.
[[nodiscard]] std::string mountMode(const BindMount &mount);
[[nodiscard]] std::string mountMode(const VolumeMount &mount);

// `docker create`'s options. Unset: the image's own.
struct CreateSpec
{
    std::string image; // a reference or an image id
    std::string name;  // empty: a made-up one
    std::optional<std::vector<std::string>> entrypoint;
    std::vector<std::string> command;
    std::vector<std::string> env; // "K=V", or "K" for the caller's own value
    std::string workingDir, user, hostname;
    std::vector<BindMount> mounts;
    std::vector<VolumeMount> volumes;     // besides the image's VOLUMEs
    std::vector<std::string> volumesFrom; // "CONTAINER[:ro]"
    std::vector<Ulimit> ulimits;
    // none, host, bridge, "container:NAME", or a network's name; "default": bridge for root, else none.
    std::string network = "none";
    NetworkingSpec networking;
    std::map<std::string, std::string> labels;
    Limits limits;
    Isolation isolation;
    bool tty = false, openStdin = false, autoRemove = false, readOnlyRoot = false;
    bool init = false; // a small first process that passes signals on and reaps
    RestartPolicy restart;
    HealthCheck health;
    LogConfig log;
    std::map<std::string, std::string> annotations; // for the runtime; nothing of Tare's own
    std::string cgroupParent;                       // the control group to be in; empty: Tare's own; root alone
    std::optional<std::int64_t> stopTimeout; // s until a stop kills; -1: never; unset: 10
    std::string stopSignal; // "SIGTERM", "15"; empty: the image's own, or SIGTERM
    unsigned short rows = 0,
                   columns = 0; // of the terminal before its first process starts; 0: left to the kernel

    bool operator==(const CreateSpec &) const = default;
};

enum class ContainerStatus { Created, Running, Paused, Restarting, Exited, Dead };
[[nodiscard]] const char *
statusName(ContainerStatus status); // "created", "running", …, as Docker's .State.Status

struct Container
{
    std::string id; // 64 hex digits
    std::string name;
    std::string image;                // as the user named it
    std::string imageId;              // sha256:…
    std::vector<std::string> command; // entrypoint and command together
    ContainerStatus status = ContainerStatus::Created;
    std::int64_t created = 0, started = 0, finished = 0; // 0: never
    int exitCode = 0;
    std::int32_t pid = 0;        // of the first process, as the host sees it; 0 when not running
    std::int32_t monitorPid = 0; // 0 when not running
    bool oomKilled = false;
    std::string error; // why the last start failed
    Limits limits;
    bool tty = false, openStdin = false, autoRemove = false;
    std::string network;
    std::vector<std::string> networks;     // the names of all that it is to be in
    std::vector<PortMapping> ports;        // while it runs
    std::vector<std::string> wantedPorts;  // "80/tcp", of -p: the container's, whether it runs or not
    std::vector<std::string> exposedPorts; // "80/tcp"; of the image and of --expose
    std::vector<Endpoint> endpoints;       // while it runs
    std::map<std::string, std::string> labels;
    std::vector<BindMount> mounts;
    std::vector<VolumeMount> volumes;
    RestartPolicy restart;
    int restarts = 0;            // by the policy, since somebody started it
    bool stoppedByHand = false;  // by stop or kill, and not started since
    std::string health;          // "starting", "healthy", "unhealthy"; empty: nothing is checked

    bool operator==(const Container &) const = default;
};
// "Up 3 minutes (Paused)", "Exited (137) 2 days ago", "Created": Docker's STATUS column.
[[nodiscard]] std::string statusText(const Container &container, std::int64_t now);

// One reading of a container's counters. Rates are the difference of two readings.
struct Stats
{
    std::int64_t readAt = 0;   // CLOCK_MONOTONIC, ns
    std::int64_t cpuUsage = 0; // ns of CPU time since the start
    std::int64_t cpuUser = 0, cpuSystem = 0;
    int onlineCpus = 1;
    std::int64_t periods = 0, throttledPeriods = 0, throttledTime = 0; // CFS bandwidth; ns
    std::int64_t memoryUsage = 0;   // as Docker: without inactive file pages
    std::int64_t memoryCurrent = 0; // as the kernel says it
    std::int64_t memoryPeak = 0;
    std::int64_t memoryLimit = 0; // the machine's memory when there is no limit
    std::int64_t oomKills = 0;
    std::int64_t pids = 0, pidsLimit = 0; // 0: no limit
    std::int64_t networkRx = 0, networkTx = 0, blockRead = 0, blockWritten = 0;
    bool hasNetwork = false;
};
// Per cent of one CPU between two readings, Docker's CPU %: may exceed 100.
[[nodiscard]] double cpuPercent(const Stats &before, const Stats &after);

struct Image
{
    std::string id;                 // sha256:… of the configuration, as Docker's
    std::string manifestDigest;     // sha256:…
    std::vector<std::string> names; // "tare/starter:latest"; empty: dangling
    std::vector<std::string> repoDigests; // "ubuntu@sha256:…": as registries know it
    std::int64_t created = 0;
    std::int64_t size = 0;           // of the unpacked layers, as `docker images`
    std::int64_t compressedSize = 0; // of the blobs
    std::vector<std::string> layers; // diff ids
    std::string architecture, os;
    int containers = 0; // how many use it
    std::int64_t sharedSize = 0, uniqueSize = 0;  // of `size`: what another image has too, or only this one
    std::map<std::string, std::string> labels;

    bool operator==(const Image &) const = default;
};

// Who one is at a registry. Never printed or logged.
struct RegistryAccount
{
    std::string user, password;
};

// What a registry has taken.
struct PushResult
{
    std::string reference; // "localhost:5000/a/b:1"
    std::string digest;    // of the manifest, as the registry knows it now
    std::int64_t size = 0; // of the manifest

    bool operator==(const PushResult &) const = default;
};

// One answer of a search. All of it is a stranger's text.
struct SearchResult
{
    std::string name, description; // a description only from Docker Hub
    std::int64_t stars = 0;
    bool official = false, automated = false;

    bool operator==(const SearchResult &) const = default;
};

struct LoginSpec
{
    std::string server; // "registry.example.org:5000"; empty: Docker Hub
    RegistryAccount account;
    bool insecure = false; // of that host: plain HTTP or an unknown certificate
    bool keep = true;      // false: only tried, for a caller that has a keyring of its own
};

struct LoginResult
{
    std::string server;     // as it is kept: "https://index.docker.io/v1/", "registry.example.org:5000"
    std::string keptIn;     // a credential helper's program, or a file's path; empty when it was not kept
    bool plainText = false; // it is kept in a file that whoever can read it learns the password from
};

// Who is logged in where.
struct KnownAccount
{
    std::string server;     // "docker.io", "registry.example.org:5000"
    std::string user;       // empty: only the credential helper knows
    std::string keptIn;     // as LoginResult's
    bool plainText = false;
};

struct RegistryAccounts
{
    std::vector<KnownAccount> accounts;
    std::string keptIn;     // where one more would be kept, as LoginResult's
    bool plainText = false;
};

struct ExecSpec
{
    std::vector<std::string> command;
    std::vector<std::string> env;
    std::string workingDir, user;
    bool tty = false;
    bool stdin_ = false;
    bool detach = false;
    bool privileged = false; // with all capabilities
    unsigned short rows = 24, columns = 80;
};

struct LogLine
{
    std::int64_t time = 0;
    bool isStderr = false;
    std::map<std::string, std::string> attributes = {}; // of --log-opt labels, env and tag
    std::string text; // bytes of the container, with their line end if they had one
};

struct LogOptions
{
    bool follow = false;
    std::optional<std::int64_t> tail;
    std::optional<std::int64_t> since, until;
};

struct Process
{
    std::int32_t pid = 0, parent = 0;
    std::string user, command;
    std::string tty = "?"; // "pts/0", as ps(1)
    std::int64_t cpuTime = 0; // ns
    std::int64_t started = 0;
    std::int64_t memory = 0; // resident bytes
};

// One thing that happened. `action` as Docker's events: create, start, die, stop, kill, pause, unpause,
// destroy, rename, update, oom, exec_die, "health_status: healthy"; for images: pull, load, import, tag, untag, delete;
// for volumes, whose `id` is the name: create, destroy.
struct Event
{
    std::int64_t time = 0;
    std::string type; // "container", "image", "network", "volume"
    std::string action;
    std::string id, name;
    std::optional<int> exitCode = {}; // of "die"
};

// What this machine lacks. Shown as one calm line with the exact fix.
struct Finding
{
    std::string feature; // "limits", "rootless", "kvm", "subuid" …
    std::string missing;
    std::string fix;
};

struct EngineInfo
{
    std::string name, version;
    bool rootless = false;
    std::string cgroups; // "v1", "v2", "hybrid", or "none" when this user may not make any
    std::vector<std::string>
        limits; // those that can be applied here: "cpus", "memory", "memory-swap", "pids"
    std::int64_t memory = 0;
    int cpus = 1;
    std::string kernel, architecture, root, state;
    std::vector<Finding> findings;
};

} // namespace tare
