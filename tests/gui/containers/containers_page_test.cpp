// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a person uses it, over an engine of plain data.
#include "gui/app/context.h"
#include "gui/containers/containers_page.h"
#include "gui/containers/logs_tab.h"
#include "gui/limits/live_chart.h"
#include "gui/models/container_model.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

using namespace tare;
using namespace tare::gui;

// Stands in for the desktop's.
class Browser : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened += url; }
};

class ContainersPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsAndFilters();
    void somethingIsAlwaysSelected();
    void anEmptyListSaysWhatToDo();
    void statusGrowsOld();
    void followsEventsAndKeepsTheSelection();
    void actionsFollowTheState();
    void oneThatRestartsCanBeEnded();
    void removesAfterAsking();
    void whoDoesNotRemoveGoesOn();
    void renamesInPlace();
    void failuresAreSaid();
    void createsFromTheKeyboard();
    void duplicates();
    void opensWhatAnotherPageAsksFor();
    void samplesOnlyWhileShown();
    void overviewSaysWhatAnExitCodeMeans();
    void overviewOpensPorts();
    void overviewSaysHowItIs();
    void logsArePlainTextAndFast();
    void logsFollowUntilOneScrollsBack();
    void searchIsWhereTheKeyboardIs();
    void inspectFinds();
    void everyControlHasAName();

private:
    [[nodiscard]] QTableView *table() const { return named<QTableView>(m_page.get(), "containers.table"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    void press(const char *button) const { click(named<QToolButton>(m_page.get(), button)); }
    [[nodiscard]] bool called(const std::string &call) const
    {
        const auto calls = m_engine->callList();
        return std::find(calls.begin(), calls.end(), call) != calls.end();
    }
    void showTab(int tab) const { named<QTabWidget>(m_page.get(), "containers.tabs")->setCurrentIndex(tab); }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ContainersPage> m_page;
    QStringList m_commands;
};

void ContainersPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theImages = {fakeImage(1, "tare/starter:latest")};
    m_engine->theInfo.limits = {"cpus", "memory", "pids"};
    m_engine->theContainers = {fakeContainer(1, "alpha"), fakeContainer(2, "beta")};
    m_engine->theContainers[1].status = ContainerStatus::Exited;
    m_engine->theContainers[1].exitCode = 137;
    m_engine->theContainers[1].finished = nowNs();
    m_engine->logGoesOn = true;
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    const QSignalSpy opened(m_context.get(), &Context::engineOpened);
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this,
            [this](const QString &line) { m_commands += line; });
    m_page = std::make_unique<ContainersPage>(*m_context);
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QTRY_COMPARE(opened.count(), 1); // what happens before nobody hears
    QTRY_VERIFY(table()->selectionModel()->hasSelection());
}

void ContainersPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void ContainersPageTest::listsAndFilters()
{
    QCOMPARE(cell(0, ContainerModel::Name), QStringLiteral("alpha"));
    QVERIFY(cell(1, ContainerModel::StatusText).contains(QStringLiteral("137")));
    QVERIFY(!cell(0, ContainerModel::State).isEmpty()); // a word, not the shape alone
    QTRY_VERIFY(cell(0, ContainerModel::Cpu).contains(QLatin1Char('%')));
    QVERIFY(!cell(1, ContainerModel::Cpu).contains(QLatin1Char('%')));
    m_page->focusFilter();
    auto *filter = named<QLineEdit>(m_page.get(), "containers.filter");
    QTest::keyClicks(filter, QStringLiteral("BETA"));
    QCOMPARE(table()->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(table()->model()->rowCount(), 2);
}

void ContainersPageTest::somethingIsAlwaysSelected()
{
    const auto chosen = [this]() {
        return cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name);
    };
    table()->selectRow(0);
    auto *filter = named<QLineEdit>(m_page.get(), "containers.filter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("beta"));
    QTRY_COMPARE(chosen(), QStringLiteral("beta"));
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(table()->hasFocus());
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("x"));
    auto *nothing = named<QLabel>(m_page.get(), "containers.nothing");
    QTRY_VERIFY(nothing->isVisible());
    QVERIFY(!nothing->text().contains(QStringLiteral("Ctrl+N"))); // there are containers, only not these
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_COMPARE(chosen(), QStringLiteral("beta")); // which was looked at last
    QVERIFY(!nothing->isVisible());
    // A click beside the rows.
    const QRect last = table()->visualRect(table()->model()->index(1, 0));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, {20, last.bottom() + 20});
    QTRY_COMPARE(chosen(), QStringLiteral("beta"));
}

