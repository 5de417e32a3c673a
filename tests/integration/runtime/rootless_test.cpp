// SPDX-License-Identifier: GPL-3.0-or-later
// Containers of an ordinary user. As root the tests take a user that has no ranges of subordinate ids, and
// one that has when the machine knows one.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/userns/userns.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;

namespace {

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

RunOutput call(std::vector<std::string> argv)
{
    SpawnOptions options;
    options.argv = std::move(argv);
    auto output = tare::run(options);
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

struct User
{
    uid_t uid = 0;
    gid_t gid = 0;
};

// A user of /etc/subuid that exists; 0 when there is none.
User userWithRanges()
{
    for (const userns::SubId &s : userns::parseSubIds(readFile("/etc/subuid").value_or(""))) {
        const passwd *p = ::getpwnam(s.owner.c_str()); // NOLINT(concurrency-mt-unsafe): one thread
        if (p != nullptr && p->pw_uid != 0)
            return {p->pw_uid, p->pw_gid};
    }
    return {};
}

} // namespace

class RuntimeRootlessTest : public QObject
{
    Q_OBJECT

    std::string m_made; // a user of this test's own

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0 || userWithRanges().uid != 0)
            return;
        m_made = "tare-ranges-" + std::to_string(::getpid());
        RunOutput done = call({"useradd", "--no-create-home", "--user-group", m_made});
        QVERIFY2(done.exitCode == 0, done.err.c_str());
        if (!has(readFile("/etc/subuid").value_or(""), m_made + ":"))
            done = call({"usermod", "--add-subuids", "800000-865535", "--add-subgids", "800000-865535", m_made});
        QVERIFY2(done.exitCode == 0, done.err.c_str());
    }
    void cleanupTestCase()
    {
        if (!m_made.empty())
            QCOMPARE(call({"userdel", m_made}).exitCode, 0);
    }

    void aContainer_data()
    {
        QTest::addColumn<bool>("ranges");
        QTest::newRow("one id") << false;
        QTest::newRow("a range of ids") << true;
    }
    void aContainer()
    {
        QFETCH(bool, ranges);
        if (::geteuid() != 0)
            QSKIP("run as root: it becomes two different users");
        const User user = ranges ? userWithRanges() : User{61234, 61234};
        if (user.uid == 0)
            QSKIP("no user has ranges in /etc/subuid here");
        Bundle b(user.uid, user.gid);
        b.shell(
            "id -u; echo made > /file; stat -c %u /file; ls -d /dev/null /dev/pts/ptmx /proc/1 /sys/class; "
            "echo x > /dev/null; hostname; touch /proc/sys/kernel/printk; cat /proc/self/uid_map | wc -l; "
            "grep CapInh /proc/self/status; exit 9");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(out->exitCode == 9, out->err.c_str());
        QVERIFY2(has(out->out, "0\n0\n/dev/null\n/dev/pts/ptmx\n/proc/1\n/sys/class\ntare\n"),
                 out->out.c_str());
        QVERIFY2(has(out->out, ranges ? "\n2\n" : "\n1\n"), out->out.c_str());
        QVERIFY2(has(out->err, "Read-only file system"), out->err.c_str());
        struct stat st
        {
        };
        QVERIFY(::stat((b.upper() + "/file").c_str(), &st) == 0);
        QCOMPARE(st.st_uid, user.uid);
        QCOMPARE(mountsWith(b.dir()), 0);
        QCOMPARE(b.status(), std::string());
        // Another user inside.
        b.process()["user"] = {{"uid", 5}, {"gid", 5}};
        b.command({"id", "-u"});
        const auto other = b.run();
        TARE_OK(other);
        if (ranges) {
            QCOMPARE(other->out, std::string("5\n"));
        } else {
            QCOMPARE(other->exitCode, 1);
            QVERIFY2(has(other->err, "not mapped"), other->err.c_str());
        }
    }

    // A folder and a file that only the caller can reach, in a container whose root is somebody else.
    void bindsWhatOnlyTheCallerReaches_data()
    {
        QTest::addColumn<bool>("asRoot");
        QTest::newRow("root calls, 0 is a subordinate id") << true;
        QTest::newRow("a user calls who is not known inside") << false;
    }
    void bindsWhatOnlyTheCallerReaches()
    {
        QFETCH(bool, asRoot);
        if (::geteuid() != 0)
            QSKIP("run as root: it becomes another user");
        const User user = asRoot ? User{61234, 61234} : userWithRanges();
        if (user.uid == 0)
            QSKIP("no user has ranges in /etc/subuid here");
        Bundle b(asRoot ? 0 : user.uid, asRoot ? 0 : user.gid);
        // A user's, whom the namespace does not know.
        const std::string closed = b.dir() + "/closed";
        QCOMPARE(::mkdir(closed.c_str(), 0700), 0);
        QCOMPARE(::mkdir((closed + "/folder").c_str(), 0755), 0);
        TARE_OK(writeFileAtomic(closed + "/file", "said\n"));
        QCOMPARE(::chmod((closed + "/file").c_str(), 0644), 0);
        for (const char *name : {"", "/folder", "/file"})
            QCOMPARE(::chown((closed + name).c_str(), user.uid, user.gid), 0);
        std::uint32_t first[2] = {700000, 700000};
        for (int n = 0; !asRoot && n < 2; ++n) {
            const passwd *p = ::getpwuid(user.uid); // NOLINT(concurrency-mt-unsafe)
            for (const userns::SubId &s : userns::parseSubIds(readFile(n == 0 ? "/etc/subuid" : "/etc/subgid").value_or(""))) {
                if (s.owner == p->pw_name || s.owner == std::to_string(user.uid))
                    first[n] = s.start;
            }
        }
        b.config["linux"]["uidMappings"] = {{{"containerID", 0}, {"hostID", first[0]}, {"size", 1000}}};
        b.config["linux"]["gidMappings"] = {{{"containerID", 0}, {"hostID", first[1]}, {"size", 1000}}};
        if (asRoot) {
            b.config["linux"]["resources"] = nlohmann::json::object();
            b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        }
        b.config["root"]["path"] = b.lower(); // the container's own, as an engine would have prepared it
        const RunOutput given = call({"chown", "-R", std::to_string(first[0]) + ":" + std::to_string(first[1]), b.lower()});
        QVERIFY2(given.exitCode == 0, given.err.c_str());
        for (const char *name : {"folder", "file"})
            b.config["mounts"].push_back({{"destination", std::string("/mnt-") + name}, {"type", "bind"},
                                          {"source", closed + "/" + name}, {"options", {"rbind"}}});
        b.shell("cat /mnt-file; ls -d /mnt-folder; cat /proc/self/uid_map | wc -l");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(out->out == std::string("said\n/mnt-folder\n") + "1\n", (out->out + out->err).c_str());
    }

    void lifeOfADetachedOne()
    {
        if (::geteuid() != 0)
            QSKIP("run as root: it becomes another user");
        Bundle b(61234, 61234);
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        QCOMPARE(b.status(), std::string("running"));
        const auto out = b.exec({"sh", "-c", "id -u; cat /proc/1/comm; exit 4"});
        TARE_OK(out);
        QCOMPARE(out->exitCode, 4);
        QCOMPARE(out->out, std::string("0\nsleep\n"));
        TARE_OK(b.callPlain({"kill", b.id(), "KILL"}));
        QTRY_COMPARE(b.status(), std::string("stopped"));
        const auto gone = b.call({"delete"});
        TARE_OK(gone);
        QVERIFY2(gone->exitCode == 0, gone->err.c_str());
    }

    // Rootless engines run the runtime as root of a user namespace of theirs: the machine's folder of states is not theirs, and
    // where they can make no control group their containers see the caller's, and cannot write to it.
    void underARootlessEngine()
    {
        if (::geteuid() != 0)
            QSKIP("run as root: it becomes another user");
        Bundle b(61234, 61234);
        nlohmann::json kept = nlohmann::json::array();
        for (const auto &n : b.config["linux"]["namespaces"]) {
            if (n["type"] != "cgroup")
                kept.push_back(n);
        }
        b.config["linux"]["namespaces"] = kept;
        b.config["linux"]["uidMappings"] = {{{"containerID", 0}, {"hostID", 0}, {"size", 1}}};
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        b.shell("id -u; ls /sys/fs/cgroup | wc -l; touch /sys/fs/cgroup/x; for d in /sys/fs/cgroup/*/; do mkdir $d/x; done");
        b.writeConfig();
        std::vector<std::string> words = b.runtime();
        const std::string program = words[words.size() - 3]; // before --root DIR
        words.resize(words.size() - 2);
        words.insert(words.begin(), {"env", "USER=somebody", "XDG_RUNTIME_DIR=" + b.dir() + "/work"});
        words.insert(words.end(), {"unshare", "--", program, "run"});
        const auto where = b.overlay();
        words.insert(words.end(), where.begin(), where.end());
        words.push_back(b.id());
        const RunOutput out = call(words);
        QVERIFY2(has(out.out, "0\n") && !has(out.out, "\n0\n"), (out.out + out.err).c_str());
        QVERIFY2(has(out.err, "/sys/fs/cgroup/x: Read-only file system"), out.err.c_str());
        QVERIFY2(!has(out.err, "Permission denied"), out.err.c_str()); // it is the mount that forbids it
        QVERIFY(exists(b.dir() + "/work/tare/runtime"));
    }

    void unshareIsRootOfTheMapping()
    {
        if (::geteuid() != 0)
            QSKIP("run as root: it becomes another user");
        Bundle b(61234, 61234);
        const auto out = b.callPlain({"unshare", "--", "sh", "-c", "id -u; exit 6"});
        TARE_OK(out);
        QCOMPARE(out->out, std::string("0\n"));
        QCOMPARE(out->exitCode, 6);
        const auto missing = b.callPlain({"unshare", "--", "no-such-command"});
        TARE_OK(missing);
        QCOMPARE(missing->exitCode, 127);
    }
};

QTEST_GUILESS_MAIN(RuntimeRootlessTest)
#include "rootless_test.moc"
