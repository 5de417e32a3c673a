// SPDX-License-Identifier: GPL-3.0-or-later
// Folder by folder through a container's files, while it runs and while it does not, and against one that means harm.
#include "core/base/file.h"
#include "core/engine/container_files.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>

using namespace tare;
using image::FileEntry;

class BrowseTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    std::string m_dir;

    RunOutput tare(const std::vector<std::string> &words) { return m_home->tare(words); }
    ContainerFiles &files() { return *m_home->engine().files(); }
    // Runs a script in a container "cc"; when `running` it stays.
    void make(bool running, const std::string &script, std::vector<std::string> options = {})
    {
        std::vector<std::string> words = {"run", "--name", "cc"};
        words.insert(words.end(), options.begin(), options.end());
        if (running)
            words.emplace_back("-d");
        words.insert(words.end(), {"tare/starter", "sh", "-c", "set -e; " + script + "; touch /ready" + (running ? "; exec sleep 1000" : "")});
        const RunOutput output = tare(words);
        QVERIFY2(output.exitCode == 0, output.err.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(files().readPart("cc", "/ready", 0, 1, {}).has_value(), 30'000);
    }
    template <class T> static T value(const Result<T> &result)
    {
        if (result)
            return *result;
        QTest::qFail(result.error().text().c_str(), __FILE__, __LINE__);
        return {};
    }
    static QStringList names(const Result<image::FileList> &list)
    {
        QStringList out;
        if (!list)
            return {QString::fromStdString(list.error().text())};
        for (const FileEntry &e : list->entries)
            out += QString::fromStdString(e.name);
        return out;
    }
    FileEntry entry(const std::string &folder, const std::string &name)
    {
        const auto list = files().listFolder("cc", folder, {});
        if (!list)
            return {};
        const auto at = std::find_if(list->entries.begin(), list->entries.end(), [&](const FileEntry &e) { return e.name == name; });
        return at == list->entries.end() ? FileEntry() : *at;
    }
    static void bothWays()
    {
        QTest::addColumn<bool>("running");
        QTest::newRow("running") << true;
        QTest::newRow("stopped") << false;
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }
    void init()
    {
        m_dir = m_home->paths().root + "/../browse";
        TARE_OK(removeTree(m_dir));
        TARE_OK(makeDirs(m_dir, 0755));
    }
    void cleanup()
    {
        for (const Container &c : m_home->engine().containers().value_or(std::vector<Container>()))
            (void)m_home->engine().remove(c.id, {true, true});
        QTRY_VERIFY(m_home->leftovers().empty());
    }

    void lists_data() { bothWays(); }
    void lists()
    {
        QFETCH(bool, running);
        make(running, "mkdir -p /d/sub; printf hello > /d/a; chown 12:34 /d/a; chmod 4750 /d/a; touch -d '2020-01-02 03:04:05' /d/a;"
                      "ln -s /etc /d/folder; ln -s nowhere /d/broken; mkfifo /d/pipe; printf x > \"$(printf '/d/n\\377\\nb')\"");
        QCOMPARE(names(files().listFolder("cc", "/d", {})).size(), 6);
        const FileEntry a = entry("/d", "a");
        QCOMPARE(a.type, FileEntry::Type::File);
        QCOMPARE(a.mode, 04750U);
        QCOMPARE(a.size, std::int64_t{5});
        QCOMPARE(a.uid, 12U);
        QCOMPARE(a.gid, 34U);
        QCOMPARE(a.modified, std::int64_t{1'577'934'245'000'000'000});
        QCOMPARE(entry("/d", "sub").type, FileEntry::Type::Folder);
        QCOMPARE(entry("/d", "folder").target, std::string("/etc"));
        QVERIFY(entry("/d", "folder").leadsToFolder);
        QVERIFY(!entry("/d", "broken").leadsToFolder);
        QCOMPARE(entry("/d", "pipe").type, FileEntry::Type::Fifo);
        // A name is bytes, whatever they are.
        QCOMPARE(entry("/d", "n\xff\nb").size, std::int64_t{1});
        QCOMPARE(names(files().listFolder("cc", "/d/folder", {})), names(files().listFolder("cc", "/etc", {})));
        QCOMPARE(files().listFolder("cc", "/none", {}).error().code, Errc::NotFound);
        QCOMPARE(files().listFolder("cc", "/d/a", {}).error().code, Errc::InvalidArgument);
        QCOMPARE(files().listFolder("none", "/", {}).error().code, Errc::NoSuchContainer);
        if (running) // as it sees it itself
            QVERIFY(names(files().listFolder("cc", "/proc/self", {})).contains(QStringLiteral("status")) ||
                    names(files().listFolder("cc", "/proc/1", {})).contains(QStringLiteral("status")));
    }

    void reads_data() { bothWays(); }
    void reads()
    {
        QFETCH(bool, running);
        make(running, "mkdir /d; printf 0123456789 > /d/a; ln -s a /d/link; mkfifo /d/pipe; mknod /d/dev c 1 5 || true; : > /d/empty");
        auto part = value(files().readPart("cc", "/d/link", 2, 3, {}));
        QCOMPARE(part.bytes, std::string("234"));
        QCOMPARE(part.size, std::int64_t{10});
        QVERIFY(part.more);
        part = value(files().readPart("cc", "/d/a", 0, 10, {}));
        QCOMPARE(part.bytes, std::string("0123456789"));
        QVERIFY(!part.more);
        QCOMPARE(value(files().readPart("cc", "/d/a", 20, 10, {})).bytes, std::string());
        QCOMPARE(value(files().readPart("cc", "/d/empty", 0, 10, {})).size, std::int64_t{0});
        // Nothing is opened that would be used by it, or would wait.
        for (const char *path : {"/d/pipe", "/d/dev", "/d", "/dev/null"}) {
            if (std::string(path) == "/dev/null" && !running)
                continue; // a container that does not run has none
            const auto refused = files().readPart("cc", path, 0, 10, {});
            QVERIFY2(!refused, path);
            QVERIFY2(refused.error().code == Errc::InvalidArgument || refused.error().code == Errc::NotFound, refused.error().text().c_str());
        }
        if (running) { // no size, but bytes
            const auto status = value(files().readPart("cc", "/proc/1/status", 0, 4096, {}));
            QVERIFY(status.bytes.starts_with("Name:"));
            QCOMPARE(status.size, static_cast<std::int64_t>(status.bytes.size()));
        }
    }

    void finds_data() { bothWays(); }
    void finds()
    {
        QFETCH(bool, running);
        make(running, "mkdir -p /d/one/two /d/three; touch /d/one/needle.txt /d/one/two/NEEDLE /d/three/other; ln -s / /d/three/up");
        QCOMPARE(names(files().findFiles("cc", "/d", "needle", {})), QStringList({QStringLiteral("one/needle.txt"), QStringLiteral("one/two/NEEDLE")}));
        QCOMPARE(names(files().findFiles("cc", "/d", "*.txt", {})), QStringList(QStringLiteral("one/needle.txt")));
        QCOMPARE(names(files().findFiles("cc", "/d", "one/**/needle*", {})).size(), 2);
        QCOMPARE(names(files().findFiles("cc", "/d/one", "two", {})), QStringList(QStringLiteral("two")));
        QVERIFY(value(files().findFiles("cc", "/d", "", {})).entries.empty());
        // What the kernel makes up is not searched from outside of it.
        for (const QString &name : names(files().findFiles("cc", "/", "status", {})))
            QVERIFY2(!name.startsWith(u"proc/"), qPrintable(name));
        CancelSource cancel;
        cancel.cancel();
        QCOMPARE(files().findFiles("cc", "/", "x", cancel.token()).error().code, Errc::Cancelled);
    }

    void changes_data() { bothWays(); }
    void changes()
    {
        QFETCH(bool, running);
        make(running, "mkdir -p /d/deep/er; echo x > /d/deep/er/f; echo y > /d/a; ln -s /d/deep /d/link; mkdir /d/shut; echo z > /d/shut/f; chmod 0 /d/shut");
        TARE_OK(files().makeFolder("cc", "/d/new", {}));
        QCOMPARE(entry("/d", "new").type, FileEntry::Type::Folder);
        QCOMPARE(files().makeFolder("cc", "/d/new", {}).error().osError, EEXIST);
        QCOMPARE(files().makeFolder("cc", "/none/new", {}).error().code, Errc::NotFound);
        TARE_OK(files().renamePath("cc", "/d/a", "b", {}));
        QCOMPARE(files().renamePath("cc", "/d/b", "new", {}).error().osError, EEXIST);
        for (const char *bad : {"", ".", "..", "x/y", "/etc/passwd"})
            QCOMPARE(files().renamePath("cc", "/d/b", bad, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(files().renamePath("cc", "/d/none", "x", {}).error().code, Errc::NotFound);
        TARE_OK(files().removePath("cc", "/d/link", {})); // and not what it leads to
        QCOMPARE(entry("/d", "deep").type, FileEntry::Type::Folder);
        TARE_OK(files().removePath("cc", "/d/deep/", {}));
        TARE_OK(files().removePath("cc", "/d/shut", {}));
        QCOMPARE(names(files().listFolder("cc", "/d", {})), QStringList({QStringLiteral("b"), QStringLiteral("new")}));
        QCOMPARE(files().removePath("cc", "/d/deep", {}).error().code, Errc::NotFound);
        for (const char *bad : {"/", "", "/d/..", "."})
            QCOMPARE(files().removePath("cc", bad, {}).error().code, Errc::InvalidArgument);
    }

    void whatIsMounted_data() { bothWays(); }
    void whatIsMounted()
    {
        QFETCH(bool, running);
        TARE_OK(makeDirs(m_dir + "/shared/sub", 0755));
        TARE_OK(writeFileAtomic(m_dir + "/shared/there", "there\n", 0644));
        TARE_OK(makeDirs(m_dir + "/kept", 0755));
        TARE_OK(writeFileAtomic(m_dir + "/kept/f", "kept\n", 0644));
        make(running, "echo own > /vol/f", {"-v", m_dir + "/shared:/data", "-v", m_dir + "/kept:/ro:ro", "-v", m_dir + "/kept:/data/sub", "-v", "/vol"});
        QCOMPARE(names(files().listFolder("cc", "/data", {})), QStringList({QStringLiteral("sub"), QStringLiteral("there")}));
        QCOMPARE(value(files().readPart("cc", "/data/there", 0, 100, {})).bytes, std::string("there\n"));
        QCOMPARE(value(files().readPart("cc", "/vol/f", 0, 100, {})).bytes, std::string("own\n"));
        QCOMPARE(value(files().readPart("cc", "/data/sub/f", 0, 100, {})).bytes, std::string("kept\n"));
        QVERIFY(!files().makeFolder("cc", "/ro/no", {}));
        QVERIFY(!files().removePath("cc", "/ro/f", {}));
        // What is mounted does not go, nor what is in it: not at its place, and not from above.
        QVERIFY(!files().removePath("cc", "/data/sub", {}));
        QVERIFY(!files().removePath("cc", "/data", {}));
        QCOMPARE(readFile(m_dir + "/kept/f").value_or("gone"), std::string("kept\n"));
        QCOMPARE(readFile(m_dir + "/shared/there").value_or("gone"), std::string("there\n"));
        TARE_OK(files().removePath("cc", "/data/there", {}));
        QVERIFY(!exists(m_dir + "/shared/there"));
    }

    void aReadOnlyRoot_data() { bothWays(); }
    void aReadOnlyRoot()
    {
        QFETCH(bool, running);
        std::vector<std::string> words = {"run", "--name", "cc", "--read-only", "-d", "tare/starter", running ? "sleep" : "true"};
        if (running)
            words.emplace_back("1000");
        QCOMPARE(tare(words).exitCode, 0);
        QCOMPARE(tare(running ? std::vector<std::string>{"ps"} : std::vector<std::string>{"wait", "cc"}).exitCode, 0);
        QVERIFY(names(files().listFolder("cc", "/", {})).contains(QStringLiteral("etc")));
        QVERIFY(!files().makeFolder("cc", "/no", {}));
        QVERIFY(!files().removePath("cc", "/etc", {}));
    }

    // Owners are the container's, whatever they are on this machine.
    void ownUsers()
    {
        if (::geteuid() != 0)
            QSKIP("only root gives a container a user namespace of its own");
        const RunOutput made = tare({"run", "-d", "--name", "cc", "--userns", "auto", "tare/starter", "sh", "-c",
                                     "mkdir /d; echo x > /d/f; chown 12:34 /d/f; exec sleep 1000"});
        if (made.exitCode != 0 && made.err.find("mapped") != std::string::npos)
            QSKIP(made.err.c_str());
        QVERIFY2(made.exitCode == 0, made.err.c_str());
        QTRY_COMPARE(entry("/d", "f").uid, 12U);
        QCOMPARE(entry("/d", "f").gid, 34U);
        QCOMPARE(entry("/", "d").uid, 0U);
        TARE_OK(files().makeFolder("cc", "/d/new", {}));
        QCOMPARE(entry("/d", "new").uid, 0U);
        QCOMPARE(tare({"exec", "cc", "stat", "-c", "%u:%g", "/d/new"}).out, std::string("0:0\n"));
        TARE_OK(files().renamePath("cc", "/d/f", "g", {}));
        TARE_OK(files().removePath("cc", "/d", {}));
        QCOMPARE(entry("/", "d").name, std::string());
    }

    void hugeFolders()
    {
        make(true, "mkdir /many; cd /many; i=0; while [ $i -lt 110 ]; do touch $(seq -f f%05g $((i*100)) $((i*100+99))) 2>/dev/null || "
                   "{ j=0; while [ $j -lt 100 ]; do : > f$((100000+i*100+j)); j=$((j+1)); done; }; i=$((i+1)); done");
        const auto list = value(files().listFolder("cc", "/many", {}));
        QCOMPARE(list.entries.size(), std::size_t{10'000});
        QCOMPARE(list.total, std::int64_t{11'000});
        QVERIFY(!list.atLeast);
        const auto found = value(files().findFiles("cc", "/many", "f", {}));
        QCOMPARE(found.entries.size(), std::size_t{10'000});
        QVERIFY(found.atLeast);
    }

    // What a container makes of its own paths leads nowhere else, however fast it changes them.
    void hostileLinks()
    {
        TARE_OK(writeFileAtomic(m_dir + "/secret", "secret\n", 0644));
        TARE_OK(makeDirs(m_dir + "/victim", 0777));
        TARE_OK(writeFileAtomic(m_dir + "/victim/f", "whole\n", 0666));
        QCOMPARE(tare({"run", "-d", "--name", "cc", "tare/starter", "sh", "-c",
                       "ln -s / /root-link; ln -s ../../../../../../.. /up; mkdir /swap; ln -s " + m_dir + "/victim /evil; mkdir /real; echo mine > /real/mine;"
                       "touch /ready; while :; do mv -T /real /swap/r; mv -T /evil /real; mv -T /real /evil; mv -T /swap/r /real; done"})
                     .exitCode, 0);
        QTRY_VERIFY(files().readPart("cc", "/ready", 0, 1, {}).has_value());
        for (const std::string &way : std::vector<std::string>{"/root-link", "/up", "/proc/1/root", "/proc/self/root", "/proc/self/cwd", "/../.."}) {
            const auto secret = files().readPart("cc", way + m_dir + "/secret", 0, 100, {});
            QVERIFY2(!secret, way.c_str());
            QVERIFY2(!files().listFolder("cc", way + m_dir, {}), way.c_str());
            QVERIFY2(!files().removePath("cc", way + m_dir + "/secret", {}), way.c_str());
        }
        for (int i = 0; i < 40; ++i) {
            // Its own folder, or nothing: the link is to a place that the container does not have.
            if (const auto list = files().listFolder("cc", "/real", {}))
                QCOMPARE(names(list), QStringList(QStringLiteral("mine")));
            QVERIFY(!files().readPart("cc", "/real/f", 0, 100, {}));
            QVERIFY(!files().removePath("cc", "/real/f", {}));
            (void)files().makeFolder("cc", "/real/f/x", {});
            if (const auto found = files().findFiles("cc", "/real", "f", {}))
                QVERIFY(found->entries.empty());
        }
        QCOMPARE(readFile(m_dir + "/victim/f").value_or("gone"), std::string("whole\n"));
        QCOMPARE(readFile(m_dir + "/secret").value_or("gone"), std::string("secret\n"));
    }

    // A tree that is emptied while its folders are exchanged for links to elsewhere.
    void removingWhatIsExchanged()
    {
        TARE_OK(makeDirs(m_dir + "/host", 0777));
        TARE_OK(writeFileAtomic(m_dir + "/host/f", "whole\n", 0666));
        QCOMPARE(tare({"run", "-d", "--name", "cc", "-v", m_dir + "/host:/host", "tare/starter", "sh", "-c",
                       "mkdir -p /t/a /t/b /t/c; ln -s /host /x; touch /ready; while :; do mkdir -p /t/a /t/b; touch /t/a/1 /t/a/2; mv -T /t/a /y 2>/dev/null; "
                       "cp -a /x /t/a 2>/dev/null; rm -f /t/a 2>/dev/null; mv -T /y /t/a 2>/dev/null; done"})
                     .exitCode, 0);
        QTRY_VERIFY(files().readPart("cc", "/ready", 0, 1, {}).has_value());
        for (int i = 0; i < 40; ++i)
            (void)files().removePath("cc", "/t", {});
        QCOMPARE(readFile(m_dir + "/host/f").value_or("gone"), std::string("whole\n"));
    }
};

QTEST_GUILESS_MAIN(BrowseTest)
#include "browse_test.moc"