void ContainersPageTest::anEmptyListSaysWhatToDo()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers.clear();
    }
    m_engine->emitEvent({nowNs(), "container", "destroy", "1", "alpha"});
    auto *nothing = named<QLabel>(m_page.get(), "containers.nothing");
    QTRY_VERIFY(nothing->isVisible());
    QTRY_VERIFY(nothing->text().contains(QStringLiteral("Ctrl+N")));
    QVERIFY(!named<QToolButton>(m_page.get(), "containers.remove")->isEnabled());
}

void ContainersPageTest::statusGrowsOld()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers[0].started = nowNs();
    }
    m_engine->emitEvent({nowNs(), "container", "start", m_engine->theContainers[0].id, "alpha"});
    QTRY_COMPARE(cell(0, ContainerModel::StatusText), QStringLiteral("Up less than a second"));
    const QSignalSpy changed(table()->model(), &QAbstractItemModel::dataChanged);
    const auto said = [&changed]() { // a view shows what it is told of
        return std::any_of(changed.begin(), changed.end(), [](const QList<QVariant> &call) {
            return call[0].toModelIndex().column() <= ContainerModel::StatusText &&
                   call[1].toModelIndex().column() >= ContainerModel::StatusText;
        });
    };
    QTRY_VERIFY(said() && cell(0, ContainerModel::StatusText).contains(QStringLiteral("second(s)")));
    auto *tree = named<QTreeWidget>(m_page.get(), "containers.overview");
    table()->selectRow(0);
    QTRY_VERIFY(!tree->findItems(cell(0, ContainerModel::StatusText), Qt::MatchExactly | Qt::MatchRecursive, 1)
                     .isEmpty());
}

void ContainersPageTest::followsEventsAndKeepsTheSelection()
{
    table()->selectRow(1);
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers.insert(m_engine->theContainers.begin(), fakeContainer(3, "aaa"));
    }
    m_engine->emitEvent({nowNs(), "container", "create", m_engine->theContainers[0].id, "aaa"});
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name),
             QStringLiteral("beta"));
}

void ContainersPageTest::actionsFollowTheState()
{
    auto *start = named<QToolButton>(m_page.get(), "containers.start");
    auto *stop = named<QToolButton>(m_page.get(), "containers.stop");
    QTRY_VERIFY(stop->isEnabled() && !start->isEnabled());
    press("containers.pause");
    QTRY_VERIFY(called("pause 1"));
    QTRY_COMPARE(cell(0, ContainerModel::State), QStringLiteral("paused"));
    QTRY_VERIFY(named<QToolButton>(m_page.get(), "containers.pause")->isEnabled());
    press("containers.pause");
    QTRY_VERIFY(called("unpause 1"));
    QTRY_VERIFY(stop->isEnabled());
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(called("stop 1"));
    QTRY_VERIFY(start->isEnabled() && !stop->isEnabled());
    press("containers.start");
    QTRY_VERIFY(called("start 1"));
    QTRY_VERIFY(stop->isEnabled());
    press("containers.restart");
    QTRY_VERIFY(called("restart 1"));
    QTRY_VERIFY(stop->isEnabled());
    press("containers.kill");
    QTRY_VERIFY(called("kill 1"));
    QCOMPARE(m_commands,
             (QStringList{QStringLiteral("docker pause alpha"), QStringLiteral("docker unpause alpha"),
                          QStringLiteral("docker stop alpha"), QStringLiteral("docker start alpha"),
                          QStringLiteral("docker restart alpha"), QStringLiteral("docker kill alpha")}));
}

