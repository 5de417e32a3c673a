// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes: listed with who has them, made, removed and pruned, each with its docker line.
#include "gui/app/context.h"
#include "gui/models/volume_model.h"
#include "gui/volumes/volume_line.h"
#include "gui/volumes/volumes_page.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;

namespace {

Volume fakeVolume(const std::string &name, bool anonymous = false)
{
    Volume v;
    v.name = name;
    v.anonymous = anonymous;
    v.mountpoint = "/var/lib/tare/volumes/" + name + "/_data";
    v.created = nowNs() - 60'000'000'000;
    return v;
}

const std::string drawn(64, 'a');

class FakeVolumes : public VolumeEngine
{
public:
    explicit FakeVolumes(FakeContainers &engine) : m_engine(engine) {}

    std::vector<Volume> theVolumes;
    std::vector<std::string> calls;
    VolumeSpec lastSpec;
    std::optional<Error> refusal;

    Result<std::vector<Volume>> list() override
    {
        const std::lock_guard lock(m_engine.mutex);
        return theVolumes;
    }
    Result<Volume> find(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<std::string> inspect(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<Volume> create(const VolumeSpec &spec) override
    {
        TARE_CHECK(note("create " + spec.name));
        Volume made = fakeVolume(spec.name);
        {
            const std::lock_guard lock(m_engine.mutex);
            lastSpec = spec;
            theVolumes.push_back(made);
        }
        m_engine.emitEvent({nowNs(), "volume", "create", made.name, made.name});
        return made;
    }
    Status remove(const std::string &name) override
    {
        TARE_CHECK(note("rm " + name));
        const std::lock_guard lock(m_engine.mutex);
        std::erase_if(theVolumes, [&](const Volume &one) { return one.name == name; });
        return {};
    }
    Result<Pruned> prune(const PruneOptions &options) override
    {
        TARE_CHECK(note(std::string("prune") + (options.all ? " all" : "") + (options.dryRun ? " dry" : "")));
        const std::lock_guard lock(m_engine.mutex);
        Pruned out;
        for (const Volume &one : theVolumes) {
            if (one.users.empty() && (options.all || one.anonymous)) {
                out.ids.push_back(one.name);
                out.reclaimed += 1'000'000;
            }
        }
        if (!options.dryRun)
            std::erase_if(theVolumes, [&](const Volume &one) { return std::find(out.ids.begin(), out.ids.end(), one.name) != out.ids.end(); });
        return out;
    }
    [[nodiscard]] bool called(const std::string &call) const
    {
        const std::lock_guard lock(m_engine.mutex);
        return std::find(calls.begin(), calls.end(), call) != calls.end();
    }

private:
    Status note(const std::string &call)
    {
        const std::lock_guard lock(m_engine.mutex);
        calls.push_back(call);
        return refusal ? Status(tl::unexpected<Error>(*refusal)) : Status();
    }
    FakeContainers &m_engine;
};

} // namespace

class VolumesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsThemWithWhoHasThem();
    void makesOne();
    void mistakesAreSaidAtTheField();
    void removesAfterAsking();
    void prunesAfterSayingWhat();
    void refusalsAreSaid();
    void rowsFollowTheEngine();

private:
    [[nodiscard]] QTableView *table() { return named<QTableView>(m_page.get(), "volumes.table"); }
    void choose(const QString &name)
    {
        m_page->open(name);
        QTRY_COMPARE(named<QLabel>(m_page.get(), "volumes.name")->toolTip().isEmpty() ? named<QLabel>(m_page.get(), "volumes.name")->text() : name, name);
        QTRY_COMPARE(table()->selectionModel()->selectedRows().value(0).data().toString(), name);
    }
    QDialog *form()
    {
        QDialog *found = nullptr;
        (void)QTest::qWaitFor([&]() { return (found = m_page->findChild<QDialog *>(QStringLiteral("volumes.create"))) != nullptr && found->isVisible(); });
        return found;
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<FakeVolumes> m_volumes;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<VolumesPage> m_page;
    QStringList m_commands;
};

void VolumesPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeContainers>();
    m_volumes = std::make_unique<FakeVolumes>(*m_engine);
    m_engine->theVolumes = m_volumes.get();
    Container db = fakeContainer(1, "<i>db</i>");
    db.volumes = {VolumeMount{"data", "/var/lib/data", true}};
    m_engine->theContainers = {db};
    Volume data = fakeVolume("data");
    data.users = {db.id};
    data.labels = {{"<b>k</b>", "v\x1b[2J"}};
    m_volumes->theVolumes = {data, fakeVolume("spare"), fakeVolume(drawn, true)};
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    m_page = std::make_unique<VolumesPage>(*m_context);
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 3);
}

void VolumesPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void VolumesPageTest::listsThemWithWhoHasThem()
{
    QStringList names;
    for (int i = 0; i < table()->model()->rowCount(); ++i)
        names += table()->model()->index(i, VolumeModel::Name).data().toString();
    QCOMPARE(names, (QStringList{QStringLiteral("aaaaaaaaaaaa"), QStringLiteral("data"), QStringLiteral("spare")}));
    choose(QStringLiteral("data"));
    auto *users = named<QTreeWidget>(m_page.get(), "volumes.users");
    QCOMPARE(users->topLevelItemCount(), 1);
    QCOMPARE(users->topLevelItem(0)->text(0), QStringLiteral("<i>db</i>"));
    QCOMPARE(users->topLevelItem(0)->text(2), QStringLiteral("/var/lib/data"));
    QCOMPARE(users->topLevelItem(0)->text(3), QStringLiteral("only read"));
    auto *facts = named<QTreeWidget>(m_page.get(), "volumes.facts");
    QCOMPARE(facts->findItems(QStringLiteral("v\\x1b[2J"), Qt::MatchExactly | Qt::MatchRecursive, 1).size(), 1);
    QVERIFY(!named<QPushButton>(m_page.get(), "volumes.remove")->isEnabled()); // a container has it
    const QSignalSpy navigated(m_page.get(), &Page::navigate);
    click(named<QPushButton>(m_page.get(), "volumes.openContainer"));
    QCOMPARE(navigated.count(), 1);
    QTest::keyClicks(named<QLineEdit>(m_page.get(), "volumes.filter"), QStringLiteral("spar"));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QTRY_COMPARE(users->topLevelItemCount(), 0);
}

