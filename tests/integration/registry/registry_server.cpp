// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/registry/registry_server.h"

#include "core/base/file.h"
#include "core/base/unique_fd.h"

#include <QDebug>
#include <QElapsedTimer>
#include <QThread>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace tare;

namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    out.sin_port = htons(static_cast<std::uint16_t>(port));
    return out;
}

int freePort()
{
    const UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(fd.get(), generic, length) != 0 || ::getsockname(fd.get(), generic, &length) != 0)
        return 0;
    return ntohs(address.sin_port);
}

bool listens(int port)
{
    const UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(port);
    return ::connect(fd.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
}

} // namespace

std::optional<std::string> runTool(const std::vector<std::string> &argv)
{
    SpawnOptions options;
    options.argv = argv;
    const auto got = run(std::move(options));
    if (got && got->exitCode == 0)
        return got->out;
    qWarning("%s: %s", argv[0].c_str(), got ? got->err.c_str() : got.error().text().c_str());
    return std::nullopt;
}

std::optional<RegistryServer> RegistryServer::start(const std::string &folder, const RegistryOptions &options)
{
    // Another program may take the port between our look and the server's: then it ends, and another one is
    // tried.
    for (int attempt = 0; attempt < 5; ++attempt) {
        const int port = freePort();
        std::string config =
            "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: "
            "{rootdirectory: " +
            folder + "/registry}}\nhttp:\n  addr: 127.0.0.1:" + std::to_string(port) + "\n";
        if (!options.certificate.empty())
            config += "  tls: {certificate: " + options.certificate + ", key: " + options.key +
                      (options.clientAuthority.empty() ? "" : ", clientcas: [" + options.clientAuthority + "]") + "}\n";
        if (!options.user.empty()) {
            const auto line = runTool({"htpasswd", "-Bbn", options.user, options.password});
            if (!line || !writeFileAtomic(folder + "/htpasswd", *line))
                return std::nullopt;
            config += "auth: {htpasswd: {realm: tests, path: " + folder + "/htpasswd}}\n";
        }
        if (!options.tokenRealm.empty())
            config += "auth: {token: {realm: \"" + options.tokenRealm +
                      "\", service: registry, issuer: tests, rootcertbundle: " + options.tokenAuthority + "}}\n";
        if (!makeDirs(folder + "/registry") || !writeFileAtomic(folder + "/registry.yml", config))
            return std::nullopt;
        SpawnOptions spawnOptions;
        spawnOptions.argv = {"docker-registry", "serve", folder + "/registry.yml"};
        auto child = spawn(spawnOptions);
        if (!child) {
            qWarning("no docker-registry: %s", child.error().text().c_str());
            return std::nullopt;
        }
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 30'000) {
            if (listens(port))
                return RegistryServer(std::move(*child), port);
            if (child->wait(std::chrono::milliseconds(20))) // it has ended
                break;
        }
        (void)child->kill(SIGKILL);
    }
    return std::nullopt;
}

RegistryServer::RegistryServer(RegistryServer &&other) noexcept
    : m_child(std::exchange(other.m_child, Child())), m_port(other.m_port)
{
}

RegistryServer::~RegistryServer()
{
    if (m_child.pid() <= 0)
        return;
    (void)m_child.kill(SIGKILL);
    (void)m_child.wait();
}