// Between two runs there is nothing to pause or to start, but what ends it.
void ContainersPageTest::oneThatRestartsCanBeEnded()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_engine->theContainers[0].status = ContainerStatus::Restarting;
        m_engine->theContainers[0].pid = 0;
    }
    m_engine->emitEvent({nowNs(), "container", "die", m_engine->theContainers[0].id, "alpha"});
    QTRY_COMPARE(cell(0, ContainerModel::State), QStringLiteral("restarting"));
    QTRY_VERIFY(named<QToolButton>(m_page.get(), "containers.stop")->isEnabled());
    QVERIFY(named<QToolButton>(m_page.get(), "containers.kill")->isEnabled());
    QVERIFY(!named<QToolButton>(m_page.get(), "containers.start")->isEnabled());
    QVERIFY(!named<QToolButton>(m_page.get(), "containers.pause")->isEnabled());
    press("containers.remove");
    QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("containers.remove.confirm")) != nullptr);
    click(named<QPushButton>(m_page.get(), "containers.remove.confirm"));
    QTRY_VERIFY(called("remove -f 1"));
}

void ContainersPageTest::removesAfterAsking()
{
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    auto *what = named<QLabel>(m_page.get(), "containers.message.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().contains(QStringLiteral("alpha")));
    QVERIFY(!called("remove -f 1"));
    QTest::keyClick(named<QPushButton>(m_page.get(), "containers.remove.confirm"), Qt::Key_Space);
    QTRY_VERIFY(called("remove -f 1"));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker rm -f alpha")});
    QVERIFY(!what->isVisible());
    press("containers.remove"); // one that does not run needs no force
    QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("containers.remove.confirm")) != nullptr);
    QTRY_VERIFY(what->isVisible());
    click(m_page->findChildren<QPushButton *>(QStringLiteral("containers.remove.confirm")).constLast());
    QTRY_VERIFY(called("remove 2"));
}

void ContainersPageTest::whoDoesNotRemoveGoesOn()
{
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_VERIFY(qobject_cast<QPushButton *>(QApplication::focusWidget()) != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!named<QWidget>(m_page.get(), "containers.message")->isVisible());
    QVERIFY(table()->hasFocus());
    QVERIFY(!called("remove -f 1"));
}

void ContainersPageTest::renamesInPlace()
{
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr);
    auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("omega"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(called("rename 1"));
    QTRY_COMPARE(cell(1, ContainerModel::Name), QStringLiteral("omega"));
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker rename alpha omega")});
}

void ContainersPageTest::failuresAreSaid()
{
    class Failing : public FakeContainers
    {
    public:
        Status pause(const std::string &) override { return fail(Errc::NotRunning, "alpha"); }
    };
    auto engine = std::make_shared<Failing>();
    engine->theContainers = {fakeContainer(1, "alpha")};
    m_page.reset();
    m_context = std::make_unique<Context>(engine, m_home->settings());
    m_page = std::make_unique<ContainersPage>(*m_context);
    m_page->show();
    QTRY_VERIFY(named<QToolButton>(m_page.get(), "containers.pause")->isEnabled());
    press("containers.pause");
    auto *what = named<QLabel>(m_page.get(), "containers.message.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().contains(QStringLiteral("alpha")));
    QTRY_VERIFY(named<QToolButton>(m_page.get(), "containers.pause")->isEnabled());
}

void ContainersPageTest::createsFromTheKeyboard()
{
    m_page->primaryAction();
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_page->findChild<QDialog *>(QStringLiteral("create"))) != nullptr);
    QTest::keyClicks(named<QLineEdit>(dialog, "create.name"), QStringLiteral("fresh"));
    QTest::keyClick(named<QLineEdit>(dialog, "create.name"), Qt::Key_Return);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_VERIFY(called("start C") || called("start c"));
    QTRY_COMPARE(cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name),
                 QStringLiteral("fresh"));
}

