// SPDX-License-Identifier: GPL-3.0-or-later
// What a process of a container is given (config.md, "Process"): what other runtimes' suites ask.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/conformance.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

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


// The runtime below a shell that prepares something for it; `script` ends with "$@".
Result<RunOutput> under(Bundle &b, const std::string &script, const std::vector<std::string> &words)
{
    b.writeConfig();
    SpawnOptions options;
    options.argv = {"/bin/sh", "-c", script, "sh"};
    const auto runtime = b.runtime();
    options.argv.insert(options.argv.end(), runtime.begin(), runtime.end());
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    return tare::run(std::move(options));
}

} // namespace

class RuntimeProcessTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: runtime_rootless_test is what an ordinary user can run");
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

    void theEnvironment_data()
    {
        QTest::addColumn<QByteArray>("env"); // JSON
        QTest::addColumn<int>("uid");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *name, const char *env, int uid, const char *wanted) {
            QTest::newRow(name) << QByteArray(env) << uid << QByteArray(wanted);
        };
        row("a home of its own", R"(["PATH=/bin","HOME=/mine"])", 0, "PATH=/bin\nHOME=/mine\n");
        row("no home", R"(["PATH=/bin"])", 0, "PATH=/bin\nHOME=/root\n");
        row("an empty home", R"(["HOME=","PATH=/bin"])", 0, "PATH=/bin\nHOME=/root\n");
        row("emptied again", R"(["HOME=/x","PATH=/bin","HOME="])", 0, "PATH=/bin\nHOME=/root\n");
        row("another user's", R"(["PATH=/bin"])", 2000, "PATH=/bin\nHOME=/home/temp\n");
        row("nobody's", R"(["PATH=/bin"])", 1234, "PATH=/bin\nHOME=/\n");
        row("the last one counts", R"(["A=1","PATH=/bin","A=2","A=","HOME=/"])", 0, "PATH=/bin\nA=\nHOME=/\n");
        row("with a line end", R"(["A=\n","PATH=/bin","HOME=/"])", 0, "A=\n\nPATH=/bin\nHOME=/\n");
    }
    void theEnvironment()
    {
        QFETCH(QByteArray, env);
        QFETCH(int, uid);
        QFETCH(QByteArray, wanted);
        Bundle b;
        TARE_OK(writeFileAtomic(b.lower() + "/etc/passwd",
                                "root:x:0:0::/root:/bin/sh\nbad:x:+2000:0::/bad:\ntemp:x:2000:2000::/home/temp:/bin/sh\n", 0644));
        b.process()["env"] = json::parse(env.toStdString());
        b.process()["user"] = {{"uid", uid}, {"gid", uid}};
        b.command({"env"});
        RUNS(b, out);
        QCOMPARE(out->out, wanted.toStdString());
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto entered = b.exec({"env"});
        TARE_OK(entered);
        QCOMPARE(entered->out, wanted.toStdString());
    }

    void descriptorsOfTheCaller()
    {
        Bundle b;
        b.config["root"]["path"] = b.lower();
        b.shell("cat <&3; cat <&4");
        TARE_OK(writeFileAtomic(b.dir() + "/three", "three\n", 0644));
        TARE_OK(writeFileAtomic(b.dir() + "/four", "four\n", 0644));
        const std::string open = "exec 3<" + b.dir() + "/three 4<" + b.dir() + "/four; exec \"$@\"";
        auto out = under(b, open, {"run", "--bundle", b.dir(), "--preserve-fds", "2", b.id()});
        TARE_OK(out);
        QVERIFY2(out->out == "three\nfour\n", (out->out + out->err).c_str());
        // One that is not there would be one of the runtime's own.
        out = under(b, "exec 3<&- 4<&-; exec \"$@\"", {"run", "--bundle", b.dir(), "--preserve-fds", "1", b.id()});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 1 && has(out->err, "preserved-fd 0"), (out->out + out->err).c_str());
        QCOMPARE(b.status(), std::string());
    }

    void socketsOfAServiceManager() // sd_listen_fds(3)
    {
        Bundle b;
        b.config["root"]["path"] = b.lower();
        b.shell("echo $LISTEN_FDS $LISTEN_PID; cat <&3; cat <&4");
        TARE_OK(writeFileAtomic(b.dir() + "/three", "three\n", 0644));
        TARE_OK(writeFileAtomic(b.dir() + "/four", "four\n", 0644));
        const std::string open = "exec 3<" + b.dir() + "/three 4<" + b.dir() + "/four; ";
        auto out = under(b, open + "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\"", {"run", "--bundle", b.dir(), "--preserve-fds", "1", b.id()});
        TARE_OK(out);
        QVERIFY2(out->out == "1 1\nthree\nfour\n", (out->out + out->err).c_str());
        // Those of somebody else's.
        b.shell("echo =$LISTEN_FDS$LISTEN_PID; ls /proc/self/fd | wc -l");
        out = under(b, open + "LISTEN_FDS=1 LISTEN_PID=1 exec \"$@\"", {"run", "--bundle", b.dir(), b.id()});
        TARE_OK(out);
        QVERIFY2(out->out == "=\n4\n", (out->out + out->err).c_str());
    }

    void theCallersCpusAreNotTheContainers()
    {
        cpu_set_t all;
        CPU_ZERO(&all);
        QVERIFY(::sched_getaffinity(0, sizeof all, &all) == 0);
        if (CPU_COUNT(&all) < 2)
            QSKIP("this machine has one CPU");
        Bundle b;
        b.process()["execCPUAffinity"] = {{"final", "0"}}; // of exec alone
        b.config["root"]["path"] = b.lower();
        b.command({"nproc"});
        const std::string one = "exec taskset -c 0 \"$@\"";
        auto out = under(b, one, {"run", "--bundle", b.dir(), b.id()});
        TARE_OK(out);
        QVERIFY2(parseInt(trim(out->out)).value_or(0) >= 2, (out->out + out->err).c_str());
        b.process().erase("execCPUAffinity");
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        out = under(b, one, {"exec", b.id(), "nproc"});
        TARE_OK(out);
        QVERIFY2(parseInt(trim(out->out)).value_or(0) >= 2, (out->out + out->err).c_str());
    }

    // A daemon that the kernel spares must not make what it starts in a container as safe as itself.
    void whoTheKernelKillsFirst()
    {
        Bundle b;
        b.process()["oomScoreAdj"] = 300;
        b.config["root"]["path"] = b.lower();
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto says = [](const Result<RunOutput> &out) { return out ? out->out + out->err : out.error().text(); };
        QCOMPARE(says(b.exec({"cat", "/proc/self/oom_score_adj"})), std::string("300\n"));
        json process = {{"args", {"cat", "/proc/self/oom_score_adj"}}, {"cwd", "/"}};
        TARE_OK(writeFileAtomic(b.dir() + "/process.json", process.dump(), 0644));
        QCOMPARE(says(b.callPlain({"exec", "--process", b.dir() + "/process.json", b.id()})), std::string("300\n"));
        process["oomScoreAdj"] = 400;
        TARE_OK(writeFileAtomic(b.dir() + "/process.json", process.dump(), 0644));
        QCOMPARE(says(b.callPlain({"exec", "--process", b.dir() + "/process.json", b.id()})), std::string("400\n"));
    }

    void clocksInAUserNamespace()
    {
        if (!exists("/proc/self/ns/time"))
            QSKIP("this kernel has no time namespaces");
        Bundle b;
        b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        b.config["linux"]["namespaces"].push_back({{"type", "time"}});
        b.config["linux"]["uidMappings"] = json::array({{{"containerID", 0}, {"hostID", 100000}, {"size", 65536}}});
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        b.config["linux"]["timeOffsets"] = {{"boottime", {{"secs", 1337}, {"nanosecs", 3}}}};
        TARE_OK(tare::run({{"chown", "-R", "100000:100000", b.lower()}, {}, {}, false, false, false, false}));
        b.config["root"]["path"] = b.lower();
        b.command({"grep", "boottime", "/proc/self/timens_offsets"});
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 0 && has(out->out, "1337         3"), (out->out + out->err).c_str());
    }

    void flagsOfTheFilter_data()
    {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<int>("number"); // seccomp(2)
        QTest::newRow("not said") << QByteArray("null") << 4;
        QTest::newRow("none") << QByteArray("[]") << 0;
        QTest::newRow("log") << QByteArray(R"(["SECCOMP_FILTER_FLAG_LOG"])") << 2;
        QTest::newRow("two") << QByteArray(R"(["SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_SPEC_ALLOW"])") << 6;
        QTest::newRow("of a listener") << QByteArray(R"(["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"])") << 0; // there is none
    }
    void flagsOfTheFilter()
    {
        QFETCH(QByteArray, flags);
        QFETCH(int, number);
        Bundle b;
        b.config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"},
                                        {"flags", json::parse(flags.toStdString())},
                                        {"syscalls", {{{"names", {"mkdir", "mkdirat"}}, {"action", "SCMP_ACT_ERRNO"}}}}};
        b.command({"mkdir", "/tmp/x"});
        b.writeConfig();
        std::vector<std::string> words = {"--debug", "run"};
        const auto where = b.overlay();
        words.insert(words.end(), where.begin(), where.end());
        const auto out = b.call(words);
        TARE_OK(out);
        QVERIFY2(has(out->err, "Operation not permitted"), out->err.c_str());
        QVERIFY2(has(out->err, "seccomp filter flags: " + std::to_string(number) + "\""), out->err.c_str());
    }

    void aFilterWithoutRules() // Docker takes it, and so does the specification
    {
        Bundle b;
        b.config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"}};
        b.command({"true"});
        RUNS(b, out);
    }

    void inheritableNeedNotBePermitted()
    {
        Bundle b;
        b.process()["user"] = {{"uid", 1000}, {"gid", 1000}};
        b.process()["capabilities"] = {{"bounding", {"CAP_CHOWN"}}, {"inheritable", {"CAP_CHOWN", "CAP_KILL"}}};
        b.command({"grep", "Cap", "/proc/self/status"});
        RUNS(b, out);
        QVERIFY2(has(out->out, "CapInh:\t0000000000000001\nCapPrm:\t0000000000000000"), out->out.c_str());
    }

    // What a process has by itself is given to those that enter later as well.
    void personalityAndMemoryPolicy()
    {
        Bundle b;
        b.config["linux"]["personality"] = {{"domain", "LINUX32"}};
        b.config["linux"]["memoryPolicy"] = {{"mode", "MPOL_BIND"}, {"nodes", "0"}, {"flags", {"MPOL_F_STATIC_NODES"}}};
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const std::string policy = readFile("/proc/" + std::to_string(b.pid()) + "/numa_maps").value_or("");
        const std::string entered = [&] {
            const auto out = b.exec({"sh", "-c", "cat /proc/self/personality; head -n 1 /proc/self/numa_maps"});
            return out ? out->out + out->err : out.error().text();
        }();
        if (!policy.empty()) { // a kernel without NUMA has neither
            QVERIFY2(has(policy, " bind=static:0 "), policy.c_str());
            QVERIFY2(has(entered, " bind=static:0 "), entered.c_str());
        }
        QVERIFY2(has(entered, "8\n"), entered.c_str());
        TARE_OK(b.call({"delete", "--force"}));
        // One that says nothing is none.
        b.config["linux"]["memoryPolicy"] = json::object();
        b.command({"true"});
        RUNS(b, out);
    }

    void unknownCapabilitiesAreNotGiven()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto out = b.exec({"true"}, {"--cap", "CAP_FROM_THE_FUTURE"});
        TARE_OK(out);
        QCOMPARE(out->exitCode, 0);
        QVERIFY2(has(out->err, "CAP_FROM_THE_FUTURE"), out->err.c_str());
    }
};

QTEST_GUILESS_MAIN(RuntimeProcessTest)
#include "process_test.moc"
