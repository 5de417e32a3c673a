// SPDX-License-Identifier: GPL-3.0-or-later
// The OCI runtime specification, clause by clause where a runtime is easily wrong: what other runtimes' suites ask of a
// container's life, its hooks and the command line. mounts_test, process_test and groups_test have the rest.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/conformance.h"

#include <csignal>
#include <sys/stat.h>
#include <thread>
#include <tuple>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

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
        row("argument of a call",
            R"({"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ERRNO","args":[{"index":1,"value":1e30,"op":"SCMP_CMP_EQ"}]}]}}})",
            "value: it is a number");
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
        b.config["hooks"]["poststop"] = json::array({shellHook("echo first >> " + log)});
        b.shell("echo old > /out");
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        b.shell("echo new > /out");
        b.config["hooks"]["poststop"] = json::array({shellHook("echo second >> " + log)});
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
            b.config["hooks"][kind] = json::array({shellHook("cat > " + b.dir() + "/" + kind)});
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
        b.config["hooks"]["poststop"] = json::array({shellHook("exit 3"), shellHook("echo ran > " + log)});
        b.command({"true"});
        RUNS(b, out);
        QCOMPARE(readFile(log).value_or(""), std::string("ran\n"));
        QVERIFY2(has(out->err, "error running poststop hook #0"), out->err.c_str());
    }

    void aHookOutOfTimeEndsTheCreation()
    {
        Bundle b;
        json slow = shellHook("exec sleep 1000");
        slow["timeout"] = 1;
        b.config["hooks"]["createRuntime"] = json::array({slow});
        b.command({"true"});
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->exitCode, 1);
        QVERIFY2(has(out->err, "error running createRuntime hook #0"), out->err.c_str());
        QCOMPARE(b.status(), std::string());
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
        const auto again = b.callPlain({"spec", "--bundle", b.dir()});
        QVERIFY2(again->exitCode != 0 && has(again->err, "config.json: it exists"), again->err.c_str());
        const json features = json::parse(b.callPlain({"features"})->out);
        QVERIFY(features["linux"]["mountExtensions"]["idmap"]["enabled"].get<bool>());
        TARE_OK(b.callPlain({"--log", b.dir() + "/log.json", "--log-format", "json", "state", "none"}));
        const json line = json::parse(readFile(b.dir() + "/log.json").value_or(""), nullptr, false);
        QCOMPARE(line.value("level", ""), std::string("error"));
        QVERIFY2(has(line.value("msg", ""), "does not exist"), line.dump().c_str());
    }

    void aPausedContainerIsNotStarted()
    {
        Bundle b;
        b.config["root"]["path"] = b.lower();
        b.command({"sleep", "1000"});
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        TARE_OK(b.call({"pause"}));
        QCOMPARE(b.status(), std::string("paused"));
        const auto start = b.call({"start"}); // it would wait for what cannot run
        TARE_OK(start);
        QVERIFY2(start->exitCode != 0 && has(start->err, "paused"), start->err.c_str());
        QCOMPARE(b.call({"resume"})->exitCode, 0);
        QCOMPARE(b.status(), std::string("created"));
        QCOMPARE(quietly(b, {"start"}), 0);
        QCOMPARE(b.status(), std::string("running"));
    }

    // Without a pid namespace of its own the first process is one of many, and can be gone before the others.
    void killingKillsAll_data()
    {
        QTest::addColumn<bool>("firstIsGone");
        QTest::newRow("the first process runs") << false;
        QTest::newRow("the first process is gone") << true;
    }
    void killingKillsAll()
    {
        QFETCH(bool, firstIsGone);
        Bundle b;
        json kept = json::array();
        for (const json &n : b.config["linux"]["namespaces"]) {
            if (n["type"] != "pid")
                kept.push_back(n);
        }
        b.config["linux"]["namespaces"] = kept;
        b.shell("sleep 1000 & sleep 1000 & echo up; exec sleep 1000");
        TARE_OK(b.start());
        QTRY_COMPARE(b.output(), std::string("up\n"));
        const auto count = [&] {
            const auto ps = b.call({"ps", "--format", "json"});
            return ps ? json::parse(ps->out).size() : 99;
        };
        QTRY_COMPARE(count(), std::size_t(3));
        const pid_t first = b.pid();
        if (firstIsGone) {
            QCOMPARE(::kill(first, SIGKILL), 0);
            QTRY_COMPARE(b.status(), std::string("stopped"));
            QCOMPARE(count(), std::size_t(2));
        }
        const auto killed = b.callPlain({"kill", b.id(), "KILL"});
        TARE_OK(killed);
        QVERIFY2(killed->exitCode == 0, killed->err.c_str());
        QTRY_COMPARE(count(), std::size_t(0));
        QTRY_COMPARE(b.status(), std::string("stopped"));
        QVERIFY(b.callPlain({"kill", b.id(), "KILL"})->exitCode != 0);
        QCOMPARE(b.call({"delete"})->exitCode, 0);
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void namespacesByPath_data()
    {
        QTest::addColumn<QByteArray>("option"); // of unshare(1)
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("file");
        for (const auto &[option, type, file] :
             {std::tuple("--ipc", "ipc", "ipc"), std::tuple("--mount", "mount", "mnt"), std::tuple("--net", "network", "net"),
              std::tuple("--pid", "pid", "pid_for_children"), std::tuple("--uts", "uts", "uts"), std::tuple("--cgroup", "cgroup", "cgroup")})
            QTest::newRow(type) << QByteArray(option) << QByteArray(type) << QByteArray(file);
    }
    void namespacesByPath()
    {
        QFETCH(QByteArray, option);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, file);
        SpawnOptions options;
        options.argv = {"unshare", option.toStdString(), "--fork", "--kill-child", "sleep", "1000"};
        auto other = spawn(options);
        TARE_OK(other);
        const ScopeExit end([&] {
            (void)other->kill(SIGKILL); // it is deaf to less, and takes its child with it
            (void)other->wait();
        });
        const auto names = [](pid_t pid, const std::string &name) {
            char target[64]{};
            return ::readlink(("/proc/" + std::to_string(pid) + "/ns/" + name).c_str(), target, sizeof target - 1) > 0 ? std::string(target)
                                                                                                                     : std::string();
        };
        const std::string short_ = file.left(file.contains('_') ? file.indexOf('_') : file.size()).toStdString();
        QTRY_VERIFY(!names(other->pid(), file.toStdString()).empty() && names(other->pid(), file.toStdString()) != names(::getpid(), short_));
        Bundle b;
        json kept = json::array();
        for (const json &n : b.config["linux"]["namespaces"]) {
            if (n["type"] != type.toStdString())
                kept.push_back(n);
        }
        kept.push_back({{"type", type.toStdString()}, {"path", "/proc/" + std::to_string(other->pid()) + "/ns/" + file.toStdString()}});
        b.config["linux"]["namespaces"] = kept;
        b.config["root"]["path"] = b.lower();
        b.command({"sleep", "1000"});
        b.writeConfig();
        QCOMPARE(quietly(b, {"create", "--bundle", b.dir()}), 0);
        QCOMPARE(names(b.pid(), short_), names(other->pid(), file.toStdString()));
        QCOMPARE(quietly(b, {"start"}), 0);
        QCOMPARE(b.exec({"true"})->exitCode, 0);
        TARE_OK(b.call({"delete", "--force"}));
        QCOMPARE(b.status(), std::string());
    }

    void aHookThatIsKilledSaysHow()
    {
        Bundle b;
        b.config["linux"]["seccomp"] = {{"defaultAction", "SCMP_ACT_ALLOW"},
                                        {"syscalls", {{{"names", {"mkdir", "mkdirat"}}, {"action", "SCMP_ACT_KILL_PROCESS"}}}}};
        b.config["hooks"]["startContainer"] = json::array({shellHook("exec mkdir /tmp/x")}); // it has the container's filter
        b.command({"true"});
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->exitCode, 1);
        QVERIFY2(has(out->err, "error running startContainer hook #0") && has(out->err, "bad system call"), out->err.c_str());
    }

    void whatTheRuntimeCannotDoIsToldFromWhatTheCommandSays()
    {
        Bundle b;
        TARE_OK(writeFileAtomic(b.lower() + "/bin/lost", "#!/no/interpreter\n", 0755));
        QVERIFY(::chmod((b.lower() + "/bin/lost").c_str(), 0755) == 0);
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        for (const auto &[command, said] : {std::pair("no-such-command", "executable file not found in $PATH"),
                                            std::pair("/etc/passwd", "permission denied"),
                                            std::pair("/bin/lost", "exec /bin/lost: no such file or directory")}) {
            const auto out = b.exec({command});
            TARE_OK(out);
            QCOMPARE(out->exitCode, 255);
            QVERIFY2(has(out->err, said), out->err.c_str());
            QCOMPARE(split(trim(out->err), '\n').size(), std::size_t(1));
            QCOMPARE(out->err.find(said), out->err.rfind(said)); // once
        }
        QCOMPARE(b.exec({"/bin/sh", "-c", "exit 127"})->exitCode, 127);
        QCOMPARE(b.exec({"true"}, {"--pid-file", "/no/such/folder/pid"})->exitCode, 255);
    }

    void theListIsATable()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto out = b.callPlain({"list"});
        TARE_OK(out);
        const auto lines = split(out->out, '\n');
        QCOMPARE(lines.size(), std::size_t(3));
        for (const auto &[title, value] : {std::pair(std::string("ID "), b.id()), std::pair(std::string("PID "), std::to_string(b.pid())),
                                           std::pair(std::string("STATUS"), std::string("running")), std::pair(std::string("BUNDLE"), b.dir()),
                                           std::pair(std::string("OWNER"), std::string("root"))})
            QCOMPARE(lines[1].find(value, lines[0].find(title)), lines[0].find(title));
    }

    void keysInAnotherCase() // as Go reads JSON, on which some configurations live
    {
        Bundle b;
        b.config["linux"]["resources"]["PIDs"] = {{"LIMIT", 33}};
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        QCOMPARE(b.stats()["pids"]["limit"].get<int>(), 33);
    }
};

QTEST_GUILESS_MAIN(RuntimeConformanceTest)
#include "conformance_test.moc"
