// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/helpers.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/network/kernel/firewall.h"
#include "core/network/kernel/namespaces.h"
#include "core/network/ports.h"
#include "core/network/program/plug.h"

#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::network {
namespace {

constexpr int firstListener = 4; // of a proxy's descriptors

// `options` without the program's "--go FD", which become its first arguments.
Result<Helper> start(const char *program, SpawnOptions options)
{
    Pipe go = TARE_TRY(makePipe());
    options.argv.insert(options.argv.begin(), {TARE_TRY(findProgram(program)), "--go", "3"});
    options.fds.emplace_back(go.read.get(), 3);
    options.newSession = true;
    const Child child = TARE_TRY(spawn(options));
    return Helper{TARE_TRY(ProcessId::of(child.pid())), std::move(go.write)};
}

// 127.0.0.11, at any port: 53 is left to a name server that the container itself may be.
Result<UniqueFd> bindResolver(int type, std::uint16_t &port)
{
    UniqueFd out(::socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(0x7f00000b);
    socklen_t size = sizeof here;
    auto *const raw = reinterpret_cast<sockaddr *>(&here); // NOLINT: the interface of bind(2)
    if (!out || ::bind(out.get(), raw, size) != 0 || (type == SOCK_STREAM && ::listen(out.get(), 64) != 0) ||
        ::getsockname(out.get(), raw, &size) != 0)
        return failSystem("bind", "127.0.0.11");
    port = ntohs(here.sin_port);
    return out;
}

} // namespace

HolderName holderIn(const NetworkStore &store)
{
    return [&store](std::uint16_t port, const std::string &protocol) {
        for (const Attachment &one : store.attachments()) {
            for (const PortMapping &taken : one.ports) {
                if (taken.hostPort == port && taken.protocol == protocol && one.proxy.alive())
                    return "container " + one.name;
            }
        }
        return portHolder(port, protocol);
    };
}

Result<std::vector<Listener>> takeListeners(const Attachment &attachment)
{
    std::vector<Listener> out;
    std::vector<PublishedPort> same;
    const auto proxy = attachment.proxy.open();
    for (const PortMapping &port : attachment.ports) {
        const int number = firstListener + static_cast<int>(out.size());
        UniqueFd socket(proxy ? static_cast<int>(::syscall(SYS_pidfd_getfd, proxy->get(), number, 0)) : -1);
        if (socket)
            out.push_back({port, std::move(socket)});
        same.push_back({port.hostAddress, port.hostPort, port.hostPort, port.containerPort, port.protocol});
    }
    if (out.size() == attachment.ports.size())
        return out;
    out.clear(); // somebody has killed the proxy
    return bindPorts(same, {});
}

Result<Helper> startProxy(const NetworkStore &store, const Attachment &attachment, const std::vector<Listener> &listeners)
{
    SpawnOptions options;
    int number = firstListener;
    for (const Listener &listener : listeners) {
        const bool six = listener.port.hostAddress.find(':') != std::string::npos;
        const Endpoint &to = *portTarget(attachment);
        options.fds.emplace_back(listener.socket.get(), number);
        options.argv.push_back(std::to_string(number++) + "/" + listener.port.protocol + "/" +
                               (six && !to.address6.empty() ? to.address6 : to.address) + "/" +
                               std::to_string(listener.port.containerPort));
    }
    options.argv.push_back(store.paths().state); // for whoever looks at the list of processes
    return start("tare-proxy", std::move(options));
}

Result<Helper> startResolver(const NetworkStore &store, const Attachment &attachment, int space)
{
    UniqueFd datagrams, listener;
    TARE_CHECK(inNamespace(space, [&]() -> Status {
        std::uint16_t udp = 0, tcp = 0;
        datagrams = TARE_TRY(bindResolver(SOCK_DGRAM, udp));
        listener = TARE_TRY(bindResolver(SOCK_STREAM, tcp));
        Firewall firewall = TARE_TRY(Firewall::open());
        firewall.addResolver(udp, tcp);
        return firewall.commit();
    }));
    SpawnOptions options;
    options.argv = {"4", "5", attachment.id, store.paths().state};
    options.fds = {{datagrams.get(), 4}, {listener.get(), 5}};
    return start("tare-resolver", std::move(options));
}

Status letGo(const Helper &helper)
{
    return writeAll(helper.go.get(), "g");
}

void endHelper(const ProcessId &process)
{
    if (process.pid <= 0)
        return;
    const auto fd = process.open();
    if (!fd)
        return;
    [[maybe_unused]] const Status sent = process.signal(SIGKILL);
    pollfd wait{fd->get(), POLLIN, 0};
    ::poll(&wait, 1, 5000); // its ports are free when it is gone
}

} // namespace tare::network
