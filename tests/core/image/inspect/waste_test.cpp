// SPDX-License-Identifier: GPL-3.0-or-later
// Waste by dive's definition and by ours, against numbers that were computed by hand.
#include "tests/core/image/inspect/layers.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::image;

class WasteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anImageMadeForIt();
    void onlyOneLayer();
    void aRemovedFolderNobodyNamed();
    void whiteoutOfNothingEndsALayer();
    void historyBelongsToLayers();
};

namespace {
std::string bytes(std::size_t n) { return std::string(n, 'x'); }
} // namespace

// dive's own example (filetree/efficiency_test.go) with folders named as real layers name them, and a file removed.
void WasteTest::anImageMadeForIt()
{
    TarBuilder one, two, three;
    one.folder("etc").folder("etc/nginx").file("etc/nginx/nginx.conf", bytes(2000)).file("etc/nginx/public", bytes(3000));
    one.file("big", bytes(7000));
    two.folder("etc").folder("etc/nginx").file("etc/nginx/nginx.conf", bytes(5000)).file("etc/athing", bytes(10000));
    three.folder("etc").file("etc/.wh.nginx", "").file(".wh.big", "");
    const auto contents = contentsOf({one.bytes(), two.bytes(), three.bytes()});
    TARE_OK(contents);
    const Waste waste = (*contents)->waste();

    // Leaves by path: sizes in layers → least, all
    //   etc/nginx/nginx.conf  2000, 5000      → 2000, 7000   twice: wasted
    //   etc/nginx/public      3000            → 3000, 3000
    //   big                   7000, removed 0 →    0, 7000   twice: wasted
    //   etc/athing            10000           → 10000, 10000
    //   etc/nginx             removed: 5000 + 3000 → 8000, 8000
    QCOMPARE(waste.efficiency, 23000.0 / 35000.0);
    QCOMPARE(waste.wastedBytes, std::int64_t(14000));
    QCOMPARE(waste.repeated.size(), std::size_t(2));
    QCOMPARE(waste.repeated[0].cumulativeSize, std::int64_t(7000));
    QCOMPARE(waste.repeated[1].cumulativeSize, std::int64_t(7000));
    for (const RepeatedFile &file : waste.repeated) {
        const bool config = file.path == "etc/nginx/nginx.conf";
        QVERIFY(config || file.path == "big");
        QCOMPARE(file.layers, config ? (std::vector<std::uint16_t>{0, 1}) : (std::vector<std::uint16_t>{0, 2}));
    }
    // Of the bytes of the layers above the lowest: 15000.
    QCOMPARE(waste.wastedUserShare, 14000.0 / 15000.0);

    // Ours: 2000 (covered in layer 1), 5000 and 3000 (folder removed in 2), 7000 (removed in 2).
    QCOMPARE(waste.storedBytes, std::int64_t(27000));
    QCOMPARE(waste.unseenBytes, std::int64_t(17000));
    QCOMPARE(waste.unseen.size(), std::size_t(3));
    for (const UnseenFile &file : waste.unseen) {
        if (file.path != "etc/nginx/nginx.conf")
            continue;
        QCOMPARE(file.bytes, std::int64_t(7000));
        QCOMPARE(file.versions.size(), std::size_t(2));
        QCOMPARE(file.versions[0].hiddenBy, std::uint16_t(1));
        QVERIFY(!file.versions[0].removed);
        QCOMPARE(file.versions[1].hiddenBy, std::uint16_t(2));
        QVERIFY(file.versions[1].removed);
    }
}

void WasteTest::onlyOneLayer()
{
    TarBuilder one;
    one.folder("d").file("d/a", bytes(10)).folder("empty");
    const auto contents = contentsOf({one.bytes()});
    TARE_OK(contents);
    const Waste waste = (*contents)->waste();
    QCOMPARE(waste.efficiency, 1.0);
    QCOMPARE(waste.wastedBytes, std::int64_t(0));
    QCOMPARE(waste.wastedUserShare, 0.0);
    QVERIFY(waste.repeated.empty() && waste.unseen.empty());
    QCOMPARE(waste.storedBytes, std::int64_t(10));
}

// dive knows a folder by its tar entry: one that only its files imply counts as 0 when it is removed.
void WasteTest::aRemovedFolderNobodyNamed()
{
    TarBuilder one, two;
    one.file("d/a", bytes(100));
    two.file(".wh.d", "");
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const Waste waste = (*contents)->waste();
    QCOMPARE(waste.efficiency, 1.0);
    QCOMPARE(waste.wastedBytes, std::int64_t(0));
    QCOMPARE(waste.unseenBytes, std::int64_t(100));
}

// dive stops counting a layer at a whiteout of what is not there; leaves before it were counted.
void WasteTest::whiteoutOfNothingEndsALayer()
{
    TarBuilder one, two;
    one.file("a", bytes(100)).file("z", bytes(100));
    two.file("-first", bytes(50)).file(".wh.none", "").file("a", bytes(300)).file("z", bytes(300));
    const auto contents = contentsOf({one.bytes(), two.bytes()});
    TARE_OK(contents);
    const Waste waste = (*contents)->waste();
    QCOMPARE(waste.wastedBytes, std::int64_t(0));
    QCOMPARE(waste.efficiency, 1.0);
    QCOMPARE(waste.unseenBytes, std::int64_t(200));
}

void WasteTest::historyBelongsToLayers()
{
    oci::ImageConfig config;
    config.history = {{1, "ADD base", {}, {}, false}, {2, "ENV A=b", {}, {}, true}, {3, "RUN x", "note", {}, false}, {4, "RUN late", {}, {}, false}};
    const auto contents = contentsOf({TarBuilder().file("a", "1").bytes(), TarBuilder().file("b", "1").bytes()}, config);
    TARE_OK(contents);
    QCOMPARE((*contents)->layers()[0].createdBy, std::string("ADD base"));
    QCOMPARE((*contents)->layers()[1].createdBy, std::string("RUN x"));
    QCOMPARE((*contents)->layers()[1].comment, std::string("note"));
    QVERIFY(!(*contents)->history()[1].layer);
    QCOMPARE(*(*contents)->history()[2].layer, std::size_t(1));
    QVERIFY(!(*contents)->history()[3].layer); // one more than there are layers
}

QTEST_GUILESS_MAIN(WasteTest)
#include "waste_test.moc"
