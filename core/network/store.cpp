// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/store.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/network/json.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::network {

using nlohmann::json;

namespace {

// State is gone after a reboot: it need not be on the disk, only whole.
Status replace(const std::string &path, std::string_view bytes)
{
    const std::string temporary = path + ".tmp-" + randomHex(4);
    {
        const UniqueFd fd = TARE_TRY(openFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW));
        if (Status written = writeAll(fd.get(), bytes); !written) {
            ::unlink(temporary.c_str());
            return written;
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        return failSystem("rename", path, error);
    }
    return {};
}

json toJson(const ProcessId &process)
{
    return {{"pid", process.pid}, {"startTime", process.startTime}, {"bootId", process.bootId}};
}

void read(const json &in, ProcessId &out)
{
    in.at("pid").get_to(out.pid);
    in.at("startTime").get_to(out.startTime);
    in.at("bootId").get_to(out.bootId);
}

bool isRecord(const std::string &name)
{
    return name.size() == 69 && name.ends_with(".json") && isHex(name.substr(0, 64));
}

} // namespace

std::string Attachment::toJson() const
{
    const json out = {{"id", id},
                      {"name", name},
                      {"hostname", hostname},
                      {"endpoints", endpoints},
                      {"ports", ports},
                      {"dns", dns},
                      {"ndots", ndots},
                      {"proxy", network::toJson(proxy)},
                      {"resolver", network::toJson(resolver)}};
    return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Attachment> Attachment::parse(std::string_view text)
{
    try {
        const json in = json::parse(text);
        Attachment out;
        in.at("id").get_to(out.id);
        in.at("name").get_to(out.name);
        in.at("endpoints").get_to(out.endpoints);
        in.at("ports").get_to(out.ports);
        read(in.at("proxy"), out.proxy);
        // Not in records of containers that an older Tare started.
        if (!in.contains("resolver"))
            return out;
        in.at("hostname").get_to(out.hostname);
        in.at("dns").get_to(out.dns);
        in.at("ndots").get_to(out.ndots);
        read(in.at("resolver"), out.resolver);
        return out;
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, "network attachment", e.what());
    }
}

std::string Attachment::deviceFor(const std::string &container, const std::string &network)
{
    return "veth" + container.substr(0, 7) + network.substr(0, 4);
}

Generation::Generation(const std::string &file, bool write)
{
    const auto fd = openFile(file, write ? O_RDWR | O_CREAT | O_NOFOLLOW : O_RDONLY | O_NOFOLLOW);
    struct stat now{};
    if (!fd || ::fstat(fd->get(), &now) != 0)
        return;
    constexpr std::size_t size = sizeof *m_number;
    if (now.st_size < static_cast<off_t>(size) && (!write || ::ftruncate(fd->get(), size) != 0))
        return;
    void *const memory = ::mmap(nullptr, size, write ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd->get(), 0);
    if (memory != MAP_FAILED)
        m_number = static_cast<std::uint64_t *>(memory);
}

Generation::~Generation()
{
    if (m_number != nullptr)
        ::munmap(m_number, sizeof *m_number);
}

std::optional<std::uint64_t> Generation::now() const
{
    return m_number == nullptr ? std::nullopt : std::optional(__atomic_load_n(m_number, __ATOMIC_SEQ_CST));
}

void Generation::next()
{
    if (m_number != nullptr)
        __atomic_fetch_add(m_number, 1, __ATOMIC_SEQ_CST);
}

std::string NetworkStore::namespacePath(const std::string &container) const
{
    return folder() + "/ns/" + container.substr(0, 12);
}

Result<FileLock> NetworkStore::lock() const
{
    if (!exists(folder() + "/ns") || !exists(m_paths.root + "/networks")) {
        for (const char *sub : {"/c", "/leases", "/ns"})
            TARE_CHECK(makeDirs(folder() + sub));
        TARE_CHECK(makeDirs(m_paths.root + "/networks"));
    }
    return FileLock::acquire(folder() + "/lock", FileLock::Mode::Exclusive, std::chrono::seconds(60));
}

Result<FileLock> NetworkStore::lockOf(const std::string &container) const
{
    const std::string locks = folder() + "/locks";
    TARE_CHECK(makeDirs(locks));
    return FileLock::acquire(locks + "/" + container.substr(0, 2), FileLock::Mode::Exclusive, std::chrono::seconds(60));
}

Result<std::vector<Network>> NetworkStore::networks() const
{
    std::vector<Network> out;
    for (const std::string &name : visibleNames(m_paths.root + "/networks")) {
        if (!isRecord(name))
            continue;
        const auto text = readFile(m_paths.root + "/networks/" + name, 1U << 20U);
        if (!text)
            continue; // it went meanwhile
        try {
            out.push_back(json::parse(*text).get<Network>());
        } catch (const std::exception &e) {
            return fail(Errc::InvalidArgument, m_paths.root + "/networks/" + name, e.what());
        }
    }
    std::sort(out.begin(), out.end(), [](const Network &a, const Network &b) {
        return a.created != b.created ? a.created < b.created : a.id < b.id;
    });
    return out;
}

