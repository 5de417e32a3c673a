// SPDX-License-Identifier: GPL-3.0-or-later
// Sliders, values and texts of limits; axes, histories and charts.
#include "gui/limits/limit_field.h"
#include "gui/limits/limit_line.h"
#include "gui/limits/live_chart.h"
#include "gui/models/stats_history.h"
#include "tests/gui/support/gui_test.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QWheelEvent>

using namespace tare;
using namespace tare::gui;

namespace {
constexpr std::int64_t nano = 1'000'000'000;
constexpr std::int64_t mebi = 1 << 20;
} // namespace

class LimitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_trap = std::make_unique<WarningTrap>(); }
    void cleanup() { TARE_NO_WARNINGS(); }
    void scalesGoThereAndBack_data();
    void scalesGoThereAndBack();
    void textsAreDockers();
    void parses();
    void lines();
    void fieldWithSliderAndText();
    void fieldSaysWhatIsWrong();
    void fieldKeepsWhatIsTyped();
    void fieldThatCannot();
    void axes();
    void history();
    void chart();
    void killsHaveRoomForTheirWords();
    void anHourOfHistory();
    void chartZoomsAndMoves();

private:
    std::unique_ptr<WarningTrap> m_trap;
};

void LimitsTest::scalesGoThereAndBack_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("most");
    QTest::newRow("cpus") << static_cast<int>(LimitKind::Cpus) << qint64{8 * nano};
    QTest::newRow("one cpu") << static_cast<int>(LimitKind::Cpus) << qint64{nano};
    QTest::newRow("memory") << static_cast<int>(LimitKind::Memory) << qint64{std::int64_t{24} << 30U} + 12345;
    QTest::newRow("pids") << static_cast<int>(LimitKind::Pids) << qint64{4096};
}

void LimitsTest::scalesGoThereAndBack()
{
    QFETCH(int, kind);
    QFETCH(qint64, most);
    const LimitScale scale(static_cast<LimitKind>(kind), most);
    std::int64_t before = 0;
    for (int position = 0; position <= scale.positions(); ++position) {
        const std::int64_t value = scale.value(position);
        QVERIFY(value >= scale.least());
        QVERIFY(value <= most);
        QVERIFY2(value >= before, "a slider never goes back");
        before = value;
        // What a position stands for is what is typed for it, and typing it brings the slider (nearly) there.
        QCOMPARE(scale.parse(scale.text(value)), std::optional<std::int64_t>(value));
        if (scale.kind() == LimitKind::Cpus)
            QCOMPARE(scale.position(value), position);
        else if (scale.kind() == LimitKind::Memory)
            QVERIFY(std::abs(scale.position(value) - position) <= 5);
    }
    QCOMPARE(scale.value(scale.positions()), most);
    QCOMPARE(scale.position(most * 4), scale.positions());
    QCOMPARE(scale.position(0), 0);
}

void LimitsTest::textsAreDockers()
{
    QCOMPARE(LimitScale(LimitKind::Cpus, 2 * nano).text(nano / 2), QStringLiteral("0.5"));
    QCOMPARE(LimitScale(LimitKind::Cpus, 2 * nano).text(2 * nano), QStringLiteral("2"));
    QCOMPARE(LimitScale(LimitKind::Memory, std::int64_t{8} << 30U).text(64 * mebi), QStringLiteral("64m"));
    QCOMPARE(memoryText(std::int64_t{3} << 30U), QStringLiteral("3g"));
    QCOMPARE(memoryText(10240), QStringLiteral("10k"));
    QCOMPARE(memoryText(10241), QStringLiteral("10241b"));
    QCOMPARE(memoryText(0), QString());
    QCOMPARE(LimitScale(LimitKind::Pids, 100).text(0), QString());
}

