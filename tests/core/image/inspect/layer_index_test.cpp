// SPDX-License-Identifier: GPL-3.0-or-later
// One layer's index: what it holds, and that nothing damaged is taken for one.
#include "core/base/file.h"
#include "core/image/inspect/index_files.h"
#include "tests/core/image/inspect/layers.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <cstring>

using namespace tare;
using namespace tare::image;

class LayerIndexTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingOfAnEntry();
    void laterEntriesWin();
    void hardLinksShareWhatTheyAre();
    void whiteoutsAndOpaque();
    void pathsThroughTheLayersOwnSymlinks();
    void holesAreZeros();
    void refusesWhatCannotBeUnpacked_data();
    void refusesWhatCannotBeUnpacked();
    void damageIsNoticed();
    void wrongWithARightChecksum();
    void filesOfAStore();
    void anEmptyLayer();

private:
    static std::uint32_t at(const LayerIndex &index, const std::string &path)
    {
        std::uint32_t n = 0;
        for (std::size_t begin = 0; begin < path.size() && n != noNode;) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            n = index.child(n, std::string_view(path).substr(begin, end - begin));
            begin = end + 1;
        }
        return n;
    }
};

void LayerIndexTest::everythingOfAnEntry()
{
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "usr/bin/ping";
    e.data = "program";
    e.mode = 04755;
    e.uid = 12;
    e.gid = 345;
    e.modified = 1'700'000'000;
    e.pax = {{"SCHILY.xattr.user.note", std::string("a\0b", 3)}, {"mtime", "1700000000.123456789"}};
    tar.add(e);
    tar.symlink("bin", "usr/bin");
    TarBuilder::Entry device;
    device.path = "dev/null";
    device.type = '3';
    device.major = 1;
    device.minor = 3;
    device.mode = 0666;
    tar.add(device);
    TarBuilder::Entry fifo;
    fifo.path = "run/pipe";
    fifo.type = '6';
    tar.add(fifo);
    const auto index = indexOf(tar.bytes());
    TARE_OK(index);
    const LayerIndex &x = **index;
    QCOMPARE(x.count(), 9U); // the root, bin, dev, run, usr, dev/null, run/pipe, usr/bin, usr/bin/ping
    const auto ping = at(x, "usr/bin/ping");
    QCOMPARE(ping, 8U);
    QCOMPARE(x.path(ping), std::string("usr/bin/ping"));
    QCOMPARE(x.type(ping), NodeType::File);
    QCOMPARE(x.owner(ping).mode, 04755U);
    QCOMPARE(x.owner(ping).uid, 12U);
    QCOMPARE(x.owner(ping).gid, 345U);
    QCOMPARE(x.size(ping), std::int64_t(7));
    QCOMPARE(x.modified(ping), 1'700'000'000'123'456'789);
    QCOMPARE(x.attributes(ping).size(), std::size_t(1));
    QCOMPARE(x.attributes(ping)[0].first, std::string("user.note"));
    QCOMPARE(x.attributes(ping)[0].second, std::string("a\0b", 3));
    QCOMPARE(x.target(at(x, "bin")), std::string_view("usr/bin"));
    QCOMPARE(x.device(at(x, "dev/null")).major, 1U);
    QCOMPARE(x.device(at(x, "dev/null")).minor, 3U);
    QCOMPARE(x.type(at(x, "run/pipe")), NodeType::Fifo);
    QVERIFY(x.has(at(x, "usr"), IndexImplied));
    QCOMPARE(x.header().fileBytes, std::int64_t(7));
    QCOMPARE(x.diffId(), fakeDiffId(0));
}

void LayerIndexTest::laterEntriesWin()
{
    TarBuilder tar;
    tar.folder("d").file("d/below", "1").file("d", "a file now").file("f", "one").file("f", "two!");
    const auto index = indexOf(tar.bytes());
    TARE_OK(index);
    const LayerIndex &x = **index;
    QCOMPARE(x.count(), 3U);
    QCOMPARE(x.type(at(x, "d")), NodeType::File);
    QCOMPARE(x.size(at(x, "f")), std::int64_t(4));
    QCOMPARE(x.header().fileBytes, std::int64_t(14));
    QCOMPARE(x.header().entries, std::int64_t(5));
}

