// SPDX-License-Identifier: GPL-3.0-or-later
// --userns auto: root in the container is nobody on the machine, and its files are as those of any other container.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/engine/machine.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;

class OwnUsersTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    std::string said(std::vector<std::string> words) const { return m_stage->said(std::move(words)); }
    std::string inspected(const std::string &name, const std::string &form) const { return said({"inspect", "-f", form, name}); }
    // Ids of who runs in it, as the machine counts.
    std::string idOutside(const std::string &name) const
    {
        const std::string status = readFile("/proc/" + inspected(name, "{{.State.Pid}}") + "/status").value_or("");
        const std::size_t at = status.find("\nUid:\t");
        return at == std::string::npos ? status : status.substr(at + 6, status.find('\t', at + 6) - at - 6);
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<Stage>();
        if (!m_stage->missing().empty())
            QSKIP(m_stage->missing().c_str());
    }
    void cleanup()
    {
        m_stage->removeAll();
        Paths paths;
        paths.root = m_stage->root();
        paths.state = m_stage->state();
        const auto left = [&] {
            (void)m_stage->tare({"volume", "prune", "-af"});
            std::string text = m_stage->leftovers();
            for (const std::string &one : leftoversOf(paths))
                text += one + "\n";
            return text;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
    }

    void rootIsNobodyOutside()
    {
        QCOMPARE(m_stage->tare(Stage::sleeperWords("a", {"--userns", "auto"})).exitCode, 125); // one letter is no name
        QCOMPARE(said(Stage::sleeperWords("one", {"--userns", "auto"})).size(), std::size_t{64});
        QCOMPARE(said(Stage::sleeperWords("two", {"--userns", "auto", "--network", "none"})).size(), std::size_t{64});
        QCOMPARE(inspected("one", "{{.HostConfig.UsernsMode}}"), std::string("auto"));
        QCOMPARE(said({"exec", "one", "id", "-u"}), std::string("0"));
        const auto first = parseInt(idOutside("one")), second = parseInt(idOutside("two"));
        QVERIFY(first && second && *first >= 524288 && *second >= 524288);
        QVERIFY(std::abs(*first - *second) >= 65536); // and they are nobody to each other
        // What is the machine's can neither be read nor changed, though it is root that asks.
        const std::string folder = m_stage->root() + "/../machine";
        TARE_OK(makeDirs(folder));
        TARE_OK(writeFileAtomic(folder + "/secret", "x"));
        QCOMPARE(::chmod((folder + "/secret").c_str(), 0600), 0);
        const RunOutput stolen = m_stage->tare({"run", "--rm", "--userns", "auto", "--network", "none", "-v", folder + ":/machine", "tare/starter",
                                                "cat", "/machine/secret"});
        QVERIFY2(stolen.exitCode != 0 && stolen.err.find("Permission denied") != std::string::npos, stolen.err.c_str());
        QVERIFY(said({"exec", "one", "sh", "-c", "echo 1 >/proc/sys/kernel/panic"}).starts_with("!"));
        QVERIFY(said({"exec", "one", "mknod", "/disk", "b", "8", "0"}).starts_with("!"));
    }

    void filesAreAsEverywhere()
    {
        const std::string script = "touch /made && chown 5:6 /made && rm -rf /srv && mv /opt /opt2 && echo >>/etc/hosts && touch /data/kept";
        QCOMPARE(m_stage->tare({"run", "--name", "one", "--userns", "auto", "-v", "data:/data", "tare/starter", "sh", "-c", script}).exitCode, 0);
        QCOMPARE(said({"diff", "one"}), std::string("A /data\nA /made\nD /opt\nA /opt2\nD /srv"));
        // On disk the owners are the container's own: another container, an image and an archive see the same ones.
        QVERIFY(said({"commit", "one", "own:1"}).starts_with("sha256:"));
        QCOMPARE(said({"run", "--rm", "--network", "none", "own:1", "stat", "-c", "%u:%g", "/made"}), std::string("5:6"));
        QCOMPARE(said({"run", "--rm", "--network", "none", "--userns", "auto", "own:1", "stat", "-c", "%u:%g", "/made"}), std::string("5:6"));
        QCOMPARE(said({"run", "--rm", "--network", "none", "-v", "data:/data", "tare/starter", "stat", "-c", "%u:%g", "/data/kept"}), std::string("0:0"));
        QCOMPARE(said({"run", "--rm", "--network", "none", "--userns", "auto", "-v", "data:/data", "tare/starter", "stat", "-c", "%u:%g", "/data/kept"}),
                 std::string("0:0"));
        QCOMPARE(said({"start", "-a", "one"}).find("mv:") != std::string::npos, true); // it goes on with what it left
        QVERIFY(said({"rm", "one"}) == "one" && !said({"rmi", "own:1"}).starts_with("!"));
    }

    void copiesBothWays()
    {
        const std::string folder = m_stage->root() + "/../files";
        TARE_OK(makeDirs(folder));
        TARE_OK(writeFileAtomic(folder + "/theirs", "x"));
        QCOMPARE(::chown((folder + "/theirs").c_str(), 7, 8), 0);
        QCOMPARE(said(Stage::sleeperWords("one", {"--userns", "auto", "--network", "none", "-v", "data:/data"})).size(), std::size_t{64});
        const auto ownerIn = [&](const std::string &file) { return said({"exec", "one", "stat", "-c", "%u:%g", file}); };
        for (const bool running : {true, false}) {
            if (!running)
                QCOMPARE(said({"stop", "-t", "0", "one"}), std::string("one"));
            const std::string end = running ? "" : "2";
            QCOMPARE(m_stage->tare({"cp", folder + "/theirs", "one:/plain" + end}).exitCode, 0);
            QCOMPARE(m_stage->tare({"cp", "-a", folder + "/theirs", "one:/kept" + end}).exitCode, 0);
            QCOMPARE(m_stage->tare({"cp", "-a", folder + "/theirs", "one:/data/kept" + end}).exitCode, 0);
            if (!running)
                QCOMPARE(said({"start", "one"}), std::string("one"));
            QCOMPARE(ownerIn("/plain" + end), std::string("0:0"));
            QCOMPARE(ownerIn("/kept" + end), std::string("7:8"));
            QCOMPARE(ownerIn("/data/kept" + end), std::string("7:8"));
            const std::string back = folder + "/back" + end, mine = folder + "/mine" + end;
            QCOMPARE(m_stage->tare({"cp", "-a", "one:/kept" + end, back}).exitCode, 0);
            QCOMPARE(m_stage->tare({"cp", "one:/kept" + end, mine}).exitCode, 0);
            struct stat st
            {};
            QVERIFY(::stat(back.c_str(), &st) == 0 && st.st_uid == 7 && st.st_gid == 8);
            QVERIFY(::stat(mine.c_str(), &st) == 0 && st.st_uid == ::geteuid());
        }
    }

    void networksAndHelpers()
    {
        QCOMPARE(said(Stage::webWords("web", {"--userns", "auto", "-p", "127.0.0.1:8090:80"})).size(), std::size_t{64});
        QTRY_COMPARE_WITH_TIMEOUT(Stage::fetch("http://127.0.0.1:8090/"), std::string("web"), 10000);
        QCOMPARE(said({"run", "--rm", "tare/starter", "wget", "-qO-", "http://" + inspected("web", "{{.NetworkSettings.IPAddress}}")}), std::string("web"));
        // Whoever joins it is in its user namespace as well.
        QCOMPARE(said({"run", "--rm", "--network", "container:web", "tare/starter", "wget", "-qO-", "http://127.0.0.1/"}), std::string("web"));
        QCOMPARE(said({"run", "--rm", "--network", "container:web", "tare/starter", "cat", "/proc/self/uid_map"}), said({"exec", "web", "cat", "/proc/self/uid_map"}));
        QVERIFY(!said({"run", "--rm", "--pid", "container:web", "tare/starter", "ps"}).starts_with("!"));
        QCOMPARE(said({"restart", "-t", "0", "web"}), std::string("web"));
        QTRY_COMPARE_WITH_TIMEOUT(said({"exec", "web", "id", "-u"}), std::string("0"), 10000);
        QCOMPARE(said({"pause", "web"}), std::string("web"));
        QCOMPARE(said({"unpause", "web"}), std::string("web"));
    }

    void afterKillNothingIsLeft()
    {
        QCOMPARE(said(Stage::sleeperWords("one", {"--userns", "auto"})).size(), std::size_t{64});
        const RunOutput monitors = Stage::here({"pgrep", "-f", "tare-monitor.*" + m_stage->state()});
        const auto pid = parseInt(trim(monitors.out));
        QVERIFY2(pid.has_value(), monitors.out.c_str());
        QCOMPARE(::kill(static_cast<pid_t>(*pid), SIGKILL), 0);
        QTRY_VERIFY(::kill(static_cast<pid_t>(*pid), 0) != 0); // as long as it lives, the container runs
        QCOMPARE(said({"start", "one"}), std::string("one"));
        const std::string who = said({"exec", "one", "id", "-u"});
        QVERIFY2(who == "0", who.c_str());
    }

    void whatDoesNotGoTogether()
    {
        const auto refused = [&](std::vector<std::string> words, const char *why) {
            words.insert(words.begin(), {"create", "--userns", "auto"});
            words.insert(words.end(), {"tare/starter", "true"});
            const RunOutput output = m_stage->tare(words);
            return output.exitCode == 1 && output.err.find(why) != std::string::npos;
        };
        QVERIFY(refused({"--privileged"}, "privileged mode is incompatible with user namespaces"));
        QVERIFY(refused({"--pid", "host"}, "cannot share the host PID namespace"));
        QVERIFY(refused({"--network", "host"}, "cannot share the host's network namespace"));
        QVERIFY(refused({"--network", "container:x"}, "conflicting options"));
        QCOMPARE(m_stage->tare({"run", "--userns", "odd", "tare/starter"}).exitCode, 125);
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    OwnUsersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "own_users_test.moc"
