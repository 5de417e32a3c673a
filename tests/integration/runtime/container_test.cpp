// SPDX-License-Identifier: GPL-3.0-or-later
// What a container sees and may do, as root.
#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

std::string fieldOf(const std::string &text, const std::string &key)
{
    for (const std::string_view line : split(text, '\n')) {
        if (line.substr(0, key.size()) == key)
            return std::string(trim(line.substr(key.size())));
    }
    return "(missing)";
}

} // namespace

#define RUNS(b, out)                                                                                         \
    const auto out = (b).run();                                                                              \
    TARE_OK(out);                                                                                            \
    QVERIFY2(out->exitCode == 0, (out->out + out->err).c_str())

class RuntimeContainerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: runtime_rootless_test is what an ordinary user can run");
    }

    void everyNamespaceIsItsOwn()
    {
        Bundle b;
        b.shell("for n in mnt pid net ipc uts cgroup; do readlink /proc/self/ns/$n; done; hostname; ls /proc "
                "| grep -c '^[0-9]'; "
                "cat /proc/1/comm; ip link | grep -c '^[0-9]'");
        RUNS(b, out);
        const auto lines = split(out->out, '\n');
        int n = 0;
        for (const char *kind : {"mnt", "pid", "net", "ipc", "uts", "cgroup"}) {
            char host[64]{};
            QVERIFY(::readlink((std::string("/proc/self/ns/") + kind).c_str(), host, sizeof host - 1) > 0);
            QVERIFY2(lines[static_cast<std::size_t>(n)] != host, kind);
            ++n;
        }
        QCOMPARE(std::string(lines[6]), std::string("tare"));
        QVERIFY(parseInt(lines[7]).value_or(99) <= 3);
        QCOMPARE(std::string(lines[8]), std::string("sh"));
        QCOMPARE(std::string(lines[9]), std::string("1")); // lo alone
    }

    void namespacesCanBeJoined()
    {
        Bundle first;
        first.command({"sleep", "1000"});
        TARE_OK(first.start());
        const std::string ns = "/proc/" + std::to_string(first.pid()) + "/ns/";
        Bundle second;
        for (json &one : second.config["linux"]["namespaces"]) {
            if (one["type"] == "pid")
                one["path"] = ns + "pid";
            if (one["type"] == "network")
                one["path"] = ns + "net";
            if (one["type"] == "ipc")
                one["path"] = ns + "ipc";
        }
        second.shell("readlink /proc/self/ns/net; readlink /proc/self/ns/pid; cat /proc/1/comm");
        RUNS(second, out);
        char net[64]{};
        QVERIFY(::readlink((ns + "net").c_str(), net, sizeof net - 1) > 0);
        const auto lines = split(out->out, '\n');
        QCOMPARE(std::string(lines[0]), std::string(net));
        QCOMPARE(std::string(lines[2]), std::string("sleep"));
    }

    void theRootIsTheOverlayAndNothingElse()
    {
        Bundle b;
        b.shell("echo new > /made; rm /etc/passwd; ls / | tr '\\n' ' ' 2>/dev/null; pwd; ls -d "
                "/proc/self/root/..");
        RUNS(b, out);
        QCOMPARE(readFile(b.upper() + "/made").value_or(""), std::string("new\n"));
        QVERIFY(exists(b.lower() + "/etc/passwd"));
        QCOMPARE(mountsWith(b.id()), 0);
        QCOMPARE(mountsWith(b.dir()), 0);
    }

    void manyLayersWithLongNames()
    {
        Bundle b;
        std::string lower;
        const std::string longName(200, 'x');
        for (int i = 0; i < 120; ++i) {
            const std::string dir = b.dir() + "/" + longName + std::to_string(i) + ",odd";
            TARE_OK(makeDirs(dir, 0755));
            TARE_OK(writeFileAtomic(dir + "/layer" + std::to_string(i), "x", 0644));
            lower += b.dir() + "/" + longName + std::to_string(i) + "\\,odd:";
        }
        b.shell("ls / | grep -c layer");
        b.writeConfig();
        const auto out = b.call(
            {"run", "--bundle", b.dir(), "--overlay",
             "lower=" + lower + b.lower() + ",upper=" + b.upper() + ",work=" + b.dir() + "/work,volatile"});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 0, out->err.c_str());
        QCOMPARE(out->out, std::string("120\n"));
    }

    void aVolatileContainerStartsAgain()
    {
        Bundle b;
        b.command({"true"});
        b.writeConfig();
        for (int i = 0; i < 2; ++i) {
            const auto out = b.call(
                {"run", "--bundle", b.dir(), "--overlay",
                 "lower=" + b.lower() + ",upper=" + b.upper() + ",work=" + b.dir() + "/work,volatile"});
            TARE_OK(out);
            QVERIFY2(out->exitCode == 0, out->err.c_str());
        }
    }

    void withoutOverlayTheBundlesRootfs()
    {
        Bundle b;
        b.config["root"]["path"] = b.lower();
        b.shell("touch /here && cat /etc/passwd");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QCOMPARE(out->exitCode, 0);
        QVERIFY(exists(b.lower() + "/here"));
    }

    void aReadOnlyRoot()
    {
        Bundle b;
        b.config["root"]["readonly"] = true;
        b.shell("touch /x; echo ok > /dev/shm/y && cat /dev/shm/y");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY(has(out->err, "Read-only file system"));
        QCOMPARE(out->out, std::string("ok\n"));
    }

    void maskedAndReadOnlyPaths()
    {
        Bundle b;
        b.shell("cat /proc/keys | wc -c; cat /proc/timer_list | wc -c; ls /sys/firmware | wc -l; "
                "echo 1 > /proc/sys/kernel/printk; touch /proc/irq/default_smp_affinity; touch /proc/acpi/x "
                "/sys/firmware/x; "
                "ls /proc/sys/kernel | head -1");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(out->out.substr(0, 6) == "0\n0\n0\n", out->out.c_str());
        QVERIFY2(has(out->err, "/proc/sys/kernel/printk: Read-only file system"), out->err.c_str());
        QVERIFY2(has(out->err, "/proc/irq/default_smp_affinity: Read-only file system"), out->err.c_str());
        QVERIFY2(has(out->err, "/sys/firmware/x: Read-only file system"), out->err.c_str());
    }

    void devicesAndLinks()
    {
        Bundle b;
        b.config["linux"]["devices"] = json::array({{{"type", "c"},
                                                     {"path", "/dev/sub/mine"},
                                                     {"major", 1},
                                                     {"minor", 7},
                                                     {"fileMode", 0640},
                                                     {"uid", 5},
                                                     {"gid", 6}}});
        b.shell("for d in null zero full tty random urandom; do stat -c '%n %t:%T %a %F' /dev/$d; done; "
                "stat -c '%t:%T %a %u:%g' /dev/sub/mine; for l in fd stdin ptmx; do readlink /dev/$l; done; "
                "echo x > /dev/null; head -c 2 /dev/zero | wc -c; ls /dev/fd/ | head -3");
        RUNS(b, out);
        QVERIFY2(has(out->out, "/dev/null 1:3 666 character special file"), out->out.c_str());
        QVERIFY2(has(out->out, "/dev/urandom 1:9 666"), out->out.c_str());
        QVERIFY2(has(out->out, "1:7 640 5:6"), out->out.c_str());
        QVERIFY2(has(out->out, "/proc/self/fd\n/proc/self/fd/0\npts/ptmx\n2\n0\n1\n2\n"), out->out.c_str());
    }

    void capabilitiesAreThoseAskedForAndNoneIsInheritable_data()
    {
        QTest::addColumn<int>("uid");
        QTest::newRow("root") << 0;
        QTest::newRow("1000") << 1000;
    }
    void capabilitiesAreThoseAskedForAndNoneIsInheritable()
    {
        QFETCH(int, uid);
        Bundle b;
        b.process()["user"] = {{"uid", uid}, {"gid", uid}, {"additionalGids", {7, 8}}};
        json &caps = b.process()["capabilities"];
        caps = {{"bounding", {"CAP_CHOWN", "CAP_KILL"}},
                {"effective", {"CAP_CHOWN"}},
                {"permitted", {"CAP_CHOWN"}}};
        b.shell("cat /proc/self/status; id; sleep 1000");
        TARE_OK(b.start());
        QTRY_VERIFY(has(b.output(), "groups="));
        const auto entered = b.exec({"cat", "/proc/self/status"});
        TARE_OK(entered);
        for (const std::string &text : {b.output(), entered->out}) {
            QCOMPARE(fieldOf(text, "CapInh:"), std::string("0000000000000000"));
            QCOMPARE(fieldOf(text, "CapBnd:"), std::string("0000000000000021"));
            QCOMPARE(fieldOf(text, "CapEff:"),
                     std::string(uid == 0 ? "0000000000000001" : "0000000000000000"));
            QCOMPARE(fieldOf(text, "CapAmb:"), std::string("0000000000000000"));
            QCOMPARE(fieldOf(text, "NoNewPrivs:"), std::string("1"));
            QCOMPARE(fieldOf(text, "Seccomp:"), std::string("2"));
            QCOMPARE(fieldOf(text, "Groups:"), std::string("7 8"));
        }
    }

    void ambientCapabilitiesReachAnOrdinaryUser()
    {
        Bundle b;
        b.process()["user"] = {{"uid", 1000}, {"gid", 1000}};
        const std::vector<std::string> caps = {"CAP_NET_BIND_SERVICE"};
        b.process()["capabilities"] = {
            {"bounding", caps}, {"effective", caps}, {"permitted", caps}, {"ambient", caps}};
        b.command({"cat", "/proc/self/status"});
        RUNS(b, out);
        QCOMPARE(fieldOf(out->out, "CapEff:"), std::string("0000000000000400"));
        QCOMPARE(fieldOf(out->out, "CapAmb:"), std::string("0000000000000400"));
    }

    void theFilterBlocksWhatItShould()
    {
        Bundle b;
        b.shell("unshare -U true; echo $?; unshare -m true; echo $?; mount -t tmpfs x /tmp; dmesg > "
                "/dev/null; echo $?; chroot / true; echo $?");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "unshare") && has(out->err, "Operation not permitted"), out->err.c_str());
        QCOMPARE(out->out, std::string("1\n1\n1\n1\n"));
    }

    void aFilterOfOnesOwn()
    {
        Bundle b;
        b.config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"},
                                        {"architectures", {"SCMP_ARCH_X86_64"}},
                                        {"syscalls",
                                         {{{"names", {"mkdir", "mkdirat", "no_such_call"}},
                                           {"action", "SCMP_ACT_ERRNO"},
                                           {"errnoRet", 28}}}}};
        b.shell("mkdir /x; true");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "No space left on device"), out->err.c_str());
        b.config["linux"]["seccomp"]["defaultAction"] = "SCMP_ACT_NONSENSE";
        const auto refused = b.run();
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 1);
        QVERIFY2(has(refused->err, "SCMP_ACT_NONSENSE"), refused->err.c_str());
    }

    void rlimits()
    {
        Bundle b;
        b.process()["rlimits"] = json::array({{{"type", "RLIMIT_NOFILE"}, {"soft", 100}, {"hard", 200}},
                                              {{"type", "RLIMIT_CORE"}, {"soft", 0}, {"hard", 0}}});
        b.shell("cat /proc/self/limits");
        RUNS(b, out);
        QVERIFY2(has(out->out, "Max open files            100                  200"), out->out.c_str());
        b.process()["rlimits"][0]["type"] = "RLIMIT_NONSENSE";
        const auto refused = b.run();
        TARE_OK(refused);
        QVERIFY2(has(refused->err, "RLIMIT_NONSENSE"), refused->err.c_str());
    }

    void exitCodes_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("code");
        QTest::newRow("its own") << "exit7" << 7;
        QTest::newRow("by a signal") << "killself" << 128 + SIGKILL;
        QTest::newRow("missing") << "no-such-command" << 127;
        QTest::newRow("missing path") << "/no/such" << 127;
        QTest::newRow("below a file") << "/etc/passwd/x" << 127;
        QTest::newRow("not executable") << "/etc/passwd" << 126;
        QTest::newRow("a folder") << "/bin" << 126;
        QTest::newRow("no interpreter") << "/bin/lost" << 127;
        QTest::newRow("no program") << "/bin/garbage" << 126;
    }
    void exitCodes()
    {
        QFETCH(QString, command);
        QFETCH(int, code);
        Bundle b;
        TARE_OK(writeFileAtomic(b.lower() + "/bin/exit7", "#!/bin/sh\nexit 7\n", 0755));
        TARE_OK(writeFileAtomic(b.lower() + "/bin/killself", "#!/bin/sh\nsh -c 'kill -9 $PPID'\n", 0755));
        TARE_OK(writeFileAtomic(b.lower() + "/bin/lost", "#!/no/interpreter\n", 0755));
        TARE_OK(writeFileAtomic(b.lower() + "/bin/garbage", "\x01\x02\x03\x04", 0755));
        for (const char *file : {"exit7", "killself", "lost", "garbage"})
            QVERIFY(::chmod((b.lower() + "/bin/" + file).c_str(), 0755) == 0);
        if (command == QLatin1String("killself")) {
            // The first process of a pid namespace is deaf to its own: it is killed from outside.
            b.shell("echo up; sleep 1000");
            TARE_OK(b.start());
            QTRY_VERIFY(b.pid() != 0);
            const pid_t pid = b.pid();
            TARE_OK(b.callPlain({"kill", b.id(), "KILL"}));
            int status = 0;
            QCOMPARE(::waitpid(pid, &status, 0), pid); // it came to us when the runtime ended
            QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
            return;
        }
        b.command({command.toStdString()});
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->exitCode, code);
        QCOMPARE(b.status(), std::string());
        QVERIFY(groupsNamed(b.id()).empty());
        // The same in a running container.
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto entered = b.exec({command.toStdString()}, {"--error-fd", "2"}); // who asks what failed is told by the code as well
        TARE_OK(entered);
        QCOMPARE(entered->exitCode, code);
    }

    void errorsComeAsJson()
    {
        Bundle b;
        b.command({"no-such-command"});
        b.writeConfig();
        auto words = b.runtime();
        words.insert(words.end(), {"--log", b.dir() + "/log", "--log-format", "json", "run", "--error-fd",
                                   "3", "--detach"});
        const auto where = b.overlay();
        words.insert(words.end(), where.begin(), where.end());
        words.push_back(b.id());
        const auto file = openFile(b.dir() + "/error", O_RDWR | O_CREAT, 0600);
        TARE_OK(file);
        SpawnOptions options;
        options.argv = words;
        options.fds = {{file->get(), 3}};
        auto child = spawn(options);
        TARE_OK(child);
        const auto code = child->wait(std::chrono::minutes(1));
        TARE_OK(code);
        QCOMPARE(*code, 127);
        const Error e = errorFromJson(readFile(b.dir() + "/error").value_or(""));
        QVERIFY(e.code == Errc::CommandNotFound);
        QCOMPARE(e.subject, std::string("no-such-command"));
        const json log = json::parse(readFile(b.dir() + "/log").value_or("{}"));
        QCOMPARE(log["level"].get<std::string>(), std::string("error"));
        QVERIFY(has(log["msg"].get<std::string>(), "no-such-command"));
    }

    void createThenStart()
    {
        Bundle b;
        b.shell("echo ran; exit 3");
        b.writeConfig();
        auto words = b.runtime();
        words.push_back("create");
        const auto where = b.overlay();
        words.insert(words.end(), where.begin(), where.end());
        words.insert(words.end(), {"--pid-file", b.dir() + "/pid", b.id()});
        const auto file = openFile(b.dir() + "/out", O_RDWR | O_CREAT, 0600);
        TARE_OK(file);
        SpawnOptions options;
        options.argv = words;
        options.fds = {{file->get(), 1}};
        auto child = spawn(options);
        TARE_OK(child);
        TARE_OK(child->wait(std::chrono::minutes(1)));
        QCOMPARE(b.status(), std::string("created"));
        const pid_t pid = b.pid();
        QCOMPARE(readFile(b.dir() + "/pid").value_or(""), std::to_string(pid));
        QCOMPARE(b.output(), std::string());
        const auto twice = b.run();
        TARE_OK(twice);
        QVERIFY2(twice->exitCode == 1 && has(twice->err, "already in use"), twice->err.c_str());
        const auto started = b.call({"start"});
        TARE_OK(started);
        QVERIFY2(started->exitCode == 0, started->err.c_str());
        QTRY_COMPARE(b.output(), std::string("ran\n"));
        int status = 0;
        QCOMPARE(::waitpid(pid, &status, 0), pid);
        QCOMPARE(WEXITSTATUS(status), 3);
        QCOMPARE(b.status(), std::string("stopped"));
        const auto again = b.call({"start"});
        TARE_OK(again);
        QCOMPARE(again->exitCode, 1);
        const auto gone = b.call({"delete"});
        TARE_OK(gone);
        QCOMPARE(gone->exitCode, 0);
        QCOMPARE(b.status(), std::string());
    }

    void aRunningContainerIsNotDeletedWithoutForce()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto refused = b.call({"delete"});
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 1);
        QCOMPARE(b.status(), std::string("running"));
    }

    void execEntersEverything()
    {
        Bundle b;
        b.process()["env"].push_back("FROM=image");
        b.shell("echo in > /tmp/file; exec sleep 1000");
        TARE_OK(b.start());
        QTRY_VERIFY(exists(b.upper() + "/tmp/file"));
        const auto spaces =
            b.exec({"sh", "-c",
                    "for n in mnt pid net ipc uts cgroup; do "
                    "test $(readlink /proc/self/ns/$n) = $(readlink /proc/1/ns/$n) || echo $n; done; "
                    "cat /proc/self/cgroup | grep -c ':/$'"});
        TARE_OK(spaces);
        QVERIFY2(parseInt(trim(spaces->out)).value_or(0) >= 1, spaces->out.c_str());
        const auto out = b.exec({"sh", "-c",
                                 "cat /tmp/file; hostname; echo $FROM $MORE; pwd; id -u; id -g; ls "
                                 "/proc/self/fd | wc -l; exit 5"},
                                {"--env", "MORE=exec", "--cwd", "/etc", "--user", "12:34"});
        TARE_OK(out);
        QCOMPARE(out->exitCode, 5);
        // 0, 1, 2 and the folder that is listed.
        QCOMPARE(out->out, std::string("in\ntare\nimage exec\n/etc\n12\n34\n4\n"));
        const auto bad = b.exec({"true"}, {"--user", "4294967296"});
        TARE_OK(bad);
        QCOMPARE(bad->exitCode, 255); // the runtime's own failure, told from the command's
    }

    void detachedExecWritesItsPid()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        auto words = b.runtime();
        words.insert(words.end(),
                     {"exec", "--detach", "--pid-file", b.dir() + "/exec-pid", b.id(), "sleep", "999"});
        SpawnOptions options;
        options.argv = words;
        auto child = spawn(options);
        TARE_OK(child);
        const auto code = child->wait(std::chrono::minutes(1));
        TARE_OK(code);
        QCOMPARE(*code, 0);
        const auto pid = parseInt(readFile(b.dir() + "/exec-pid").value_or(""));
        QVERIFY(pid.has_value());
        const std::string line = readFile("/proc/" + std::to_string(*pid) + "/cmdline").value_or("");
        QCOMPARE(line, std::string("sleep\0"
                                   "999\0",
                                   10));
        const auto process = ProcessId::of(static_cast<pid_t>(*pid));
        TARE_OK(process);
        TARE_OK(b.call({"delete", "--force"}));
        QTRY_VERIFY(!process->alive()); // it dies with the container
    }

    void theTerminalIsSentThroughTheSocket()
    {
        Bundle b;
        b.process()["terminal"] = true;
        b.process()["consoleSize"] = {{"height", 31}, {"width", 97}};
        b.shell("stty size; tty; test -c /dev/console && echo console; sleep 1000");
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = b.dir() + "/console.sock";
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        QVERIFY(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
        QVERIFY(::listen(listener.get(), 1) == 0);
        TARE_OK(b.start({"--console-socket", path}));
        const UniqueFd peer(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        char byte[64];
        iovec part{byte, sizeof byte};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        QVERIFY(::recvmsg(peer.get(), &message, MSG_CMSG_CLOEXEC) > 0);
        const cmsghdr *head = CMSG_FIRSTHDR(&message);
        QVERIFY(head != nullptr);
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(head), sizeof fd);
        const UniqueFd master(fd);
        ::fcntl(master.get(), F_SETFL, O_NONBLOCK);
        std::string said;
        const auto hear = [&] {
            char buffer[512];
            const ssize_t n = ::read(master.get(), buffer, sizeof buffer);
            if (n > 0)
                said.append(buffer, static_cast<std::size_t>(n));
            return said;
        };
        QTRY_VERIFY(has(hear(), "console\r\n"));
        QVERIFY2(has(said, "31 97\r\n"), said.c_str());
        QVERIFY2(has(said, "/dev/pts/0\r\n"), said.c_str());
    }

    void hooksRunInTheirOrder()
    {
        Bundle b;
        const std::string log = b.dir() + "/hooks";
        const auto hook = [&](const char *name) {
            return json{{"path", "/bin/sh"},
                        {"args", {"sh", "-c", std::string("cat > /dev/null; echo ") + name + " >> " + log}}};
        };
        for (const char *name : {"prestart", "createRuntime", "createContainer", "poststart", "poststop"})
            b.config["hooks"][name] = json::array({hook(name)});
        b.config["hooks"]["startContainer"] = json::array(
            {{{"path", "/bin/sh"}, {"args", {"sh", "-c", "cat > /tmp/state; echo inside > /tmp/start"}}}});
        b.shell("cat /tmp/start; grep -o '\"id\": *\"test-[0-9a-f]*\"' /tmp/state");
        RUNS(b, out);
        QVERIFY2(has(out->out, "inside\n"), out->out.c_str());
        QVERIFY2(has(out->out, b.id()), out->out.c_str());
        QCOMPARE(readFile(log).value_or(""),
                 std::string("prestart\ncreateRuntime\ncreateContainer\npoststart\npoststop\n"));
        b.config["hooks"]["createRuntime"][0]["args"] = {"sh", "-c", "echo no >&2; exit 3"};
        const auto failed = b.run();
        TARE_OK(failed);
        QCOMPARE(failed->exitCode, 1);
        QVERIFY2(has(failed->err, "error running createRuntime hook #0: exit status 3, /bin/sh: no"), failed->err.c_str());
        QCOMPARE(b.status(), std::string());
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void sysctlsOfTheNamespacesOnly()
    {
        Bundle b;
        b.config["linux"]["sysctl"] = {{"net.ipv4.ip_forward", "1"}, {"kernel.msgmax", "9000"}};
        b.shell("cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax");
        RUNS(b, out);
        QCOMPARE(out->out, std::string("1\n9000\n"));
        b.config["linux"]["sysctl"] = {{"kernel.panic", "5"}};
        const auto refused = b.run();
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 1);
        QVERIFY2(has(refused->err, "kernel.panic"), refused->err.c_str());
    }

    void bindMounts()
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host + "/sub", 0755));
        TARE_OK(writeFileAtomic(host + "/file", "from the host\n", 0644));
        b.config["mounts"].push_back({{"destination", "/data/deep"},
                                      {"type", "bind"},
                                      {"source", host},
                                      {"options", {"rbind", "rw"}}});
        b.config["mounts"].push_back(
            {{"destination", "/ro"}, {"type", "bind"}, {"source", host}, {"options", {"rbind", "rro"}}});
        b.config["mounts"].push_back({{"destination", "/etc/one-file"},
                                      {"type", "bind"},
                                      {"source", host + "/file"},
                                      {"options", {"bind", "ro"}}});
        b.shell("cat /data/deep/file /etc/one-file; echo back > /data/deep/sub/new; touch /ro/x; echo x > "
                "/etc/one-file");
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->out, std::string("from the host\nfrom the host\n"));
        QCOMPARE(readFile(host + "/sub/new").value_or(""), std::string("back\n"));
        QVERIFY2(has(out->err, "/ro/x: Read-only file system"), out->err.c_str());
        QVERIFY2(has(out->err, "/etc/one-file: Read-only file system"), out->err.c_str());
        b.config["mounts"].back()["source"] = host + "/none";
        const auto refused = b.run();
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 1);
        QVERIFY2(has(refused->err, host + "/none"), refused->err.c_str());
    }

    void theWorkingFolderIsMadeWhenItIsMissing()
    {
        Bundle b;
        b.process()["cwd"] = "/new/work/dir";
        b.command({"pwd"});
        RUNS(b, out);
        QCOMPARE(out->out, std::string("/new/work/dir\n"));
    }

    void killNeverReachesAnotherProcess()
    {
        Bundle b;
        b.command({"true"});
        TARE_OK(b.start());
        QTRY_COMPARE(b.status(), std::string("stopped"));
        // The number now belongs to somebody else: to us.
        const std::string file = b.root() + "/" + b.id() + "/state.json";
        json state = json::parse(readFile(file).value_or("{}"));
        state["tare"]["pid"] = ::getpid();
        state["pid"] = ::getpid();
        TARE_OK(writeFileAtomic(file, state.dump()));
        const auto killed = b.callPlain({"kill", b.id(), "KILL"});
        TARE_OK(killed);
        QCOMPARE(killed->exitCode, 1);
        QVERIFY2(has(killed->err, "not running"), killed->err.c_str());
        const auto gone = b.call({"delete", "--force"});
        TARE_OK(gone);
        QCOMPARE(gone->exitCode, 0);
    }

    void whatAKilledRuntimeLeavesIsClearedAway()
    {
        Bundle b;
        b.command({"true"});
        // As it looks when the runtime is killed between the first write and the process.
        TARE_OK(makeDirs(b.root() + "/" + b.id()));
        const auto done = b.run();
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        // And when it is really killed, at any moment.
        for (int i = 0; i < 30; ++i) {
            b.command({"sleep", "1000"});
            b.writeConfig();
            SpawnOptions options;
            options.argv = b.runtime();
            const auto where = b.overlay();
            options.argv.insert(options.argv.end(), {"run", "--detach"});
            options.argv.insert(options.argv.end(), where.begin(), where.end());
            options.argv.push_back(b.id());
            auto child = spawn(options);
            TARE_OK(child);
            ::usleep(static_cast<useconds_t>(i) * 1000);
            (void)child->kill(SIGKILL);
            TARE_OK(child->wait());
            const auto gone = b.call({"delete", "--force"});
            TARE_OK(gone);
            QVERIFY2(gone->exitCode == 0, gone->err.c_str());
            while (::waitpid(-1, nullptr, WNOHANG) > 0) {
            }
            QCOMPARE(b.status(), std::string());
        }
        QTRY_VERIFY(groupsNamed(b.id()).empty());
        QCOMPARE(mountsWith(b.dir()), 0);
    }

    void aHookAtTheEndLeavesTheWorkToDelete()
    {
        Bundle b;
        b.command({"sleep", "600"});
        b.config["hooks"]["poststop"] = json::array({{{"path", "/bin/true"}}});
        TARE_OK(b.start({"--leavings", b.dir() + "/leavings"}));
        QVERIFY(!exists(b.dir() + "/leavings"));
        TARE_OK(b.call({"delete", "--force"}));
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void nothingIsLeftOfFiftyContainers()
    {
        Bundle b;
        b.command({"true"});
        const int mounts = mountsWith(b.dir());
        for (int i = 0; i < 50; ++i) {
            RUNS(b, out);
        }
        QCOMPARE(mountsWith(b.dir()), mounts); // of ours alone: others mount meanwhile
        QVERIFY(groupsNamed(b.id()).empty());
        const auto left = tare::run({{"ls", "-A", b.root()}, {}, {}, false, false, false, false});
        TARE_OK(left);
        QCOMPARE(left->out, std::string());
        const auto processes = tare::run({{"ps", "-eo", "args"}, {}, {}, false, false, false, false});
        TARE_OK(processes);
        QVERIFY(!has(processes->out, b.id()));
    }
};

QTEST_GUILESS_MAIN(RuntimeContainerTest)
#include "container_test.moc"
