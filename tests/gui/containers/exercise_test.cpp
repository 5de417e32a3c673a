// SPDX-License-Identifier: GPL-3.0-or-later
// A first exercise with containers by clicks, in the window over the real engine and on a machine with a network of its own:
// lines that are pasted and forms that are filled, published ports, stop, start and remove, a network that two are in.
#include "core/base/file.h"
#include "gui/app/context.h"
#include "gui/app/deferred_engine.h"
#include "gui/app/main_window.h"
#include "gui/models/container_model.h"
#include "gui/models/network_model.h"
#include "tests/gui/support/gui_test.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;

namespace {

constexpr int soon = 20'000; // ms; a shared machine is slow

// The row with this text in this column; -1: none.
int rowOf(const QTableView *table, int column, const QString &text)
{
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, column).data().toString() == text)
            return row;
    }
    return -1;
}

} // namespace

class ContainerExerciseByClicks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void pastesTheFirst();
    void fillsInTheDatabase();
    void aPortThatIsTakenIsToldBefore();
    void twoServers();
    void addressesAreShown();
    void stopsAndStarts();
    void anotherLikeIt();
    void aNetworkForTwo();
    void looksAtItsFiles();
    void signalsOneProcess();
    void removes();

private:
    template <class T> T *find(const char *name) { return named<T>(m_window.get(), name); }
    QTableView *table() { return find<QTableView>("containers.table"); }
    [[nodiscard]] QString state(const char *name)
    {
        const int row = rowOf(table(), ContainerModel::Name, QString::fromLatin1(name));
        return row < 0 ? QString() : table()->model()->index(row, ContainerModel::State).data().toString();
    }
    [[nodiscard]] bool runs(const char *name)
    {
        return QTest::qWaitFor([&] { return state(name) == formatStatusOf(ContainerStatus::Running); }, soon);
    }
    static QString formatStatusOf(ContainerStatus status) { return QString::fromLatin1(statusName(status)); }
    void choose(const char *name)
    {
        QTRY_VERIFY(rowOf(table(), ContainerModel::Name, QString::fromLatin1(name)) >= 0);
        table()->selectRow(rowOf(table(), ContainerModel::Name, QString::fromLatin1(name)));
    }
    // The dialog that opens; null when none does.
    QDialog *opened(const char *name)
    {
        QDialog *dialog = nullptr;
        const auto there = [&] {
            dialog = m_window->findChild<QDialog *>(QString::fromLatin1(name));
            return dialog != nullptr && dialog->isVisible();
        };
        return QTest::qWaitFor(there, soon) ? dialog : nullptr;
    }
    [[nodiscard]] bool closed(const char *name)
    {
        return QTest::qWaitFor([&] { return m_window->findChild<QDialog *>(QString::fromLatin1(name)) == nullptr; }, soon);
    }
    [[nodiscard]] bool createPasted(const QString &line)
    {
        m_window->navigate(QStringLiteral("containers/create"));
        QDialog *dialog = opened("create");
        if (dialog == nullptr)
            return false;
        click(named<QPushButton>(dialog, "create.paste"));
        named<QPlainTextEdit>(dialog, "create.paste.text")->setPlainText(line);
        click(named<QPushButton>(dialog, "create.paste.fill"));
        auto *start = named<QPushButton>(dialog, "create.start");
        auto *shown = named<QLabel>(dialog, "create.line");
        if (!QTest::qWaitFor([&] { return shown->text().contains(line.section(QLatin1Char(' '), -3)) && start->isEnabled(); }, soon))
            return false;
        click(start);
        return closed("create");
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
};