void LimitsTest::parses()
{
    const LimitScale cpus(LimitKind::Cpus, 2 * nano);
    QCOMPARE(cpus.parse(QStringLiteral(" 1.25 ")), std::optional<std::int64_t>(1'250'000'000));
    for (const char *bad : {"", "0", "-1", "half", "1,5", "nan", "1e99"})
        QVERIFY2(!cpus.parse(QString::fromLatin1(bad)), bad);
    const LimitScale memory(LimitKind::Memory, 1 << 30);
    QCOMPARE(memory.parse(QStringLiteral("1.5g")), std::optional<std::int64_t>(3 * (std::int64_t{1} << 29U)));
    for (const char *bad : {"", "0", "-5m", "64 mebi", "m"})
        QVERIFY2(!memory.parse(QString::fromLatin1(bad)), bad);
    const LimitScale pids(LimitKind::Pids, 4096);
    QCOMPARE(pids.parse(QStringLiteral("20")), std::optional<std::int64_t>(20));
    QVERIFY(!pids.parse(QStringLiteral("2.5")));
}

void LimitsTest::lines()
{
    Limits limits;
    QCOMPARE(updateLine("a b", limits), QStringLiteral("docker update 'a b'"));
    limits.nanoCpus = 750'000'000;
    limits.memory = 64 * mebi;
    limits.memorySwap = -1;
    limits.pids = 20;
    QCOMPARE(updateLine("web", limits),
             QStringLiteral("docker update --cpus 0.75 --memory 64m --memory-swap=-1 --pids-limit 20 web"));
    limits = {};
    limits.nanoCpus = 0;
    QCOMPARE(limitFlags(limits), QStringLiteral(" --cpus 0"));
}

void LimitsTest::fieldWithSliderAndText()
{
    LimitField field(QStringLiteral("x"), LimitKind::Cpus, 2 * nano);
    field.show();
    const QSignalSpy edited(&field, &LimitField::edited);
    auto *slider = named<QSlider>(&field, "x.slider");
    auto *text = named<QLineEdit>(&field, "x.field");
    auto *set = named<QCheckBox>(&field, "x.set");
    QCOMPARE(field.value(), std::int64_t{0});
    QVERIFY(!set->isChecked());
    slider->setValue(9);
    QCOMPARE(text->text(), QStringLiteral("0.5"));
    QVERIFY(set->isChecked());
    QCOMPARE(field.value(), nano / 2);
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("1.5"));
    QCOMPARE(slider->value(), 29);
    QCOMPARE(edited.last().first().toLongLong(), qint64{3 * nano / 2});
    set->setChecked(false);
    QCOMPARE(field.value(), std::int64_t{0});
    QVERIFY(text->text().isEmpty());
    const auto before = edited.count();
    field.setValue(nano);
    QCOMPARE(text->text(), QStringLiteral("1"));
    QVERIFY(set->isChecked());
    QCOMPARE(edited.count(), before);
}

void LimitsTest::fieldSaysWhatIsWrong()
{
    LimitField field(QStringLiteral("x"), LimitKind::Memory, std::int64_t{1} << 30U);
    field.show();
    const QSignalSpy validity(&field, &LimitField::validityChanged);
    auto *text = named<QLineEdit>(&field, "x.field");
    auto *message = named<QLabel>(&field, "x.message");
    QTest::keyClicks(text, QStringLiteral("64q"));
    QVERIFY(!field.isValid());
    QVERIFY2(!message->isVisible(), "nobody is interrupted");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(message->text().contains(QStringLiteral("64m")));
    text->clear();
    QTest::keyClicks(text, QStringLiteral("5m"));
    QVERIFY(!field.isValid());
    QTest::keyClick(text, Qt::Key_Return);
    QVERIFY(message->isVisible());
    QVERIFY(message->text().contains(QStringLiteral("The least is 6")));
    text->clear();
    QTest::keyClicks(text, QStringLiteral("64m"));
    QVERIFY(field.isValid());
    QVERIFY(!message->isVisible());
    QCOMPARE(field.value(), 64 * mebi);
    QVERIFY(validity.count() >= 2);
}

void LimitsTest::fieldKeepsWhatIsTyped()
{
    LimitField field(QStringLiteral("x"), LimitKind::Memory, std::int64_t{1} << 30U);
    field.show();
    auto *text = named<QLineEdit>(&field, "x.field");
    QTest::keyClicks(text, QStringLiteral("65536k"));
    field.setValue(64 * mebi); // the same, said otherwise
    QCOMPARE(text->text(), QStringLiteral("65536k"));
}

void LimitsTest::fieldThatCannot()
{
    LimitField field(QStringLiteral("x"), LimitKind::Pids, 4096);
    field.show();
    field.setUnavailable(QStringLiteral("because"));
    QVERIFY(!named<QSlider>(&field, "x.slider")->isEnabled());
    QVERIFY(!named<QLineEdit>(&field, "x.field")->isEnabled());
    QCOMPARE(named<QLabel>(&field, "x.message")->text(), QStringLiteral("because"));
    field.setUnavailable({});
    QVERIFY(named<QSlider>(&field, "x.slider")->isEnabled());
    QVERIFY(!named<QLabel>(&field, "x.message")->isVisible());
}

void LimitsTest::axes()
{
    for (const auto unit : {LiveUnit::Percent, LiveUnit::Bytes, LiveUnit::BytesPerSecond, LiveUnit::Count}) {
        for (const double most : {0.0, 1.0, 7.0, 49.9, 50.0, 199.0, 1e6, 3.3e9, std::nan("")}) {
            const ChartAxis axis = ChartAxis::fit(most, unit);
            QCOMPARE(axis.ticks.front(), 0.0);
            QCOMPARE(axis.ticks.back(), axis.top);
            QVERIFY(!(axis.top < most));
            QVERIFY(axis.ticks.size() >= 3 && axis.ticks.size() <= 7);
        }
    }
    QCOMPARE(ChartAxis::fit(57.5, LiveUnit::Percent).top, 60.0);
    QCOMPARE(ChartAxis::fit(100.0 * (1 << 20), LiveUnit::Bytes).top, 128.0 * (1 << 20));
}

void LimitsTest::history()
{
    StatsHistory history;
    Stats stats;
    stats.readAt = 10 * nano;
    stats.cpuUsage = nano;
    stats.onlineCpus = 2;
    history.add(stats);
    QVERIFY(history.points().empty());
    stats.readAt += nano;
    stats.cpuUsage += nano / 2;
    stats.throttledTime = nano / 4;
    stats.networkRx = 1000;
    stats.oomKills = 2;
    history.add(stats);
    QCOMPARE(history.points().size(), std::size_t{1});
    QCOMPARE(history.points().back().cpuPercent, 50.0);
    QCOMPARE(history.points().back().throttled, 0.25);
    QCOMPARE(history.points().back().networkRx, 1000.0);
    QCOMPARE(history.points().back().oomKills, std::int64_t{2});
    // A new start: counters begin at zero, and no rate is made from that.
    Stats fresh;
    fresh.readAt = stats.readAt + nano;
    history.add(fresh);
    QCOMPARE(history.points().size(), std::size_t{1});
    for (int i = 0; i < 1000; ++i) {
        fresh.readAt += nano;
        fresh.cpuUsage += 1000;
        history.add(fresh);
    }
    QVERIFY(history.points().size() <= 601);
    QVERIFY(history.points().back().time - history.points().front().time <= StatsHistory::span);
}

void LimitsTest::chart()
{
    LiveChart chart(QStringLiteral("c"), QStringLiteral("CPU"), LiveUnit::Percent,
                    {QStringLiteral("a"), QStringLiteral("b")});
    chart.resize(400, 200);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.setPoints({{nano, {10, 90}, 0, 0}, {2 * nano, {20, 30}, 0.5, 1}, {3 * nano, {49, 0}, 0, 0}});
    chart.setLimit(50, QStringLiteral("50 %"));
    QVERIFY(chart.top() >= 90);
    QCOMPARE(chart.csv(),
             QStringLiteral("seconds,\"a\",\"b\",throttled,oom_kills\n-2.000,10,90,0,0\n-1.000,20,30,0.5,1\n"
                            "0.000,49,0,0,0\n"));
    // The limit's colour is on the picture, and goes with the limit.
    const auto hasLimit = [&chart]() {
        const QImage image = chart.picture().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == QColor(0xD5, 0x5E, 0x00))
                    return true;
        return false;
    };
    chart.setPoints({{nano, {10, 0}, 0, 0}, {2 * nano, {20, 0}, 0, 0}});
    QVERIFY(hasLimit());
    chart.setLimit(-1, {});
    QVERIFY(!hasLimit());
    chart.setPoints({{nano, {10, 0}, 0, 0}, {2 * nano, {20, 0}, 0.9, 0}}); // throttled: the strip
    QVERIFY(hasLimit());
    QTest::mouseMove(&chart, {200, 100});
    chart.setPoints({});
    QCoreApplication::processEvents();
}