void LayerIndexTest::hardLinksShareWhatTheyAre()
{
    TarBuilder tar;
    tar.file("a", "12345", 0755).hardLink("b", "a").hardLink("c", "b").hardLink("other", "only/below");
    const auto index = indexOf(tar.bytes());
    TARE_OK(index);
    const LayerIndex &x = **index;
    for (const char *name : {"a", "b", "c"}) {
        QVERIFY(x.has(at(x, name), IndexLinked));
        QCOMPARE(x.firstName(at(x, name)), at(x, "a"));
        QCOMPARE(x.size(at(x, name)), std::int64_t(5));
        QCOMPARE(x.owner(at(x, name)).mode, 0755U);
        QCOMPARE(x.hash(at(x, name)), x.hash(at(x, "a")));
    }
    QCOMPARE(x.header().fileBytes, std::int64_t(5));
    QCOMPARE(x.below(at(x, "other")), std::string_view("only/below"));
    QVERIFY(!x.has(at(x, "other"), IndexLinked));

    // What a name was linked to may be replaced later: the link keeps the old file.
    TarBuilder replaced;
    replaced.file("a", "12345").hardLink("b", "a").file("a", "now another");
    const auto second = indexOf(replaced.bytes());
    TARE_OK(second);
    QCOMPARE((*second)->size(at(**second, "b")), std::int64_t(5));
    QCOMPARE((*second)->size(at(**second, "a")), std::int64_t(11));
    QVERIFY(!(*second)->has(at(**second, "b"), IndexLinked));
    QCOMPARE((*second)->header().fileBytes, std::int64_t(16));
}

void LayerIndexTest::whiteoutsAndOpaque()
{
    TarBuilder tar;
    tar.file("etc/.wh.gone", "").file("etc/kept", "x").file("var/.wh..wh..opq", "").file("only/here/.wh.x", "");
    tar.file("both", "y").file(".wh.both", "").file(".wh..wh.plnk", "").file(".wh..wh.orph/f", "z");
    const auto index = indexOf(tar.bytes());
    TARE_OK(index);
    const LayerIndex &x = **index;
    const auto gone = at(x, "etc/gone");
    QVERIFY(gone != noNode);
    QVERIFY(x.has(gone, IndexHides) && x.has(gone, IndexNoEntry));
    QVERIFY(x.has(at(x, "var"), IndexOpaque) && !x.has(at(x, "var"), IndexNoEntry));
    QVERIFY(x.has(at(x, "both"), IndexHides) && !x.has(at(x, "both"), IndexNoEntry));
    QVERIFY(x.has(at(x, "only/here"), IndexNoEntry)); // no folder is made for a whiteout's sake
    QVERIFY(x.has(at(x, "etc"), IndexImplied) && !x.has(at(x, "etc"), IndexNoEntry));
    QCOMPARE(at(x, ".wh..wh.plnk"), noNode);
    QCOMPARE(at(x, ".wh..wh.orph"), noNode);
}

void LayerIndexTest::pathsThroughTheLayersOwnSymlinks()
{
    TarBuilder tar;
    tar.symlink("lib", "usr/lib").file("lib/a", "1").symlink("abs", "/usr/lib").file("abs/b", "22");
    const auto index = indexOf(tar.bytes());
    TARE_OK(index);
    const LayerIndex &x = **index;
    QCOMPARE(x.type(at(x, "lib")), NodeType::Symlink);
    QCOMPARE(x.size(at(x, "usr/lib/a")), std::int64_t(1));
    QCOMPARE(x.size(at(x, "usr/lib/b")), std::int64_t(2));
}

void LayerIndexTest::holesAreZeros()
{
    // GNU's sparse format 1.0: a map of one piece, 4 bytes at 4096, in a file of 8192.
    std::string data = "1\n4096\n4\n";
    data.resize(512, '\0');
    data += "here";
    TarBuilder sparse;
    TarBuilder::Entry e;
    e.path = "GNUSparseFile.0/f";
    e.data = data;
    e.pax = {{"GNU.sparse.major", "1"}, {"GNU.sparse.minor", "0"}, {"GNU.sparse.name", "f"}, {"GNU.sparse.realsize", "8192"}};
    sparse.add(e);
    std::string whole(8192, '\0');
    whole.replace(4096, 4, "here");
    TarBuilder plain;
    plain.file("f", whole);
    const auto a = indexOf(sparse.bytes());
    const auto b = indexOf(plain.bytes());
    TARE_OK(a);
    TARE_OK(b);
    QCOMPARE((*a)->size(at(**a, "f")), std::int64_t(8192));
    QCOMPARE((*a)->hash(at(**a, "f")), (*b)->hash(at(**b, "f")));
    QVERIFY((*a)->hash(at(**a, "f")) != 0);
}

void LayerIndexTest::refusesWhatCannotBeUnpacked_data()
{
    QTest::addColumn<QByteArray>("tar");
    auto row = [](const char *name, TarBuilder &tar) { QTest::newRow(name) << QByteArray::fromStdString(tar.bytes()); };
    TarBuilder up, absolute, root, loop, through, noName;
    row("climbs out", up.file("a/../../b", "x"));
    row("absolute", absolute.file("/etc/passwd", "x"));
    row("root is a file", root.file(".", "x"));
    row("links in a circle", loop.symlink("a", "b").symlink("b", "a").file("a/x", "1"));
    row("through a file", through.file("a", "1").file("a/b", "2"));
    row("whiteout of nothing", noName.file("d/.wh.", ""));
}

