// SPDX-License-Identifier: GPL-3.0-or-later
// The files of containers: cp both ways, diff, commit, export; while they run and while they do not, and against a
// container that means harm.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <sys/stat.h>

using namespace tare;

class FilesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    std::string m_dir;

    RunOutput tare(const std::vector<std::string> &words, const std::string &input = {}) { return m_home->tare(words, input); }
    RunOutput shell(const std::string &script) // $T is the command
    {
        SpawnOptions options;
        options.argv = {"sh", "-c", "T='" + EngineHome::program() + " --root " + m_home->paths().root + " --state " + m_home->paths().state + "'; cd " + m_dir + "; " + script};
        auto output = run(options, {});
        return output ? *output : RunOutput{-1, {}, output.error().text()};
    }
    std::string text(const std::string &name) { return readFile(m_dir + "/" + name).value_or("<" + name + " is not there>"); }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }
    void init()
    {
        m_dir = m_home->paths().root + "/../files";
        TARE_OK(removeTree(m_dir));
        TARE_OK(makeDirs(m_dir, 0755));
    }
    void cleanup()
    {
        for (const Container &c : m_home->engine().containers().value_or(std::vector<Container>()))
            (void)m_home->engine().remove(c.id, {true, true});
        QTRY_VERIFY(m_home->leftovers().empty());
    }

    void copies_data()
    {
        QTest::addColumn<bool>("running");
        QTest::newRow("running") << true;
        QTest::newRow("stopped") << false;
    }
    void copies()
    {
        QFETCH(bool, running);
        const char *make = "mkdir -p /d/sub /e && echo one > /d/a && echo two > /d/sub/b && ln -s a /d/link && ln -s /d /dirlink";
        if (running)
            QCOMPARE(tare({"run", "-d", "--name", "cc", "tare/starter", "sh", "-c", std::string(make) + "; touch /ready; sleep 1000"}).exitCode, 0);
        else
            QCOMPARE(tare({"run", "--name", "cc", "tare/starter", "sh", "-c", std::string(make) + "; touch /ready"}).exitCode, 0);
        QTRY_COMPARE(tare({"cp", "cc:/ready", "-"}).exitCode, 0);

        // Out: a file to a new name, into a folder; a folder to a new name, into one that is there, and its contents.
        QCOMPARE(shell("$T cp cc:/d/a one && $T cp cc:/d/a . && $T cp cc:/d new && mkdir there && $T cp cc:/d there && "
                       "mkdir in && $T cp cc:/d/. in && $T cp cc:/d/ there2").err, std::string());
        QCOMPARE(text("one"), std::string("one\n"));
        QCOMPARE(text("a"), std::string("one\n"));
        QCOMPARE(text("new/sub/b"), std::string("two\n"));
        QCOMPARE(text("there/d/a"), std::string("one\n"));
        QCOMPARE(text("in/sub/b"), std::string("two\n"));
        QCOMPARE(text("there2/a"), std::string("one\n"));
        // A link stays one, unless it is to be followed.
        QCOMPARE(shell("$T cp cc:/d/link l1 && $T cp -L cc:/d/link l2 && readlink l1 && cat l2").out, std::string("a\none\n"));
        QCOMPARE(shell("$T cp cc:/dirlink/a via && cat via").out, std::string("one\n"));
        // As a stream.
        QCOMPARE(shell("$T cp cc:/d - | tar -tf -").out, std::string("d/\nd/a\nd/link\nd/sub/\nd/sub/b\n"));
        // What cannot be.
        QCOMPARE(shell("$T cp cc:/none x").exitCode, 1);
        QVERIFY(shell("echo > file; $T cp cc:/d file").err.find("cannot copy directory") != std::string::npos);
        QVERIFY(shell("$T cp cc:/d/a none/").err.find("no such directory") != std::string::npos);
        QVERIFY(shell("$T cp cc:/d/a none/x").err.find("invalid output path: directory \"none\" does not exist") != std::string::npos);
        QCOMPARE(shell("$T cp a b").exitCode, 1);

        // In.
        QCOMPARE(shell("mkdir -p up/x && echo up > up/x/f && echo f > file && $T cp file cc:/e && $T cp file cc:/e/other && "
                       "$T cp up cc:/e && $T cp up/. cc:/e/fresh && tar -cf - up | $T cp - cc:/tmp").err, std::string());
        QVERIFY(shell("$T cp file cc:/none/").err.find("no such directory") != std::string::npos);
        QVERIFY(shell("$T cp up cc:/d/a").err.find("cannot copy directory") != std::string::npos);
        QVERIFY(shell("$T cp - cc:/d/a < /dev/null").err.find("must be a directory") != std::string::npos);
        QCOMPARE(shell("$T cp cc:/e/file - | tar -xOf -; $T cp cc:/e/other - | tar -xOf -; $T cp cc:/e/up/x/f - | tar -xOf -;"
                       "$T cp cc:/e/fresh/x/f - | tar -xOf -; $T cp cc:/tmp/up/x/f - | tar -xOf -").out,
                 std::string("f\nf\nup\nup\nup\n"));
        if (running)
            QCOMPARE(tare({"exec", "cc", "cat", "/e/up/x/f"}).out, std::string("up\n"));
    }

    void intoWhatIsMounted()
    {
        TARE_OK(makeDirs(m_dir + "/shared", 0755));
        TARE_OK(writeFileAtomic(m_dir + "/shared/there", "there\n"));
        QCOMPARE(tare({"run", "--name", "cc", "--read-only", "-v", m_dir + "/shared:/data", "tare/starter", "true"}).exitCode, 0);
        QCOMPARE(shell("echo in > file; $T cp file cc:/data/in && $T cp cc:/data/there out && cat out shared/in").out, std::string("there\nin\n"));
        const RunOutput refused = shell("$T cp file cc:/etc/in");
        // What is mounted to be read stays as it is, by whatever way one comes to it, running or not.
        QCOMPARE(tare({"run", "--name", "ro", "-v", m_dir + "/shared:/data:ro", "tare/starter", "ln", "-s", "/data", "/way"}).exitCode, 0);
        for (const char *to : {"/data/no", "/way/no", "/x/../data/no"}) {
            const RunOutput kept = tare({"cp", m_dir + "/file", std::string("ro:") + to});
            QVERIFY2(kept.exitCode == 1 && kept.err.find("ead-only") != std::string::npos, (to + kept.err).c_str());
        }
        QVERIFY(tare({"cp", m_dir + "/file", "ro:/data/no"}).err.find("mounted volume is marked read-only") != std::string::npos);
        QVERIFY(!exists(m_dir + "/shared/no"));
        QCOMPARE(shell("$T cp ro:/way/there - | tar -xOf -").out, std::string("there\n"));
        QCOMPARE(tare({"run", "--name", "vol", "-v", "/own", "tare/starter", "sh", "-c", "echo kept > /own/f"}).exitCode, 0);
        QCOMPARE(shell("$T cp vol:/own/f - | tar -xOf - && $T cp file vol:/own/ && $T cp vol:/own/file - | tar -xOf -").out, std::string("kept\nin\n"));
        QVERIFY(tare({"system", "df", "--format", "{{.Type}} {{.TotalCount}} {{.Size}}"}).out.find("Local Volumes 1 8B\n") != std::string::npos);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.find("container rootfs is marked read-only") != std::string::npos, refused.err.c_str());
    }

    void owners()
    {
        if (::geteuid() != 0)
            QSKIP("only root gives files away");
        QCOMPARE(tare({"run", "--name", "cc", "tare/starter", "sh", "-c", "echo x > /f && chown 12:34 /f && chmod 640 /f"}).exitCode, 0);
        QCOMPARE(shell("$T cp cc:/f plain && $T cp -a cc:/f kept && stat -c '%u:%g %a' plain kept").out,
                 std::string("0:0 640\n12:34 640\n"));
        QCOMPARE(shell("$T cp kept cc:/in && $T cp -a kept cc:/in-a && $T cp cc:/in - | tar -tvf - --numeric-owner && "
                       "$T cp cc:/in-a - | tar -tvf - --numeric-owner").out.find("0/0"), std::size_t{11});
    }

    // What a container makes of its own paths leads nowhere else, however fast it changes them.
    void hostileLinks()
    {
        TARE_OK(writeFileAtomic(m_dir + "/secret", "secret\n"));
        QCOMPARE(tare({"run", "-d", "--name", "cc", "tare/starter", "sh", "-c",
                       "ln -s / /root-link; ln -s ../../../../../../.. /up; mkdir /swap; ln -s / /evil; mkdir /real; echo mine > /real/f;"
                       "touch /ready; while :; do mv -T /real /swap/r; mv -T /evil /real; mv -T /real /evil; mv -T /swap/r /real; done"})
                     .exitCode, 0);
        QTRY_COMPARE(tare({"cp", "cc:/ready", "-"}).exitCode, 0);
        for (const std::string &path : std::vector<std::string>{"cc:/root-link" + m_dir + "/secret", "cc:/up" + m_dir + "/secret", "cc:/evil" + m_dir + "/secret",
                                       "cc:/proc/1/root" + m_dir + "/secret", "cc:/proc/self/cwd/x"})
            QVERIFY2(tare({"cp", path, m_dir + "/got"}).exitCode != 0, path.c_str());
        QVERIFY(!exists(m_dir + "/got"));
        TARE_OK(writeFileAtomic(m_dir + "/poison", "poison\n"));
        for (int i = 0; i < 30; ++i) {
            (void)tare({"cp", m_dir + "/poison", "cc:/real/tare-poison"});
            // The folder, or the link as a link: never what the link leads to. A name of its own each time, since a link
            // that is here would be followed as any of the caller's.
            const std::string out = m_dir + "/out" + std::to_string(i);
            (void)tare({"cp", "cc:/real", out});
            struct stat st
            {};
            if (::lstat(out.c_str(), &st) == 0 && S_ISDIR(st.st_mode))
                QVERIFY(!exists(out + "/etc"));
        }
        QVERIFY(!exists("/tare-poison"));
    }

    void changes()
    {
        QCOMPARE(tare({"run", "--name", "cc", "tare/starter", "sh", "-c",
                       "mkdir /new && echo x > /new/f && echo more >> /etc/passwd && rm /etc/group && rm -rf /tmp/* && ln -s x /link"}).exitCode, 0);
        const RunOutput diff = tare({"diff", "cc"});
        QCOMPARE(diff.exitCode, 0);
        const auto lines = split(trim(diff.out), '\n');
        const auto has = [&](std::string_view line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
        QVERIFY2(has("A /new") && has("A /new/f") && has("A /link") && has("C /etc") && has("C /etc/passwd") && has("D /etc/group"), diff.out.c_str());
        QVERIFY2(!has("A /proc") && !has("A /sys") && !has("A /dev") && !has("A /etc/hosts"), diff.out.c_str());
        QCOMPARE(tare({"diff", "none"}).exitCode, 1);
        QCOMPARE(tare({"create", "--name", "fresh", "tare/starter", "true"}).exitCode, 0);
        QCOMPARE(tare({"diff", "fresh"}).out, std::string());
    }

    void commits()
    {
        QCOMPARE(tare({"run", "--name", "cc", "-e", "KEPT=yes", "tare/starter", "sh", "-c",
                       "mkdir -p /data/sub && echo v1 > /data/sub/f && chmod 4711 /data/sub/f && ln /data/sub/f /data/hard && rm /etc/group"}).exitCode, 0);
        const RunOutput made = tare({"commit", "-a", "Someone <s@example.org>", "-m", "what it does", "-c", "CMD [\"cat\", \"/data/sub/f\"]",
                                     "-c", "ENV ADDED=1", "cc", "mine:v1"});
        QVERIFY2(made.exitCode == 0 && made.out.starts_with("sha256:"), made.err.c_str());
        QCOMPARE(tare({"inspect", "-f", "{{.Author}} {{.Comment}} {{.Config.Cmd}}", "mine:v1"}).out,
                 std::string("Someone <s@example.org> what it does [cat /data/sub/f]\n"));
        // The layer was made by what the container ran, not by what the image is to run.
        QVERIFY(tare({"history", "--no-trunc", "mine:v1"}).out.find("mkdir -p /data/sub && echo v1") != std::string::npos);
        QVERIFY(tare({"inspect", "-f", "{{.Config.Env}}", "mine:v1"}).out.find("KEPT=yes") != std::string::npos);
        QCOMPARE(tare({"run", "--rm", "mine:v1"}).out, std::string("v1\n"));
        QCOMPARE(tare({"run", "--rm", "mine:v1", "sh", "-c", "ls /etc/group; stat -c %a%h /data/hard; echo $ADDED"}).out, std::string("47112\n1\n"));
        // A folder that was replaced as a whole, over two layers.
        QCOMPARE(tare({"run", "--name", "dd", "mine:v1", "sh", "-c", "rm -r /data && mkdir /data && echo v2 > /data/only"}).exitCode, 0);
        QCOMPARE(tare({"commit", "dd", "mine:v2"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "-f", "{{.Author}}|{{.Comment}}", "mine:v2"}).out, std::string("|\n"));
        // What every container is given is not the image's.
        QVERIFY(tare({"inspect", "-f", "{{.Config.Env}}", "mine:v2"}).out.find("HOSTNAME") == std::string::npos);
        QCOMPARE(tare({"run", "--rm", "mine:v2", "ls", "/data"}).out, std::string("only\n"));
        QCOMPARE(tare({"history", "-q", "mine:v2"}).out.size() > 0, true);
        // While it runs, and nothing changed at all.
        QCOMPARE(tare({"run", "-d", "--name", "rr", "tare/starter", "sleep", "1000"}).exitCode, 0);
        QCOMPARE(tare({"commit", "rr", "same:1"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "-f", "{{.State.Status}}", "rr"}).out, std::string("running\n"));
        QCOMPARE(tare({"inspect", "-f", "{{len .RootFS.Layers}}", "same:1"}).out, tare({"inspect", "-f", "{{len .RootFS.Layers}}", "tare/starter"}).out);
        // An image that a container uses.
        const RunOutput used = tare({"rmi", "tare/starter"});
        QCOMPARE(used.exitCode, 1);
        QVERIFY2(used.err.find("conflict: unable to remove repository reference \"tare/starter\" (must force) - container ") != std::string::npos, used.err.c_str());
        for (const char *name : {"cc", "dd", "rr"})
            QCOMPARE(tare({"rm", "-f", name}).exitCode, 0);
        QCOMPARE(tare({"rmi", "mine:v2", "mine:v1", "same:1"}).exitCode, 0);
    }

    void exports()
    {
        QCOMPARE(tare({"run", "--name", "cc", "tare/starter", "sh", "-c", "echo x > /mine; rm /etc/group"}).exitCode, 0);
        QCOMPARE(shell("$T export cc | tar -xOf - mine").out, std::string("x\n"));
        QCOMPARE(shell("$T export -o all.tar cc && tar -tf all.tar | grep -c '^etc/group$'").out, std::string("0\n"));
        QCOMPARE(shell("$T import -c 'CMD [\"cat\",\"/mine\"]' -m why all.tar flat:1 > /dev/null && $T run --rm flat:1").out, std::string("x\n"));
        QCOMPARE(tare({"rmi", "flat:1"}).exitCode, 0);
        QCOMPARE(tare({"export", "none"}).exitCode, 1);
        // An archive that cannot be finished leaves what was there.
        TARE_OK(writeFileAtomic(m_dir + "/kept.tar", "old"));
        QCOMPARE(shell("$T save -o kept.tar none").exitCode, 1);
        QCOMPARE(text("kept.tar"), std::string("old"));
    }
};

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
