// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/runtime/bundle.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/cgroup.h"

#include <QtGlobal>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

void must(const Status &status, const char *what)
{
    if (!status)
        qFatal("%s: %s", what, status.error().text().c_str());
}

std::string mustCopy(const std::string &from, const std::string &to)
{
    const auto bytes = readFile(from, 256U << 20U);
    if (!bytes)
        qFatal("%s", bytes.error().text().c_str());
    const auto fd = openFile(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
    if (!fd || !writeAll(fd->get(), *bytes))
        qFatal("cannot write %s", to.c_str());
    return to;
}

std::string busybox()
{
    for (const char *path : {"/bin/busybox", "/usr/bin/busybox"}) {
        if (::access(path, X_OK) == 0)
            return path;
    }
    qFatal("these tests need busybox (Debian: busybox-static)");
}

} // namespace

Bundle::Bundle(uid_t user, gid_t group) : m_user(user), m_group(group)
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1); // what a detached container leaves comes to us
    ::umask(0022);
    const std::string base = environment("TMPDIR").empty() ? "/tmp" : environment("TMPDIR");
    m_dir = base + "/tare-bundle-XXXXXX";
    if (::mkdtemp(m_dir.data()) == nullptr)
        qFatal("cannot create a folder in %s", base.c_str());
    ::chmod(m_dir.c_str(), 0755);
    m_id = "test-" + randomHex(6);
    for (const char *name :
         {"", "/lower/bin", "/lower/etc", "/lower/tmp", "/upper", "/work", "/rootfs", "/state"})
        must(makeDirs(m_dir + name, 0755), "make folders");
    ::chmod((lower() + "/tmp").c_str(), 01777);
    mustCopy(busybox(), lower() + "/bin/busybox");
    for (const char *name :
         {"sh",    "true",     "false",  "ls",     "cat",  "id",    "sleep",    "mount",   "umount",
          "ps",    "hostname", "grep",   "head",   "env",  "mkdir", "mknod",    "tail",    "dd",
          "kill",  "echo",     "touch",  "ip",     "stat", "pwd",   "readlink", "unshare", "chroot",
          "wc",    "tty",      "stty",   "rm",     "ln",   "od",    "test",     "sync",    "find",
          "dmesg", "adduser",  "usleep", "printf", "seq",  "sort",  "date",     "chmod",   "nproc"}) {
        if (::symlink("busybox", (lower() + "/bin/" + name).c_str()) != 0)
            qFatal("cannot link %s", name);
    }
    must(writeFileAtomic(lower() + "/etc/passwd", "root:x:0:0:root:/:/bin/sh\n", 0644), "write passwd");
    const auto program = findProgram("tare-runtime");
    if (!program)
        qFatal("%s", program.error().text().c_str());
    // Another user may not be allowed to where it was built.
    m_program = m_user == 0 ? *program : mustCopy(*program, m_dir + "/tare-runtime");
    if (m_user != 0) {
        for (const char *name : {"/upper", "/work", "/rootfs", "/state", ""}) {
            if (::chown((m_dir + name).c_str(), m_user, m_group) != 0)
                qFatal("cannot give %s away", m_dir.c_str());
        }
    }
    std::vector<std::string> words = {"spec", "--bundle", m_dir};
    if (m_user != 0 || ::geteuid() != 0)
        words.emplace_back("--rootless");
    const auto made = callPlain(words);
    if (!made || made->exitCode != 0)
        qFatal("spec: %s", made ? made->err.c_str() : made.error().text().c_str());
    config = json::parse(readFile(m_dir + "/config.json").value_or("{}"));
    process()["terminal"] = false;
    config["annotations"]["org.tare.seccomp"] = "default";
    json &namespaces = config["linux"]["namespaces"];
    if (std::none_of(namespaces.begin(), namespaces.end(), [](const json &n) { return n["type"] == "cgroup"; }))
        namespaces.push_back({{"type", "cgroup"}});
    config["root"]["readonly"] = false;
}

Bundle::~Bundle()
{
    (void)call({"delete", "--force"});
    for (const pid_t pid : m_started)
        ::waitpid(pid, nullptr, WNOHANG);
    if (m_user != 0 || ::geteuid() != 0) { // what belongs to subordinate ids
        auto words = runtime();
        words.insert(words.end(), {"unshare", "--", "/bin/rm", "-rf", upper(), m_dir + "/work"});
        SpawnOptions options;
        options.argv = words;
        (void)tare::run(options);
    }
    if (!qEnvironmentVariableIsSet("TARE_TEST_KEEP"))
        (void)removeTree(m_dir);
}

