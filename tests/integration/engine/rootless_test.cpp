// SPDX-License-Identifier: GPL-3.0-or-later
// The whole life of containers for an ordinary user: one that is made for this test, with subordinate ids, when it
// is run as root; else whoever runs it.
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;

namespace {

constexpr int patience = 20'000; // ms; a shared machine is slow

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

RunOutput call(std::vector<std::string> argv, const std::string &input = {})
{
    SpawnOptions options;
    options.argv = std::move(argv);
    RunLimits limits;
    limits.input = input;
    auto output = run(options, limits);
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

} // namespace

class RootlessTest : public QObject
{
    Q_OBJECT

    std::string m_dir, m_user, m_tare;
    uid_t m_uid = 0;

    RunOutput tare(std::vector<std::string> words, const std::string &input = {})
    {
        std::vector<std::string> argv;
        if (!m_user.empty()) {
            const std::string id = std::to_string(m_uid);
            argv = {"setpriv", "--reuid", id, "--regid", id, "--clear-groups", "env", "-i", "HOME=" + m_dir,
                    "USER=" + m_user, "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "TARE_LIBEXEC=" + m_dir + "/bin",
                    "TARE_NETWORK=none"}; // networks without root have a test of their own
        }
        argv.insert(argv.end(), {m_tare, "--root", m_dir + "/r", "--state", m_dir + "/s"});
        argv.insert(argv.end(), words.begin(), words.end());
        return call(std::move(argv), input);
    }
    // The user's folder for containers, sockets and states is as empty as it was, and nothing of it is mounted or runs.
    std::string leftovers()
    {
        std::string out;
        for (const char *folder : {"/r/containers", "/r/volumes", "/s/c", "/s/runtime"}) {
            for (const QString &name : QDir(QString::fromStdString(m_dir + folder))
                                           .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
                out += std::string(folder) + "/" + name.toStdString() + "\n";
        }
        if (has(readFile("/proc/self/mountinfo").value_or(""), m_dir))
            out += "a mount\n";
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs)) {
            const auto words = readFile("/proc/" + pid.toStdString() + "/cmdline");
            if (words && has(*words, m_dir + "/s"))
                out += "process " + pid.toStdString() + "\n";
        }
        return out;
    }

    void removeAll()
    {
        const RunOutput left = tare({"ps", "-aq", "--no-trunc"});
        for (const std::string_view id : split(left.out, '\n')) {
            if (!id.empty())
                (void)tare({"rm", "-f", std::string(id)});
        }
    }

private slots:
    void initTestCase()
    {
        m_dir = "/tmp/tu-XXXXXX"; // short, for sockets
        QVERIFY(::mkdtemp(m_dir.data()) != nullptr);
        const auto program = findProgram("tare");
        TARE_OK(program);
        m_tare = *program;
        if (::geteuid() != 0)
            return;
        m_user = "tare-test-" + std::to_string(::getpid());
        const RunOutput made =
            call({"useradd", "--no-create-home", "--home-dir", m_dir, "--shell", "/bin/sh", "--user-group", m_user});
        QVERIFY2(made.exitCode == 0, made.err.c_str());
        const passwd *entry = ::getpwnam(m_user.c_str()); // NOLINT(concurrency-mt-unsafe)
        QVERIFY(entry != nullptr);
        m_uid = entry->pw_uid;
        if (!has(readFile("/etc/subuid").value_or(""), m_user + ":")) {
            const RunOutput ranges = call({"usermod", "--add-subuids", "700000-765535", "--add-subgids", "700000-765535", m_user});
            QVERIFY2(ranges.exitCode == 0, ranges.err.c_str());
        }
        QCOMPARE(::chown(m_dir.c_str(), m_uid, m_uid), 0);
        // The tree of the build may be closed to others.
        TARE_OK(makeDirs(m_dir + "/bin", 0755));
        for (const char *name : {"tare", "tare-monitor", "tare-runtime", "tare-image"}) {
            const auto from = findProgram(name);
            TARE_OK(from);
            const RunOutput copied = call({"install", "-m", "755", *from, m_dir + "/bin/" + name});
            QVERIFY2(copied.exitCode == 0, copied.err.c_str());
        }
        m_tare = m_dir + "/bin/tare";
    }
    void cleanupTestCase()
    {
        removeAll();
        if (::geteuid() == 0 && !m_user.empty())
            (void)call({"userdel", m_user});
        // Files of subordinate ids: root may remove them, the user only from inside.
        if (::geteuid() == 0)
            TARE_OK(removeTree(m_dir));
        else
            (void)call({*findProgram("tare-runtime"), "unshare", "--", "rm", "-rf", m_dir});
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            removeAll(); // so that the next one begins as it should
        QTRY_VERIFY2_WITH_TIMEOUT(leftovers().empty(), leftovers().c_str(), 20000);
    }

