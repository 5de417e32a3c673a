// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that a container gets and loses while it runs. All of it with the store's lock held.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/network/kernel/conntrack.h"
#include "core/network/kernel/namespaces.h"
#include "core/network/program/helpers.h"
#include "core/network/program/plug.h"

#include <algorithm>
#include <fcntl.h>

namespace tare::network {
namespace {

// Ports lead where they should after endpoints have changed; `now` is written down. Sockets are handed from one proxy to the next,
// so that nobody else can get a port meanwhile.
Status movePorts(const NetworkStore &store, const Attachment &before, Attachment &now, std::vector<Listener> fresh)
{
    const Endpoint *old = portTarget(before), *target = portTarget(now);
    if ((old == nullptr ? "" : old->id) == (target == nullptr ? "" : target->id) || (before.ports.empty() && now.ports.empty()))
        return {};
    std::vector<Translation> gone = translations(before);
    if (target == nullptr)
        now.ports.clear();
    const std::vector<Translation> come = translations(now);
    now.proxy = {};
    Helper proxy;
    if (target != nullptr) {
        const std::vector<Listener> listeners = fresh.empty() ? TARE_TRY(takeListeners(before)) : std::move(fresh);
        proxy = TARE_TRY(startProxy(store, now, listeners));
        now.proxy = proxy.process;
    }
    TARE_CHECK(store.write(now));
    Firewall firewall = TARE_TRY(Firewall::open());
    for (const Translation &translation : gone)
        firewall.remove(translation);
    for (const Translation &translation : come)
        firewall.add(translation);
    TARE_CHECK(commitLocked(store, firewall));
    if (target != nullptr)
        TARE_CHECK(letGo(proxy));
    endHelper(before.proxy);
    gone.insert(gone.end(), come.begin(), come.end());
    forgetConversations(gone);
    return {};
}

} // namespace

Result<Attachment> connect(const NetworkStore &store, const std::string &container, const EndpointSpec &spec,
                           std::vector<Listener> listeners)
{
    const FileLock lock = TARE_TRY(store.lock());
    const Attachment before = TARE_TRY(store.attachment(container));
    Attachment out = before;
    Place place{TARE_TRY(store.find(spec.network)), {}};
    int number = 0;
    for (const Endpoint &endpoint : out.endpoints) {
        if (endpoint.networkId == place.network.id)
            return fail(Errc::InvalidArgument, {},
                        "endpoint with name " + out.name + " already exists in network " + place.network.name);
        number = std::max(number, 1 + static_cast<int>(parseInt(std::string_view(endpoint.interface).substr(3)).value_or(0)));
    }
    if (!out.endpoints.empty())
        listeners.clear(); // it has its ports
    out.endpoints.emplace_back().networkId = place.network.id;
    TARE_CHECK(store.write(out));
    const std::string device = Attachment::deviceFor(container, place.network.id);
    Netlink host = TARE_TRY(Netlink::open());
    ScopeExit undo([&] {
        [[maybe_unused]] const Status removed = host.remove(device);
        store.release(place.network.id, out.endpoints.back().address);
        store.release(place.network.id, out.endpoints.back().address6);
        Attachment back = before;
        back.resolver = out.resolver; // it does no harm
        [[maybe_unused]] const Status written = store.write(back);
    });
    out.endpoints.back() = TARE_TRY(leaseEndpoint(store, place.network, spec, container, number));
    TARE_CHECK(store.write(out));
    place.bridge = TARE_TRY(ensureBridge(host, place.network));
    const UniqueFd space = TARE_TRY(openFile(store.namespacePath(container), O_RDONLY));
    TARE_CHECK(plug(host, space.get(), container, place, out.endpoints.back()));
    TARE_CHECK(routeOut(space.get(), before.endpoints, out.endpoints));
    if (hasNames(out.endpoints.back()) && !out.resolver.alive()) {
        const Helper helper = TARE_TRY(startResolver(store, out, space.get()));
        out.resolver = helper.process;
        TARE_CHECK(store.write(out));
        TARE_CHECK(letGo(helper));
    }
    if (place.bridge.isNew) {
        Firewall firewall = TARE_TRY(Firewall::open());
        firewall.add(place.network);
        TARE_CHECK(commitLocked(store, firewall));
    }
    for (const Listener &listener : listeners)
        out.ports.push_back(listener.port);
    TARE_CHECK(movePorts(store, before, out, std::move(listeners)));
    undo.dismiss();
    return out;
}

Result<Attachment> disconnect(const NetworkStore &store, const std::string &container, const std::string &network)
{
    const FileLock lock = TARE_TRY(store.lock());
    const Attachment before = TARE_TRY(store.attachment(container));
    Attachment record = before;
    const Network one = TARE_TRY(store.find(network));
    const auto at = std::find_if(record.endpoints.begin(), record.endpoints.end(),
                                 [&](const Endpoint &endpoint) { return endpoint.networkId == one.id; });
    if (at == record.endpoints.end())
        return fail(Errc::InvalidArgument, {}, "container " + container + " is not connected to network " + one.name);
    Netlink netlink = TARE_TRY(Netlink::open());
    TARE_CHECK(netlink.remove(Attachment::deviceFor(container, one.id)));
    const Endpoint gone = *at;
    record.endpoints.erase(at);
    TARE_CHECK(store.write(record));
    store.release(gone.networkId, gone.address);
    store.release(gone.networkId, gone.address6);
    const UniqueFd space = TARE_TRY(openFile(store.namespacePath(container), O_RDONLY));
    TARE_CHECK(routeOut(space.get(), before.endpoints, record.endpoints));
    TARE_CHECK(movePorts(store, before, record, {}));
    return record;
}

} // namespace tare::network