void LimitsTest::killsHaveRoomForTheirWords()
{
    LiveChart chart(QStringLiteral("c"), QStringLiteral("Memory"), LiveUnit::Bytes, {QStringLiteral("a")});
    chart.resize(600, 200);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    std::vector<ChartPoint> points;
    for (qint64 i = 0; i < 120; ++i)
        points.push_back({(i + 1) * nano, {1000, 0}, 0, i == 10 ? 1 : i >= 100 && i % 2 == 0 ? 2 : 0});
    chart.setPoints(points);
    (void)chart.picture();
    const auto labels = chart.killLabels();
    QCOMPARE(labels.size(), std::size_t{2}); // ten that stand close together share one
    QCOMPARE(labels[0].kills, 20);
    QVERIFY(labels[0].text.contains(QStringLiteral("20")));
    QCOMPARE(labels[1].kills, 1);
    QVERIFY(!labels[0].box.intersects(labels[1].box));
    QVERIFY(labels[0].box.right() <= 600);
}

void LimitsTest::anHourOfHistory()
{
    StatsHistory history;
    Stats stats;
    stats.onlineCpus = 1;
    for (int i = 0; i < 7300; ++i) { // two hours
        stats.readAt = (i + 1) * nano;
        stats.cpuUsage += i % 10 == 0 ? nano : 0; // 10 % on the mean
        stats.oomKills += i % 100 == 0 ? 1 : 0;
        history.add(stats);
    }
    const auto &points = history.points();
    const std::int64_t last = points.back().time;
    QVERIFY(last - points.front().time <= StatsHistory::span);
    QVERIFY(last - points.front().time >= StatsHistory::span - 2 * StatsHistory::coarse);
    QVERIFY2(points.size() <= 660, qPrintable(QString::number(points.size())));
    std::int64_t kills = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i > 0)
            QVERIFY(points[i].time > points[i - 1].time);
        if (points[i].time < last - StatsHistory::fine - StatsHistory::coarse)
            QVERIFY(std::abs(points[i].cpuPercent - 10) < 1e-6); // means
        else if (points[i].time > last - StatsHistory::fine + StatsHistory::coarse)
            QVERIFY(points[i].cpuPercent == 0 || std::abs(points[i].cpuPercent - 100) < 1e-6); // as they were
        kills += points[i].oomKills;
    }
    QVERIFY(kills >= 35 && kills <= 37); // none is lost
}