void ContainersPageTest::duplicates()
{
    CreateSpec spec;
    spec.image = "tare/starter:latest";
    spec.network = "host";
    spec.command = {"sleep", "9"};
    spec.limits.memory = 64 << 20;
    m_engine->theSpecs[m_engine->theContainers[0].id] = spec;
    m_page->open(QStringLiteral("alpha"));
    QTRY_COMPARE(cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name), QStringLiteral("alpha"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_D, Qt::ControlModifier);
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_page->findChild<QDialog *>(QStringLiteral("create"))) != nullptr);
    QCOMPARE(named<QLabel>(dialog, "create.line")->text(),
             QStringLiteral("docker run -d --memory 64m --network host tare/starter:latest sleep 9"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.name"), QStringLiteral("second"));
    click(named<QPushButton>(dialog, "create.create"));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(m_engine->lastSpec.name, std::string("second"));
    spec.name = "second";
    QVERIFY(m_engine->lastSpec == spec);
    // One that went meanwhile is said.
    m_engine->theSpecs.clear();
    m_page->open(QStringLiteral("beta"));
    QTRY_COMPARE(cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name), QStringLiteral("beta"));
    press("containers.duplicate");
    QTRY_VERIFY(named<QLabel>(m_page.get(), "containers.message.what")->isVisible());
}

void ContainersPageTest::opensWhatAnotherPageAsksFor()
{
    m_page->open(QStringLiteral("beta"));
    QTRY_COMPARE(cell(table()->selectionModel()->selectedRows().value(0).row(), ContainerModel::Name),
                 QStringLiteral("beta"));
    m_page->open(QStringLiteral("create?image=tare/starter:latest"));
    QTRY_VERIFY(m_page->findChild<QDialog *>(QStringLiteral("create")) != nullptr);
}

void ContainersPageTest::samplesOnlyWhileShown()
{
    QTRY_VERIFY(called("stats"));
    m_page->hide();
    QCoreApplication::processEvents();
    const auto count = [this]() {
        const auto calls = m_engine->callList();
        return std::count(calls.begin(), calls.end(), "stats");
    };
    const auto hidden = count();
    QTest::qWait(1300); // a little more than a reading's interval: the absence of something has no condition
                        // to wait on
    QVERIFY(count() <= hidden + 1); // one may have been on its way
    m_page->show();
    QTRY_VERIFY(count() > hidden + 1);
    showTab(4);
    QTRY_VERIFY(named<LiveChart>(m_page.get(), "limits.cpuChart")->points().size() >= 1);
}

void ContainersPageTest::overviewSaysWhatAnExitCodeMeans()
{
    table()->selectRow(1);
    auto *tree = named<QTreeWidget>(m_page.get(), "containers.overview");
    QTRY_VERIFY(
        !tree->findItems(QStringLiteral("SIGKILL"), Qt::MatchContains | Qt::MatchRecursive, 1).isEmpty());
    QTRY_VERIFY(
        !tree->findItems(QStringLiteral("<b>hello</b>"), Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty());
    QTRY_VERIFY(
        !tree->findItems(QStringLiteral("/there"), Qt::MatchExactly | Qt::MatchRecursive, 0).isEmpty());
}

void ContainersPageTest::overviewOpensPorts()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        Container &c = m_engine->theContainers[0];
        c.network = "back";
        c.networks = {"back"};
        Endpoint endpoint;
        endpoint.network = "back";
        endpoint.address = "172.20.0.2";
        endpoint.prefix = 16;
        endpoint.gateway = "172.20.0.1";
        endpoint.mac = "02:42:ac:14:00:02";
        c.endpoints = {endpoint};
        c.ports = {{"0.0.0.0", 8080, 80, "tcp"}, {"::", 8080, 80, "tcp"}};
        c.wantedPorts = {"80/tcp"};
        c.exposedPorts = {"80/tcp", "53/udp"};
    }
    m_page->refresh();
    m_page->open(QStringLiteral("alpha"));
    auto *tree = named<QTreeWidget>(m_page.get(), "containers.overview");
    QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("containers.port.0")) != nullptr);
    const auto has = [tree](const char *text, int column) {
        return !tree->findItems(QString::fromLatin1(text), Qt::MatchContains | Qt::MatchRecursive, column).isEmpty();
    };
    QTRY_VERIFY(has("172.20.0.2/16", 1) && has("02:42:ac:14:00:02", 1) && has("53/udp", 0));
    QTRY_VERIFY(has("/there", 0)); // and now nothing is filled in any more
    Browser browser;
    QDesktopServices::setUrlHandler(QStringLiteral("http"), &browser, "open");
    auto *open = named<QPushButton>(m_page.get(), "containers.port.0");
    QCOMPARE(open->text(), QStringLiteral("http://localhost:8080"));
    tree->scrollToItem(tree->findItems(QStringLiteral("80/tcp"), Qt::MatchExactly | Qt::MatchRecursive, 0).value(0));
    click(open);
    QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
    QCOMPARE(browser.opened, QList<QUrl>{QUrl(QStringLiteral("http://localhost:8080"))});
    QVERIFY(m_page->findChild<QPushButton *>(QStringLiteral("containers.port.1")) == nullptr);
}

