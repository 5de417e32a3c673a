// SPDX-License-Identifier: GPL-3.0-or-later
// What is written down of networks, and what each running container holds of them.
//   <root>/networks/ID.json            a network, as it was made
//   <state>/network/c/ID.json          what a running container holds: addresses, ports, its proxy
//   <state>/network/leases/ID/ADDRESS  a symlink that names the container which has the address: made in one step, so that no
//                                      address is given twice, and none is lost: it is free when its container is gone
//   <state>/network/ns/ID              the container's network namespace, mounted
//   <state>/network/generation         a number that grows with every change of what containers hold (Generation)
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/base/process_id.h"
#include "core/base/result.h"
#include "core/network/address.h"
#include "core/network/types.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::network {

constexpr const char *defaultNetwork = "bridge";

// What `up` made for a container, or is about to make: written before anything else, so that whoever finds it can undo it.
struct Attachment
{
    std::string id, name; // of the container
    std::string hostname;
    std::vector<Endpoint> endpoints;
    std::vector<PortMapping> ports;
    std::vector<std::string> dns; // whom its resolver asks; empty: whom the host asks
    bool ndots = false;           // the user chose an ndots: names without a dot are not asked of others
    ProcessId proxy;              // pid 0: none
    ProcessId resolver;

    [[nodiscard]] std::string toJson() const;
    [[nodiscard]] static Result<Attachment> parse(std::string_view text);
    // The host's end of the n-th endpoint: "veth" and digits of the ids of container and network.
    [[nodiscard]] static std::string deviceFor(const std::string &container, const std::string &network);
};

// Names are told in networks that people made, and not in the default one, as Docker does.
[[nodiscard]] inline bool hasNames(const Endpoint &endpoint) { return endpoint.network != defaultNetwork; }

// A number in a file that is mapped, so that to see whether anything has changed costs one read of memory.
class Generation
{
public:
    // Makes the file when `write`. What cannot be mapped is never equal to what it was.
    Generation(const std::string &file, bool write);
    ~Generation();
    Generation(const Generation &) = delete;
    Generation &operator=(const Generation &) = delete;
    [[nodiscard]] std::optional<std::uint64_t> now() const;
    void next();

private:
    std::uint64_t *m_number = nullptr;
};

class NetworkStore
{
public:
    explicit NetworkStore(Paths paths) : m_paths(std::move(paths)) {}

    [[nodiscard]] const Paths &paths() const { return m_paths; }
    [[nodiscard]] std::string attachmentFile(const std::string &container) const { return folder() + "/c/" + container + ".json"; }
    [[nodiscard]] std::string namespacePath(const std::string &container) const;
    // Of one that has a user namespace of its own.
    [[nodiscard]] std::string userNamespacePath(const std::string &container) const { return namespacePath(container) + ".user"; }
    [[nodiscard]] std::string generationFile() const { return folder() + "/generation"; }
    [[nodiscard]] std::string attachmentFolder() const { return folder() + "/c"; }
    // One at a time changes networks. Makes the folders.
    [[nodiscard]] Result<FileLock> lock() const;
    // One at a time changes what a container has of them, from beginning to end: its way in, out, and between them. It is taken
    // before lock(). Some containers share one, so that the files stay few.
    [[nodiscard]] Result<FileLock> lockOf(const std::string &container) const;

    [[nodiscard]] Result<std::vector<Network>> networks() const; // by time of creation
    // Name, id, or unique prefix of an id. NotFound: "network X not found".
    [[nodiscard]] Result<Network> find(const std::string &nameOrId) const;
    [[nodiscard]] Status write(const Network &network) const;
    [[nodiscard]] Status remove(const Network &network) const;

    [[nodiscard]] Result<Attachment> attachment(const std::string &container) const; // NotFound
    [[nodiscard]] std::vector<Attachment> attachments() const;
    [[nodiscard]] std::vector<std::string> attachedIds() const;
    [[nodiscard]] Status write(const Attachment &attachment) const;
    void forget(const std::string &container) const; // the record and its leases
    // For a container that holds something; else nothing is to be done.
    [[nodiscard]] Status rename(const std::string &container, const std::string &name) const;

    // The lowest address of the range that nobody has. `wanted` empty: any. An address that is taken: "Address already in use".
    [[nodiscard]] Result<IpAddress> lease(const Network &network, bool v6, const std::string &wanted,
                                          const std::string &container) const;
    void release(const std::string &network, const std::string &address) const;
    void releaseAll(const std::string &network, const std::string &container) const;

private:
    [[nodiscard]] std::string folder() const { return m_paths.state + "/network"; }
    void changed() const;
    [[nodiscard]] std::string networkFile(const std::string &id) const { return m_paths.root + "/networks/" + id + ".json"; }
    [[nodiscard]] std::string leases(const std::string &network) const { return folder() + "/leases/" + network; }

    Paths m_paths;
};

} // namespace tare::network