std::vector<std::string> Bundle::runtime() const
{
    std::vector<std::string> words;
    if (m_user != 0)
        words = {"setpriv", "--reuid=" + std::to_string(m_user), "--regid=" + std::to_string(m_group),
                 "--clear-groups", "--"};
    words.insert(words.end(), {m_program, "--root", root()});
    return words;
}

std::vector<std::string> Bundle::overlay() const
{
    return {"--bundle", m_dir, "--overlay",
            "lower=" + lower() + ",upper=" + upper() + ",work=" + m_dir + "/work"};
}

void Bundle::writeConfig()
{
    must(writeFileAtomic(m_dir + "/config.json", config.dump(), 0644), "write config.json");
}

Result<RunOutput> Bundle::callPlain(const std::vector<std::string> &words)
{
    SpawnOptions options;
    options.argv = runtime();
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    RunLimits limits;
    limits.time = std::chrono::minutes(2);
    return tare::run(std::move(options), limits);
}

Result<RunOutput> Bundle::call(std::vector<std::string> words)
{
    words.push_back(m_id);
    return callPlain(words);
}

Result<RunOutput> Bundle::run(const std::vector<std::string> &options)
{
    writeConfig();
    std::vector<std::string> words = {"run"};
    const auto where = overlay();
    words.insert(words.end(), where.begin(), where.end());
    words.insert(words.end(), options.begin(), options.end());
    return call(words);
}

Status Bundle::start(const std::vector<std::string> &more)
{
    writeConfig();
    const UniqueFd out = TARE_TRY(openFile(m_dir + "/out", O_WRONLY | O_CREAT | O_TRUNC, 0666));
    const UniqueFd err = TARE_TRY(openFile(m_dir + "/err", O_RDWR | O_CREAT | O_TRUNC, 0666));
    SpawnOptions options;
    options.argv = runtime();
    options.argv.insert(options.argv.end(), {"run", "--detach"});
    const auto where = overlay();
    options.argv.insert(options.argv.end(), where.begin(), where.end());
    options.argv.insert(options.argv.end(), more.begin(), more.end());
    options.argv.push_back(m_id);
    options.fds = {{out.get(), 1}, {err.get(), 2}};
    Child child = TARE_TRY(spawn(options));
    const int code = TARE_TRY(child.wait(std::chrono::minutes(1)));
    if (code != 0)
        return fail(Errc::Internal, "run --detach", readFile(m_dir + "/err").value_or(""));
    m_started.push_back(pid());
    return {};
}

Result<RunOutput> Bundle::exec(const std::vector<std::string> &command,
                               const std::vector<std::string> &options)
{
    std::vector<std::string> words = {"exec"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(m_id);
    words.insert(words.end(), command.begin(), command.end());
    return callPlain(words);
}

std::string Bundle::status()
{
    const auto out = call({"state"});
    if (!out || out->exitCode != 0)
        return {};
    return json::parse(out->out).value("status", "");
}

pid_t Bundle::pid()
{
    const auto out = call({"state"});
    if (!out || out->exitCode != 0)
        return 0;
    return json::parse(out->out).value("pid", 0);
}

json Bundle::stats()
{
    const auto out = call({"events", "--stats"});
    if (!out || out->exitCode != 0)
        qFatal("events --stats: %s", out ? out->err.c_str() : out.error().text().c_str());
    return json::parse(out->out)["data"];
}

std::string Bundle::errors()
{
    return readFile(m_dir + "/err").value_or("");
}

std::string Bundle::output()
{
    return readFile(m_dir + "/out").value_or("");
}

std::vector<std::string> groupsNamed(const std::string &id)
{
    std::vector<std::string> found;
    const auto hierarchy = cgroup::Hierarchy::detect();
    if (!hierarchy)
        return found;
    for (std::size_t c = 0; c < cgroup::controllerCount; ++c) {
        const cgroup::Place *place = hierarchy->place(static_cast<cgroup::Controller>(c));
        if (place == nullptr)
            continue;
        const auto out = tare::run(
            {{"find", place->mount, "-type", "d", "-name", id}, {}, {}, false, false, false, false});
        if (out && !trim(out->out).empty())
            found.push_back(out->out);
    }
    return found;
}

int mountsWith(const std::string &text)
{
    int count = 0;
    const auto mounts = readFile("/proc/self/mountinfo");
    if (!mounts)
        return -1;
    for (const std::string_view line : split(*mounts, '\n'))
        count += line.find(text) != std::string_view::npos ? 1 : 0;
    return count;
}