void ContainersPageTest::overviewSaysHowItIs()
{
    class Checked : public FakeContainers
    {
    public:
        Result<std::string> inspectContainer(const std::string &) override
        {
            return R"({"State":{"Health":{"Status":"unhealthy","FailingStreak":3,"Log":[
                {"Start":"2026-01-02T03:04:05.123456789Z","ExitCode":0,"Output":"<b>fine</b>\n"},
                {"Start":"2026-01-02T03:04:35.123456789Z","ExitCode":7,"Output":"oh\u001b[2J"}]}},
                "Mounts":[{"Type":"volume","Name":"data","Destination":"/data","RW":true}],
                "HostConfig":{"Tmpfs":{"/run":"size=1m"}}})";
        }
    };
    auto engine = std::make_shared<Checked>();
    engine->theContainers = {fakeContainer(1, "alpha")};
    engine->theContainers[0].health = "unhealthy";
    engine->theContainers[0].restart = {RestartPolicy::When::OnFailure, 3};
    engine->theContainers[0].restarts = 2;
    m_page.reset();
    m_context = std::make_unique<Context>(engine, m_home->settings());
    m_page = std::make_unique<ContainersPage>(*m_context);
    m_page->show();
    auto *tree = named<QTreeWidget>(m_page.get(), "containers.overview");
    const auto has = [tree](const char *text) {
        return !tree->findItems(QString::fromLatin1(text), Qt::MatchContains | Qt::MatchRecursive, 1).isEmpty();
    };
    for (const char *text : {"<b>fine</b>", "oh\\x1b[2J", "(7)", "unhealthy", "the volume data", "in memory (size=1m)", "at most 3 time", "2 time"})
        QTRY_VERIFY2(has(text), text);
}

