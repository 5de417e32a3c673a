// SPDX-License-Identifier: GPL-3.0-or-later
// The Stats tab: one time for all charts, held, and written to files.
#include "gui/containers/stats_tab.h"
#include "gui/limits/live_chart.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

using namespace tare;
using namespace tare::gui;
using namespace Qt::StringLiterals;

namespace {
constexpr std::int64_t nano = 1'000'000'000;
}

class StatsTabTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void allShowTheSameTime();
    void holdsStill();
    void anotherContainerBeginsAnew();
    void writesNumbersAndPictures();
    void csvHasAllOfIt();
    void everyControlHasAName();

private:
    template <class T> [[nodiscard]] T *widget(const char *name) const { return named<T>(m_tab.get(), name); }
    [[nodiscard]] LiveChart *cpu() const { return widget<LiveChart>("stats.cpu"); }
    void run(int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            m_stats.readAt += nano;
            m_stats.cpuUsage += nano / 4;
            m_stats.memoryUsage = 1 << 20;
            m_history.add(m_stats);
        }
        m_tab->setHistory(m_history);
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<StatsTab> m_tab;
    StatsHistory m_history;
    Stats m_stats;
};

void StatsTabTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_tab = std::make_unique<StatsTab>();
    m_tab->resize(1000, 500);
    m_tab->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_tab.get()));
    m_history.clear();
    m_stats = {};
    m_stats.readAt = nano;
    m_stats.onlineCpus = 1;
    m_tab->setContainer(fakeContainer(1, "web"));
    run(200);
}

void StatsTabTest::cleanup()
{
    m_tab.reset();
    TARE_NO_WARNINGS();
}

void StatsTabTest::allShowTheSameTime()
{
    auto *memory = widget<LiveChart>("stats.memory");
    auto *span = widget<QComboBox>("stats.span");
    QVERIFY(!widget<QToolButton>("stats.now")->isEnabled());
    span->setCurrentIndex(span->findData(qlonglong{3600 * nano}));
    QCOMPARE(memory->span(), 3600 * nano);
    cpu()->setFocus();
    QTest::keyClick(cpu(), Qt::Key_Plus);
    QVERIFY(cpu()->span() < 3600 * nano);
    for (const char *other : {"stats.memory", "stats.pids", "stats.network", "stats.block"}) {
        QCOMPARE(widget<LiveChart>(other)->span(), cpu()->span());
        QCOMPARE(widget<LiveChart>(other)->end(), cpu()->end());
    }
    QVERIFY(widget<QToolButton>("stats.now")->isEnabled());
    click(widget<QToolButton>("stats.now"));
    QCOMPARE(memory->span(), 3600 * nano);
    QCOMPARE(memory->end(), qint64{0});
    QVERIFY(!widget<QToolButton>("stats.now")->isEnabled());
}

void StatsTabTest::holdsStill()
{
    const auto shown = cpu()->points().size();
    click(widget<QToolButton>("stats.pause"));
    QVERIFY(!widget<QLabel>("stats.state")->text().isEmpty());
    run(10);
    QCOMPARE(cpu()->points().size(), shown);
    click(widget<QToolButton>("stats.pause"));
    QVERIFY(cpu()->points().size() > shown); // nothing was missed
    QVERIFY(widget<QLabel>("stats.state")->text().isEmpty());
}

void StatsTabTest::anotherContainerBeginsAnew()
{
    click(widget<QToolButton>("stats.pause"));
    QTest::keyClick(cpu(), Qt::Key_Home);
    m_tab->setContainer(fakeContainer(2, "db"));
    m_tab->setHistory({});
    QVERIFY(!widget<QToolButton>("stats.pause")->isChecked());
    QCOMPARE(cpu()->end(), qint64{0});
    QVERIFY(cpu()->points().empty());
    QVERIFY(!widget<QToolButton>("stats.export")->isEnabled());
}

void StatsTabTest::writesNumbersAndPictures()
{
    const auto actions = widget<QMenu>("stats.exportMenu")->actions();
    QCOMPARE(actions.size(), 2);
    const auto write = [&](int which, const QString &target) {
        actions[which]->trigger();
        auto *dialog = widget<QFileDialog>("stats.saveDialog");
        QVERIFY(dialog != nullptr);
        Q_EMIT dialog->fileSelected(target);
        dialog->reject();
        QTRY_VERIFY(m_tab->findChild<QFileDialog *>() == nullptr);
    };
    const QString numbers = QString::fromStdString(m_home->file("web.csv")), picture = QString::fromStdString(m_home->file("web.png"));
    write(0, numbers);
    QFile file(numbers);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), static_cast<qsizetype>(m_history.points().size()) + 1);
    write(1, picture);
    const QImage image(picture);
    QVERIFY(image.width() >= 900 && image.height() >= 300);
    write(0, u"/nowhere/at/all.csv"_s);
    QVERIFY(widget<QLabel>("stats.message.what")->text().contains(u"/nowhere/at/all.csv"_s));
}

void StatsTabTest::csvHasAllOfIt()
{
    StatsPoint one;
    one.time = 5 * nano;
    one.cpuPercent = 12.5;
    one.memory = 1048576;
    one.oomKills = 2;
    StatsPoint two;
    two.time = 7 * nano;
    two.networkTx = 0.5;
    const QString csv = StatsTab::csv({one, two}, 10 * nano, 1'700'000'010 * nano);
    const QStringList lines = csv.split(u'\n');
    QCOMPARE(lines[0].count(u','), lines[1].count(u','));
    QCOMPARE(lines[1], u"2023-11-14T22:13:25.000000000Z,-2.000,12.5,1048576,0,0,0,0,0,0,2"_s);
    QCOMPARE(lines[2], u"2023-11-14T22:13:27.000000000Z,0.000,0,0,0,0,0.5,0,0,0,0"_s);
}

void StatsTabTest::everyControlHasAName()
{
    for (QWidget *each : m_tab->findChildren<QWidget *>()) {
        if (each->focusPolicy() == Qt::NoFocus || !each->isVisible() || each->objectName().startsWith(u"qt_"_s))
            continue;
        QVERIFY2(!each->objectName().isEmpty() && !each->accessibleName().isEmpty(), qPrintable(each->objectName()));
    }
}

QTEST_MAIN(StatsTabTest)
#include "stats_tab_test.moc"
