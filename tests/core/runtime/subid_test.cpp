// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/userns/userns.h"

#include <QTest>

using namespace tare::userns;

class SubIdTest : public QObject
{
    Q_OBJECT

private slots:
    void rangesOfContainers()
    {
        // 65536-aligned, from 524288 to below 1879048192: nobody's.
        QCOMPARE(*freeRange({}, {}, 0), 524288U);
        QCOMPARE(*freeRange({}, {}, 1), 524288U + 65536U);
        QCOMPARE(*freeRange({}, {}, 28664), 524288U); // there are 28664 of them
        QCOMPARE(*freeRange({}, {524288}, 0), 524288U + 65536U);
        QCOMPARE(*freeRange({}, {524288 + 1}, 0), 524288U + 2 * 65536U); // one that is not aligned takes two
        const auto between = freeRange({{"ann", 600000, 65536}}, {}, 1);
        QCOMPARE(*between, 720896U); // 589824 and 655360 overlap hers
        QVERIFY(!freeRange({{"all", 1, 4294967294U}}, {}, 0));
        const Mapping mapping = mappingFrom(524288);
        QCOMPARE(mapping.hostUid(0), std::int64_t{524288});
        QCOMPARE(mapping.hostGid(65535), std::int64_t{524288 + 65535});
        QCOMPARE(mapping.hostUid(65536), std::int64_t{-1});
    }

    void linesThatMakeNoSenseAreLeftOut()
    {
        const auto ids = parseSubIds(
            "# comment\nann:100000:65536\n\nann:0:10\nann:5:0\nann:4294967295:1\nann:4294967290:10\n"
            "ann:1:2:3\nann:x:1\n:1:1\n1000:200000:10\n  bob:300000:1  \n");
        QCOMPARE(ids.size(), std::size_t(3));
        QVERIFY((ids[0] == SubId{"ann", 100000, 65536}));
        QVERIFY((ids[1] == SubId{"1000", 200000, 10}));
        QVERIFY((ids[2] == SubId{"bob", 300000, 1}));
    }

    void byNameAndByNumberInOrder()
    {
        const std::vector<SubId> ids = {{"ann", 100000, 10}, {"bob", 500000, 10}, {"1000", 200000, 5}};
        const auto map = mapIds(1000, "ann", ids);
        QCOMPARE(map.size(), std::size_t(3));
        QVERIFY((map[0] == Range{0, 1000, 1}));
        QVERIFY((map[1] == Range{1, 100000, 10}));
        QVERIFY((map[2] == Range{11, 200000, 5}));
        QCOMPARE(mapIds(1000, "", ids).size(), std::size_t(2)); // an empty name is nobody's
    }

    void noIdIsMappedTwice()
    {
        const auto map = mapIds(
            1000, "ann", {{"ann", 100000, 10}, {"ann", 100005, 10}, {"ann", 990, 20}, {"ann", 100010, 10}});
        QCOMPARE(map.size(), std::size_t(3));
        QVERIFY((map[2] == Range{11, 100010, 10}));
    }

    void idsOnTheHost()
    {
        Mapping m;
        m.uids = {{0, 1000, 1}, {1, 100000, 10}};
        QCOMPARE(m.hostUid(0), std::int64_t(1000));
        QCOMPARE(m.hostUid(10), std::int64_t(100009));
        QCOMPARE(m.hostUid(11), std::int64_t(-1));
        QVERIFY(!m.single());
        m.uids.resize(1);
        QVERIFY(m.single());
    }
};

QTEST_GUILESS_MAIN(SubIdTest)
#include "subid_test.moc"
