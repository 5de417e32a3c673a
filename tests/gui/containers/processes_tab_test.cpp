// SPDX-License-Identifier: GPL-3.0-or-later
// The Processes tab as a person uses it, over an engine of plain data.
#include "core/engine/container_processes.h"
#include "gui/app/context.h"
#include "gui/containers/processes/process_model.h"
#include "gui/containers/processes/processes_tab.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

using namespace tare;
using namespace tare::gui;
using namespace Qt::StringLiterals;

class FakeProcesses : public FakeContainers, public ContainerProcesses
{
public:
    std::vector<Process> theProcesses;

    Result<std::vector<Process>> top(const std::string &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("top");
        return theProcesses;
    }
    Status signalProcess(const std::string &, const Process &process, int signal) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("signal " + std::to_string(process.pid) + " " + std::to_string(signal));
        if (std::none_of(theProcesses.begin(), theProcesses.end(), [&](const Process &p) { return p.pid == process.pid; }))
            return fail(Errc::NotFound, "process " + std::to_string(process.pid));
        return {};
    }
    Status kill(const std::string &, int signal) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("kill " + std::to_string(signal));
        return {};
    }
};

class ProcessesTabTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsWhatRuns();
    void sendsSignals();
    void readsOnlyWhatRunsAndIsSeen();
    void oneThatIsTheSameKeepsItsRow();

private:
    template <class T> [[nodiscard]] T *widget(const char *name) const { return named<T>(m_tab.get(), name); }
    [[nodiscard]] QTableView *table() const { return widget<QTableView>("processes.table"); }
    [[nodiscard]] QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    [[nodiscard]] bool called(const std::string &call) const
    {
        const auto calls = m_engine->callList();
        return std::find(calls.begin(), calls.end(), call) != calls.end();
    }
    static Process process(int pid, const std::string &command)
    {
        Process p;
        p.pid = pid;
        p.parent = 1;
        p.user = "root";
        p.command = command;
        p.started = 1'700'000'000'000'000'000;
        p.memory = 1 << 20;
        return p;
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeProcesses> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ProcessesTab> m_tab;
    Container m_container;
    QStringList m_commands;
};

void ProcessesTabTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeProcesses>();
    m_container = fakeContainer(1, "web");
    m_container.pid = 101;
    m_engine->theProcesses = {process(101, "sh -c <b>x</b>"), process(102, "sleep\n1000")};
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    m_tab = std::make_unique<ProcessesTab>(*m_context);
    m_tab->setContainer(m_container);
    m_tab->resize(900, 400);
    m_tab->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_tab.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
}

void ProcessesTabTest::cleanup()
{
    m_tab.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void ProcessesTabTest::listsWhatRuns()
{
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(cell(0, ProcessModel::Command), u"sh -c <b>x</b>"_s);
    QVERIFY(!cell(1, ProcessModel::Command).contains(u'\n'));
    QVERIFY(cell(1, ProcessModel::Memory).contains(u"MiB"_s));
    QVERIFY(widget<QLabel>("processes.state")->text().contains(u'2'));
    QCOMPARE(cell(0, ProcessModel::Cpu), u"–"_s); // not known from one reading
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theProcesses[0].cpuTime += 1'000'000'000;
        m_engine->theProcesses.push_back(process(103, "ps"));
    }
    m_tab->refresh();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QVERIFY(cell(0, ProcessModel::Cpu).contains(u'%'));
}

void ProcessesTabTest::sendsSignals()
{
    QVERIFY(!widget<QToolButton>("processes.signal")->isEnabled());
    table()->selectRow(1);
    QVERIFY(widget<QToolButton>("processes.signal")->isEnabled());
    widget<QAction>("processes.signal.HUP")->trigger();
    QTRY_VERIFY(called("signal 102 1"));
    QCOMPARE(m_commands.last(), u"kill -HUP 102"_s);
    table()->selectRow(0); // the first one is the container's own
    widget<QAction>("processes.signal.USR1")->trigger();
    QTRY_VERIFY(called("kill 10"));
    QCOMPARE(m_commands.last(), u"docker kill --signal USR1 web"_s);
    table()->selectRow(1);
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theProcesses.pop_back();
    }
    widget<QAction>("processes.signal.TERM")->trigger();
    QTRY_VERIFY(widget<QLabel>("processes.message.what")->isVisible());
    QTRY_COMPARE(table()->model()->rowCount(), 1);
}

void ProcessesTabTest::readsOnlyWhatRunsAndIsSeen()
{
    m_container.status = ContainerStatus::Exited;
    m_container.pid = 0;
    m_tab->setContainer(m_container);
    QCOMPARE(table()->model()->rowCount(), 0);
    QVERIFY(!widget<QLabel>("processes.state")->text().isEmpty());
    m_container.status = ContainerStatus::Running;
    m_tab->hide();
    const auto count = [this]() {
        const auto calls = m_engine->callList();
        return std::count(calls.begin(), calls.end(), "top");
    };
    const auto before = count();
    m_tab->setContainer(m_container);
    QTest::qWait(100); // the absence of something has no condition to wait on
    QCOMPARE(count(), before);
    m_tab->show();
    QTRY_VERIFY(count() > before);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
}

void ProcessesTabTest::oneThatIsTheSameKeepsItsRow()
{
    ProcessModel model;
    Process p = process(7, "x");
    model.read({p}, 1'000'000'000);
    p.started += 3'000'000; // the clock's moment
    p.cpuTime = 500'000'000;
    model.read({p}, 2'000'000'000);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.row(0).cpuPercent, 50.0);
    p.started += 5'000'000'000; // another one of that number
    p.cpuTime = 0;
    model.read({p}, 3'000'000'000);
    QCOMPARE(model.row(0).cpuPercent, -1.0);
}

QTEST_MAIN(ProcessesTabTest)
#include "processes_tab_test.moc"