void LayerIndexTest::refusesWhatCannotBeUnpacked()
{
    QFETCH(const QByteArray, tar);
    QVERIFY(!indexOf(tar.toStdString()));
}

void LayerIndexTest::damageIsNoticed()
{
    TarBuilder tar;
    tar.folder("d").file("d/f", "1").symlink("s", "t").hardLink("h", "d/f");
    const auto made = indexBytes(tar.bytes(), fakeDiffId(0));
    TARE_OK(made);
    auto parse = [&](std::size_t size, std::size_t flip, const std::string &diffId) {
        std::unique_ptr<std::byte[]> copy(new std::byte[made->size]);
        std::memcpy(copy.get(), made->bytes.get(), made->size);
        if (flip < made->size)
            copy[flip] ^= std::byte{4};
        return LayerIndex::parse(std::move(copy), size, diffId);
    };
    TARE_OK(parse(made->size, made->size, fakeDiffId(0)));
    TARE_FAILS(parse(made->size, made->size, fakeDiffId(1)), Errc::CorruptArchive);
    for (std::size_t i = 0; i < made->size; ++i)
        TARE_FAILS(parse(made->size, i, fakeDiffId(0)), Errc::CorruptArchive);
    for (std::size_t i = 0; i < made->size; i += 7)
        TARE_FAILS(parse(i, made->size, fakeDiffId(0)), Errc::CorruptArchive);
}

// A stranger can compute a checksum too.
void LayerIndexTest::wrongWithARightChecksum()
{
    TarBuilder tar;
    tar.folder("d").file("d/f", "1").symlink("s", "t").hardLink("h", "d/f").file("z", "x");
    const auto made = indexBytes(tar.bytes(), fakeDiffId(0));
    TARE_OK(made);
    IndexHeader header;
    std::memcpy(&header, made->bytes.get(), sizeof header);
    int refused = 0;
    for (std::size_t i = offsetof(IndexHeader, hashKey); i < made->size; ++i) {
        for (const std::byte value : {std::byte{0}, std::byte{0x7f}, std::byte{0xff}}) {
            std::unique_ptr<std::byte[]> copy(new std::byte[made->size]);
            std::memcpy(copy.get(), made->bytes.get(), made->size);
            copy[i] = value;
            constexpr std::size_t summed = offsetof(IndexHeader, hashKey);
            const std::uint64_t sum = checksum(copy.get() + summed, made->size - summed);
            std::memcpy(copy.get() + offsetof(IndexHeader, checksum), &sum, sizeof sum);
            const auto parsed = LayerIndex::parse(std::move(copy), made->size, fakeDiffId(0));
            refused += parsed ? 0 : 1;
            for (std::uint32_t n = 0; parsed && n < (*parsed)->count(); ++n) { // whatever it says, it can be read
                (void)(*parsed)->path(n);
                (void)(*parsed)->attributes(n);
                (void)(*parsed)->target(n);
                (void)(*parsed)->firstName(n);
            }
        }
    }
    QVERIFY(refused > 100);
}

void LayerIndexTest::filesOfAStore()
{
    const TempHome home;
    const Paths paths = home.paths();
    TARE_OK(paths.create());
    const auto key = indexKey(paths);
    TARE_OK(key);
    QCOMPARE(*indexKey(paths), *key);
    IndexTap tap(*key);
    const auto made = tap.finish(fakeDiffId(3), 1024);
    TARE_OK(made);
    TARE_FAILS(readIndex(paths, fakeDiffId(3)), Errc::NotFound);
    const std::string file = home.file("index");
    TARE_OK(writeIndexFile(file, *made));
    TARE_FAILS(writeIndexFile(file, *made), Errc::System); // it never writes over anything
    TARE_OK(publishIndex(paths, fakeDiffId(3), file));
    TARE_OK(readIndex(paths, fakeDiffId(3)));
    // Under another layer's name, and after the key was lost.
    TARE_OK(writeIndexFile(file, *made));
    TARE_OK(publishIndex(paths, fakeDiffId(4), file));
    TARE_FAILS(readIndex(paths, fakeDiffId(4)), Errc::CorruptArchive);
    TARE_OK(writeFileAtomic(indexFolder(paths) + "/key", "short"));
    const auto other = indexKey(paths);
    TARE_OK(other);
    QVERIFY(*other != *key);
    TARE_FAILS(readIndex(paths, fakeDiffId(3)), Errc::CorruptArchive);
}

void LayerIndexTest::anEmptyLayer()
{
    const auto index = indexOf(TarBuilder().bytes());
    TARE_OK(index);
    QCOMPARE((*index)->count(), 1U);
    QVERIFY((*index)->has(0, IndexImplied));
}

QTEST_GUILESS_MAIN(LayerIndexTest)
#include "layer_index_test.moc"
