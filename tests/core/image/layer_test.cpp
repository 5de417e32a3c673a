// SPDX-License-Identifier: GPL-3.0-or-later
// Layers into folders: what every kind of entry becomes, and what hostile ones do not.
#include "core/base/file.h"
#include "core/image/layer/apply_layer.h"
#include "core/image/layer/lower_view.h"
#include "tests/core/image/root_main.h"
#include "tests/core/image/tar_builder.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

using namespace tare;
using namespace tare::image;

class LayerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void filesFoldersLinks();
    void timesOfFoldersSurviveTheirFiles();
    void longNamesAndPax();
    void namesThatAreNoAscii();
    void sparseFiles();
    void emptyLayers();
    void attributes();
    void setuidSurvivesChown();
    void laterEntryWins();
    void folderBecomesFile();
    void implicitFoldersTakeAfterThoseBelow();
    void symlinkBelowIsFollowed();
    void hardLinkToALowerLayer();
    void whiteouts();
    void whiteoutOfNothingIsDropped();
    void whiteoutDoesNotTouchItsOwnLayer();
    void whiteoutAndFolderOfOneName();
    void opaqueInAnyOrder();
    void whiteoutInOpaqueFolderIsDropped();
    void aufsBookkeepingIsIgnored();
    void devices();
    void refusesUnsafe_data();
    void refusesUnsafe();
    void nothingOutsideIsTouched();
    void refusesBroken_data();
    void refusesBroken();
    void limits();

private:
    // A new layer above those made before.
    Result<Applied> apply(const std::string &tar, std::int64_t maxBytes = 0, std::int64_t maxEntries = 0);
    std::string top(const std::string &path) const { return m_diffs.back() + "/" + path; }
    struct stat look(const std::string &path) const
    {
        struct stat st
        {};
        if (::lstat(top(path).c_str(), &st) != 0)
            st.st_mode = 0;
        return st;
    }
    bool hides(const std::string &path) const { return isOverlayWhiteout(look(path)); }
    bool opaque(const std::string &path) const
    {
        const UniqueFd fd(::open(top(path).c_str(), O_RDONLY | O_CLOEXEC));
        return isOpaque(fd.get());
    }
    std::unique_ptr<TempHome> m_home;
    std::vector<std::string> m_diffs;
};

void LayerTest::init()
{
    m_home = std::make_unique<TempHome>();
    m_diffs.clear();
}

void LayerTest::cleanup() { m_home.reset(); }

Result<Applied> LayerTest::apply(const std::string &tar, std::int64_t maxBytes, std::int64_t maxEntries)
{
    ApplyOptions options;
    options.name = "the layer";
    options.lower = m_diffs;
    options.maxBytes = maxBytes;
    options.maxEntries = maxEntries;
    options.userNamespace = userns::inside();
    m_diffs.push_back(m_home->file("diff" + std::to_string(m_diffs.size())));
    if (auto made = makeDirs(m_diffs.back()); !made)
        return tl::unexpected<Error>(made.error());
    const Source source = memorySource(tar, 700); // pieces that fit no block
    return applyLayer(*source, m_diffs.back(), options);
}

void LayerTest::filesFoldersLinks()
{
    TarBuilder tar;
    tar.folder("./").folder("etc", 0750).file("etc/passwd", "root", 0640).symlink("link", "/etc/passwd");
    tar.hardLink("hard", "etc/passwd").file("a/b/c", "deep");
    TarBuilder::Entry fifo;
    fifo.path = "pipe";
    fifo.type = '6';
    tar.add(fifo);
    const auto applied = apply(tar.bytes());
    TARE_OK(applied);
    QCOMPARE(applied->size, std::int64_t{8}); // the hard link is no second file
    QCOMPARE(*readFile(top("etc/passwd")), std::string("root"));
    QCOMPARE(look("etc/passwd").st_mode & 07777U, 0640U);
    QCOMPARE(look("etc").st_mode & 07777U, 0750U);
    QCOMPARE(look("etc/passwd").st_ino, look("hard").st_ino);
    QVERIFY(S_ISLNK(look("link").st_mode));
    QVERIFY(S_ISFIFO(look("pipe").st_mode));
    QCOMPARE(*readFile(top("a/b/c")), std::string("deep"));
    QCOMPARE(look("a").st_mode & 07777U, 0755U);
}