void ContainersPageTest::logsArePlainTextAndFast()
{
    constexpr int lines = 120'000;
    {
        const std::lock_guard lock(m_engine->mutex);
        for (int i = 0; i < lines; ++i)
            m_engine->theLog.push_back(
                {nowNs(), false, {}, "line " + std::to_string(i) + " \x1b[32m<b>ok</b>\x1b[0m\n"});
        m_engine->theLog.push_back({nowNs(), true, {}, "the end \x07"});
    }
    showTab(1);
    auto *view = named<QPlainTextEdit>(m_page.get(), "logs.view");
    QTRY_VERIFY_WITH_TIMEOUT(view->toPlainText().contains(QStringLiteral("the end \\x07")), 60'000);
    QVERIFY(view->document()->blockCount() <= LogsTab::mostLines);
    QVERIFY(view->toPlainText().contains(QStringLiteral("line 119999 <b>ok</b>")));
    auto *search = named<QLineEdit>(m_page.get(), "logs.search");
    QTest::keyClicks(search, QStringLiteral("line 119990"));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(view->textCursor().selectedText(), QStringLiteral("line 119990"));
    // What comes now pushes lines out at the top; what is looked at stays.
    const auto top = [view]() { return view->cursorForPosition({0, 0}).block().text(); };
    const QString seen = top();
    {
        const std::lock_guard lock(m_engine->mutex);
        for (int i = 0; i < 300; ++i)
            m_engine->theLog.push_back({nowNs(), false, {}, "more " + std::to_string(i) + '\n'});
    }
    QTRY_VERIFY(view->document()->lastBlock().previous().text() == QStringLiteral("more 299"));
    QCOMPARE(top(), seen);
    QTest::keyClicks(search, QStringLiteral("x"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!named<QLabel>(m_page.get(), "logs.found")->text().isEmpty());
}

void ContainersPageTest::logsFollowUntilOneScrollsBack()
{
    const auto say = [this](int from, int to) {
        const std::lock_guard lock(m_engine->mutex);
        for (int i = from; i < to; ++i)
            m_engine->theLog.push_back({nowNs(), false, {}, "line " + std::to_string(i) + '\n'});
    };
    say(0, 300);
    showTab(1);
    auto *view = named<QPlainTextEdit>(m_page.get(), "logs.view");
    auto *follow = named<QCheckBox>(m_page.get(), "logs.follow");
    QScrollBar *bar = view->verticalScrollBar();
    const auto last = [view]() { return view->document()->lastBlock().previous().text(); };
    QTRY_COMPARE(last(), QStringLiteral("line 299"));
    QVERIFY(follow->isChecked());
    QCOMPARE(bar->value(), bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderPageStepSub); // as a click beside its handle
    QVERIFY(!follow->isChecked());
    const int at = bar->value();
    say(300, 400);
    QTRY_COMPARE(last(), QStringLiteral("line 399"));
    QCOMPARE(bar->value(), at);
    bar->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(follow->isChecked());
    say(400, 500);
    QTRY_COMPARE(last(), QStringLiteral("line 499"));
    QCOMPARE(bar->value(), bar->maximum());
    // Another container's log begins anew, and the wish stays.
    bar->setValue(bar->value() - 20); // as the wheel does
    table()->selectRow(1);
    QTRY_COMPARE(last(), QStringLiteral("line 499"));
    QVERIFY(!follow->isChecked());
}

void ContainersPageTest::searchIsWhereTheKeyboardIs()
{
    table()->setFocus();
    m_page->focusFilter();
    QVERIFY(named<QLineEdit>(m_page.get(), "containers.filter")->hasFocus());
    showTab(1);
    auto *log = named<QPlainTextEdit>(m_page.get(), "logs.view");
    log->setFocus();
    m_page->focusFilter();
    auto *search = named<QLineEdit>(m_page.get(), "logs.search");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("abc"));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty() && log->hasFocus());
    showTab(5);
    named<QPlainTextEdit>(m_page.get(), "inspect.view")->setFocus();
    m_page->focusFilter();
    QVERIFY(named<QLineEdit>(m_page.get(), "inspect.search")->hasFocus());
}

void ContainersPageTest::inspectFinds()
{
    showTab(5);
    auto *view = named<QPlainTextEdit>(m_page.get(), "inspect.view");
    QTRY_VERIFY(view->toPlainText().contains(QStringLiteral("GREETING")));
    auto *search = named<QLineEdit>(m_page.get(), "inspect.search");
    QTest::keyClicks(search, QStringLiteral("/there"));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(view->textCursor().selectedText(), QStringLiteral("/there"));
}

void ContainersPageTest::everyControlHasAName()
{
    for (int tab = 0; tab < 6; ++tab) {
        showTab(tab);
        QCoreApplication::processEvents();
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
                widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QHeaderView") ||
                widget->inherits("QScrollArea") || widget->parentWidget()->inherits("QLineEdit"))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            const bool spoken =
                !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(spoken || widget->inherits("QSplitter") || widget->inherits("QTabWidget") ||
                         widget->inherits("QStackedWidget"),
                     qPrintable(widget->objectName()));
        }
    }
}

QTEST_MAIN(ContainersPageTest)
#include "containers_page_test.moc"
