// SPDX-License-Identifier: GPL-3.0-or-later
// A container is made.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/local/isolation.h"
#include "core/engine/local/limits.h"
#include "core/engine/local/local_engine.h"
#include "core/engine/local/merge.h"
#include "core/engine/local/network_helper.h"
#include "core/engine/local/spec_mounts.h"

#include <cstdlib>
#include <unistd.h>

namespace tare::local {

Result<Container> LocalEngine::create(const CreateSpec &spec)
{
    TARE_CHECK(checkLimits(spec.limits));
    TARE_CHECK(checkUlimits(spec.ulimits));
    if (spec.autoRemove && spec.restart.when != RestartPolicy::When::No)
        return fail(Errc::InvalidArgument, {}, "can't create 'AutoRemove' container with restart policy");
    if (!spec.name.empty() && !validName(spec.name))
        return fail(Errc::InvalidArgument, {},
                    "Invalid container name (" + spec.name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    TARE_TRY(logFiles(spec.log));
    TARE_TRY(logAttributes(spec.log, {}));
    if (!spec.cgroupParent.empty() && ::geteuid() != 0)
        return fail(Errc::NotOnThisMachine, "--cgroup-parent", "it needs root");
    const image::StoredImage image = TARE_TRY(m_images.find(spec.image));
    Record record;
    record.id = randomHex(32);
    record.imageId = image.id.text();
    record.created = nowNs();
    record.spec = spec;
    TARE_CHECK(checkIsolation(record.spec));
    if (record.spec.network == "default") {
        const std::string wanted = environment("TARE_NETWORK");
        // A user on a machine that has nothing for it gets no network, unless something asks for one.
        const NetworkingSpec &asked = spec.networking;
        const bool asks = !asked.ports.empty() || asked.publishAll;
        record.spec.network = !wanted.empty() ? wanted : asks || networksWork() ? network::defaultNetwork : "none";
    }
    TARE_CHECK(inheritMounts(record));
    TARE_CHECK(merge(record, image.config));
    TARE_CHECK(checkNetworks(record));
    if (const std::string other = joinedContainer(record.spec.isolation.pid); !other.empty())
        record.spec.isolation.pid = "container:" + TARE_TRY(m_store.resolve(other));
    // A user's container has one anyway.
    if (record.spec.isolation.userns == "auto" && !userns::needed())
        record.firstId = TARE_TRY(freeIds(record.id));
    // Limits are refused now, not when the container has been given to somebody who counts on them.
    const cgroup::Resources wanted = TARE_TRY(resourcesOf(spec.limits, false));
    if (wanted.limitsAnything()) {
        TARE_CHECK(TARE_TRY(userScope()).support().check(wanted));
    }
    TARE_CHECK(prepareMounts(record.spec));
    record.layers = TARE_TRY(layersOf(image));
    std::string name = spec.name;
    if (spec.autoRemove)
        keepUnstarted(record.id);
    if (Status made = m_store.create(record, name); !made) {
        letGoOfUnstarted(record.id);
        [[maybe_unused]] const Status removed = removeTree(m_store.paths().live(record.id));
        return tl::unexpected<Error>(std::move(made).error());
    }
    event("container", "create", record.id, name);
    Container out;
    out.id = record.id;
    out.name = name;
    out.image = spec.image;
    out.imageId = record.imageId;
    out.command = record.args;
    out.created = record.created;
    out.limits = spec.limits;
    out.tty = spec.tty;
    out.openStdin = spec.openStdin;
    out.autoRemove = spec.autoRemove;
    out.network = record.spec.network;
    out.exposedPorts = record.exposedPorts;
    nameNetworks(record, out);
    out.labels = record.labels;
    out.mounts = record.spec.mounts;
    out.volumes = record.volumes;
    out.restart = spec.restart;
    return out;
}

// That no other container and no user has. By its id, so that two that are made at once hardly look for the same.
Result<std::uint32_t> LocalEngine::freeIds(const std::string &id)
{
    std::vector<std::uint32_t> taken;
    for (const std::string &other : TARE_TRY(m_store.ids())) {
        if (const auto record = m_store.record(other); record && record->firstId != 0)
            taken.push_back(record->firstId);
    }
    auto ofUsers = userns::parseSubIds(readFile("/etc/subuid").value_or(""));
    for (userns::SubId &one : userns::parseSubIds(readFile("/etc/subgid").value_or("")))
        ofUsers.push_back(std::move(one));
    return userns::freeRange(ofUsers, taken, std::strtoull(id.substr(0, 12).c_str(), nullptr, 16));
}

// "CONTAINER[:ro|rw|z|Z]": all that it has mounted; what the record wants at the same places comes first.
Status LocalEngine::inheritMounts(Record &record)
{
    for (const std::string &text : record.spec.volumesFrom) {
        const std::size_t colon = text.find(':');
        const std::string mode = colon == std::string::npos ? "" : text.substr(colon + 1);
        if (text.empty())
            return fail(Errc::InvalidArgument, {}, "volumes-from specification cannot be an empty string");
        bool readOnly = false;
        for (const std::string_view word : mode.empty() ? std::vector<std::string_view>() : split(mode, ',')) {
            if (word != "ro" && word != "rw" && word != "z" && word != "Z")
                return fail(Errc::InvalidArgument, {}, "invalid mode: " + mode);
            readOnly = readOnly || word == "ro";
        }
        const std::string id = TARE_TRY(m_store.resolve(text.substr(0, colon)));
        const Record other = TARE_TRY(m_store.record(id));
        for (BindMount mount : other.spec.mounts) {
            mount.inherited = true;
            mount.readOnly = mount.readOnly || readOnly;
            record.spec.mounts.push_back(std::move(mount));
        }
        for (VolumeMount mount : other.volumes) {
            mount.inherited = true;
            mount.readOnly = mount.readOnly || readOnly;
            record.volumes.push_back(std::move(mount));
        }
    }
    return {};
}

Status LocalEngine::checkNetworks(Record &record)
{
    const std::string &name = record.spec.network;
    if (!isPlugged(name)) {
        const std::string other = joinedContainer(name);
        if (!other.empty()) // as Docker: by its id, so that a rename does not matter
            record.spec.network = "container:" + TARE_TRY(m_store.resolve(other));
        return {};
    }
    if (name == network::defaultNetwork)
        return networksWork(); // it is made with its first use
    const auto found = m_networks.find(name);
    if (!found)
        return tl::unexpected<Error>(found.error());
    record.spec.network = found->name;
    TARE_CHECK(networksWork());
    return {};
}

} // namespace tare::local