void ContainerExerciseByClicks::initTestCase()
{
    m_home = std::make_unique<WindowHome>();
    m_stage = std::make_unique<Stage>();
    if (!m_stage->missing().empty())
        QSKIP(m_stage->missing().c_str());
    m_trap = std::make_unique<WarningTrap>();
    const auto open = [root = m_stage->root(), state = m_stage->state()]() { return openLocalEngine(root, state); };
    m_context = std::make_unique<Context>(std::make_shared<DeferredEngine>(open), m_home->settings());
    m_window = std::make_unique<MainWindow>(*m_context);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void ContainerExerciseByClicks::cleanupTestCase()
{
    m_window.reset();
    m_context.reset();
    m_stage->removeAll();
    QTRY_VERIFY2_WITH_TIMEOUT(m_stage->leftovers().empty(), m_stage->leftovers().c_str(), soon);
    m_stage.reset();
    TARE_NO_WARNINGS();
}

void ContainerExerciseByClicks::pastesTheFirst()
{
    QVERIFY(createPasted(QStringLiteral("sudo docker run -itd --name os1 tare/starter:latest")));
    QVERIFY(runs("os1"));
    QVERIFY(m_stage->said({"inspect", "-f", "{{.Config.Tty}} {{.Config.OpenStdin}}", "os1"}) == "true true");
}

void ContainerExerciseByClicks::fillsInTheDatabase()
{
    m_window->navigate(QStringLiteral("containers/create"));
    QDialog *dialog = opened("create");
    QVERIFY(dialog != nullptr);
    auto *pages = named<QListWidget>(dialog, "create.pages");
    QTest::keyClicks(named<QLineEdit>(dialog, "create.name"), QStringLiteral("mydb"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.command"), QStringLiteral("httpd -f -p 3306 -h /etc"));
    pages->setCurrentRow(1);
    click(named<QPushButton>(dialog, "create.ports.add"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.ports.0.host"), QStringLiteral("3306"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.ports.0.container"), QStringLiteral("3306"));
    pages->setCurrentRow(3);
    click(named<QPushButton>(dialog, "create.env.add"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.env.0.name"), QStringLiteral("MYSQL_ROOT_PASSWORD"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.env.0.value"), QStringLiteral("1"));
    QCOMPARE(named<QLabel>(dialog, "create.line")->text(),
             QStringLiteral("docker run -d -i -t --name mydb -p 3306:3306 -e MYSQL_ROOT_PASSWORD=1 tare/starter:latest httpd -f -p 3306 -h /etc"));
    click(named<QPushButton>(dialog, "create.start"));
    QVERIFY(closed("create"));
    QVERIFY(runs("mydb"));
    // A published port is one click away, and answers.
    choose("mydb");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QPushButton *>(QStringLiteral("containers.port.0")) != nullptr, soon);
    QCOMPARE(find<QPushButton>("containers.port.0")->text(), QStringLiteral("http://localhost:3306"));
    QTRY_VERIFY_WITH_TIMEOUT(Stage::fetch("http://127.0.0.1:3306/passwd").find("root") != std::string::npos, soon);
}

void ContainerExerciseByClicks::aPortThatIsTakenIsToldBefore()
{
    m_window->navigate(QStringLiteral("containers/create"));
    QDialog *dialog = opened("create");
    QVERIFY(dialog != nullptr);
    named<QListWidget>(dialog, "create.pages")->setCurrentRow(1);
    click(named<QPushButton>(dialog, "create.ports.add"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.ports.0.host"), QStringLiteral("3306"));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.ports.0.container"), QStringLiteral("80"));
    auto *note = named<QLabel>(dialog, "create.ports.0.note");
    QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("mydb")), soon);
    QVERIFY(!named<QPushButton>(dialog, "create.start")->isEnabled());
    click(named<QPushButton>(dialog, "create.cancel"));
    QVERIFY(closed("create"));
}

void ContainerExerciseByClicks::twoServers()
{
    for (const char *name : {"web1", "web2"}) {
        QVERIFY(createPasted(QStringLiteral("docker run -d --name %1 tare/starter httpd -f -p 80 -h /etc").arg(QString::fromLatin1(name))));
        QVERIFY(runs(name));
    }
    QCOMPARE(table()->model()->rowCount(), 4);
}

