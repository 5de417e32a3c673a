// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts say, and that they are drawn to it.
#include "gui/app/theme.h"
#include "gui/compare/bar_chart.h"
#include "gui/compare/chart_builder.h"
#include "gui/compare/chart_painter.h"
#include "gui/compare/verdict.h"
#include "tests/core/measure/sample_experiment.h"
#include "tests/gui/support/gui_test.h"

#include <QClipboard>
#include <QFont>
#include <QGuiApplication>
#include <QImage>
#include <cmath>

using namespace tare;
using namespace tare::gui;
using measure::Subject;

class ChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_trap = std::make_unique<WarningTrap>(); }
    void cleanup() { TARE_NO_WARNINGS(); }
    void theTitleSaysTheFinding();
    void fewRunsHaveNoInterval();
    void anEmulatedMachineSaysSoOnEveryBar();
    void aFailedRunIsCounted();
    void overlappingIntervalsAreNoDifference();
    void barsAreZeroBasedAndToScale();
    void ticksAreRound_data();
    void ticksAreRound();
    void theColoursAreTheSubjects();
    void everyWidthIsSound();
    void shortBarsAreEnlargedAlikeAndSaySo();
    void theVerdictSaysNoMoreThanTheRuns();

private:
    std::unique_ptr<WarningTrap> m_trap;
};

void ChartTest::theTitleSaysTheFinding()
{
    auto e = sampleExperiment(7);
    QCOMPARE(startChart(e).title,
             QStringLiteral("In software emulation, the virtual machine needs 200 times as long to start as the container"));
    QVERIFY(memoryChart(e).title.contains(QStringLiteral("167 times")));
    QVERIFY(memoryChart(e).title.contains(QStringLiteral("256\u00a0MiB")));
    QVERIFY(stageChart(e).title.contains(QStringLiteral("guest kernel")));
    e.vmEmulated = false;
    QCOMPARE(startChart(e).title,
             QStringLiteral("The virtual machine needs 200 times as long to start as the container"));
    QCOMPARE(startChart({}).title, QStringLiteral("No run has given a number yet"));
}

void ChartTest::fewRunsHaveNoInterval()
{
    const ChartData few = startChart(sampleExperiment(4));
    for (const ChartRow &row : few.rows) {
        QVERIFY(!row.bars[0].interval);
        QCOMPARE(row.bars[0].points.size(), 4);
    }
    QVERIFY(few.subtitle.contains(QStringLiteral("at least five")));
    const ChartData enough = startChart(sampleExperiment(5));
    for (const ChartRow &row : enough.rows)
        QVERIFY(row.bars[0].interval.has_value());
    QVERIFY(!enough.subtitle.contains(QStringLiteral("at least five")));
}

void ChartTest::anEmulatedMachineSaysSoOnEveryBar()
{
    auto e = sampleExperiment(5);
    for (const ChartData &data : {startChart(e), stageChart(e), memoryChart(e)}) {
        QCOMPARE(data.rows.size(), 3);
        for (const ChartRow &row : data.rows) {
            QCOMPARE(row.emulated, row.subject == Subject::Vm);
            for (const ChartBar &bar : row.bars)
                QCOMPARE(bar.valueText.contains(QStringLiteral("software emulation")), row.subject == Subject::Vm);
        }
    }
    e.vmEmulated = false;
    for (const ChartData &data : {startChart(e), stageChart(e), memoryChart(e)})
        QVERIFY(!chartInWords(data).contains(QStringLiteral("emulation")));
}

void ChartTest::aFailedRunIsCounted()
{
    auto e = sampleExperiment(5);
    for (auto &sample : e.samples)
        if (sample.subject == Subject::Vm)
            sample.error = "no guest kernel";
    e.samples[1].error = "no space";
    measure::summarize(e);
    const ChartData data = startChart(e);
    QVERIFY(chartInWords(data).contains(QStringLiteral("no number")));
    bool container = false;
    for (const ChartRow &row : data.rows)
        container |= row.subject == Subject::Container && row.note.contains(QStringLiteral("n = 4, 1"));
    QVERIFY(container);
}

void ChartTest::overlappingIntervalsAreNoDifference()
{
    auto e = sampleExperiment(8);
    for (auto &sample : e.samples)
        sample.start = 1'000'000 + sample.block * 1000;
    measure::summarize(e);
    QVERIFY(startChart(e).title.startsWith(QStringLiteral("No difference")));
}

void ChartTest::barsAreZeroBasedAndToScale()
{
    const ChartData data = startChart(sampleExperiment(5));
    const ChartLayout layout = layOutChart(data, QFont(), 900);
    QCOMPARE(layout.bars.size(), 5); // host and container are enlarged too
    for (const BarPlace &place : layout.bars) {
        const ChartBar &bar = data.rows[place.row].bars[place.bar];
        QCOMPARE(place.length.left(), layout.left);
        const double wanted = bar.total() * bar.enlarged * layout.perUnit;
        QVERIFY(std::abs(place.length.width() - std::max(wanted, 2.0)) < 0.01);
        QVERIFY(place.length.right() < layout.right);
    }
}

