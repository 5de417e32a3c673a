// SPDX-License-Identifier: GPL-3.0-or-later
// Images and configurations that mean harm; the numbers are of the advisories that other runtimes had.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

std::string listing(const std::string &dir)
{
    const auto out = tare::run({{"ls", "-A", dir}, {}, {}, false, false, false, false});
    return out ? out->out : "?";
}

} // namespace

class RuntimeAttackTest : public QObject
{
    Q_OBJECT

    // The mounts but those at or below a path, so that what the image has there is what the container has.
    static void withoutMounts(Bundle &b, const std::string &below)
    {
        json kept = json::array();
        for (const json &m : b.config["mounts"]) {
            if (m["destination"].get<std::string>().compare(0, below.size(), below) != 0)
                kept.push_back(m);
        }
        b.config["mounts"] = kept;
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root, from whom there is most to take");
    }

    void devIsALinkToTheHost() // CVE-2026-41579
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0755));
        QVERIFY(::symlink(host.c_str(), (b.lower() + "/dev").c_str()) == 0);
        withoutMounts(b, "/dev");
        b.command({"true"});
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(listing(host), std::string());
        QCOMPARE(out->exitCode, 1);
        QVERIFY2(has(out->err, "/dev"), out->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
        // The same without an overlay.
        b.config["root"]["path"] = b.lower();
        b.writeConfig();
        TARE_OK(b.call({"run", "--bundle", b.dir()}));
        QCOMPARE(listing(host), std::string());
    }

    void theWorkingFolderIsADescriptor() // CVE-2024-21626
    {
        Bundle b;
        const auto before = readFile("/etc/hostname").value_or("");
        for (int fd = 3; fd < 16; ++fd) {
            b.process()["cwd"] = "/proc/self/fd/" + std::to_string(fd);
            b.command({"ls", "../../../../../../.."});
            const auto out = b.run();
            TARE_OK(out);
            QVERIFY2(out->exitCode != 0, out->out.c_str());
        }
        b.process()["cwd"] = "/";
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        for (int fd = 3; fd < 16; ++fd) {
            const auto out = b.exec({"ls"}, {"--cwd", "/proc/self/fd/" + std::to_string(fd)});
            TARE_OK(out);
            QVERIFY2(out->exitCode != 0, out->out.c_str());
        }
        QCOMPARE(readFile("/etc/hostname").value_or(""), before);
    }

    void passwdIsAFifo() // CVE-2024-9676
    {
        Bundle b;
        QVERIFY(::unlink((b.lower() + "/etc/passwd").c_str()) == 0);
        QVERIFY(::mkfifo((b.lower() + "/etc/passwd").c_str(), 0644) == 0);
        b.command({"true"});
        const auto out = b.run();
        TARE_OK(out); // it comes to an end at all
        QCOMPARE(out->exitCode, 0);
    }

    void mountTargetsAreLinksToTheHost() // CVE-2021-30465, CVE-2024-45310
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0755));
        TARE_OK(writeFileAtomic(b.dir() + "/file", "x", 0644));
        QVERIFY(::symlink(host.c_str(), (b.lower() + "/data").c_str()) == 0);
        QVERIFY(::symlink("../../../../../../../../..", (b.lower() + "/up").c_str()) == 0);
        b.config["mounts"].push_back({{"destination", "/data/made"}, {"type", "tmpfs"}, {"source", "tmpfs"}});
        b.config["mounts"].push_back({{"destination", "/data/one"},
                                      {"type", "bind"},
                                      {"source", b.dir() + "/file"},
                                      {"options", {"bind"}}});
        b.config["mounts"].push_back(
            {{"destination", "/up" + host + "/two"}, {"type", "tmpfs"}, {"source", "tmpfs"}});
        b.command({"true"});
        TARE_OK(b.run());
        QCOMPARE(listing(host), std::string());
        QCOMPARE(mountsWith(b.dir()), 0);
    }

    void nothingIsMountedOverProc() // CVE-2019-16884, CVE-2025-52881
    {
        for (const char *at : {"/proc/self/attr", "/proc/sys", "/link/sys"}) {
            Bundle b;
            QVERIFY(::symlink("/proc", (b.lower() + "/link").c_str()) == 0);
            b.config["mounts"].push_back({{"destination", at}, {"type", "tmpfs"}, {"source", "tmpfs"}});
            b.command({"true"});
            const auto out = b.run();
            TARE_OK(out);
            QVERIFY2(out->exitCode == 1, at);
        }
    }

    void aMaskIsNotTheImagesNull() // CVE-2025-31133
    {
        Bundle b;
        const std::string bait = b.dir() + "/bait";
        TARE_OK(writeFileAtomic(bait, "untouched", 0644));
        TARE_OK(makeDirs(b.lower() + "/dev", 0755));
        QVERIFY(::symlink(bait.c_str(), (b.lower() + "/dev/null").c_str()) == 0);
        withoutMounts(b, "/dev");
        b.shell("echo pwned > /proc/keys; cat /proc/keys");
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(readFile(bait).value_or(""), std::string("untouched"));
        QVERIFY2(!has(out->out, "pwned"), out->out.c_str());
    }

    void theRuntimesFileCannotBeWritten() // CVE-2019-5736
    {
        Bundle b;
        // The command is the runtime itself, as /proc/self/exe means it.
        QVERIFY(::symlink("/proc/self/exe", (b.lower() + "/bin/again").c_str()) == 0);
        b.command({"/bin/again", "--version"});
        const auto out = b.run();
        TARE_OK(out);
        // And the caller's file is seen only on a read-only mount, also by root with all capabilities.
        const std::string program = b.runtime().front();
        const auto before = readFile(program, 256U << 20U);
        TARE_OK(before);
        TARE_OK(writeFileAtomic(b.lower() + "/bin/evil", "#!/proc/self/exe\n", 0755));
        QVERIFY(::chmod((b.lower() + "/bin/evil").c_str(), 0755) == 0);
        b.command({"/bin/evil"});
        TARE_OK(b.run());
        b.shell("echo up; while :; do for p in /proc/[0-9]*; do case $(readlink $p/exe) in *tare*) "
                "(echo x > $p/exe) 2>&1 && echo WRITTEN; esac; done; done");
        TARE_OK(b.start());
        QTRY_VERIFY(has(b.output(), "up"));
        for (int i = 0; i < 50; ++i)
            TARE_OK(b.exec({"true"}));
        QVERIFY2(!has(b.output(), "WRITTEN"), b.output().c_str());
        QVERIFY(readFile(program, 256U << 20U).value_or("") == *before);
    }

    void aFolderThatTurnsIntoALink() // CVE-2021-30465: between the look and the mount
    {
        Bundle attacker;
        const std::string shared = attacker.dir() + "/shared", host = attacker.dir() + "/host";
        TARE_OK(makeDirs(shared + "/real", 0777));
        TARE_OK(makeDirs(host, 0755));
        const json volume = {
            {"destination", "/shared"}, {"type", "bind"}, {"source", shared}, {"options", {"rbind", "rw"}}};
        attacker.config["mounts"].push_back(volume);
        // As the host sees it the link leads to its own folder; in a container it must lead nowhere.
        attacker.shell("cd /shared; ln -s " + host + " link; echo up; while :; do mv real aside; mv link real; mv real link; "
                       "mv aside real; done");
        TARE_OK(attacker.start());
        QTRY_VERIFY(has(attacker.output(), "up"));
        Bundle victim;
        victim.config["mounts"].push_back(volume);
        victim.config["mounts"].push_back(
            {{"destination", "/shared/real/below"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"tmpcopyup"}}});
        victim.command({"true"});
        for (int i = 0; i < 40; ++i)
            TARE_OK(victim.run());
        QCOMPARE(listing(host), std::string());
        QCOMPARE(mountsWith(host), 0);
    }

    void theConsoleIsALink() // CVE-2025-52565
    {
        Bundle b;
        const std::string bait = b.dir() + "/bait";
        TARE_OK(writeFileAtomic(bait, "untouched", 0644));
        TARE_OK(makeDirs(b.lower() + "/dev/pts", 0755));
        QVERIFY(::symlink(bait.c_str(), (b.lower() + "/dev/console").c_str()) == 0);
        json kept = json::array();
        for (const json &m : b.config["mounts"]) {
            if (m["destination"] != "/dev") // what the image has there stays
                kept.push_back(m);
        }
        b.config["mounts"] = kept;
        b.process()["terminal"] = true;
        b.shell("echo pwned > /dev/console");
        TARE_OK(b.run());
        QCOMPARE(readFile(bait).value_or(""), std::string("untouched"));
        // The folder of terminals itself.
        QVERIFY(::rmdir((b.lower() + "/dev/pts").c_str()) == 0 && ::symlink(b.dir().c_str(), (b.lower() + "/dev/pts").c_str()) == 0);
        TARE_OK(b.run());
        QCOMPARE(mountsWith(b.dir()), 0);
        QVERIFY(!exists(b.dir() + "/ptmx"));
    }

    void idsThatWrapAround() // CVE-2024-40635, CVE-2026-30892
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        for (const char *user : {"4294967296", "4294967295", "-1", "0x0", "1000:", ":1000", "1000:4294967296", "root", ""}) {
            const auto out = b.exec({"id"}, {"--user", user});
            TARE_OK(out);
            QVERIFY2(out->exitCode == 255, user);
        }
        for (const char *id : {"4294967295", "4294967296", "-1", "1.5", "\"0\""}) {
            Bundle other;
            other.command({"id"});
            other.process()["user"]["uid"] = json::parse(id);
            const auto out = other.run();
            TARE_OK(out);
            QVERIFY2(out->exitCode == 1 && has(out->err, "uid"), id);
        }
    }

    void noDescriptorLeaks()
    {
        Bundle b;
        b.shell("ls /proc/self/fd | wc -l");
        const auto out = b.run();
        TARE_OK(out);
        QCOMPARE(out->out, std::string("4\n")); // 0, 1, 2 and the listing's own
    }

    void controlGroupsAreTheContainersOwn() // CVE-2022-0492, CVE-2023-25809
    {
        Bundle b;
        b.shell("touch /sys/fs/cgroup/x; mkdir /sys/fs/cgroup/memory/x /sys/fs/cgroup/x; cat "
                "/sys/fs/cgroup/*/release_agent; "
                "echo x > /sys/fs/cgroup/memory/release_agent; true");
        const auto out = b.run();
        TARE_OK(out);
        // An unset agent reads as an empty line, once a hierarchy.
        QCOMPARE(out->out.find_first_not_of('\n'), std::string::npos);
        QVERIFY2(has(out->err, "Read-only file system"), out->err.c_str());
    }
};

QTEST_GUILESS_MAIN(RuntimeAttackTest)
#include "attack_test.moc"
