// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/network_files.h"

#include "core/base/file.h"
#include "core/network/container_files.h"
#include "core/network/store.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace tare::local {
namespace {

constexpr std::size_t longest = 1U << 20U;

std::vector<std::string> addressesOf(const std::vector<Endpoint> &endpoints)
{
    std::vector<std::string> out;
    for (const Endpoint &endpoint : endpoints) {
        for (const std::string &address : {endpoint.address, endpoint.address6}) {
            if (!address.empty())
                out.push_back(address);
        }
    }
    return out;
}

// The file that is there keeps its inode.
Status rewrite(const std::string &path, std::string_view bytes)
{
    const UniqueFd fd = TARE_TRY(openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0644));
    return writeAll(fd.get(), bytes);
}

std::string resolvOf(const Record &record, const std::vector<Endpoint> &endpoints)
{
    const NetworkingSpec &spec = record.spec.networking;
    if (std::any_of(endpoints.begin(), endpoints.end(), network::hasNames))
        return network::ownResolvText(network::hostResolvText(), spec);
    if (!endpoints.empty()) {
        NetworkingSpec plugged = spec;
        plugged.dns = network::serversFor(spec);
        const bool v6 = std::any_of(endpoints.begin(), endpoints.end(), [](const Endpoint &e) { return !e.address6.empty(); });
        return network::resolvText(network::hostResolvText(), plugged, true, v6);
    }
    return network::resolvText(network::hostResolvText(), spec, false, record.spec.network == "host");
}

// As it follows from the networks of now, unless the container has changed it: a copy beside it tells.
Status writeResolv(const Record &record, const std::string &bundle, const std::vector<Endpoint> &endpoints)
{
    const std::string path = bundle + "/resolv.conf", copy = bundle + "/resolv.conf.made", wanted = resolvOf(record, endpoints);
    if (const auto now = readFile(path, longest)) {
        const auto made = readFile(copy, longest);
        if (*now == wanted || !made || *made != *now)
            return {};
    } else if (now.error().code != Errc::NotFound) {
        return {}; // nothing that we made
    }
    TARE_CHECK(rewrite(copy, wanted));
    return rewrite(path, wanted);
}

} // namespace

Status writeNetworkFiles(const Record &record, const std::string &bundle, const std::vector<Endpoint> &endpoints)
{
    const NetworkingSpec &spec = record.spec.networking;
    if (!endpoints.empty() || !exists(bundle + "/hosts")) { // addresses change from start to start
        std::string hosts = network::hostsText(addressesOf(endpoints), record.hostname, spec.domainname, spec.extraHosts,
                                               endpoints.empty() ? "" : endpoints.front().gateway);
        if (record.spec.network == "host") {
            if (auto own = readFile("/etc/hosts", longest))
                hosts = std::move(*own);
        }
        TARE_CHECK(rewrite(bundle + "/hosts", hosts));
    }
    if (!exists(bundle + "/hostname"))
        TARE_CHECK(rewrite(bundle + "/hostname", record.hostname + "\n"));
    return writeResolv(record, bundle, endpoints);
}

Status changeNetworkFiles(const Record &record, const std::string &bundle, const std::vector<Endpoint> &endpoints,
                          const std::vector<Endpoint> &gained, const std::vector<Endpoint> &lost)
{
    const auto hosts = readFile(bundle + "/hosts", longest);
    if (hosts) { // else the container has made something of it that is not ours to change
        std::string text = network::withoutHosts(*hosts, addressesOf(lost));
        if (!text.empty() && text.back() != '\n')
            text += '\n';
        TARE_CHECK(rewrite(bundle + "/hosts",
                           text + network::ownHosts(addressesOf(gained), record.hostname, record.spec.networking.domainname)));
    }
    return writeResolv(record, bundle, endpoints);
}

} // namespace tare::local