void VolumesPageTest::makesOne()
{
    m_page->primaryAction();
    auto *dialog = form();
    QVERIFY(dialog != nullptr);
    QCOMPARE(named<QLabel>(dialog, "volumes.create.line")->text(), QStringLiteral("docker volume create"));
    QTest::keyClicks(named<QLineEdit>(dialog, "volumes.create.name"), QStringLiteral("fast"));
    const auto row = [dialog](const char *list, const char *key, const char *value) {
        click(named<QPushButton>(dialog, (std::string(list) + ".add").c_str()));
        QTest::keyClicks(named<QLineEdit>(dialog, (std::string(list) + ".0.key").c_str()), QString::fromLatin1(key));
        QTest::keyClicks(named<QLineEdit>(dialog, (std::string(list) + ".0.value").c_str()), QString::fromLatin1(value));
    };
    row("volumes.create.labels", "role", "a b");
    row("volumes.create.options", "type", "tmpfs");
    const QString line = QStringLiteral("docker volume create --label 'role=a b' -o type=tmpfs fast");
    QCOMPARE(named<QLabel>(dialog, "volumes.create.line")->text(), line);
    click(named<QPushButton>(dialog, "volumes.create.create"));
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QTRY_COMPARE(table()->selectionModel()->selectedRows().value(0).data().toString(), QStringLiteral("fast"));
    QCOMPARE(m_commands, QStringList{line});
    QCOMPARE(m_volumes->lastSpec.options.at("type"), std::string("tmpfs"));
}

void VolumesPageTest::mistakesAreSaidAtTheField()
{
    m_page->primaryAction();
    auto *dialog = form();
    QVERIFY(dialog != nullptr);
    auto *create = named<QPushButton>(dialog, "volumes.create.create");
    auto *name = named<QLineEdit>(dialog, "volumes.create.name");
    for (const char *bad : {"-x", "x", "a/b", "data"}) { // "data" is there
        name->setText(QString::fromLatin1(bad));
        QVERIFY2(!create->isEnabled() && !named<QLabel>(dialog, "volumes.create.name.note")->text().isEmpty(), bad);
    }
    name->setText(QStringLiteral("data2"));
    QVERIFY(create->isEnabled());
    click(named<QPushButton>(dialog, "volumes.create.labels.add"));
    QTest::keyClicks(named<QLineEdit>(dialog, "volumes.create.labels.0.value"), QStringLiteral("v"));
    QVERIFY(!create->isEnabled());
    dialog->reject();
}

void VolumesPageTest::removesAfterAsking()
{
    choose(QStringLiteral("spare"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QVERIFY(named<QLabel>(m_page.get(), "volumes.message.what")->text().contains(QStringLiteral("spare")));
    QVERIFY(!m_volumes->called("rm spare"));
    click(named<QPushButton>(m_page.get(), "volumes.remove.confirm"));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker volume rm spare")});
}

void VolumesPageTest::prunesAfterSayingWhat()
{
    click(named<QPushButton>(m_page.get(), "volumes.prune"));
    QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("volumes.prune.anonymous")) != nullptr);
    const QString named_ = named<QLabel>(m_page.get(), "volumes.message.advice")->text();
    QVERIFY2(named_.contains(QStringLiteral("spare")) && named_.contains(QStringLiteral("aaaaaaaaaaaa")), qPrintable(named_));
    QVERIFY(m_commands.isEmpty() && !m_volumes->called("prune") && !m_volumes->called("prune all"));
    click(named<QPushButton>(m_page.get(), "volumes.prune.anonymous"));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker volume prune")});
    click(named<QPushButton>(m_page.get(), "volumes.prune"));
    QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("volumes.prune.all")) != nullptr &&
                m_page->findChild<QPushButton *>(QStringLiteral("volumes.prune.all"))->isVisible());
    click(named<QPushButton>(m_page.get(), "volumes.prune.all"));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(m_commands.last(), QStringLiteral("docker volume prune -a"));
}

void VolumesPageTest::refusalsAreSaid()
{
    Error refusal;
    refusal.code = Errc::InvalidArgument;
    refusal.reason = "remove <b>spare</b>: volume is in use";
    m_volumes->refusal = refusal;
    choose(QStringLiteral("spare"));
    click(named<QPushButton>(m_page.get(), "volumes.remove"));
    click(named<QPushButton>(m_page.get(), "volumes.remove.confirm"));
    auto *what = named<QLabel>(m_page.get(), "volumes.message.what");
    QTRY_VERIFY(what->isVisible() && what->text().contains(QStringLiteral("<b>spare</b>: volume is in use")));
    QCOMPARE(table()->model()->rowCount(), 3);
}

void VolumesPageTest::rowsFollowTheEngine()
{
    VolumeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge(volumeRows(m_volumes->theVolumes, m_engine->theContainers));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.row(0).users.size(), std::size_t{1});
    model.updateTimes();
    model.merge(volumeRows({m_volumes->theVolumes[2], m_volumes->theVolumes[0]}, {}));
    QCOMPARE(model.rowCount(), 2);
    model.merge({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(VolumesPageTest)
#include "volumes_page_test.moc"
