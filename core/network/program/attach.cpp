// SPDX-License-Identifier: GPL-3.0-or-later
// A container's way into its networks, and out of them.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/network/kernel/conntrack.h"
#include "core/network/kernel/namespaces.h"
#include "core/network/program/helpers.h"
#include "core/network/program/plug.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace tare::network {
namespace {

// Under the lock, so that who takes it down meanwhile sees the helpers, or we see that it was taken down.
Status writeHelpers(const NetworkStore &store, const Attachment &attachment, const std::vector<Helper> &helpers)
{
    if (helpers.empty())
        return {};
    {
        const FileLock lock = TARE_TRY(store.lock());
        if (!store.attachment(attachment.id))
            return fail(Errc::NotFound, attachment.id, "its network was taken down meanwhile");
        TARE_CHECK(store.write(attachment));
    }
    for (const Helper &helper : helpers)
        TARE_CHECK(letGo(helper));
    return {};
}

// Nobody answers at its addresses any more when this is done. The devices themselves take the kernel tens of milliseconds: they go
// with the namespace, or, when another container shares it still, by a process that nobody waits for.
Status unplug(const NetworkStore &store, const Attachment &attachment)
{
    std::vector<std::string> devices;
    for (const Endpoint &endpoint : attachment.endpoints)
        devices.push_back(Attachment::deviceFor(attachment.id, endpoint.networkId));
    const auto removeAll = [&]() -> Status {
        Netlink netlink = TARE_TRY(Netlink::open());
        for (const std::string &device : devices)
            TARE_CHECK(netlink.remove(device));
        return {};
    };
    const auto silence = [&]() -> Status {
        const UniqueFd space = TARE_TRY(openFile(store.namespacePath(attachment.id), O_RDONLY));
        return inNamespace(space.get(), [&]() -> Status {
            Netlink inside = TARE_TRY(Netlink::open());
            for (const Endpoint &endpoint : attachment.endpoints) {
                for (const auto &[text, prefix] :
                     {std::pair(endpoint.address, endpoint.prefix), std::pair(endpoint.address6, endpoint.prefix6)}) {
                    if (const auto address = IpAddress::parse(text))
                        TARE_CHECK(inside.removeAddress(endpoint.interface, *address, prefix));
                }
            }
            return {};
        });
    };
    if (!silence()) // one that was killed while it was made, or somebody has been there
        return removeAll();
    const pid_t pid = ::fork(); // a small process with one thread
    if (pid < 0)
        return removeAll();
    if (pid == 0) {
        // Not the container's lock, which this process has now, too: who plugs it in again makes devices of the same names.
        ::close_range(0, 2, 0);
        ::setsid();
        [[maybe_unused]] const Status removed = removeAll();
        ::_exit(0);
    }
    return {};
}

} // namespace

Result<Attachment> bringUp(const NetworkStore &store, const UpRequest &request, const std::vector<Listener> &listeners)
{
    Attachment out;
    out.id = request.id;
    out.name = request.name;
    out.hostname = request.hostname;
    out.dns = request.dns;
    out.ndots = request.ndots;
    for (const Listener &listener : listeners)
        out.ports.push_back(listener.port);
    Netlink host = TARE_TRY(Netlink::open());
    std::vector<Place> places;
    ScopeExit undo([&] {
        if (!store.attachment(request.id)) // it names what there is to take down
            [[maybe_unused]] const Status written = store.write(out);
        [[maybe_unused]] const Status down = takeDown(store, request.id);
    });
    bool newBridge = false;
    {
        const FileLock lock = TARE_TRY(store.lock());
        TARE_CHECK(makeDefaults(store));
        for (const EndpointSpec &spec : request.endpoints) {
            places.push_back({TARE_TRY(store.find(spec.network)), {}});
            Endpoint one;
            one.networkId = places.back().network.id;
            out.endpoints.push_back(std::move(one));
        }
        TARE_CHECK(store.write(out)); // from here on, whatever is taken can be found
        for (std::size_t i = 0; i < places.size(); ++i)
            out.endpoints[i] = TARE_TRY(leaseEndpoint(store, places[i].network, request.endpoints[i], request.id, static_cast<int>(i)));
        TARE_CHECK(store.write(out));
        for (Place &place : places) {
            place.bridge = TARE_TRY(ensureBridge(host, place.network));
            newBridge = newBridge || place.bridge.isNew;
        }
    }
    if (newBridge || !listeners.empty()) {
        Firewall firewall = TARE_TRY(Firewall::open());
        for (const Place &place : places) {
            if (place.bridge.isNew)
                firewall.add(place.network);
        }
        for (const Translation &translation : translations(out))
            firewall.add(translation);
        TARE_CHECK(commitOrRebuild(store, firewall));
        forgetConversations(translations(out));
    }
    const std::string path = store.namespacePath(request.id);
    const UniqueFd space = TARE_TRY(!request.userPath.empty() ? makeNamespaceIn(path, request.userPath)
                                    : request.firstId != 0
                                        ? makeNamespaces(path, store.userNamespacePath(request.id), userns::mappingFrom(request.firstId))
                                        : makeNamespace(path));
    TARE_CHECK(inNamespace(space.get(), []() -> Status {
        [[maybe_unused]] const Status off = setNetworkValue("ipv6/conf/default/disable_ipv6", "1");
        [[maybe_unused]] const Status quiet = setNetworkValue("ipv6/conf/default/accept_ra", "0");
        Netlink inside = TARE_TRY(Netlink::open());
        return inside.setUp(1); // loopback is always the first
    }));
    for (std::size_t i = 0; i < places.size(); ++i)
        TARE_CHECK(plug(host, space.get(), request.id, places[i], out.endpoints[i]));
    TARE_CHECK(routeOut(space.get(), {}, out.endpoints));
    std::vector<Helper> helpers;
    if (!listeners.empty()) {
        helpers.push_back(TARE_TRY(startProxy(store, out, listeners)));
        out.proxy = helpers.back().process;
    }
    if (std::any_of(out.endpoints.begin(), out.endpoints.end(), hasNames)) {
        helpers.push_back(TARE_TRY(startResolver(store, out, space.get())));
        out.resolver = helpers.back().process;
    }
    TARE_CHECK(writeHelpers(store, out, helpers));
    undo.dismiss();
    return out;
}

void forgetContainer(const NetworkStore &store, const std::string &container)
{
    if (const auto record = store.attachment(container)) {
        endHelper(record->proxy);
        endHelper(record->resolver);
    }
    ::unlink(store.namespacePath(container).c_str());
    ::unlink(store.userNamespacePath(container).c_str());
    store.forget(container);
}

Status takeDown(const NetworkStore &store, const std::string &container)
{
    const auto record = store.attachment(container);
    if (record) {
        const auto ways = translations(*record);
        if (!ways.empty()) {
            Firewall firewall = TARE_TRY(Firewall::open());
            for (const Translation &translation : ways)
                firewall.remove(translation);
            if (const Status gone = firewall.commit(); !gone && gone.error().code != Errc::NotFound)
                return gone;
            forgetConversations(ways);
        }
        endHelper(record->proxy);
        endHelper(record->resolver);
        TARE_CHECK(unplug(store, *record));
    }
    TARE_CHECK(removeNamespace(store.namespacePath(container)));
    TARE_CHECK(removeNamespace(store.userNamespacePath(container)));
    const FileLock lock = TARE_TRY(store.lock());
    if (const auto last = store.attachment(container)) { // one that was just being brought up got them meanwhile
        endHelper(last->proxy);
        endHelper(last->resolver);
    }
    store.forget(container);
    return {};
}

} // namespace tare::network