void ContainerExerciseByClicks::addressesAreShown()
{
    for (const char *name : {"web1", "web2"}) {
        choose(name);
        const QString address = QString::fromStdString(m_stage->said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", name}));
        QVERIFY(address.startsWith(QStringLiteral("172.")));
        QTRY_VERIFY_WITH_TIMEOUT(
            !find<QTreeWidget>("containers.overview")->findItems(address, Qt::MatchStartsWith | Qt::MatchRecursive, 1).isEmpty(), soon);
    }
}

void ContainerExerciseByClicks::stopsAndStarts()
{
    choose("web2");
    QTRY_VERIFY(find<QToolButton>("containers.kill")->isEnabled());
    click(find<QToolButton>("containers.kill")); // it does not listen to a stop
    QTRY_COMPARE_WITH_TIMEOUT(state("web2"), formatStatusOf(ContainerStatus::Exited), soon);
    QTRY_VERIFY_WITH_TIMEOUT(find<QToolButton>("containers.start")->isEnabled(), soon);
    click(find<QToolButton>("containers.start"));
    QVERIFY(runs("web2"));
}

void ContainerExerciseByClicks::anotherLikeIt()
{
    choose("web1");
    QTRY_VERIFY(find<QToolButton>("containers.duplicate")->isEnabled());
    click(find<QToolButton>("containers.duplicate"));
    QDialog *dialog = opened("create");
    QVERIFY(dialog != nullptr);
    QVERIFY(named<QLabel>(dialog, "create.line")->text().endsWith(QStringLiteral("tare/starter httpd -f -p 80 -h /etc")));
    QTest::keyClicks(named<QLineEdit>(dialog, "create.name"), QStringLiteral("web3"));
    click(named<QPushButton>(dialog, "create.start"));
    QVERIFY(closed("create"));
    QVERIFY(runs("web3"));
    const std::string address = m_stage->said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web3"});
    QTRY_VERIFY_WITH_TIMEOUT(Stage::fetch("http://" + address + "/passwd").find("root") != std::string::npos, soon);
}

void ContainerExerciseByClicks::aNetworkForTwo()
{
    m_window->navigate(QStringLiteral("networks"));
    auto *networks = find<QTableView>("networks.table");
    QTRY_COMPARE_WITH_TIMEOUT(networks->model()->rowCount(), 3, soon);
    click(find<QPushButton>("networks.primary"));
    QDialog *form = opened("networks.create");
    QVERIFY(form != nullptr);
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.name"), QStringLiteral("lab"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.subnet"), QStringLiteral("172.29.0.0/16"));
    click(named<QPushButton>(form, "networks.create.create"));
    QVERIFY(closed("networks.create"));
    QTRY_COMPARE_WITH_TIMEOUT(networks->model()->rowCount(), 4, soon);
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("networks.name")->text(), QStringLiteral("lab"), soon);
    auto *members = find<QTreeWidget>("networks.members");
    int count = 0;
    for (const char *name : {"web1", "web2"}) {
        click(find<QPushButton>("networks.connect"));
        QDialog *join = opened("networks.join");
        QVERIFY(join != nullptr);
        auto *who = named<QComboBox>(join, "networks.join.container");
        who->setCurrentIndex(who->findData(QString::fromLatin1(name)));
        click(named<QPushButton>(join, "networks.join.connect"));
        QVERIFY(closed("networks.join"));
        ++count;
        QTRY_COMPARE_WITH_TIMEOUT(members->topLevelItemCount(), count, soon);
        QTRY_VERIFY_WITH_TIMEOUT(members->topLevelItem(count - 1)->text(2).startsWith(QStringLiteral("172.29.")), soon);
    }
    // There they find each other by their names.
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->said({"exec", "web1", "wget", "-qO-", "http://web2/passwd"}).find("root") != std::string::npos, soon);
    while (members->topLevelItemCount() > 0) {
        const int before = members->topLevelItemCount();
        members->setCurrentItem(members->topLevelItem(0));
        click(find<QPushButton>("networks.disconnect"));
        QTRY_COMPARE_WITH_TIMEOUT(members->topLevelItemCount(), before - 1, soon);
    }
    click(find<QPushButton>("networks.prune"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QPushButton *>(QStringLiteral("networks.prune.confirm")) != nullptr, soon);
    QCOMPARE(find<QLabel>("networks.message.advice")->text(), QStringLiteral("lab"));
    click(find<QPushButton>("networks.prune.confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(networks->model()->rowCount(), 3, soon);
}

// Of one that does not run, then of one that does.
void ContainerExerciseByClicks::looksAtItsFiles()
{
    m_window->navigate(QStringLiteral("containers"));
    auto *tabs = find<QTabWidget>("containers.tabs");
    tabs->setCurrentIndex(6);
    auto *files = find<QTableView>("files.table");
    auto *path = find<QLineEdit>("files.path");
    auto *text = find<QPlainTextEdit>("files.file.text");
    const auto row = [files](const char *name) { return rowOf(files, 0, QString::fromLatin1(name)); };
    const auto go = [path](const char *folder) {
        path->setFocus();
        path->setText(QString::fromLatin1(folder));
        QTest::keyClick(path, Qt::Key_Return);
    };
    const std::string note = m_home->file("note.txt"), back = m_home->file("back.txt");
    TARE_OK(writeFileAtomic(note, "from here\n", 0644));
    for (const bool running : {false, true}) {
        choose("web1");
        click(find<QToolButton>(running ? "containers.start" : "containers.stop"));
        QTRY_COMPARE_WITH_TIMEOUT(state("web1") == formatStatusOf(ContainerStatus::Running), running, soon);
        go("/etc");
        QTRY_VERIFY_WITH_TIMEOUT(row("passwd") >= 0, soon);
        files->selectRow(row("passwd"));
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().startsWith(QStringLiteral("root:")), soon);
        // In, marked as new, out again, and away.
        go("/tmp");
        QTRY_VERIFY_WITH_TIMEOUT(find<QToolButton>("files.addFiles")->isEnabled(), soon);
        click(find<QToolButton>("files.addFiles"));
        auto *adding = find<QFileDialog>("files.addDialog");
        Q_EMIT adding->filesSelected({QString::fromStdString(note)});
        adding->reject();
        QTRY_VERIFY_WITH_TIMEOUT(row("note.txt") >= 0, soon);
        QTRY_VERIFY_WITH_TIMEOUT(files->model()->index(row("note.txt"), 2).data().toString().startsWith(QLatin1Char('+')), soon);
        files->selectRow(row("note.txt"));
        QTRY_COMPARE_WITH_TIMEOUT(text->toPlainText(), QStringLiteral("from here\n"), soon);
        (void)::unlink(back.c_str());
        click(find<QToolButton>("files.save"));
        auto *saving = find<QFileDialog>("files.saveDialog");
        Q_EMIT saving->fileSelected(QString::fromStdString(back));
        saving->reject();
        QTRY_COMPARE_WITH_TIMEOUT(readFile(back).value_or(std::string()), std::string("from here\n"), soon);
        click(find<QToolButton>("files.remove"));
        click(find<QPushButton>("files.remove.confirm"));
        QTRY_VERIFY_WITH_TIMEOUT(row("note.txt") < 0, soon);
    }
    tabs->setCurrentIndex(0);
}

void ContainerExerciseByClicks::signalsOneProcess()
{
    QVERIFY(createPasted(QStringLiteral("docker run -d --name two tare/starter sh -c 'sleep 1000 & sleep 2000'")));
    QVERIFY(runs("two"));
    choose("two");
    find<QTabWidget>("containers.tabs")->setCurrentIndex(7);
    auto *processes = find<QTableView>("processes.table");
    const auto row = [processes]() { return rowOf(processes, 7, QStringLiteral("sleep 1000")); };
    QTRY_VERIFY_WITH_TIMEOUT(row() >= 0, soon);
    processes->selectRow(row());
    find<QAction>("processes.signal.TERM")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(row() < 0, soon);
    QVERIFY(rowOf(processes, 7, QStringLiteral("sleep 2000")) >= 0);
    QCOMPARE(state("two"), formatStatusOf(ContainerStatus::Running));
    find<QTabWidget>("containers.tabs")->setCurrentIndex(0);
    TARE_OK(m_context->engine()->remove("two", true));
    QTRY_VERIFY_WITH_TIMEOUT(state("two").isEmpty(), soon);
}

void ContainerExerciseByClicks::removes()
{
    m_window->navigate(QStringLiteral("containers"));
    int left = 5;
    for (const char *name : {"os1", "mydb", "web1", "web2", "web3"}) {
        choose(name);
        QTRY_VERIFY(find<QToolButton>("containers.remove")->isEnabled());
        click(find<QToolButton>("containers.remove"));
        QTRY_VERIFY(m_window->findChild<QPushButton *>(QStringLiteral("containers.remove.confirm")) != nullptr);
        QVERIFY(find<QLabel>("containers.message.what")->text().contains(QString::fromLatin1(name)));
        click(find<QPushButton>("containers.remove.confirm"));
        --left;
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), left, soon);
    }
}

int main(int argc, char **argv)
{
    if (::geteuid() != 0 || !enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    const QApplication application(argc, argv);
    ContainerExerciseByClicks test;
    return QTest::qExec(&test, argc, argv);
}
#include "exercise_test.moc"
