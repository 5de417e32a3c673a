// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window over the real engine, on an empty home, worked with mouse and keyboard as a person does.
#include "gui/app/context.h"
#include "gui/app/deferred_engine.h"
#include "gui/app/main_window.h"
#include "gui/app/theme.h"
#include "gui/compare/bar_chart.h"
#include "gui/limits/live_chart.h"
#include "gui/models/container_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/terminal/view.h"
#include "tests/gui/person/container_cgroup.h"
#include "tests/gui/person/hand.h"
#include "tests/gui/support/gui_test.h"
#include "tests/support/result_test.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <cmath>
#include <csignal>

using namespace tare;
using namespace tare::gui;

namespace {

constexpr int soon = 20'000; // ms; a shared machine is slow
constexpr int comparison = 600'000;
constexpr std::size_t readings = 6; // seconds of the chart that a mean is taken of
constexpr std::int64_t mebi = 1 << 20;

double meanOf(const std::vector<ChartPoint> &points, std::size_t from)
{
    double sum = 0;
    for (std::size_t i = from; i < points.size(); ++i)
        sum += points[i].values[0];
    return points.size() > from ? sum / static_cast<double>(points.size() - from) : 0;
}

} // namespace

class PersonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init()
    {
        if (m_broken)
            QSKIP("an earlier step failed");
    }
    void cleanup()
    {
        m_broken = m_broken || QTest::currentTestFailed();
        TARE_NO_WARNINGS();
    }
    void theWindowOpensOnAnEmptyHome();
    void createsAContainer();
    void burnsCpuInItsTerminal();
    void theChartStaysAtTheLimit();
    void dragsTheLimit();
    void stopsIt();
    void removesIt();
    void comparesThreeSubjects();

private:
    template <class T> T *find(const char *name) { return named<T>(m_window.get(), name); }
    [[nodiscard]] QString cell(int column)
    {
        return find<QTableView>("containers.table")->model()->index(0, column).data().toString();
    }
    void openTab(int index)
    {
        auto *bar = find<QTabBar>("containers.tabBar");
        hand::clickAt(bar, bar->tabRect(index).center());
        QTRY_COMPARE(bar->currentIndex(), index);
    }
    // Clicks into the field, and replaces what is in it.
    void fill(const char *name, const QString &text)
    {
        auto *field = find<QWidget>(name);
        hand::click(field);
        QTRY_VERIFY(field->hasFocus());
        hand::key(field, QStringLiteral("ctrl+a"));
        hand::type(field, text);
        const auto *edit = qobject_cast<QLineEdit *>(field);
        if (edit == nullptr)
            edit = field->findChild<QLineEdit *>(); // of a spin box
        QTRY_COMPARE(edit->text(), text);
    }
    void dragTo(QSlider *slider, int position);
    // The mean of the chart's next readings, in per cent of a CPU.
    double nextMean(LiveChart *chart);

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<DeferredEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
    ContainerCgroup m_cgroup;
    double m_halfCpu = 0;
    bool m_broken = false;
};

void PersonTest::initTestCase()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_home->shareKernels();
    m_theme = std::make_unique<Theme>();
    m_engine = std::make_shared<DeferredEngine>([]() { return openLocalEngine(); });
    const auto info = m_engine->info();
    TARE_OK(info);
    if (info->limits.empty())
        QSKIP("no limits can be applied here (no control groups for this user): see tare info");
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_window = std::make_unique<MainWindow>(*m_context, m_theme.get());
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void PersonTest::cleanupTestCase()
{
    m_window.reset();
    // Whatever a failed step has left running.
    if (const auto left = m_engine->containers()) {
        for (const Container &container : *left)
            (void)m_engine->remove(container.id, true);
    }
    m_context.reset();
    m_engine.reset();
}