    void runs()
    {
        const RunOutput hello = tare({"run", "--rm", "tare/starter", "sh", "-c", "id -u; echo hello; echo x > /file; exit 7"});
        if (has(hello.err, "user namespaces"))
            QSKIP(hello.err.c_str());
        QVERIFY2(hello.exitCode == 7, hello.err.c_str());
        QCOMPARE(hello.out, std::string("0\nhello\n"));
        QCOMPARE(tare({"run", "--rm", "-i", "tare/starter", "cat"}, "piped").out, std::string("piped"));
        QCOMPARE(tare({"run", "--rm", "tare/starter", "nosuch"}).exitCode, 127);
        QCOMPARE(tare({"run", "--rm", "--network", "host", "-h", "box", "tare/starter", "hostname"}).out, std::string("box\n"));
        const RunOutput other = tare({"run", "--rm", "-u", "1000:1001", "tare/starter", "sh", "-c", "id -u; id -g; touch /tmp/f && stat -c %u /tmp/f"});
        QVERIFY2(other.out == "1000\n1001\n1000\n", (other.out + other.err).c_str());
    }

    void theLifeOfOne()
    {
        const RunOutput started = tare({"run", "-d", "--name", "web", "tare/starter", "sh", "-c",
                                        "trap 'exit 3' TERM; chown 5:6 /tmp; echo up; while :; do sleep 0.1; done"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(tare({"logs", "web"}).out, std::string("up\n"), patience);
        QCOMPARE(tare({"ps", "--format", "{{.Names}} {{.State}}"}).out, std::string("web running\n"));
        QCOMPARE(tare({"exec", "web", "sh", "-c", "stat -c %u:%g /tmp; exit 9"}).exitCode, 9);
        QCOMPARE(tare({"exec", "web", "stat", "-c", "%u:%g", "/tmp"}).out, std::string("5:6\n"));
        QVERIFY(has(tare({"top", "web"}).out, "trap"));
        QVERIFY(has(tare({"stats", "--no-stream", "web"}).out, "web"));
        QCOMPARE(tare({"rm", "web"}).exitCode, 1);
        const RunOutput stopped = tare({"stop", "-t", "20", "web"});
        QVERIFY2(stopped.exitCode == 0, stopped.err.c_str());
        QCOMPARE(tare({"inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "web"}).out, std::string("exited 3\n"));
        QCOMPARE(tare({"start", "web"}).exitCode, 0);
        QCOMPARE(tare({"kill", "web"}).exitCode, 0);
        QCOMPARE(tare({"wait", "web"}).out, std::string("137\n"));
        QCOMPARE(tare({"restart", "web"}).exitCode, 0);
        const RunOutput removed = tare({"rm", "-f", "web"}); // with files of subordinate ids in it
        QVERIFY2(removed.exitCode == 0, removed.err.c_str());
    }

    void aVolumeKeepsTheImagesOwners()
    {
        // An image whose files belong to several users, imported by somebody who is none of them.
        const std::string tree = m_dir + "/tree";
        const RunOutput packed = call({"sh", "-c",
                                       "mkdir -p " + tree + "/bin " + tree + "/data && cp /bin/busybox " + tree +
                                           "/bin/sh && echo kept > " + tree + "/data/f && tar -C " + tree +
                                           " --owner=5 --group=6 -cf " + m_dir + "/tree.tar . && chmod 644 " + m_dir +
                                           "/tree.tar"});
        QVERIFY2(packed.exitCode == 0, packed.err.c_str());
        const RunOutput imported = tare({"import", m_dir + "/tree.tar", "several:1"});
        QVERIFY2(imported.exitCode == 0, imported.err.c_str());
        const RunOutput said = tare({"run", "--rm", "-v", "/data", "several:1", "/bin/sh", "-c",
                                     "stat -c %u:%g /data /data/f; cat /data/f; echo more > /data/g && echo written"});
        QVERIFY2(said.out == "5:6\n5:6\nkept\nwritten\n", (said.out + said.err).c_str());
        QCOMPARE(tare({"rmi", "several:1"}).exitCode, 0);
    }

    void volumesAndMounts()
    {
        const auto sh = [&](std::vector<std::string> flags, const std::string &script) {
            flags.insert(flags.begin(), {"run", "--rm"});
            flags.insert(flags.end(), {"tare/starter", "sh", "-c", script});
            const RunOutput out = tare(flags);
            return out.exitCode == 0 ? out.out : out.out + out.err;
        };
        // Files of any user of the container, in a volume with a name, one of its own, a part of one, a tmpfs.
        QCOMPARE(sh({"-v", "data:/etc"}, "mkdir -p /etc/a/b; echo x > /etc/a/b/f; chown -R 5:6 /etc/a; chmod 700 /etc/a; ls /etc/passwd"),
                 std::string("/etc/passwd\n"));
        QCOMPARE(sh({"--mount", "src=data,dst=/d,ro"}, "stat -c %u:%g:%a /d/a; cat /d/a/b/f; touch /d/x 2>/dev/null || echo ro"),
                 std::string("5:6:700\nx\nro\n"));
        QCOMPARE(sh({"--mount", "src=data,dst=/d,volume-subpath=a/b", "-v", "/own", "--mount", "type=tmpfs,dst=/t,tmpfs-mode=1700"},
                    "cat /d/f; touch /own/x; chown 7:8 /own/x /own; stat -c %a /t"),
                 std::string("x\n1700\n"));
        QCOMPARE(tare({"volume", "ls", "-q"}).out, std::string("data\n"));
        QCOMPARE(tare({"volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "memory"}).exitCode, 0);
        QCOMPARE(sh({"-v", "memory:/m"}, "stat -f -c %T /m"), std::string("tmpfs\n"));
        const RunOutput refused = tare({"volume", "create", "-o", "type=ext4", "-o", "device=/dev/null", "disk"});
        QVERIFY2(refused.exitCode == 1 && has(refused.err, "needs root"), refused.err.c_str());
        // Of which the folder itself belongs to a subordinate id.
        QCOMPARE(sh({"-v", "data:/d"}, "chown 9:9 /d; chmod 700 /d"), std::string());
        const RunOutput used = tare({"create", "--name", "box", "-v", "data:/d", "tare/starter", "true"});
        QVERIFY2(used.exitCode == 0, used.err.c_str());
        QVERIFY(has(tare({"volume", "rm", "data"}).err, "volume is in use - ["));
        QVERIFY(has(tare({"system", "df"}).out, "Local Volumes   2         1"));
        QCOMPARE(tare({"rm", "box"}).exitCode, 0);
        const RunOutput removed = tare({"volume", "rm", "data", "memory"});
        QVERIFY2(removed.exitCode == 0, removed.err.c_str());
        QCOMPARE(tare({"volume", "ls", "-q"}).out, std::string());
    }

    void restartsAndChecks()
    {
        const RunOutput started = tare({"run", "-d", "--name", "box", "--restart", "on-failure:2", "--health-cmd", "id -u", "--health-interval",
                                        "100ms", "tare/starter", "sh", "-c", "echo run; sleep 0.5; exit 3"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(tare({"inspect", "-f", "{{.State.Health.Status}} {{(index .State.Health.Log 0).Output}}", "box"}).out, std::string("healthy 0\n\n"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"inspect", "-f", "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}", "box"}).out,
                                  std::string("exited 3 2\n"), 20000);
        QCOMPARE(tare({"logs", "box"}).out, std::string("run\nrun\nrun\n"));
        QCOMPARE(tare({"rm", "box"}).exitCode, 0);
    }

    void archivesAreLoaded()
    {
        const std::string archive = m_dir + "/starter.tar";
        QCOMPARE(tare({"run", "--rm", "tare/starter", "true"}).exitCode, 0); // the image is there
        const RunOutput saved = call({"skopeo", "copy", "--insecure-policy", "oci:" + m_dir + "/r/images:tare/starter:latest",
                                      "docker-archive:" + archive + ":loaded/one:2"});
        QVERIFY2(saved.exitCode == 0, saved.err.c_str());
        QCOMPARE(::chmod(archive.c_str(), 0644), 0);
        const RunOutput loaded = tare({"load", "-i", archive});
        QVERIFY2(has(loaded.out, "Loaded image: loaded/one:2"), (loaded.out + loaded.err).c_str());
        QCOMPARE(tare({"run", "--rm", "loaded/one:2", "echo", "from it"}).out, std::string("from it\n"));
    }

    // What the command line does with files and images, where the files belong to subordinate ids.
    void filesGoInAndOut()
    {
        const RunOutput made = tare({"create", "--name", "box", "tare/starter", "sh", "-c",
                                     "mkdir /d; echo one > /d/f; chown 5:6 /d/f; rm /etc/group; sleep 600"});
        QVERIFY2(made.exitCode == 0, made.err.c_str());
        QCOMPARE(tare({"start", "box"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"exec", "box", "cat", "/d/f"}).out, std::string("one\n"), patience);
        // Its own file, out of the running container; owned by whoever copied it.
        QCOMPARE(tare({"cp", "box:/d/f", m_dir + "/out"}).err, std::string());
        QCOMPARE(readFile(m_dir + "/out").value_or("none"), std::string("one\n"));
        struct stat st
        {};
        QCOMPARE(::stat((m_dir + "/out").c_str(), &st), 0);
        if (!m_user.empty())
            QCOMPARE(st.st_uid, m_uid);
        const RunOutput in = tare({"cp", m_dir + "/out", "box:/d/in"});
        QVERIFY2(in.exitCode == 0, in.err.c_str());
        QCOMPARE(tare({"exec", "box", "cat", "/d/in"}).out, std::string("one\n"));
        QVERIFY(has(tare({"cp", "box:/d", "-"}).out, "d/in")); // a tar
        const RunOutput missing = tare({"cp", "box:/nosuch", m_dir + "/never"});
        QVERIFY2(missing.exitCode == 1 && has(missing.err, "/nosuch"), missing.err.c_str());
        const RunOutput changes = tare({"diff", "box"});
        QVERIFY2(changes.out == "A /d\nA /d/f\nA /d/in\nC /etc\nD /etc/group\n" ||
                     changes.out == "C /etc\nD /etc/group\nA /d\nA /d/f\nA /d/in\n",
                 (changes.out + changes.err).c_str());
        // Where there is no control group for it, the container is not paused, and that is said.
        const RunOutput committed = tare({"commit", "-m", "more", "box", "boxed:1"});
        QVERIFY2(committed.exitCode == 0, committed.err.c_str());
        const RunOutput paused = tare({"pause", "box"});
        QCOMPARE(paused.exitCode == 0, committed.err.empty());
        QVERIFY2(committed.err.empty() || has(committed.err, "cannot be paused"), committed.err.c_str());
        QCOMPARE(tare({"commit", "--pause", "box", "boxed:1"}).exitCode, paused.exitCode);
        if (paused.exitCode == 0)
            QCOMPARE(tare({"unpause", "box"}).exitCode, 0);
        QCOMPARE(tare({"run", "--rm", "boxed:1", "sh", "-c", "stat -c %u:%g /d/f; ls /etc/group"}).out, std::string("5:6\n"));
        QCOMPARE(tare({"kill", "box"}).exitCode, 0);
        QCOMPARE(tare({"wait", "box"}).out, std::string("137\n"));
        QCOMPARE(tare({"cp", "box:/d/in", "-"}).exitCode, 0); // stopped
        const RunOutput exported = tare({"export", "-o", m_dir + "/box.tar", "box"});
        QVERIFY2(exported.exitCode == 0, exported.err.c_str());
        const RunOutput listed = call({"tar", "--numeric-owner", "-tvf", m_dir + "/box.tar", "d/f"});
        QVERIFY2(has(listed.out, " 5/6 "), (listed.out + listed.err).c_str());
        const RunOutput saved = tare({"save", "-o", m_dir + "/boxed.tar", "boxed:1"});
        QVERIFY2(saved.exitCode == 0, saved.err.c_str());
        QCOMPARE(tare({"rm", "box"}).exitCode, 0);
        QCOMPARE(tare({"rmi", "boxed:1"}).exitCode, 0);
        QCOMPARE(tare({"load", "-q", "-i", m_dir + "/boxed.tar"}).out, std::string("Loaded image: boxed:1\n"));
        QCOMPARE(tare({"rmi", "boxed:1"}).exitCode, 0);
        QVERIFY(has(tare({"system", "fsck"}).out, ""));
        QCOMPARE(tare({"system", "fsck"}).exitCode, 0);
    }

    // docker run's and docker exec's: 125 of the engine, 126 not to be run, 127 not found, 128 + a signal.
    void exitCodes()
    {
        const auto code = [&](std::vector<std::string> words) {
            words.insert(words.begin(), {"run", "--rm"});
            return tare(words).exitCode;
        };
        QCOMPARE(code({"tare/starter", "sh", "-c", "exit 41"}), 41);
        QCOMPARE(code({"tare/starter", "/etc"}), 126);
        QCOMPARE(code({"tare/starter", "/nosuch"}), 127);
        QCOMPARE(code({"--memory", "1k", "tare/starter", "true"}), 125);
        QCOMPARE(code({"--no-such-option", "tare/starter", "true"}), 125);
        QCOMPARE(code({"-v", "/no/such/place/anywhere:relative", "tare/starter", "true"}), 125);
        QCOMPARE(tare({"run", "-d", "--name", "codes", "tare/starter", "sleep", "600"}).exitCode, 0);
        QCOMPARE(tare({"exec", "codes", "sh", "-c", "exit 42"}).exitCode, 42);
        QCOMPARE(tare({"exec", "codes", "sh", "-c", "kill -TERM $$"}).exitCode, 143);
        QCOMPARE(tare({"exec", "codes", "/etc"}).exitCode, 126);
        QCOMPARE(tare({"exec", "codes", "/nosuch"}).exitCode, 127);
        QCOMPARE(tare({"run", "--name", "codes", "tare/starter", "true"}).exitCode, 125); // the name is in use
        QCOMPARE(tare({"rm", "-f", "codes"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "codes"}).exitCode, 1);
    }

    void limitsAreKeptOrRefused()
    {
        const RunOutput limited = tare({"run", "--rm", "--name", "lim", "--memory", "64m", "--pids-limit", "50", "tare/starter",
                                        "echo", "limited"});
        const std::string can = tare({"info", "--format", "{{json .Limits}}"}).out;
        if (has(can, "\"memory\"") && has(can, "\"pids\"")) {
            QVERIFY2(limited.out == "limited\n", limited.err.c_str());
            return;
        }
        // Told at creation, with the limit's name and the reason; and there is no container.
        QCOMPARE(limited.exitCode, 125);
        QVERIFY2(has(limited.err, "The limit --") && has(limited.err, "cannot be applied here: "), limited.err.c_str());
        QCOMPARE(tare({"ps", "-aq"}).out, std::string());
        QVERIFY(has(tare({"info"}).out, "Missing: "));
        // Without a wish for limits it runs.
        QCOMPARE(tare({"run", "--rm", "tare/starter", "true"}).exitCode, 0);
    }

    void aKilledMonitorIsCleanedUp()
    {
        const RunOutput started = tare({"run", "-d", "--rm", "--name", "gone", "tare/starter", "sleep", "600"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        const auto all = readFile(m_dir + "/r/containers/" + std::string(trim(started.out)) + "/state.json");
        TARE_OK(all);
        const std::size_t at = all->find("\"monitorPid\":");
        QVERIFY(at != std::string::npos);
        const int monitor = std::atoi(all->c_str() + at + 13);
        QVERIFY(monitor > 1);
        QCOMPARE(::kill(monitor, SIGKILL), 0);
        const auto listed = [&] { return tare({"ps", "-aq"}).out; };
        QTRY_COMPARE_WITH_TIMEOUT(listed(), std::string(), patience);
    }
};

QTEST_GUILESS_MAIN(RootlessTest)
#include "rootless_test.moc"