Result<Network> NetworkStore::find(const std::string &nameOrId) const
{
    const std::vector<Network> all = TARE_TRY(networks());
    const Network *found = nullptr;
    for (const Network &one : all) {
        if (one.name == nameOrId || one.id == nameOrId)
            return one;
        if (nameOrId.empty() || !one.id.starts_with(nameOrId))
            continue;
        if (found != nullptr)
            return fail(Errc::AmbiguousId, nameOrId);
        found = &one;
    }
    if (found == nullptr)
        return fail(Errc::NotFound, {}, "network " + nameOrId + " not found", "The networks there are: tare network ls");
    return *found;
}

Status NetworkStore::write(const Network &network) const
{
    return writeFileAtomic(networkFile(network.id), json(network).dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
}

Status NetworkStore::remove(const Network &network) const
{
    if (::unlink(networkFile(network.id).c_str()) != 0 && errno != ENOENT)
        return failSystem("remove", networkFile(network.id));
    return removeTree(leases(network.id));
}

Result<Attachment> NetworkStore::attachment(const std::string &container) const
{
    return Attachment::parse(TARE_TRY(readFile(attachmentFile(container), 1U << 20U)));
}

std::vector<std::string> NetworkStore::attachedIds() const
{
    std::vector<std::string> out;
    for (const std::string &name : visibleNames(folder() + "/c")) {
        if (isRecord(name))
            out.push_back(name.substr(0, 64));
    }
    return out;
}

std::vector<Attachment> NetworkStore::attachments() const
{
    std::vector<Attachment> out;
    for (const std::string &id : attachedIds()) {
        if (auto one = attachment(id))
            out.push_back(std::move(*one));
    }
    return out;
}

Status NetworkStore::write(const Attachment &attachment) const
{
    const Status written = replace(attachmentFile(attachment.id), attachment.toJson());
    changed();
    return written;
}

void NetworkStore::changed() const
{
    Generation(generationFile(), true).next();
}

Status NetworkStore::rename(const std::string &container, const std::string &name) const
{
    if (!exists(attachmentFile(container)))
        return {};
    const FileLock held = TARE_TRY(lock());
    auto record = attachment(container);
    if (!record) // it ended meanwhile
        return {};
    record->name = name;
    return write(*record);
}

void NetworkStore::forget(const std::string &container) const
{
    if (const auto record = attachment(container)) {
        for (const Endpoint &endpoint : record->endpoints) {
            // One that was killed before it could say which addresses it had got.
            if (endpoint.address.empty())
                releaseAll(endpoint.networkId, container);
            release(endpoint.networkId, endpoint.address);
            release(endpoint.networkId, endpoint.address6);
        }
    }
    if (::unlink((attachmentFile(container)).c_str()) == 0)
        changed();
}

Result<IpAddress> NetworkStore::lease(const Network &network, bool v6, const std::string &wanted,
                                      const std::string &container) const
{
    const auto subnet = Subnet::parse(v6 ? network.subnet6 : network.subnet);
    if (!subnet)
        return fail(Errc::InvalidArgument, network.name, "it has no addresses of that family");
    TARE_CHECK(makeDirs(leases(network.id)));
    const auto take = [&](const IpAddress &address) -> Result<bool> {
        const std::string path = leases(network.id) + "/" + address.text();
        if (::symlink(container.c_str(), path.c_str()) == 0)
            return true;
        return errno == EEXIST ? Result<bool>(false) : Result<bool>(failSystem("create", path));
    };
    const std::string &gateway = v6 ? network.gateway6 : network.gateway;
    if (!wanted.empty()) {
        const auto address = IpAddress::parse(wanted);
        if (!address || address->v6 != v6 || !subnet->contains(*address))
            return fail(Errc::InvalidArgument, {},
                        "invalid endpoint settings: no configured subnet contains IP address " + escapeControl(wanted));
        if (address->text() == gateway || !TARE_TRY(take(*address)))
            return fail(Errc::InvalidArgument, {}, "Address already in use");
        return *address;
    }
    const std::string &within = v6 ? network.range6 : network.range;
    const Subnet range = within.empty() ? *subnet : Subnet::parse(within).value_or(*subnet);
    // A range may begin at an address of its own, the subnet's first one is its name.
    const bool whole = range.base == subnet->base;
    const std::uint64_t all = range.prefix == range.base.bits() ? 0 : range.lastHost() + (whole || v6 ? 0 : 1);
    for (std::uint64_t n = whole ? 1 : 0; n <= all; ++n) {
        const IpAddress address = range.base.plus(n);
        if (address.text() != gateway && TARE_TRY(take(address)))
            return address;
    }
    return fail(Errc::NoSpace, {}, "no available IPv" + std::string(v6 ? "6" : "4") + " addresses on this network's address pools: " +
                                       network.name + " (" + network.id + ")");
}

void NetworkStore::release(const std::string &network, const std::string &address) const
{
    if (!address.empty())
        ::unlink((leases(network) + "/" + address).c_str());
}

void NetworkStore::releaseAll(const std::string &network, const std::string &container) const
{
    for (const std::string &address : visibleNames(leases(network))) {
        char owner[128];
        const std::string path = leases(network) + "/" + address;
        const ssize_t n = ::readlink(path.c_str(), owner, sizeof owner);
        if (n > 0 && std::string_view(owner, static_cast<std::size_t>(n)) == container)
            ::unlink(path.c_str());
    }
}

} // namespace tare::network
