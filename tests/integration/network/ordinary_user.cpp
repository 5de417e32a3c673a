// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/network/ordinary_user.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "tests/integration/network/stage.h"

#include <QDir>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace tare;

namespace {

constexpr std::array programs = {"tare",         "tare-monitor", "tare-runtime", "tare-image",
                                 "tare-network", "tare-proxy",   "tare-resolver"};

// Empty, or what this machine does not let us have.
std::string prepareDevices()
{
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return "no mount namespaces";
    (void)::mkdir("/dev/net", 0755);
    if (::mount("tmpfs", "/dev/net", "tmpfs", MS_NOSUID, "mode=755") != 0 || ::mknod("/dev/net/tun", S_IFCHR | 0666, makedev(10, 200)) != 0 ||
        ::chmod("/dev/net/tun", 0666) != 0)
        return "no device for tun";
    return UniqueFd(::open("/dev/net/tun", O_RDWR | O_CLOEXEC)) ? "" : "the kernel has no tun";
}

} // namespace

OrdinaryUser::OrdinaryUser() : m_missing(prepareDevices())
{
    if (!m_missing.empty())
        return;
    m_home = "/tmp/tr-XXXXXX"; // short, for sockets
    if (::mkdtemp(m_home.data()) == nullptr)
        qFatal("cannot create a folder in /tmp");
    m_name = "tare-net-" + std::to_string(::getpid());
    const auto need = [&](std::vector<std::string> words) {
        const RunOutput done = Stage::here(std::move(words));
        if (done.exitCode != 0 && m_missing.empty())
            m_missing = "cannot make an ordinary user: " + done.err;
    };
    need({"useradd", "--no-create-home", "--home-dir", m_home, "--shell", "/bin/sh", "--user-group", m_name});
    const passwd *entry = ::getpwnam(m_name.c_str()); // NOLINT(concurrency-mt-unsafe)
    if (entry == nullptr)
        return;
    m_id = entry->pw_uid;
    if (readFile("/etc/subuid").value_or("").find(m_name + ":") == std::string::npos)
        need({"usermod", "--add-subuids", "900000-965535", "--add-subgids", "900000-965535", m_name});
    need({"chown", m_name + ":" + m_name, m_home});
    need({"mkdir", "-m", "755", m_home + "/bin"});
    for (const char *name : programs) {
        const auto from = findProgram(name);
        if (from)
            need({"install", "-m", "755", *from, m_home + "/bin/" + name});
        else
            m_missing = from.error().text();
    }
    if (!m_missing.empty())
        return;
    const RunOutput first = tare({"run", "--rm", "--network", "none", "tare/starter", "true"}); // makes the image
    if (first.exitCode != 0)
        m_missing = first.err;
}

OrdinaryUser::~OrdinaryUser()
{
    if (m_id != 0)
        (void)Stage::here({"userdel", m_name});
    if (!m_home.empty())
        (void)removeTree(m_home);
}

std::vector<std::string> OrdinaryUser::command(std::vector<std::string> words, const std::string &path) const
{
    std::vector<std::string> argv = {"setpriv", "--reuid", id(), "--regid", id(), "--clear-groups", "env", "-i", "HOME=" + m_home,
                                     "USER=" + m_name, "PATH=" + path, "TARE_LIBEXEC=" + m_home + "/bin", m_home + "/bin/tare",
                                     "--root", m_home + "/r", "--state", m_home + "/s"};
    argv.insert(argv.end(), words.begin(), words.end());
    return argv;
}

RunOutput OrdinaryUser::tare(std::vector<std::string> words, const std::string &path) const
{
    return Stage::here(command(std::move(words), path));
}

void OrdinaryUser::removeAll() const
{
    const RunOutput left = tare({"ps", "-aq", "--no-trunc"});
    for (const std::string_view container : split(left.out, '\n')) {
        if (!container.empty())
            (void)tare({"rm", "-f", std::string(container)});
    }
}

std::string OrdinaryUser::leftovers() const
{
    std::string out;
    for (const char *folder : {"/s/c", "/s/network/c", "/s/network/ns"}) {
        for (const QString &name : QDir(QString::fromStdString(m_home + folder))
                                       .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
            out += std::string(folder) + "/" + name.toStdString() + "\n";
    }
    if (exists(m_home + "/s/network/world.json"))
        out += "a world\n";
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs)) {
        struct stat owner{};
        const std::string process = "/proc/" + pid.toStdString();
        const auto words = readFile(process + "/cmdline");
        if (::stat(process.c_str(), &owner) == 0 && owner.st_uid == m_id && words && !words->empty())
            out += "process " + pid.toStdString() + ": " + *words + "\n";
    }
    return out;
}