void LimitsTest::chartZoomsAndMoves()
{
    LiveChart chart(QStringLiteral("c"), QStringLiteral("CPU"), LiveUnit::Percent, {QStringLiteral("a")});
    chart.resize(600, 200);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    std::vector<ChartPoint> points;
    for (qint64 i = 0; i < 600; ++i)
        points.push_back({(i + 1) * nano, {i < 100 ? 90.0 : 1.0, 0}, 0, i == 50 ? 1 : 0});
    chart.setPoints(points);
    QCOMPARE(chart.span(), 120 * nano);
    QCOMPARE(chart.focusPolicy(), Qt::NoFocus);
    QTest::keyClick(&chart, Qt::Key_Plus);
    QCOMPARE(chart.span(), 120 * nano); // not unless it may
    chart.setZoomable(true);
    const QSignalSpy asked(&chart, &LiveChart::windowAsked);
    (void)chart.picture();
    QVERIFY(chart.top() < 90); // what is shown is what the axis is for
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.end(), points.front().time + chart.span());
    QVERIFY(chart.top() >= 90);
    (void)chart.picture();
    QCOMPARE(chart.killLabels().size(), std::size_t{1});
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(chart.span() > 120 * nano);
    QTest::keyClick(&chart, Qt::Key_Plus);
    const qint64 before = chart.end();
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.end() > before);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.end(), qint64{0}); // now, as it goes on
    // The wheel keeps what is under it.
    (void)chart.picture();
    QWheelEvent wheel({300, 100}, chart.mapToGlobal(QPointF(300, 100)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&chart, &wheel);
    QVERIFY(wheel.isAccepted());
    QVERIFY(chart.span() < 120 * nano);
    QVERIFY(chart.end() != 0);
    // A drag to the right goes back in time.
    const qint64 there = chart.end();
    QTest::mousePress(&chart, Qt::LeftButton, Qt::NoModifier, {200, 100});
    QTest::mouseMove(&chart, {400, 100});
    QTest::mouseRelease(&chart, Qt::LeftButton, Qt::NoModifier, {400, 100});
    QVERIFY(chart.end() < there);
    QVERIFY(asked.count() > 5);
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.span() >= 10 * nano);
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(chart.span() <= 3600 * nano);
    // New readings leave the part that is looked at where it is.
    QTest::keyClick(&chart, Qt::Key_Home);
    chart.setWindow(60 * nano, 100 * nano);
    points.push_back({700 * nano, {5, 0}, 0, 0});
    chart.setPoints(points);
    QCOMPARE(chart.end(), 100 * nano);
    chart.setPoints({});
    (void)chart.picture();
    QTest::keyClick(&chart, Qt::Key_Plus); // nothing to look at
}

QTEST_MAIN(LimitsTest)
#include "limits_test.moc"