void LayerTest::timesOfFoldersSurviveTheirFiles()
{
    TarBuilder tar;
    TarBuilder::Entry folder;
    folder.path = "d";
    folder.type = '5';
    folder.mode = 0755;
    folder.modified = 1000;
    tar.add(folder).file("d/f", "x");
    TarBuilder::Entry old;
    old.path = "old";
    old.modified = -86'400; // 1969
    tar.add(old);
    TarBuilder::Entry fine;
    fine.path = "fine";
    fine.pax = {{"mtime", "1500000000.123456789"}};
    tar.add(fine);
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(look("d").st_mtim.tv_sec, time_t{1000});
    QCOMPARE(look("old").st_mtim.tv_sec, time_t{-86'400});
    QCOMPARE(look("fine").st_mtim.tv_nsec, 123456789L);
}

void LayerTest::longNamesAndPax()
{
    const std::string gnu = "g/" + std::string(150, 'n');
    const std::string pax = "p/" + std::string(200, 'p') + "/" + std::string(200, 'q');
    TarBuilder tar;
    tar.gnuLongName(gnu).file("short", "1");
    tar.gnuLongName(std::string(300, 't'), 'K').symlink("s", "short");
    TarBuilder::Entry e;
    e.path = "other";
    e.data = "2";
    e.pax = {{"path", pax}};
    tar.add(e);
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(*readFile(top(gnu)), std::string("1"));
    QCOMPARE(*readFile(top(pax)), std::string("2"));
    QCOMPARE(readLink(AT_FDCWD, top("s")).value_or(""), std::string(300, 't'));
}

void LayerTest::namesThatAreNoAscii()
{
    TarBuilder tar;
    tar.file("\xed\x95\x9c\xea\xb8\x80", "ustar").file("latin-\xe4", "bytes");
    TarBuilder::Entry e;
    e.path = "x";
    e.data = "pax";
    e.pax = {{"path", "\xc3\xa9t\xc3\xa9"}};
    tar.add(e);
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(*readFile(top("\xed\x95\x9c\xea\xb8\x80")), std::string("ustar"));
    QCOMPARE(*readFile(top("latin-\xe4")), std::string("bytes"));
    QCOMPARE(*readFile(top("\xc3\xa9t\xc3\xa9")), std::string("pax"));
}

void LayerTest::sparseFiles()
{
    // GNU's format 1.0: the map is at the head of the data.
    std::string map = "2\n0\n4\n1048576\n4\n";
    map.resize(512, '\0');
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "GNUSparseFile.0/big";
    e.data = map + "headtail";
    e.pax = {{"GNU.sparse.major", "1"}, {"GNU.sparse.minor", "0"}, {"GNU.sparse.name", "big"},
             {"GNU.sparse.realsize", "2097152"}};
    tar.add(e);
    const auto applied = apply(tar.bytes());
    TARE_OK(applied);
    const std::string bytes = *readFile(top("big"));
    QCOMPARE(bytes.size(), std::size_t{2097152});
    QCOMPARE(bytes.substr(0, 4), std::string("head"));
    QCOMPARE(bytes.substr(1048576, 4), std::string("tail"));
    QVERIFY(bytes.find_first_not_of('\0', 1048580) == std::string::npos);
    QCOMPARE(applied->size, std::int64_t{2097152});
    QVERIFY(look("big").st_blocks * 512 < 1'000'000);
}

void LayerTest::emptyLayers()
{
    TARE_OK(apply(""));
    TARE_OK(apply(std::string(1024, '\0')));
    TARE_OK(apply(std::string(10240, '\0')));
}

void LayerTest::attributes()
{
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "f";
    e.data = "x";
    e.pax = {{"SCHILY.xattr.user.kept", "yes"},
             {"SCHILY.xattr.user.overlay.opaque", "y"},
             {"SCHILY.xattr.trusted.overlay.redirect", "/etc"},
             {"SCHILY.xattr.security.selinux", "label"}};
    tar.add(e);
    TarBuilder::Entry d;
    d.path = "d";
    d.type = '5';
    d.mode = 0755;
    d.pax = {{"SCHILY.xattr.trusted.overlay.opaque", "y"}, {"SCHILY.xattr.user.overlay.opaque", "y"}};
    tar.add(d);
    if (::geteuid() == 0) {
        TarBuilder::Entry c;
        c.path = "ping";
        c.mode = 0755;
        c.uid = 5; // another owner: chown clears capabilities that were set before
        c.pax = {{"SCHILY.xattr.security.capability", std::string("\x01\x00\x00\x02\x00\x20\x00\x00\x00\x00\x00\x00"
                                                                  "\x00\x00\x00\x00\x00\x00\x00\x00", 20)}};
        tar.add(c);
    }
    TARE_OK(apply(tar.bytes()));
    char value[64] = {};
    if (::getxattr(m_home->dir().c_str(), "user.kept", value, sizeof value) < 0 && errno == ENOTSUP)
        QSKIP("this file system knows no attributes");
    QCOMPARE(::getxattr(top("f").c_str(), "user.kept", value, sizeof value), ssize_t{3});
    QCOMPARE(::getxattr(top("f").c_str(), "user.overlay.opaque", value, sizeof value), ssize_t{-1});
    QCOMPARE(::getxattr(top("f").c_str(), "trusted.overlay.redirect", value, sizeof value), ssize_t{-1});
    QCOMPARE(::getxattr(top("f").c_str(), "security.selinux", value, sizeof value), ssize_t{-1});
    QVERIFY(!opaque("d"));
    if (::geteuid() == 0)
        QCOMPARE(::getxattr(top("ping").c_str(), "security.capability", value, sizeof value), ssize_t{20});
}

void LayerTest::setuidSurvivesChown()
{
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "su";
    e.mode = 04755;
    if (::geteuid() == 0)
        e.uid = 7;
    tar.add(e);
    tar.folder("tmp", 01777);
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(look("su").st_mode & 07777U, 04755U);
    QCOMPARE(look("su").st_uid, static_cast<uid_t>(e.uid));
    QCOMPARE(look("tmp").st_mode & 07777U, 01777U);
}

void LayerTest::laterEntryWins()
{
    TarBuilder tar;
    tar.file("f", "first").hardLink("h", "f").file("f", "second").folder("d", 0700).file("d/x", "x").folder("d", 0755);
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(*readFile(top("f")), std::string("second"));
    QCOMPARE(*readFile(top("h")), std::string("first"));
    QCOMPARE(*readFile(top("d/x")), std::string("x"));
    QCOMPARE(look("d").st_mode & 07777U, 0755U);
}

void LayerTest::folderBecomesFile()
{
    TarBuilder tar;
    tar.folder("d").file("d/e/f", "x").symlink("d", "/nowhere").file("g", "x").folder("g").file("g/h", "y");
    TARE_OK(apply(tar.bytes()));
    QVERIFY(S_ISLNK(look("d").st_mode));
    QCOMPARE(*readFile(top("g/h")), std::string("y"));
}

void LayerTest::implicitFoldersTakeAfterThoseBelow()
{
    TarBuilder below;
    below.folder("tmp", 01777).folder("root", 0700).folder("root/sub", 0711);
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file("tmp/x", "1").file("root/sub/y", "2").file("new/z", "3");
    TARE_OK(apply(above.bytes()));
    QCOMPARE(look("tmp").st_mode & 07777U, 01777U);
    QCOMPARE(look("root").st_mode & 07777U, 0700U);
    QCOMPARE(look("root/sub").st_mode & 07777U, 0711U);
    QCOMPARE(look("tmp").st_mtim.tv_sec, time_t{1'600'000'000});
    QCOMPARE(look("new").st_mode & 07777U, 0755U);
}

// /bin → usr/bin below, and a layer that speaks of bin/tool: it must not cover the symlink with a folder.
void LayerTest::symlinkBelowIsFollowed()
{
    TarBuilder below;
    below.folder("usr").folder("usr/bin").symlink("bin", "usr/bin").folder("run").symlink("varrun", "/run");
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file("bin/tool", "x").file("varrun/new/lock", "y");
    TARE_OK(apply(above.bytes()));
    QCOMPARE(look("bin").st_mode, 0U);
    QCOMPARE(*readFile(top("usr/bin/tool")), std::string("x"));
    QCOMPARE(*readFile(top("run/new/lock")), std::string("y"));
}

void LayerTest::hardLinkToALowerLayer()
{
    TarBuilder below;
    below.folder("d", 0700).file("d/f", "content", 0755).file("gone", "x");
    TARE_OK(apply(below.bytes()));
    TarBuilder middle;
    middle.file(".wh.gone", "");
    TARE_OK(apply(middle.bytes()));
    TarBuilder above;
    above.hardLink("link", "d/f");
    TARE_OK(apply(above.bytes()));
    QCOMPARE(*readFile(top("link")), std::string("content"));
    QCOMPARE(look("link").st_mode & 07777U, 0755U);
    QCOMPARE(look("link").st_ino, look("d/f").st_ino); // copied up, as overlayfs does
    QCOMPARE(look("d").st_mode & 07777U, 0700U);
    m_diffs.pop_back();
    TarBuilder hidden;
    hidden.hardLink("link", "gone");
    TARE_FAILS(apply(hidden.bytes()), Errc::CorruptArchive);
}

void LayerTest::whiteouts()
{
    TarBuilder below;
    below.file("a", "1").folder("d").file("d/b", "2").folder("d/sub").file("d/sub/c", "3");
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file(".wh.a", "").file("d/.wh.b", "").file("d/.wh.sub", "");
    const auto applied = apply(above.bytes());
    TARE_OK(applied);
    QCOMPARE(applied->size, std::int64_t{0});
    QVERIFY(hides("a"));
    QVERIFY(hides("d/b"));
    QVERIFY(hides("d/sub"));
    QCOMPARE(look(".wh.a").st_mode, 0U);
}

void LayerTest::whiteoutOfNothingIsDropped()
{
    TarBuilder tar;
    tar.file(".wh.never", "").folder("d").file("d/.wh.x", "").file("no/where/.wh.x", "");
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(look("never").st_mode, 0U);
    QCOMPARE(look("d/x").st_mode, 0U);
    QCOMPARE(look("no").st_mode, 0U);
}

void LayerTest::whiteoutDoesNotTouchItsOwnLayer()
{
    TarBuilder below;
    below.file("a", "old").file("b", "old");
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file("a", "new").file(".wh.a", "").file(".wh.b", "").file("b", "new");
    TARE_OK(apply(above.bytes()));
    QCOMPARE(*readFile(top("a")), std::string("new"));
    QCOMPARE(*readFile(top("b")), std::string("new"));
}

// Removed and made anew in one step: nothing of the old folder may come back.
void LayerTest::whiteoutAndFolderOfOneName()
{
    TarBuilder below;
    below.folder("d").file("d/old", "1").folder("e").file("e/old", "1");
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file(".wh.d", "").folder("d").file("d/new", "2").folder("e").file("e/new", "2").file(".wh.e", "");
    TARE_OK(apply(above.bytes()));
    QVERIFY(opaque("d"));
    QVERIFY(opaque("e"));
    QCOMPARE(*readFile(top("d/new")), std::string("2"));
}

void LayerTest::opaqueInAnyOrder()
{
    TarBuilder below;
    below.folder("d").file("d/old", "1");
    TARE_OK(apply(below.bytes()));
    const std::vector<std::string> below1 = m_diffs;
    for (const bool first : {true, false}) {
        m_diffs = below1;
        TarBuilder above;
        if (first)
            above.file("d/.wh..wh..opq", "");
        above.folder("d", 0700).file("d/new", "2");
        if (!first)
            above.file("d/.wh..wh..opq", "");
        m_diffs.resize(1);
        (void)removeTree(m_home->file("diff1"));
        TARE_OK(apply(above.bytes()));
        QVERIFY(opaque("d"));
        QCOMPARE(*readFile(top("d/new")), std::string("2"));
        QCOMPARE(look("d").st_mode & 07777U, 0700U);
        QCOMPARE(look("d/.wh..wh..opq").st_mode, 0U);
    }
}

void LayerTest::whiteoutInOpaqueFolderIsDropped()
{
    TarBuilder below;
    below.folder("d").file("d/old", "1").folder("d/s").file("d/s/old", "1");
    TARE_OK(apply(below.bytes()));
    TarBuilder above;
    above.file("d/.wh.old", "").file("d/s/.wh.old", "").file("d/.wh..wh..opq", "");
    TARE_OK(apply(above.bytes()));
    QVERIFY(opaque("d"));
    QCOMPARE(look("d/old").st_mode, 0U);
    QCOMPARE(look("d/s").st_mode, 0U);
    // And what an opaque folder hides is not there for the layer above it.
    TarBuilder third;
    third.hardLink("link", "d/old");
    TARE_FAILS(apply(third.bytes()), Errc::CorruptArchive);
}

void LayerTest::aufsBookkeepingIsIgnored()
{
    TarBuilder tar;
    tar.folder(".wh..wh.plnk").file(".wh..wh.plnk/1.2", "x").file(".wh..wh.aufs", "").file("f", "y");
    TARE_OK(apply(tar.bytes()));
    QCOMPARE(look(".wh..wh.plnk").st_mode, 0U);
    QCOMPARE(look(".wh..wh.aufs").st_mode, 0U);
    QCOMPARE(*readFile(top("f")), std::string("y"));
}

void LayerTest::devices()
{
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "null";
    e.type = '3';
    e.mode = 0666;
    e.major = 1;
    e.minor = 3;
    tar.add(e);
    const auto applied = apply(tar.bytes());
    TARE_OK(applied);
    if (applied->skippedDevices == 1) // not root, or root without CAP_MKNOD
        QCOMPARE(look("null").st_mode, 0U);
    else
        QCOMPARE(look("null").st_rdev, makedev(1, 3));
    e.minor = 0;
    e.major = 0;
    TarBuilder zero;
    zero.add(e);
    TARE_FAILS(apply(zero.bytes()), Errc::UnsafePath);
}

void LayerTest::refusesUnsafe_data()
{
    QTest::addColumn<QByteArray>("tar");
    auto row = [](const char *name, const TarBuilder &tar) {
        QTest::newRow(name) << QByteArray::fromStdString(tar.bytes());
    };
    row("climbs", TarBuilder().file("../out", "x"));
    row("climbs later", TarBuilder().file("a/../../out", "x"));
    row("absolute", TarBuilder().file("/out", "x"));
    row("absolute folder", TarBuilder().folder("/tmp/out"));
    row("symlink that climbs", TarBuilder().symlink("s", "../..").file("s/out", "x"));
    row("symlink that climbs deeper", TarBuilder().folder("a").symlink("a/s", "../../..").file("a/s/out", "x"));
    row("symlink to nothing here", TarBuilder().symlink("s", "/tmp").file("s/out", "x"));
    row("symlinks in a circle", TarBuilder().symlink("s", "t").symlink("t", "s").file("s/out", "x"));
    row("root is a symlink", TarBuilder().symlink("./", "/tmp").file("out", "x"));
    row("root is a symlink too", TarBuilder().symlink(".", "/tmp").file("out", "x"));
    row("root is a file", TarBuilder().file(".", "x"));
    row("hard link climbs", TarBuilder().hardLink("h", "../../etc/passwd"));
    row("hard link is absolute", TarBuilder().hardLink("h", "/etc/passwd"));
    row("hard link through a symlink", TarBuilder().symlink("s", "../../etc").hardLink("h", "s/passwd"));
    row("whiteout of nothing", TarBuilder().file(".wh.", ""));
    row("whiteout of dot", TarBuilder().file("a/.wh..", ""));
    row("whiteout of dot dot", TarBuilder().file("a/.wh...", ""));
    row("whiteout through a symlink", TarBuilder().symlink("s", "../..").file("s/.wh.etc", ""));
    row("opaque through a symlink", TarBuilder().symlink("s", "../..").file("s/.wh..wh..opq", ""));
    row("file as a folder", TarBuilder().file("f", "x").file("f/g", "y"));
}

void LayerTest::refusesUnsafe()
{
    QFETCH(QByteArray, tar);
    TARE_FAILS(apply(tar.toStdString()), Errc::UnsafePath);
}

void LayerTest::nothingOutsideIsTouched()
{
    const std::string outside = m_home->file("outside");
    TARE_OK(makeDirs(outside));
    TARE_OK(writeFileAtomic(outside + "/f", "untouched", 0600));
    TarBuilder tar;
    tar.symlink("s", outside).symlink("f", outside + "/f");
    TarBuilder below;
    below.symlink("lower", outside);
    TARE_OK(apply(below.bytes()));
    for (const TarBuilder &attack :
         {TarBuilder(tar).file("s/out", "x"), TarBuilder(tar).file("lower/out", "x"), TarBuilder(tar).hardLink("h", "s/f"),
          TarBuilder(tar).file("f", "replaced"), TarBuilder(tar).folder("s", 0777), TarBuilder(tar).file("s/.wh.f", "")}) {
        (void)removeTree(m_home->file("diff1"));
        m_diffs.resize(1);
        (void)apply(attack.bytes());
        QCOMPARE(*readFile(outside + "/f"), std::string("untouched"));
        QVERIFY(!exists(outside + "/out"));
        struct stat st
        {};
        QCOMPARE(::stat(outside.c_str(), &st), 0);
        QCOMPARE(st.st_mode & 0777U, 0700U);
    }
}

void LayerTest::refusesBroken_data()
{
    QTest::addColumn<QByteArray>("tar");
    const std::string good = TarBuilder().file("f", std::string(5000, 'x')).bytes();
    QTest::newRow("not a tar") << QByteArray("this is not a tar archive, whatever it is").repeated(40);
    QTest::newRow("ends in the data") << QByteArray::fromStdString(good.substr(0, 2000));
    QTest::newRow("ends in the header") << QByteArray::fromStdString(good.substr(0, 300));
    std::string broken = TarBuilder().file("f", "x").file("g", "y").bytes();
    broken[1024] = static_cast<char>(broken[1024] ^ 1);
    QTest::newRow("broken checksum") << QByteArray::fromStdString(broken);
    TarBuilder::Entry e;
    e.path = "f";
    e.uid = 5'000'000'000;
    QTest::newRow("uid out of range") << QByteArray::fromStdString(TarBuilder().add(e).bytes());
    e.uid = 4'294'967'295;
    QTest::newRow("uid that means nobody") << QByteArray::fromStdString(TarBuilder().add(e).bytes());
    e.uid = -1;
    QTest::newRow("negative uid") << QByteArray::fromStdString(TarBuilder().add(e).bytes());
    QTest::newRow("hard link to nothing") << QByteArray::fromStdString(TarBuilder().hardLink("h", "none").bytes());
    QTest::newRow("hard link to a folder")
        << QByteArray::fromStdString(TarBuilder().folder("d").hardLink("h", "d").bytes());
    QTest::newRow("symlink without a target") << QByteArray::fromStdString(TarBuilder().symlink("s", "").bytes());
}

void LayerTest::refusesBroken()
{
    QFETCH(QByteArray, tar);
    TARE_FAILS(apply(tar.toStdString()), Errc::CorruptArchive);
}

void LayerTest::limits()
{
    TARE_FAILS(apply(TarBuilder().file("f", std::string(2000, 'x')).bytes(), 1000), Errc::TooLarge);
    TARE_OK(apply(TarBuilder().file("f", std::string(1000, 'x')).bytes(), 1000));
    TarBuilder::Entry huge; // 8 EiB in a header: nothing is written before it is refused
    huge.path = "huge";
    huge.size = std::int64_t{0x7fffffffffff0000};
    TARE_FAILS(apply(TarBuilder().add(huge).bytes(), std::int64_t{1} << 40U), Errc::TooLarge);
    TarBuilder::Entry sparse;
    sparse.path = "GNUSparseFile.0/s";
    std::string map = "1\n0\n1\n";
    map.resize(512, '\0');
    sparse.data = map + "x";
    sparse.pax = {{"GNU.sparse.major", "1"}, {"GNU.sparse.minor", "0"}, {"GNU.sparse.name", "s"},
                  {"GNU.sparse.realsize", "9223372036854775807"}};
    TARE_FAILS(apply(TarBuilder().add(sparse).bytes(), std::int64_t{1} << 40U), Errc::TooLarge);
    TarBuilder many;
    for (int i = 0; i < 20; ++i)
        many.file("f" + std::to_string(i), "");
    TARE_FAILS(apply(many.bytes(), 0, 10), Errc::TooLarge);
    TARE_FAILS(apply(TarBuilder().gnuLongName(std::string(300, 'n')).file("x", "").bytes()), Errc::TooLarge);
    std::string deep;
    for (int i = 0; i < 2500; ++i)
        deep += "d/";
    TARE_FAILS(apply(TarBuilder().gnuLongName(deep).folder("x").bytes()), Errc::TooLarge);
    // A pax header of a gigabyte: libarchive stops at one megabyte.
    TarBuilder::Entry pax;
    pax.type = 'x';
    pax.path = "x";
    pax.size = std::int64_t{1} << 30U;
    const auto big = apply(TarBuilder().add(pax).raw(std::string(4 << 20, 'x')).bytes());
    QVERIFY(!big);
    QVERIFY(big.error().code == Errc::TooLarge || big.error().code == Errc::CorruptArchive);
}

TARE_ROOT_TEST_MAIN(LayerTest)
#include "layer_test.moc"