void PersonTest::theWindowOpensOnAnEmptyHome()
{
    // The starter image is made in the background, and the first container is one click away.
    auto *first = static_cast<QPushButton *>(nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(
        (first = m_window->findChild<QPushButton *>(QStringLiteral("welcome.container"))) != nullptr, soon);
    QTRY_VERIFY(first->isVisible());
    QCOMPARE(find<QTableView>("containers.table")->model()->rowCount(), 0);
    hand::click(first);
    QTRY_VERIFY(m_window->findChild<QDialog *>(QStringLiteral("create")) != nullptr);
}

void PersonTest::createsAContainer()
{
    auto *dialog = find<QDialog>("create");
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(find<QComboBox>("create.image")->count() > 0);
    QCOMPARE(find<QComboBox>("create.image")->currentText(), QStringLiteral("tare/starter:latest"));
    fill("create.name", QStringLiteral("burner"));
    auto *pages = find<QListWidget>("create.pages");
    hand::clickAt(pages->viewport(), pages->visualItemRect(pages->item(4)).center());
    QTRY_VERIFY(find<QWidget>("create.cpus.field")->isVisible());
    fill("create.cpus.field", QStringLiteral("0.5"));
    fill("create.memory.field", QStringLiteral("64m"));
    QTRY_COMPARE(
        find<QLabel>("create.line")->text(),
        QStringLiteral(
            "docker run -d -i -t --name burner --cpus 0.5 --memory 64m tare/starter:latest"));
    hand::click(find<QPushButton>("create.start"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QDialog *>(QStringLiteral("create")) == nullptr, soon);
    if (QGuiApplication::platformName() != QLatin1String("xcb"))
        m_window->activateWindow(); // which a window manager does when a dialog goes
    QTRY_VERIFY(m_window->isActiveWindow());
    QTRY_COMPARE_WITH_TIMEOUT(find<QTableView>("containers.table")->model()->rowCount(), 1, soon);
    QTRY_COMPARE_WITH_TIMEOUT(cell(ContainerModel::State), formatStatus(ContainerStatus::Running), soon);
    QTRY_VERIFY_WITH_TIMEOUT(cell(ContainerModel::Cpu).contains(QLatin1Char('%')), soon);
    const auto container = m_engine->container("burner");
    QVERIFY(container.has_value());
    m_cgroup = ContainerCgroup::of(container->pid);
    QVERIFY(m_cgroup.cpus().has_value());
    QCOMPARE(*m_cgroup.cpus(), 0.5);
    QCOMPARE(m_cgroup.memoryLimit(), std::optional<std::int64_t>(64 * mebi));
}

void PersonTest::burnsCpuInItsTerminal()
{
    openTab(2);
    QTRY_VERIFY(find<QPushButton>("terminal.shell")->isEnabled());
    hand::click(find<QPushButton>("terminal.shell"));
    auto *terminal = find<TerminalView>("terminal.view");
    const auto screen = [&]() { return terminal->surface().screenText(); };
    QTRY_VERIFY_WITH_TIMEOUT(
        screen().find('#') != std::string::npos || screen().find('$') != std::string::npos, soon);
    QTRY_VERIFY(terminal->hasFocus());
    hand::type(terminal, QStringLiteral("echo $((6*7)); hostname; while :; do :; done & while :; do :; done &"));
    hand::key(terminal, QStringLiteral("Return"));
    QTRY_VERIFY_WITH_TIMEOUT(screen().find("\n42\n") != std::string::npos, soon);
    const auto burns = [&]() {
        return cell(ContainerModel::Cpu).section(QChar(0x00A0), 0, 0).toDouble() > 2;
    };
    QTRY_VERIFY_WITH_TIMEOUT(burns(), soon);
}

double PersonTest::nextMean(LiveChart *chart)
{
    // The reading that spans the change belongs to neither.
    const qint64 from = chart->points().empty() ? 0 : chart->points().back().time + 1'500'000'000;
    const auto firstNew = [&]() {
        std::size_t i = 0;
        while (i < chart->points().size() && chart->points()[i].time < from)
            ++i;
        return i;
    };
    const bool enough =
        QTest::qWaitFor([&]() { return chart->points().size() >= firstNew() + readings; }, 3 * soon);
    return enough ? meanOf(chart->points(), firstNew()) : -1;
}

void PersonTest::theChartStaysAtTheLimit()
{
    openTab(4);
    auto *chart = find<LiveChart>("limits.cpuChart");
    QCOMPARE(chart->limit(), 50.0);
    QCOMPARE(find<LiveChart>("limits.memoryChart")->limit(), 64.0 * mebi);
    m_halfCpu = nextMean(chart);
    qInfo("at --cpus 0.5 the chart's mean is %.1f %%", m_halfCpu);
    QVERIFY2(m_halfCpu > 5, "it burns");
    QVERIFY2(m_halfCpu < 60, "and is held at the limit");
    QVERIFY(!find<QLabel>("limits.facts")->text().isEmpty());
}

void PersonTest::dragTo(QSlider *slider, int position)
{
    QStyleOptionSlider option;
    option.initFrom(slider);
    option.subControls = QStyle::SC_All;
    option.orientation = slider->orientation();
    option.minimum = slider->minimum();
    option.maximum = slider->maximum();
    option.sliderPosition = slider->sliderPosition();
    option.sliderValue = slider->value();
    const auto handle = [&](int at) {
        option.sliderPosition = option.sliderValue = at;
        return slider->style()
            ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider)
            .center();
    };
    const QPoint from = handle(slider->value());
    const QPoint to = handle(position);
    QVector<QPoint> path;
    for (int step = 0; step <= 8; ++step)
        path.append(from + (to - from) * step / 8);
    hand::drag(slider, path);
    QTRY_COMPARE(slider->value(), position);
}

void PersonTest::dragsTheLimit()
{
    auto *slider = find<QSlider>("limits.cpus.slider");
    auto *chart = find<LiveChart>("limits.cpuChart");
    const auto typed = [&]() { return find<QLineEdit>("limits.cpus.field")->text().toDouble(); };
    dragTo(slider, 1); // 0.1 CPU
    const double low = typed();
    QVERIFY(low < 0.3);
    QTRY_COMPARE_WITH_TIMEOUT(m_cgroup.cpus().value_or(0), low, soon);
    QTRY_COMPARE(chart->limit(), low * 100);
    const double lowMean = nextMean(chart);
    qInfo("at --cpus %.2f the chart's mean is %.1f %%", low, lowMean);
    QVERIFY(lowMean > 0 && lowMean < low * 100 * 1.5);
    QVERIFY(lowMean < m_halfCpu);
    // On a busy machine half a CPU may be more than it gets; a tenth is not.
    QVERIFY(m_cgroup.throttledNs() > 0);
    bool throttled = false;
    for (const ChartPoint &point : chart->points())
        throttled = throttled || point.throttled > 0;
    QVERIFY2(throttled, "which the chart marks");

    dragTo(slider, slider->maximum());
    const double high = typed();
    QVERIFY(high >= 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_cgroup.cpus().value_or(0), high, soon);
    const double highMean = nextMean(chart);
    qInfo("at --cpus %.2f the chart's mean is %.1f %%", high, highMean);
    QVERIFY(highMean > lowMean * 1.5);

    fill("limits.memory.field", QStringLiteral("96m"));
    QTRY_COMPARE_WITH_TIMEOUT(m_cgroup.memoryLimit().value_or(0), 96 * mebi, soon);
    QTRY_COMPARE(find<LiveChart>("limits.memoryChart")->limit(), 96.0 * mebi);
}

void PersonTest::stopsIt()
{
    hand::click(find<QToolButton>("containers.stop"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(ContainerModel::State), formatStatus(ContainerStatus::Exited), 3 * soon);
    QVERIFY(!cell(ContainerModel::Cpu).contains(QLatin1Char('%')));
    QTRY_VERIFY(find<QToolButton>("containers.start")->isEnabled());
}

void PersonTest::removesIt()
{
    auto *table = find<QTableView>("containers.table");
    hand::clickAt(table->viewport(), table->visualRect(table->model()->index(0, 0)).center());
    QTRY_VERIFY(table->hasFocus());
    hand::key(table, QStringLiteral("Delete"));
    auto *yes = static_cast<QPushButton *>(nullptr);
    QTRY_VERIFY((yes = m_window->findChild<QPushButton *>(QStringLiteral("containers.remove.confirm"))) !=
                nullptr);
    hand::click(yes);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, soon);
    const auto left = m_engine->containers();
    QVERIFY(left.has_value() && left->empty());
    QVERIFY(!QFileInfo::exists(QString::fromStdString(m_cgroup.cpu)));
}

void PersonTest::comparesThreeSubjects()
{
    hand::key(m_window.get(), QStringLiteral("ctrl+3"));
    auto *run = find<QPushButton>("compare.primary");
    QTRY_VERIFY_WITH_TIMEOUT(run->isVisible() && run->isEnabled(), soon);
    fill("compare.repeats", QStringLiteral("3"));
    QTRY_COMPARE(find<QSpinBox>("compare.repeats")->value(), 3);
    hand::click(run);
    auto *chart = find<BarChart>("compare.chart.start");
    const auto *trouble = find<QLabel>("compare.message.what");
    QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled() && (chart->data().rows.size() == 3 || trouble->isVisible()),
                             comparison);
    QVERIFY2(!trouble->isVisible(), qPrintable(trouble->text()));
    for (const ChartRow &row : chart->data().rows) {
        QVERIFY2(!row.bars.isEmpty(), qPrintable(row.name));
        QVERIFY(row.bars.front().total() > 0);
        QCOMPARE(row.bars.front().points.size(), 3);
        qInfo("%s: %s", qPrintable(row.name), qPrintable(row.bars.front().valueText));
    }
    QVERIFY(!chart->data().title.isEmpty());
}

QTEST_MAIN(PersonTest)
#include "person_test.moc"
