// SPDX-License-Identifier: GPL-3.0-or-later
// The panel writes to the engine, shows what is in force, and says why when it cannot.
#include "gui/app/context.h"
#include "gui/limits/limits_panel.h"
#include "gui/limits/live_chart.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"

#include <QLabel>
#include <QLineEdit>
#include <QSlider>

using namespace tare;
using namespace tare::gui;

namespace {

constexpr std::int64_t mebi = 1 << 20;

class UpdatingEngine : public FakeEngine
{
public:
    std::vector<Limits> updates;
    Error *refusal = nullptr;

    Status update(const std::string &, const Limits &limits) override
    {
        const std::lock_guard lock(mutex);
        updates.push_back(limits);
        if (refusal != nullptr)
            return tl::unexpected<Error>(*refusal);
        return {};
    }
    [[nodiscard]] std::vector<Limits> updateList() const
    {
        const std::lock_guard lock(mutex);
        return updates;
    }
};

Container container(const char *id)
{
    Container c;
    c.id = id;
    c.name = "web";
    c.status = ContainerStatus::Running;
    c.limits.nanoCpus = 500'000'000;
    c.limits.memory = 64 * mebi;
    c.limits.memorySwap = 128 * mebi;
    return c;
}

} // namespace

class LimitsPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatIsInForce();
    void writesOnceWhenDragged();
    void swapFollowsMemory();
    void saysWhatWasRefused();
    void anEditBelongsToItsContainer();
    void cannotHere();
    void countsThrottlingAndKills();

private:
    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<UpdatingEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<LimitsPanel> m_panel;
    QStringList m_commands;
};

void LimitsPanelTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<UpdatingEngine>();
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this,
            [this](const QString &line) { m_commands += line; });
    m_panel = std::make_unique<LimitsPanel>(*m_context);
    EngineInfo info;
    info.cpus = 2;
    info.memory = std::int64_t{8} << 30U;
    info.limits = {"cpus", "memory", "memory-swap", "pids"};
    m_panel->setMachine(info);
    m_panel->setContainer(container("aa"));
    m_panel->show();
}

void LimitsPanelTest::cleanup()
{
    m_panel.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void LimitsPanelTest::showsWhatIsInForce()
{
    QCOMPARE(named<QLineEdit>(m_panel.get(), "limits.cpus.field")->text(), QStringLiteral("0.5"));
    QCOMPARE(named<QLineEdit>(m_panel.get(), "limits.memory.field")->text(), QStringLiteral("64m"));
    QCOMPARE(named<QLineEdit>(m_panel.get(), "limits.pids.field")->text(), QString());
    QCOMPARE(named<LiveChart>(m_panel.get(), "limits.cpuChart")->limit(), 50.0);
    QCOMPARE(named<LiveChart>(m_panel.get(), "limits.memoryChart")->limit(), 64.0 * mebi);
}

void LimitsPanelTest::writesOnceWhenDragged()
{
    auto *slider = named<QSlider>(m_panel.get(), "limits.cpus.slider");
    for (int i = 9; i <= 19; ++i)
        slider->setValue(i);
    QTRY_COMPARE(m_engine->updateList().size(), std::size_t{1});
    const Limits written = m_engine->updateList().front();
    QCOMPARE(written.nanoCpus, std::optional<std::int64_t>(1'000'000'000));
    QVERIFY(!written.memory && !written.pids && !written.memorySwap);
    QTRY_COMPARE(named<LiveChart>(m_panel.get(), "limits.cpuChart")->limit(), 100.0);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker update --cpus 1 web")});
    // An old state that comes late does not move what is under the hand; the next one with the new limit
    // fits.
    Container fresh = container("aa");
    fresh.limits.nanoCpus = 1'000'000'000;
    m_panel->setContainer(fresh);
    QCOMPARE(slider->value(), 19);
}

void LimitsPanelTest::swapFollowsMemory()
{
    auto *field = named<QLineEdit>(m_panel.get(), "limits.memory.field");
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("256m"));
    QTRY_VERIFY(!m_engine->updateList().empty());
    const Limits written = m_engine->updateList().back();
    QCOMPARE(written.memory, std::optional<std::int64_t>(256 * mebi));
    QCOMPARE(written.memorySwap, std::optional<std::int64_t>(320 * mebi));
}

void LimitsPanelTest::saysWhatWasRefused()
{
    Error refusal;
    refusal.code = Errc::LimitOutOfRange;
    refusal.subject = "--memory";
    refusal.reason = "more is in use";
    m_engine->refusal = &refusal;
    auto *field = named<QLineEdit>(m_panel.get(), "limits.memory.field");
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("8m"));
    auto *what = named<QLabel>(m_panel.get(), "limits.message.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(!what->text().isEmpty());
    QCOMPARE(named<LiveChart>(m_panel.get(), "limits.memoryChart")->limit(), 64.0 * mebi);
}

void LimitsPanelTest::anEditBelongsToItsContainer()
{
    named<QSlider>(m_panel.get(), "limits.cpus.slider")->setValue(19);
    Container other = container("bb");
    other.limits.nanoCpus = 2'000'000'000;
    m_panel->setContainer(other); // at once, before the delay is over
    QTRY_COMPARE(m_engine->updateList().size(), std::size_t{1});
    QCOMPARE(m_engine->updateList().front().nanoCpus, std::optional<std::int64_t>(1'000'000'000));
    QCOMPARE(named<QLineEdit>(m_panel.get(), "limits.cpus.field")->text(), QStringLiteral("2"));
    QTRY_COMPARE(named<LiveChart>(m_panel.get(), "limits.cpuChart")->limit(), 200.0);
}

void LimitsPanelTest::cannotHere()
{
    EngineInfo info;
    info.cpus = 2;
    info.limits = {"cpus"};
    info.findings = {{"limits", "Control groups are not delegated.", "Do this."}};
    m_panel->setMachine(info);
    QVERIFY(named<QSlider>(m_panel.get(), "limits.cpus.slider")->isEnabled());
    QVERIFY(!named<QSlider>(m_panel.get(), "limits.memory.slider")->isEnabled());
    QVERIFY(
        named<QLabel>(m_panel.get(), "limits.memory.message")->text().contains(QStringLiteral("Do this.")));
}

void LimitsPanelTest::countsThrottlingAndKills()
{
    StatsHistory history;
    Stats stats;
    stats.readAt = 1'000'000'000;
    history.add(stats);
    stats.readAt = 2'000'000'000;
    stats.cpuUsage = 500'000'000;
    stats.periods = 10;
    stats.throttledPeriods = 7;
    stats.throttledTime = 400'000'000;
    stats.oomKills = 3;
    history.add(stats);
    m_panel->setHistory(history);
    const QString facts = named<QLabel>(m_panel.get(), "limits.facts")->text();
    QVERIFY(facts.contains(QStringLiteral("7")) && facts.contains(QStringLiteral("3")));
    QVERIFY(facts.contains(QStringLiteral("now")));
    QCOMPARE(named<LiveChart>(m_panel.get(), "limits.memoryChart")->points().back().kills, 3);
    QCOMPARE(named<LiveChart>(m_panel.get(), "limits.cpuChart")->points().back().values[0], 50.0);
    Container ended = container("aa"); // has no processes now
    ended.status = ContainerStatus::Exited;
    m_panel->setContainer(ended);
    m_panel->setHistory(history);
    QVERIFY(!named<QLabel>(m_panel.get(), "limits.facts")->text().contains(QStringLiteral("now")));
}

QTEST_MAIN(LimitsPanelTest)
#include "limits_panel_test.moc"
