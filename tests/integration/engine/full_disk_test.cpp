// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that is full, to different degrees, so that space runs out early, late and in the middle: a clear error, nothing
// half-made, the store as it was, and all is well once there is space.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTest>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace tare;

namespace {

RunOutput call(std::vector<std::string> argv)
{
    SpawnOptions options;
    options.argv = std::move(argv);
    auto output = run(options);
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

} // namespace

class FullDiskTest : public QObject
{
    Q_OBJECT

    std::string m_dir, m_tare;

    [[nodiscard]] std::string disk() const { return m_dir + "/disk"; }
    RunOutput tare(const std::vector<std::string> &words)
    {
        std::vector<std::string> argv = {m_tare, "--root", disk() + "/r", "--state", m_dir + "/s"};
        argv.insert(argv.end(), words.begin(), words.end());
        return call(std::move(argv));
    }
    void must(const std::vector<std::string> &words)
    {
        const RunOutput out = tare(words);
        QVERIFY2(out.exitCode == 0, (words[0] + ": " + out.err).c_str());
    }
    // A file that leaves `room` bytes.
    void fill(std::uint64_t room)
    {
        const auto fd = openFile(disk() + "/filler", O_WRONLY | O_CREAT | O_TRUNC);
        TARE_OK(fd);
        // Something that runs may take a little meanwhile.
        const auto allocated = [&] {
            struct statvfs fs
            {
            };
            if (::statvfs(disk().c_str(), &fs) != 0)
                return -1;
            const std::uint64_t free = fs.f_bavail * fs.f_bsize;
            return free > room ? ::posix_fallocate(fd->get(), 0, static_cast<off_t>(free - room)) : 0;
        };
        QTRY_COMPARE(allocated(), 0);
    }
    void empty() { ::unlink((disk() + "/filler").c_str()); }
    // What a person can see, and what would be left of work that was broken off.
    std::string look()
    {
        std::string out = tare({"images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"}).out +
                          tare({"ps", "-a", "--no-trunc", "--format", "{{.Names}} {{.ID}} {{.State}}"}).out;
        for (const char *folder : {"/r/tmp", "/r/containers", "/r/names", "/r/images/blobs/sha256", "/r/layers", "/r/volumes"}) {
            for (const QString &name : QDir(QString::fromStdString(disk() + folder))
                                           .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name))
                out += std::string(folder) + "/" + name.toStdString() + "\n";
        }
        return out;
    }

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("a small file system needs root");
        m_dir = "/tmp/tf-XXXXXX";
        QVERIFY(::mkdtemp(m_dir.data()) != nullptr);
        TARE_OK(makeDirs(disk(), 0700));
        QCOMPARE(::mount("tmpfs", disk().c_str(), "tmpfs", 0, "size=48m"), 0);
        const auto program = findProgram("tare");
        TARE_OK(program);
        m_tare = *program;
        // An image of a few MiB that cannot be made smaller.
        const std::string tree = m_dir + "/tree";
        const RunOutput packed =
            call({"sh", "-c", "mkdir -p " + tree + "/bin && cp /bin/busybox " + tree + "/bin/sh && head -c 3000000 /dev/urandom > " +
                                  tree + "/noise && tar -C " + tree + " -cf " + m_dir + "/tree.tar ."});
        QVERIFY2(packed.exitCode == 0, packed.err.c_str());
        must({"run", "--rm", "tare/starter", "true"});
        must({"import", m_dir + "/tree.tar", "noise:1"});
        must({"save", "-o", m_dir + "/noise.tar", "noise:1"});
        must({"rmi", "noise:1"});
        must({"create", "--name", "kept", "tare/starter", "sh", "-c", "echo here"});
        must({"run", "--name", "changed", "tare/starter", "sh", "-c", "head -c 2000000 /dev/urandom > /root/noise"});
    }
    void cleanupTestCase()
    {
        if (m_dir.empty())
            return;
        empty();
        (void)tare({"rm", "-f", "kept", "changed"});
        QCOMPARE(::umount2(disk().c_str(), MNT_DETACH), 0);
        TARE_OK(removeTree(m_dir));
    }

    void atEveryStep_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("undo");
        const QString dir = QString::fromStdString(m_dir);
        const QStringList rmi{"rmi", "-f", "noise:1"}, rm{"rm", "-f", "new"};
        QTest::newRow("load") << QStringList{"load", "-i", dir + "/noise.tar"} << rmi;
        QTest::newRow("create") << QStringList{"create", "--name", "new", "tare/starter", "true"} << rm;
        QTest::newRow("run") << QStringList{"run", "-d", "--name", "new", "tare/starter", "true"} << rm;
        QTest::newRow("create with a volume")
            << QStringList{"create", "--name", "new", "-v", "/etc", "tare/starter", "true"} << QStringList{"rm", "-fv", "new"};
        QTest::newRow("create with a volume that has a name")
            << QStringList{"create", "--name", "new", "-v", "named:/etc", "tare/starter", "true"}
            << rm;
        QTest::newRow("volume create") << QStringList{"volume", "create", "named"} << QStringList{"volume", "rm", "named"};
        QTest::newRow("import") << QStringList{"import", dir + "/tree.tar", "noise:1"} << rmi;
        QTest::newRow("commit") << QStringList{"commit", "changed", "noise:1"} << rmi;
        QTest::newRow("tag") << QStringList{"tag", "tare/starter", "noise:1"} << rmi;
        QTest::newRow("rename") << QStringList{"rename", "kept", "other"} << QStringList{"rename", "other", "kept"};
    }
    void atEveryStep()
    {
        QFETCH(QStringList, words);
        QFETCH(QStringList, undo);
        const auto plain = [](const QStringList &list) {
            std::vector<std::string> out;
            for (const QString &word : list)
                out.push_back(word.toStdString());
            return out;
        };
        const auto takeBack = [&] {
            must(plain(undo));
            must({"volume", "rm", "-f", "named"});
        };
        const std::string before = look();
        bool worked = false;
        for (std::uint64_t room = 0; !worked; room = room == 0 ? 4096 : room * 2) {
            QVERIFY(room < (64U << 20U));
            fill(room);
            const RunOutput out = tare(plain(words));
            empty();
            worked = out.exitCode == 0;
            const std::string told = std::to_string(room) + " bytes: " + out.err;
            if (worked) {
                takeBack();
            } else {
                QVERIFY2(out.err.find("No space left") != std::string::npos, told.c_str());
                // A container that was made and could not be started stays, as Docker's; it says why.
                if (words[0] == QLatin1String("run") && tare({"inspect", "new"}).exitCode == 0)
                    takeBack();
            }
            const std::string after = look();
            QVERIFY2(after == before, (told + "\nbefore:\n" + before + "after:\n" + after).c_str());
        }
        must({"system", "fsck"});
        must(plain(words)); // and once more, with space
        takeBack();
        QCOMPARE(look(), before);
    }

    // A start needs little; one that has not even that fails and can be tried again, and what runs goes on running.
    void aStart()
    {
        for (const std::uint64_t room : {0U, 4096U, 16384U}) {
            fill(room);
            const RunOutput out = tare({"start", "-a", "kept"});
            empty();
            const std::string told = std::to_string(room) + " bytes: " + out.err;
            QVERIFY2(out.exitCode == 0 ? out.out == "here\n" : out.err.find("No space left") != std::string::npos,
                     told.c_str());
            const RunOutput again = tare({"start", "-a", "kept"});
            QVERIFY2(again.exitCode == 0 && again.out == "here\n", again.err.c_str());
        }
    }

    // A restart policy and a health check go on as far as the disk lets them: what they know is written over what is there.
    void restartsGoOn()
    {
        must({"run", "-d", "--name", "again", "--restart", "on-failure:3", "--health-cmd", "true", "--health-interval", "50ms", "tare/starter",
              "sh", "-c", "echo run; sleep 0.2; exit 6"});
        fill(0);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"inspect", "-f", "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}", "again"}).out,
                                  std::string("exited 6 3\n"), 20000);
        empty();
        must({"start", "again"});
        must({"rm", "-f", "again"});
    }

    void aChattyContainerDoesNotWait()
    {
        fill(200'000);
        const RunOutput out =
            tare({"run", "--name", "chatty", "tare/starter", "sh", "-c", "yes | head -c 3000000; echo ended >&2; exit 4"});
        QCOMPARE(out.exitCode, 4);
        QCOMPARE(out.out.size(), std::size_t{3000000}); // who listens gets all of it
        QCOMPARE(out.err, std::string("ended\n"));
        QCOMPARE(tare({"inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "chatty"}).out, std::string("exited 4\n"));
        const RunOutput logs = tare({"logs", "chatty"}); // lines that were written are whole
        QVERIFY2(logs.exitCode == 0 && logs.out.size() % 2 == 0 && logs.out.find_first_not_of("y\n") == std::string::npos,
                 logs.err.c_str());
        empty();
        QCOMPARE(tare({"start", "chatty"}).exitCode, 0);
        QCOMPARE(tare({"wait", "chatty"}).out, std::string("4\n"));
        must({"rm", "chatty"});
    }
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
