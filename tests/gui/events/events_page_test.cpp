// SPDX-License-Identifier: GPL-3.0-or-later
// The events page: the past, what happens, filters, holding still, copying, going to the object, and a bound to it all.
#include "core/base/time.h"
#include "gui/events/event_model.h"
#include "gui/events/event_words.h"
#include "gui/events/events_page.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace tare;
using namespace tare::gui;

class EventsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void thePastAndWhatHappens();
    void attributesComeWithTheContainer();
    void typeAndTextFilter();
    void pauseHoldsAndGoesOn();
    void clearTakesAway();
    void copiesAsTextAndJson();
    void aClickGoesToTheObject();
    void whatIsGoneIsSaid();
    void foreignTextIsPlain();
    void memoryIsBounded();
    void theModelIsSound();
    void targets_data();
    void targets();

private:
    void makePage();
    void emitNow(const std::string &type, const std::string &action, const std::string &id, const std::string &name)
    {
        m_engine->emitEvent({nowNs(), type, action, id, name});
    }
    [[nodiscard]] QString cell(int row, int column) const { return m_table->model()->index(row, column).data().toString(); }
    [[nodiscard]] QString state() const { return named<QLabel>(m_page.get(), "events.state")->text(); }
    static Event past(int second, const std::string &type, const std::string &action, const std::string &id, const std::string &name)
    {
        return {(1'700'000'000LL + second) * 1'000'000'000LL, type, action, id, name};
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<EventsPage> m_page;
    QTableView *m_table = nullptr;
};

void EventsPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theContainers = {fakeContainer(1, "web")};
    m_engine->theContainers[0].labels = {{"tier", "front"}};
    const std::string web = m_engine->theContainers[0].id;
    m_engine->thePast = {past(1, "container", "create", web, "web"), past(2, "container", "start", web, "web"),
                         past(3, "volume", "create", "logs", "logs")};
}

