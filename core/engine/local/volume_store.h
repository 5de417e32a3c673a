// SPDX-License-Identifier: GPL-3.0-or-later
// <root>/volumes: a folder a volume.
//   NAME/_data         what is mounted; made of what the image has there in NAME/_new, and put in its place in one step
//   NAME/volume.json   driver, labels, options, time: written once
//   NAME/users/ID      a container that has it, running or not; one whose container is gone is nobody
//   NAME/lock          held (flock) while it is filled
// <root>/tmp/volume-*  being made, under the lock; or being removed, by whoever comes first
// <root>/volumes.lock  held (flock) for moments, by whoever makes a volume, removes one, or says that a container has it
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/engine/local/record.h"
#include "core/engine/volumes.h"

#include <string>
#include <utility>
#include <vector>

namespace tare::local {

class VolumeStore
{
public:
    explicit VolumeStore(Paths paths) : m_paths(std::move(paths)) {}

    [[nodiscard]] std::string folder(const std::string &name) const { return m_paths.root + "/volumes/" + name; }
    [[nodiscard]] std::string data(const std::string &name) const { return folder(name) + "/_data"; }

    [[nodiscard]] Result<std::vector<Volume>> list() const; // by name
    [[nodiscard]] Result<Volume> find(const std::string &name) const; // NotFound: "get NAME: no such volume"
    // Makes it unless it is there, which is said.
    struct Made
    {
        Volume volume;
        bool isNew = false;
    };
    [[nodiscard]] Result<Made> create(const VolumeSpec &spec) const;
    // InvalidArgument when a container has it: "remove NAME: volume is in use - [ID]".
    [[nodiscard]] Status remove(const std::string &name) const;

    // All volumes of a container that is being made are there, are its own too, and have in them what they should.
    // Completes the mounts' names and options. Undone when it fails.
    [[nodiscard]] Status attach(Record &record) const;
    // Of a container that is gone. Those that were made for it go, too, when that is asked for and no other has them.
    void letGo(const std::string &container, const std::vector<VolumeMount> &mounts, bool removeOwn) const;
    // What creators and removers that were killed left behind.
    void sweep() const;

private:
    [[nodiscard]] std::string top() const { return m_paths.root + "/volumes"; }
    [[nodiscard]] std::string work() const;                                          // a new path to make or remove one at
    [[nodiscard]] Result<FileLock> lock(std::chrono::milliseconds limit = std::chrono::seconds(60)) const;
    [[nodiscard]] Result<Volume> read(const std::string &name) const;
    [[nodiscard]] Result<Made> createLocked(const VolumeSpec &spec) const;
    [[nodiscard]] std::vector<std::string> users(const std::string &name) const;
    // Takes it out of sight; its files are at the path that is answered.
    [[nodiscard]] Result<std::string> unlist(const std::string &name) const;
    [[nodiscard]] Status claim(Record &record, VolumeMount &mount, std::vector<std::string> &made) const;
    [[nodiscard]] Status fill(const Record &record) const;
    [[nodiscard]] Status copyUp(const Record &record, const std::vector<std::pair<std::string, std::string>> &folders) const;

    Paths m_paths;
};

// Docker's rule for names of volumes: [a-zA-Z0-9][a-zA-Z0-9_.-]+. InvalidArgument in its words.
[[nodiscard]] Status checkVolumeName(const std::string &name);
// What the local driver's options ask to be mounted: Docker's `-o type=… -o device=… -o o=…`.
struct VolumeSource
{
    std::string type, device;         // an empty type: the device is a folder to bind
    std::vector<std::string> options; // mount(8)'s
};
// Nothing when the options ask for nothing. InvalidArgument, Unsupported, NotOnThisMachine.
[[nodiscard]] Result<std::optional<VolumeSource>> volumeSource(const std::map<std::string, std::string> &options);

// Removes a tree of which files may belong to subordinate ids.
[[nodiscard]] Status removeForeignTree(const std::string &path);

} // namespace tare::local
