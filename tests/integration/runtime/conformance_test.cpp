// SPDX-License-Identifier: GPL-3.0-or-later
// The OCI runtime specification, clause by clause where a runtime is easily wrong: what other runtimes' suites ask.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

// For what leaves a process behind, which would keep our pipes open.
int quietly(const Bundle &b, const std::vector<std::string> &words)
{
    SpawnOptions options;
    options.argv = b.runtime();
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    options.argv.push_back(b.id());
    auto child = spawn(options);
    return child ? child->wait(std::chrono::minutes(1)).value_or(-1) : -1;
}

json hook(const std::string &script)
{
    return {{"path", "/bin/sh"}, {"args", {"sh", "-c", script}}};
}

// An agent that answers one system call with an errno; what it was told of the process.
std::string answerOnce(int listening, int error)
{
    const UniqueFd connection(::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC));
    char text[8192];
    iovec part{text, sizeof text};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t n = ::recvmsg(connection.get(), &message, MSG_CMSG_CLOEXEC);
    const cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (n <= 0 || head == nullptr)
        return "nothing was sent";
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(head), sizeof fd);
    const UniqueFd listener(fd);
    seccomp_notif call{};
    if (::ioctl(listener.get(), SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
        return "no system call came";
    seccomp_notif_resp answer{};
    answer.id = call.id;
    answer.error = -error;
    if (::ioctl(listener.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer) != 0)
        return "it could not be answered";
    return std::string(text, static_cast<std::size_t>(n));
}

} // namespace

#define RUNS(b, out)                                                                                         \
    const auto out = (b).run();                                                                              \
    TARE_OK(out);                                                                                            \
    QVERIFY2(out->exitCode == 0, (out->out + out->err).c_str())

class RuntimeConformanceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: runtime_rootless_test is what an ordinary user can run");
    }

    void whatCannotBeDoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("patch"); // RFC 7386
        QTest::addColumn<QByteArray>("named"); // in the error
        const auto row = [](const char *name, const char *patch, const char *named) {
            QTest::newRow(name) << QByteArray(patch) << QByteArray(named);
        };
        row("no version", R"({"ociVersion":null})", "ociVersion");
        row("version 2", R"({"ociVersion":"2.0.0"})", "2.0.0");
        row("version without patch", R"({"ociVersion":"1.0"})", "1.0");
        row("version that is none", R"({"ociVersion":"1.bogus"})", "1.bogus");
        row("no root", R"({"root":null})", "root.path");
        row("root without path", R"({"root":{"path":null}})", "path");
        row("relative namespace", R"({"linux":{"namespaces":[{"type":"mount"},{"type":"network","path":"x"}]}})", "absolute");
        row("namespace twice", R"({"linux":{"namespaces":[{"type":"mount"},{"type":"mount"}]}})", "twice");
        row("namespace of another type",
            R"({"linux":{"namespaces":[{"type":"mount"},{"type":"uts"},{"type":"network","path":"/proc/1/ns/ipc"}]}})",
            "/proc/1/ns/ipc");
        row("domain name of the host", R"({"hostname":null,"domainname":"x","linux":{"namespaces":[{"type":"mount"}]}})", "UTS");
        row("rlimit twice",
            R"({"process":{"rlimits":[{"type":"RLIMIT_CORE","soft":0,"hard":0},{"type":"RLIMIT_CORE","soft":1,"hard":1}]}})",
            "twice");
        row("hook without time", R"({"hooks":{"poststop":[{"path":"/bin/true","timeout":0}]}})", "timeout");
        row("relative hook", R"({"hooks":{"poststop":[{"path":"bin/true"}]}})", "absolute");
        row("scheduler", R"({"process":{"scheduler":{"policy":"SCHED_NONSENSE"}}})", "SCHED_NONSENSE");
        row("I/O class", R"({"process":{"ioPriority":{"class":"IOPRIO_CLASS_NONSENSE"}}})", "IOPRIO_CLASS_NONSENSE");
        row("I/O priority", R"({"process":{"ioPriority":{"class":"IOPRIO_CLASS_BE","priority":8}}})", "0 to 7");
        row("affinity", R"({"process":{"execCPUAffinity":{"initial":"a-b"}}})", "initial");
        row("memory policy", R"({"linux":{"memoryPolicy":{"mode":"MPOL_NONSENSE"}}})", "MPOL_NONSENSE");
        row("time offsets alone", R"({"linux":{"timeOffsets":{"boottime":{"secs":1}}}})", "time namespace");
        row("mount label", R"({"linux":{"mountLabel":"a:b:c:d"}})", "mountLabel");
        row("SELinux label", R"({"process":{"selinuxLabel":"a:b:c:d"}})", "selinuxLabel");
        row("RDT", R"({"linux":{"intelRdt":{"closID":"x"}}})", "RDT");
        row("network devices", R"({"linux":{"netDevices":{"eth9":{}}}})", "network devices");
        row("personality", R"({"linux":{"personality":{"domain":"LINUX","flags":["x"]}}})", "personality");
        row("propagation", R"({"linux":{"rootfsPropagation":"sideways"}})", "sideways");
        row("relative mask", R"({"linux":{"maskedPaths":["proc"]}})", "absolute");
        row("mapping without user namespace",
            R"({"linux":{"uidMappings":[{"containerID":0,"hostID":0,"size":1}]}})", "user namespace");
        row("idmap without mapping",
            R"({"mounts":[{"destination":"/m","type":"bind","source":"/tmp","options":["bind","idmap"]}]})", "idmap");
        row("notify without an agent",
            R"({"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"}]}}})",
            "listenerPath");
        row("notify of write",
            R"({"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW","listenerPath":"/x","syscalls":[{"names":["write"],"action":"SCMP_ACT_NOTIFY"}]}}})",
            "write");
        row("option of a file system", R"({"mounts":[{"destination":"/m","type":"tmpfs","options":["nonsense"]}]})", "nonsense");
        row("huge page", R"({"linux":{"resources":{"hugepageLimits":[{"pageSize":"2XB","limit":1}]}}})", "page size");
        row("unified file", R"({"linux":{"resources":{"unified":{"../x":"1"}}}})", "../x");
    }
    void whatCannotBeDoneIsRefused()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, named);
        Bundle b;
        b.command({"true"});
        b.config.merge_patch(json::parse(patch.toStdString()));
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->exitCode, 1);
        QVERIFY2(has(out->err, named.toStdString()), out->err.c_str());
        QCOMPARE(b.status(), std::string());
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void whatIsUnknownIsIgnored()
    {
        Bundle b;
        b.command({"true"});
        b.config["unknown"] = {{"deep", {1, 2}}};
        b.config["linux"]["unknown"] = "x";
        b.config["annotations"]["org.example.key"] = "";
        b.config["ociVersion"] = "1.0.2-dev";
        b.process()["capabilities"]["bounding"].push_back("CAP_FROM_THE_FUTURE");
        RUNS(b, out);
        QVERIFY2(has(out->err, "CAP_FROM_THE_FUTURE"), out->err.c_str()); // a warning
    }

    void onlyAStoppedContainerIsDeleted()
    {
        Bundle b;
        b.command({"true"});
        b.config["root"]["path"] = b.lower();
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        const auto refused = b.call({"delete"});
        TARE_OK(refused);
        QVERIFY(refused->exitCode != 0);
        QCOMPARE(b.status(), std::string("created"));
        TARE_OK(b.callPlain({"kill", b.id(), "KILL"}));
        QTRY_COMPARE(b.status(), std::string("stopped"));
        const auto kill = b.callPlain({"kill", b.id(), "KILL"});
        TARE_OK(kill);
        QVERIFY2(kill->exitCode != 0 && has(kill->err, "container not running"), kill->err.c_str());
        const auto start = b.call({"start"});
        TARE_OK(start);
        QVERIFY(start->exitCode != 0);
        const auto gone = b.call({"delete"});
        TARE_OK(gone);
        QVERIFY2(gone->exitCode == 0, gone->err.c_str());
        const auto again = b.call({"delete"});
        TARE_OK(again);
        QVERIFY2(again->exitCode != 0 && has(again->err, "does not exist"), again->err.c_str());
    }

    void theConfigurationIsThatOfCreate()
    {
        Bundle b;
        const std::string log = b.dir() + "/log";
        b.config["root"]["path"] = b.lower();
        b.config["hooks"]["poststop"] = json::array({hook("echo first >> " + log)});
        b.shell("echo old > /out");
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        b.shell("echo new > /out");
        b.config["hooks"]["poststop"] = json::array({hook("echo second >> " + log)});
        b.writeConfig();
        TARE_OK(b.call({"start"}));
        QTRY_COMPARE(b.status(), std::string("stopped"));
        TARE_OK(b.call({"delete"}));
        QCOMPARE(readFile(b.lower() + "/out").value_or(""), std::string("old\n"));
        QCOMPARE(readFile(log).value_or(""), std::string("first\n"));
    }

    void aProcessIsNeededAtStartOnly()
    {
        Bundle b;
        b.config["root"]["path"] = b.lower();
        b.config.erase("process");
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        const auto start = b.call({"start"});
        TARE_OK(start);
        QVERIFY2(start->exitCode != 0 && has(start->err, "process"), start->err.c_str());
        QTRY_COMPARE(b.status(), std::string("stopped"));
        TARE_OK(b.call({"delete"}));
    }

    void aHookIsWhatItIsCalled() // Docker's network hook tells by args[0] what to do
    {
        Bundle b;
        const std::string log = b.dir() + "/log";
        const std::string program = b.dir() + "/hook";
        QVERIFY(::symlink((b.lower() + "/bin/busybox").c_str(), program.c_str()) == 0); // is what args[0] says it is
        b.config["hooks"]["createRuntime"] =
            json::array({{{"path", program}, {"args", {"sh", "-c", "echo $0 $FROM > " + log + "; pwd >> " + log, "called"}},
                          {"env", {"FROM=env"}}}});
        b.command({"true"});
        RUNS(b, out);
        QCOMPARE(readFile(log).value_or(""), "called env\n" + b.dir() + "\n");
    }

    void hooksAreToldTheState()
    {
        Bundle b;
        b.config["annotations"]["org.example.a"] = "b";
        for (const char *kind : {"prestart", "createRuntime", "createContainer", "poststart", "poststop"})
            b.config["hooks"][kind] = json::array({hook("cat > " + b.dir() + "/" + kind)});
        b.command({"true"});
        RUNS(b, out);
        for (const char *kind : {"prestart", "createRuntime", "createContainer", "poststart", "poststop"}) {
            const json state = json::parse(readFile(b.dir() + "/" + kind).value_or("{}"));
            QCOMPARE(state.value("id", ""), b.id());
            QCOMPARE(state.value("bundle", ""), b.dir());
            QCOMPARE(state["annotations"].value("org.example.a", ""), std::string("b"));
            const std::string name = kind;
            const std::string wanted = name == "poststart" ? "running" : name == "poststop" ? "stopped" : "created";
            QCOMPARE(state.value("status", ""), wanted);
            QVERIFY2(name == "poststop" || state.value("pid", 0) > 1, kind);
        }
    }

    void everyPoststopHookRuns()
    {
        Bundle b;
        const std::string log = b.dir() + "/log";
        b.config["hooks"]["poststop"] = json::array({hook("exit 3"), hook("echo ran > " + log)});
        b.command({"true"});
        RUNS(b, out);
        QCOMPARE(readFile(log).value_or(""), std::string("ran\n"));
        QVERIFY2(has(out->err, "error running poststop hook #0"), out->err.c_str());
    }

    void aHookOutOfTimeEndsTheCreation()
    {
        Bundle b;
        json slow = hook("exec sleep 1000");
        slow["timeout"] = 1;
        b.config["hooks"]["createRuntime"] = json::array({slow});
        b.command({"true"});
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->exitCode, 1);
        QVERIFY2(has(out->err, "error running createRuntime hook #0"), out->err.c_str());
        QCOMPARE(b.status(), std::string());
    }

    void aTmpfsMayBeginWithWhatWasThere()
    {
        Bundle b;
        const std::string data = b.lower() + "/data";
        TARE_OK(makeDirs(data + "/sub", 0755));
        TARE_OK(writeFileAtomic(data + "/sub/file", "kept\n", 0644));
        QVERIFY(::chmod(data.c_str(), 0710) == 0 && ::chown((data + "/sub/file").c_str(), 5, 6) == 0);
        QVERIFY(::symlink("/etc/passwd", (data + "/link").c_str()) == 0 && ::mkfifo((data + "/fifo").c_str(), 0600) == 0);
        // A link out of the root is copied as a link, and one at the target stays inside.
        TARE_OK(writeFileAtomic(b.dir() + "/secret", "secret", 0644));
        QVERIFY(::symlink((b.dir() + "/secret").c_str(), (data + "/escape").c_str()) == 0);
        QVERIFY(::symlink(b.dir().c_str(), (b.lower() + "/out").c_str()) == 0);
        TARE_OK(makeDirs(b.lower() + b.dir(), 0755)); // where the link leads inside
        b.config["mounts"].push_back(
            {{"destination", "/data"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"tmpcopyup", "ro"}}});
        b.config["mounts"].push_back(
            {{"destination", "/out"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"tmpcopyup"}}});
        b.shell("cat /data/sub/file; stat -c '%a %u:%g' /data/sub/file /data; readlink /data/link; readlink /data/escape; "
                "stat -c %F /data/fifo; grep ' /data ' /proc/mounts; cat /data/escape /out/secret; touch /data/new");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->out, "kept\n644 5:6\n710 0:0\n/etc/passwd\n" + b.dir() + "/secret\nfifo\n"), (out->out + out->err).c_str());
        QVERIFY2(has(out->out, "tmpfs /data tmpfs ro"), out->out.c_str());
        QVERIFY2(!has(out->out, "\nsecret"), out->out.c_str());
        QVERIFY2(has(out->err, "/data/new: Read-only file system"), out->err.c_str());
    }

    void aMountIsChangedAfterwards()
    {
        Bundle b;
        b.config["mounts"].push_back({{"destination", "/m"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"mode=755"}}});
        b.config["mounts"].push_back(
            {{"destination", "/m"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"remount", "ro", "noexec"}}});
        b.shell("grep -c ' /m ' /proc/mounts; touch /m/x");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(out->out == "1\n" && has(out->err, "Read-only file system"), (out->out + out->err).c_str());
    }

    void aReadOnlyDevIsFilledFirst()
    {
        Bundle b;
        for (json &m : b.config["mounts"]) {
            if (m["destination"] == "/dev")
                m["options"].push_back("ro");
        }
        b.shell("ls /dev/pts/ptmx /dev/null && touch /dev/x");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->out, "/dev/null\n"), (out->out + out->err).c_str());
        QVERIFY2(has(out->err, "/dev/x: Read-only file system"), out->err.c_str());
    }

    void idMappedMounts()
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0755));
        TARE_OK(writeFileAtomic(host + "/file", "x", 0644));
        QVERIFY(::chown((host + "/file").c_str(), 1000, 2000) == 0);
        const json uids = json::array({{{"containerID", 1000}, {"hostID", 3000}, {"size", 10}}});
        const json gids = json::array({{{"containerID", 2000}, {"hostID", 4000}, {"size", 10}}});
        b.config["mounts"].push_back({{"destination", "/mapped"}, {"type", "bind"}, {"source", host},
                                      {"options", {"rbind", "idmap"}}, {"uidMappings", uids}, {"gidMappings", gids}});
        b.config["mounts"].push_back(
            {{"destination", "/plain"}, {"type", "bind"}, {"source", host}, {"options", {"rbind"}}});
        b.shell("stat -c %u:%g /mapped/file /plain/file");
        const auto out = b.run();
        TARE_OK(out);
        if (has(out->err, "map the ids of") && has(out->err, "Invalid argument"))
            QSKIP("this kernel cannot map the ids of this file system");
        QCOMPARE(out->out, std::string("3000:4000\n1000:2000\n"));
    }

    void idMappedByTheUserNamespace()
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0777));
        QVERIFY(::chmod(host.c_str(), 0777) == 0);
        b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        b.config["linux"]["uidMappings"] = json::array({{{"containerID", 0}, {"hostID", 100000}, {"size", 65536}}});
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        b.config["linux"]["resources"] = json::object();
        b.config["mounts"].push_back(
            {{"destination", "/mapped"}, {"type", "bind"}, {"source", host}, {"options", {"bind", "idmap"}}});
        b.shell("touch /mapped/made && stat -c %u /mapped/made");
        b.config["root"]["path"] = b.lower();
        const auto given = tare::run({{"chown", "-R", "100000:100000", b.lower()}, {}, {}, false, false, false, false});
        TARE_OK(given);
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        if (has(out->err, "map the ids of") && has(out->err, "Invalid argument"))
            QSKIP("this kernel cannot map the ids of this file system");
        QVERIFY2(out->out == "0\n", (out->out + out->err).c_str());
        struct stat st
        {
        };
        QVERIFY(::stat((host + "/made").c_str(), &st) == 0);
        QCOMPARE(st.st_uid, uid_t(0)); // on the disk it belongs to root, not to uid 100000
    }

    void clocksOfItsOwn()
    {
        if (!exists("/proc/self/ns/time"))
            QSKIP("this kernel has no time namespaces");
        Bundle b;
        b.config["linux"]["namespaces"].push_back({{"type", "time"}});
        b.config["linux"]["timeOffsets"] = {{"boottime", {{"secs", 1000000}}}, {"monotonic", {{"secs", 5}, {"nanosecs", 7}}}};
        b.shell("cat /proc/uptime /proc/self/timens_offsets; sleep 1000");
        TARE_OK(b.start());
        QTRY_VERIFY(has(b.output(), "boottime"));
        QVERIFY2(parseDouble(split(std::string_view(b.output()), ' ')[0]).value_or(0) > 1'000'000, b.output().c_str());
        QVERIFY2(has(b.output(), "7\n"), b.output().c_str());
        const auto entered = b.exec({"cat", "/proc/uptime"});
        TARE_OK(entered);
        QVERIFY2(parseDouble(split(entered->out, ' ')[0]).value_or(0) > 1'000'000, entered->out.c_str());
    }

    void schedulerAndAffinity()
    {
        Bundle b;
        b.process()["scheduler"] = {{"policy", "SCHED_BATCH"}, {"nice", 7}};
        b.process()["ioPriority"] = {{"class", "IOPRIO_CLASS_IDLE"}, {"priority", 0}};
        b.process()["execCPUAffinity"] = {{"final", "0"}};
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const std::string stat = readFile("/proc/" + std::to_string(b.pid()) + "/stat").value_or("");
        const auto fields = split(stat, ' ');
        QVERIFY(fields.size() > 41);
        QCOMPARE(std::string(fields[18]), std::string("7"));  // nice
        QCOMPARE(std::string(fields[40]), std::string("3"));  // SCHED_BATCH
        const auto entered = b.exec({"grep", "Cpus_allowed_list", "/proc/self/status"});
        TARE_OK(entered);
        QCOMPARE(entered->out, std::string("Cpus_allowed_list:\t0\n"));
    }

    void inheritableIsWhatWasAskedFor()
    {
        Bundle b;
        b.process()["capabilities"] = {{"bounding", {"CAP_CHOWN", "CAP_KILL"}}, {"permitted", {"CAP_CHOWN"}},
                                       {"effective", {"CAP_CHOWN"}}, {"inheritable", {"CAP_CHOWN"}}};
        b.shell("grep Cap /proc/self/status; sleep 1000");
        TARE_OK(b.start());
        QTRY_VERIFY(has(b.output(), "CapAmb"));
        QVERIFY2(has(b.output(), "CapInh:\t0000000000000001"), b.output().c_str());
        // What exec adds is not inheritable (CVE-2022-29162).
        const auto entered = b.exec({"grep", "Cap", "/proc/self/status"}, {"--cap", "CAP_KILL"});
        TARE_OK(entered);
        QVERIFY2(has(entered->out, "CapInh:\t0000000000000001"), entered->out.c_str());
        QVERIFY2(has(entered->out, "CapEff:\t0000000000000021"), entered->out.c_str());
    }

    void anAgentAnswersCalls_data()
    {
        QTest::addColumn<bool>("noNewPrivileges");
        QTest::newRow("with no_new_privs") << true;
        QTest::newRow("without") << false;
    }
    void anAgentAnswersCalls()
    {
        QFETCH(bool, noNewPrivileges);
        Bundle b;
        const std::string path = b.dir() + "/agent";
        const UniqueFd listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        QVERIFY(path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
        QVERIFY(::bind(listening.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
        QVERIFY(::listen(listening.get(), 1) == 0);
        b.config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"},
                                        {"listenerPath", path},
                                        {"listenerMetadata", "told"},
                                        {"syscalls", {{{"names", {"mkdir", "mkdirat"}}, {"action", "SCMP_ACT_NOTIFY"}}}}};
        b.process()["noNewPrivileges"] = noNewPrivileges;
        b.shell("mkdir /tmp/x");
        std::string told;
        std::thread agent([&] { told = answerOnce(listening.get(), ENOSPC); });
        const auto out = b.run();
        if (!out || out->exitCode != 1) // it may wait for a connection that never comes
            ::shutdown(listening.get(), SHUT_RDWR);
        agent.join();
        TARE_OK(out);
        QVERIFY2(has(out->err, "No space left on device"), (out->err + told).c_str());
        const json process = json::parse(told, nullptr, false);
        QVERIFY2(process.is_object(), told.c_str());
        QCOMPARE(process.value("metadata", ""), std::string("told"));
        QVERIFY(process["fds"] == json::array({"seccompFd"}));
        QCOMPARE(process["state"].value("id", ""), b.id());
        QVERIFY(process.value("pid", 0) > 1);
    }

    void withoutAMountNamespace()
    {
        Bundle b;
        const int mounts = mountsWith(b.dir());
        b.config["root"]["path"] = b.lower();
        b.config["linux"]["namespaces"] = json::array();
        b.config.erase("hostname");
        b.config["linux"]["maskedPaths"] = json::array();
        b.config["linux"]["readonlyPaths"] = json::array();
        json kept = json::array();
        for (const json &m : b.config["mounts"]) {
            if (m["type"] == "proc" || m["type"] == "tmpfs")
                kept.push_back(m);
        }
        b.config["mounts"] = kept;
        b.shell("for n in mnt pid net ipc uts; do readlink /proc/self/ns/$n; done; ls /");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 0, out->err.c_str());
        const auto lines = split(out->out, '\n');
        std::size_t n = 0;
        for (const char *kind : {"mnt", "pid", "net", "ipc", "uts"}) {
            char host[64]{};
            QVERIFY(::readlink((std::string("/proc/self/ns/") + kind).c_str(), host, sizeof host - 1) > 0);
            QCOMPARE(std::string(lines[n++]), std::string(host));
        }
        QVERIFY2(!has(out->out, "\nwork\n"), out->out.c_str());
        b.shell("sleep 1000");
        b.writeConfig();
        QCOMPARE(quietly(b, {"run", "--detach", "--bundle", b.dir()}), 0);
        const auto entered = b.exec({"ls", "/bin/busybox", "/work"}); // its root, not the host's
        TARE_OK(entered);
        QVERIFY2(has(entered->err, "/work: No such file"), (entered->out + entered->err).c_str());
        TARE_OK(b.call({"delete", "--force"}));
        QCOMPARE(mountsWith(b.dir()), mounts); // delete took what create mounted
    }

    void groupsAreSeenWithoutANamespaceOfTheirOwn()
    {
        Bundle b;
        json kept = json::array();
        for (const json &n : b.config["linux"]["namespaces"]) {
            if (n["type"] != "cgroup")
                kept.push_back(n);
        }
        b.config["linux"]["namespaces"] = kept;
        b.shell("grep -c ' /sys/fs/cgroup' /proc/mounts; cat /sys/fs/cgroup/pids/cgroup.procs /sys/fs/cgroup/cgroup.procs "
                "2>/dev/null | head -1");
        RUNS(b, out);
        QVERIFY2(has(out->out, "\n1\n"), out->out.c_str());
    }

    void devicesAreNotPermissions()
    {
        Bundle b;
        b.config["linux"]["resources"]["devices"] = json::array({{{"allow", false}, {"access", "rwm"}}});
        b.config["linux"]["devices"] =
            json::array({{{"path", "/dev/kmsg"}, {"type", "c"}, {"major", 1}, {"minor", 11}}});
        b.shell("echo x > /dev/kmsg");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "Operation not permitted"), out->err.c_str());
    }

    void execWaitsForAPausedContainer()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        TARE_OK(b.call({"pause"}));
        const auto refused = b.exec({"echo", "ok"});
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 255);
        QVERIFY2(has(refused->err, "paused"), refused->err.c_str());
        std::string said;
        std::thread waits([&] {
            if (const auto out = b.exec({"echo", "ok"}, {"--ignore-paused"}))
                said = out->out;
        });
        const auto resumed = b.call({"resume"});
        waits.join();
        TARE_OK(resumed);
        QCOMPARE(said, std::string("ok\n"));
    }

    void limitsThatAreRare()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        // The group has no folder for CPU sets until one is asked for (v1).
        const auto update = b.callPlain({"update", "--cpuset-cpus", "0", b.id()});
        TARE_OK(update);
        QVERIFY2(update->exitCode == 0, update->err.c_str());
        QVERIFY(has(readFile("/proc/" + std::to_string(b.pid()) + "/status").value_or(""), "Cpus_allowed_list:\t0\n"));
        const auto entered = b.exec({"grep", "Cpus_allowed_list", "/proc/self/status"});
        TARE_OK(entered);
        QCOMPARE(entered->out, std::string("Cpus_allowed_list:\t0\n"));
        const auto rdt = b.callPlain({"update", "--l3-cache-schema", "x", b.id()});
        TARE_OK(rdt);
        QVERIFY(rdt->exitCode != 0);
    }

    void theCommandLine()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto list = b.callPlain({"list", "--format", "json"});
        TARE_OK(list);
        QCOMPARE(split(list->out, '\n').size(), std::size_t(2)); // one line
        QCOMPARE(json::parse(list->out)[0].value("owner", ""), std::string("root"));
        QCOMPARE(b.callPlain({"kill", b.id(), "0"})->exitCode, 0);
        for (const char *none : {"checkpoint", "restore", "nonsense"})
            QVERIFY(b.call({none})->exitCode != 0);
        QVERIFY(has(b.callPlain({"exec", "--help"})->out, "--ignore-paused"));
        const json features = json::parse(b.callPlain({"features"})->out);
        QVERIFY(features["linux"]["mountExtensions"]["idmap"]["enabled"].get<bool>());
        TARE_OK(b.callPlain({"--log", b.dir() + "/log.json", "--log-format", "json", "state", "none"}));
        const json line = json::parse(readFile(b.dir() + "/log.json").value_or(""), nullptr, false);
        QCOMPARE(line.value("level", ""), std::string("error"));
        QVERIFY2(has(line.value("msg", ""), "does not exist"), line.dump().c_str());
    }
};

QTEST_GUILESS_MAIN(RuntimeConformanceTest)
#include "conformance_test.moc"