void EventsPageTest::makePage()
{
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_page = std::make_unique<EventsPage>(*m_context);
    m_page->resize(1000, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_table = named<QTableView>(m_page.get(), "events.table");
    QTRY_COMPARE(m_table->model()->rowCount(), 3);
}

void EventsPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void EventsPageTest::thePastAndWhatHappens()
{
    makePage();
    QCOMPARE(cell(0, EventModel::Type), QStringLiteral("volume")); // the newest is at the top
    QCOMPARE(cell(2, EventModel::Action), QStringLiteral("create"));
    QCOMPARE(cell(2, EventModel::Object), QStringLiteral("web"));
    emitNow("network", "create", std::string(64, 'a'), "lab");
    QTRY_COMPARE(m_table->model()->rowCount(), 4);
    QCOMPARE(cell(0, EventModel::Object), QStringLiteral("lab"));
    QVERIFY(state().startsWith(QLatin1Char('4')));
    m_page->hide();
    m_page->show();
    emitNow("network", "destroy", std::string(64, 'a'), "lab");
    QTRY_COMPARE(m_table->model()->rowCount(), 5); // the past is told once
}

void EventsPageTest::attributesComeWithTheContainer()
{
    makePage();
    QTRY_COMPARE(cell(1, EventModel::Attributes), QStringLiteral("image=tare/starter:latest, tier=front"));
    QVERIFY(cell(0, EventModel::Attributes).isEmpty());
    Event died{nowNs(), "container", "die", m_engine->theContainers[0].id, "web", 137};
    m_engine->emitEvent(died);
    QTRY_COMPARE(cell(0, EventModel::Attributes), QStringLiteral("exitCode=137, image=tare/starter:latest, tier=front"));
}

void EventsPageTest::typeAndTextFilter()
{
    makePage();
    auto *type = named<QComboBox>(m_page.get(), "events.type");
    type->setCurrentIndex(type->findData(QStringLiteral("volume")));
    QCOMPARE(m_table->model()->rowCount(), 1);
    emitNow("container", "pause", m_engine->theContainers[0].id, "web");
    emitNow("volume", "create", "more", "more");
    QTRY_COMPARE(m_table->model()->rowCount(), 2);
    type->setCurrentIndex(0);
    QCOMPARE(m_table->model()->rowCount(), 5);
    auto *filter = named<QLineEdit>(m_page.get(), "events.filter");
    QTRY_COMPARE(cell(4, EventModel::Attributes), QStringLiteral("image=tare/starter:latest, tier=front"));
    filter->setText(QStringLiteral("TIER=front"));
    QCOMPARE(m_table->model()->rowCount(), 3);
    filter->setText(QStringLiteral("pau"));
    QCOMPARE(m_table->model()->rowCount(), 1);
    QVERIFY(state().contains(QLatin1Char('5')));
    filter->clear();
    QCOMPARE(m_table->model()->rowCount(), 5);
}

void EventsPageTest::pauseHoldsAndGoesOn()
{
    makePage();
    auto *pause = named<QPushButton>(m_page.get(), "events.primary");
    click(pause);
    emitNow("volume", "create", "a", "a");
    emitNow("volume", "create", "b", "b");
    QTRY_VERIFY2(state().contains(QStringLiteral("paused, 2 waiting")), qPrintable(state()));
    QCOMPARE(m_table->model()->rowCount(), 3);
    click(pause);
    QCOMPARE(m_table->model()->rowCount(), 5);
    QCOMPARE(cell(0, EventModel::Object), QStringLiteral("b"));
    QVERIFY(!state().contains(QStringLiteral("paused")));
}

void EventsPageTest::clearTakesAway()
{
    makePage();
    click(named<QPushButton>(m_page.get(), "events.clear"));
    QCOMPARE(m_table->model()->rowCount(), 0);
    QCOMPARE(state(), QStringLiteral("Nothing has happened yet."));
    emitNow("volume", "create", "a", "a");
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
}

void EventsPageTest::copiesAsTextAndJson()
{
    makePage();
    QTRY_VERIFY(!cell(1, EventModel::Attributes).isEmpty());
    named<QPushButton>(m_page.get(), "events.clear")->setFocus();
    m_page->findChild<QAction *>(QStringLiteral("events.copy.text"))->trigger();
    QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QStringLiteral("2023-11-14T22:13:21.000000000Z container create 0000")), qPrintable(lines[0]));
    QVERIFY2(lines[0].endsWith(QStringLiteral("(image=tare/starter:latest, name=web, tier=front)")), qPrintable(lines[0]));
    m_page->findChild<QAction *>(QStringLiteral("events.copy.json"))->trigger();
    lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    const QJsonObject first = QJsonDocument::fromJson(lines[0].toUtf8()).object();
    QCOMPARE(first[QStringLiteral("Type")].toString(), QStringLiteral("container"));
    QCOMPARE(first[QStringLiteral("Action")].toString(), QStringLiteral("create"));
    QCOMPARE(first[QStringLiteral("from")].toString(), QStringLiteral("tare/starter:latest"));
    QCOMPARE(first[QStringLiteral("Actor")][QStringLiteral("Attributes")][QStringLiteral("tier")].toString(), QStringLiteral("front"));
    // One row from the table.
    m_table->setFocus();
    m_table->selectRow(0);
    QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("volume create logs")));
    QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 1);
}

void EventsPageTest::aClickGoesToTheObject()
{
    makePage();
    QSignalSpy asked(m_page.get(), &Page::navigate);
    const auto clickCell = [this](int row, int column) {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(m_table->model()->index(row, column)).center());
    };
    clickCell(1, EventModel::Action);
    QCOMPARE(asked.size(), 0);
    clickCell(1, EventModel::Object);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.last().first().toString(), QStringLiteral("containers/") + QString::fromStdString(m_engine->theContainers[0].id));
    m_table->selectRow(0);
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(asked.last().first().toString(), QStringLiteral("volumes/logs"));
}