void ChartTest::ticksAreRound_data()
{
    QTest::addColumn<double>("reach");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("unitName");
    QTest::newRow("µs") << 42e3 << int(ChartUnit::Time) << QStringLiteral("ms");
    QTest::newRow("ms") << 12.3e6 << int(ChartUnit::Time) << QStringLiteral("ms");
    QTest::newRow("s") << 7.7e9 << int(ChartUnit::Time) << QStringLiteral("s");
    QTest::newRow("MiB") << 268435456.0 << int(ChartUnit::Memory) << QStringLiteral("MiB");
    QTest::newRow("nothing") << 0.0 << int(ChartUnit::Time) << QStringLiteral("ms");
}

void ChartTest::ticksAreRound()
{
    QFETCH(double, reach);
    QFETCH(int, unit);
    const ChartScale scale = chartScale(reach, static_cast<ChartUnit>(unit));
    QTEST(scale.unitName, "unitName");
    QVERIFY(scale.end >= reach);
    const double ticks = scale.end / scale.step;
    QVERIFY2(ticks > 0.99 && ticks < 10.01, qPrintable(QString::number(ticks)));
    const double step = scale.step / scale.divisor;
    const double digit = step / std::pow(10.0, std::floor(std::log10(step) + 1e-9));
    QVERIFY2(std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6,
             qPrintable(QString::number(digit)));
    // The label says the tick exactly.
    QVERIFY(std::abs(QString::number(step, 'f', scale.decimals).toDouble() - step) < 1e-9 * step + 1e-12);
}

void ChartTest::theColoursAreTheSubjects()
{
    QCOMPARE(subjectColor(Subject::Container), QColor(0x00, 0x72, 0xb2));
    QCOMPARE(subjectColor(Subject::Vm), QColor(0xe6, 0x9f, 0x00));
    BarChart chart(QStringLiteral("c"));
    auto e = sampleExperiment(5);
    e.vmEmulated = false;
    chart.setData(startChart(e));
    const QImage picture = chart.picture(900, 1);
    const ChartLayout layout = layOutChart(chart.data(), chart.font(), 900);
    const BarPlace &vm = layout.bars.constLast();
    QCOMPARE(QColor(picture.pixel((vm.length.topLeft() + QPointF(20, 3)).toPoint())), subjectColor(Subject::Vm));
}

void ChartTest::everyWidthIsSound()
{
    BarChart chart(QStringLiteral("c"));
    chart.setData(stageChart(sampleExperiment(5)));
    for (const int width : {1, 40, 200, 380, 640, 1920}) {
        QVERIFY(chart.heightForWidth(width) > 0);
        QVERIFY(!chart.picture(width, 1).isNull());
    }
    // Narrower needs no less height.
    QVERIFY(chart.heightForWidth(400) >= chart.heightForWidth(1200));
}

void ChartTest::shortBarsAreEnlargedAlikeAndSaySo()
{
    const ChartData data = startChart(sampleExperiment(5));
    QCOMPARE(data.rows[0].bars.size(), 2);
    QCOMPARE(data.rows[1].bars.size(), 2);
    QCOMPARE(data.rows[2].bars.size(), 1); // the longest needs none
    const ChartBar &host = data.rows[0].bars[1];
    QCOMPARE(host.enlarged, data.rows[1].bars[1].enlarged);
    QCOMPARE(host.enlarged, 100.0);
    QVERIFY(host.valueText.contains(QStringLiteral("enlarged 100 times")));
    QCOMPARE(host.total(), data.rows[0].bars[0].total()); // the numbers stay
    QVERIFY(!chartInWords(data).contains(QStringLiteral("enlarged")));
    QCOMPARE(chartTable(data).count(QLatin1Char('\n')), 5);
}

void ChartTest::theVerdictSaysNoMoreThanTheRuns()
{
    auto e = sampleExperiment(5);
    QVERIFY(verdict(e).contains(QStringLiteral("in software emulation")));
    QVERIFY(verdict(e).contains(QStringLiteral("200 times")));
    QCOMPARE(notShown(e).size(), 6);
    QVERIFY(doubts(e).isEmpty());
    for (auto &sample : e.samples)
        if (sample.subject == Subject::Container)
            sample.start = 500'000 + sample.block; // faster than the host, which cannot be
    e.samples.back().error = "gone";
    measure::summarize(e);
    QCOMPARE(doubts(e).size(), 2);
    QVERIFY(doubts(e).constFirst().startsWith(QStringLiteral("Suspect")));
    for (auto &sample : e.samples)
        sample.start = 1'000'000 + sample.block * 1000;
    measure::summarize(e);
    QVERIFY(verdict(e).contains(QStringLiteral("no difference")));
    QVERIFY(verdict({}).isEmpty());
}

QTEST_MAIN(ChartTest)
#include "chart_test.moc"