void EventsPageTest::whatIsGoneIsSaid()
{
    makePage();
    QSignalSpy asked(m_page.get(), &Page::navigate);
    emitNow("volume", "destroy", "logs", "logs");
    QTRY_COMPARE(m_table->model()->rowCount(), 4);
    m_table->selectRow(1); // its creation
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(asked.size(), 0);
    QVERIFY(named<QLabel>(m_page.get(), "events.message.what")->text().contains(QStringLiteral("logs")));
    emitNow("volume", "create", "logs", "logs"); // another of the same name
    QTRY_COMPARE(m_table->model()->rowCount(), 5);
    m_table->selectRow(0);
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
}

void EventsPageTest::foreignTextIsPlain()
{
    makePage();
    emitNow("container\x1b", "exec_start: <b>sh</b>\n\x07", "<i>", "name\u202E<u>x</u>");
    QTRY_COMPARE(m_table->model()->rowCount(), 4);
    for (int column = 0; column < EventModel::ColumnCount; ++column) {
        const QString text = cell(0, column);
        QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(7)) && !text.contains(QLatin1Char('\n')) && !text.contains(QChar(0x202E)));
        const QString tip = m_table->model()->index(0, column).data(Qt::ToolTipRole).toString();
        QVERIFY2(!tip.contains(QStringLiteral("<b>")) && !tip.contains(QStringLiteral("<u>")) && !tip.contains(QStringLiteral("<i>")), qPrintable(tip));
    }
    m_table->grab();
}

void EventsPageTest::memoryIsBounded()
{
    EventModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<Event> many;
    for (int i = 0; i < 12'345; ++i)
        many.push_back(past(i, i % 2 == 0 ? "volume" : "network", i % 5 == 0 ? "destroy" : "create", "id" + std::to_string(i), "n" + std::to_string(i)));
    model.setType(QStringLiteral("volume"));
    model.add({many.begin(), many.begin() + 4000});
    model.add({many.begin() + 4000, many.end()});
    QCOMPARE(model.size(), EventModel::most);
    QCOMPARE(model.rowCount(), static_cast<int>(EventModel::most) / 2);
    QCOMPARE(model.event(0).name, std::string("n12344"));
    model.setType({});
    QCOMPARE(model.rowCount(), static_cast<int>(EventModel::most));
    QCOMPARE(model.event(model.rowCount() - 1).name, std::string("n7345"));
    model.add({many.begin(), many.begin() + 1});
    QCOMPARE(model.rowCount(), static_cast<int>(EventModel::most));
    QCOMPARE(model.event(model.rowCount() - 1).name, std::string("n7346"));
}

void EventsPageTest::theModelIsSound()
{
    EventModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add({});
    model.add({past(1, "volume", "create", "a", "a")});
    model.setFilter(QStringLiteral("zzz"));
    QCOMPARE(model.rowCount(), 0);
    model.add({past(2, "volume", "create", "b", "b"), past(3, "volume", "create", "zzz", "zzz")});
    QCOMPARE(model.rowCount(), 1);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3);
    model.setSubjects({{QStringLiteral("a"), EventSubject{"image", {}}}});
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void EventsPageTest::targets_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("target");
    QTest::newRow("container") << "container" << "containers/ID";
    QTest::newRow("image") << "image" << "images/ID";
    QTest::newRow("network") << "network" << "networks/ID";
    QTest::newRow("volume") << "volume" << "volumes/NAME";
    QTest::newRow("nobody's") << "plugin" << "";
}

void EventsPageTest::targets()
{
    QFETCH(QString, type);
    QFETCH(QString, target);
    QCOMPARE(eventTarget({1, type.toStdString(), "create", "ID", "NAME"}), target);
    QCOMPARE(eventTarget({1, type.toStdString(), "create", "", ""}), QString());
    QCOMPARE(endsItsObject({1, type.toStdString(), "delete", "", ""}), type == QLatin1String("image"));
    QCOMPARE(endsItsObject({1, type.toStdString(), "destroy", "", ""}), type != QLatin1String("image"));
}

QTEST_MAIN(EventsPageTest)
#include "events_page_test.moc"
