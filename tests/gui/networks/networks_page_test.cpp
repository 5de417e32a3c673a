// SPDX-License-Identifier: GPL-3.0-or-later
// Networks: listed with who is in them, made, joined, left, removed and pruned, each with its docker line.
#include "gui/app/context.h"
#include "gui/networks/connect_dialog.h"
#include "gui/networks/network_dialog.h"
#include "gui/networks/network_line.h"
#include "gui/networks/networks_page.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>

using namespace tare;
using namespace tare::gui;

namespace {

Network fakeNetwork(int number, const std::string &name, const std::string &driver = "bridge")
{
    Network n;
    n.id = fmt::format("{:064x}", 100 + number);
    n.name = name;
    n.driver = driver;
    if (driver == "bridge") {
        n.subnet = fmt::format("172.{}.0.0/16", 17 + number);
        n.gateway = fmt::format("172.{}.0.1", 17 + number);
        n.device = "br-" + n.id.substr(0, 12);
    }
    return n;
}

// Over a FakeContainers' containers.
class FakeNetworks : public NetworkEngine
{
public:
    explicit FakeNetworks(FakeContainers &engine) : m_engine(engine) {}

    std::vector<Network> theNetworks;
    std::vector<std::string> calls;
    NetworkSpec lastSpec;
    EndpointSpec lastEndpoint;
    std::optional<Error> refusal;

    Result<std::vector<Network>> list() override
    {
        const std::lock_guard lock(m_engine.mutex);
        if (m_engine.failing != nullptr)
            return tl::unexpected<Error>(*m_engine.failing);
        return theNetworks;
    }
    Result<Network> find(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<std::string> inspect(const std::string &name) override { return fail(Errc::NotFound, name); }
    Result<Network> create(const NetworkSpec &spec) override
    {
        TARE_CHECK(note("create " + spec.name));
        Network made = fakeNetwork(9, spec.name);
        {
            const std::lock_guard lock(m_engine.mutex);
            lastSpec = spec;
            made.internal = spec.internal;
            theNetworks.push_back(made);
        }
        say("create", made);
        return made;
    }
    Result<Network> remove(const std::string &name) override
    {
        TARE_CHECK(note("rm " + name));
        Network gone;
        {
            const std::lock_guard lock(m_engine.mutex);
            std::erase_if(theNetworks, [&](const Network &one) { return one.name == name; });
        }
        say("destroy", gone);
        return gone;
    }
    Status connect(const std::string &container, const EndpointSpec &endpoint) override
    {
        TARE_CHECK(note("connect " + container + " " + endpoint.network));
        {
            const std::lock_guard lock(m_engine.mutex);
            lastEndpoint = endpoint;
            for (Container &one : m_engine.theContainers) {
                if (one.name == container)
                    one.networks.push_back(endpoint.network);
            }
        }
        say("connect", {});
        return {};
    }
    Status disconnect(const std::string &container, const std::string &network, bool) override
    {
        TARE_CHECK(note("disconnect " + container + " " + network));
        {
            const std::lock_guard lock(m_engine.mutex);
            for (Container &one : m_engine.theContainers) {
                if (one.name == container) {
                    std::erase(one.networks, network);
                    one.endpoints.clear();
                }
            }
        }
        say("disconnect", {});
        return {};
    }
    Result<std::vector<std::string>> prune(const PruneOptions &options) override
    {
        TARE_CHECK(note(options.dryRun ? "prune dry" : "prune"));
        const std::lock_guard lock(m_engine.mutex);
        if (!options.dryRun)
            std::erase_if(theNetworks, [](const Network &one) { return one.name == "unused"; });
        return std::vector<std::string>{"unused"};
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
    void say(const std::string &action, const Network &network)
    {
        m_engine.emitEvent({nowNs(), "network", action, network.id, network.name});
    }

    FakeContainers &m_engine;
};

} // namespace

class NetworksPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsThemWithWhoIsIn();
    void foreignTextStaysText();
    void makesOne();
    void mistakesAreSaidAtTheField();
    void connectsAndDisconnects();
    void removesAfterAsking();
    void prunesAfterSayingWhat();
    void refusalsAreSaid();
    void whatIsNotAllowedIsNotOffered();
    void linesAreDockers();
    void rowsFollowTheEngine();

private:
    [[nodiscard]] QTableView *table() { return named<QTableView>(m_page.get(), "networks.table"); }
    [[nodiscard]] QTreeWidget *members() { return named<QTreeWidget>(m_page.get(), "networks.members"); }
    [[nodiscard]] QStringList column(int number)
    {
        QStringList out;
        for (int i = 0; i < table()->model()->rowCount(); ++i)
            out += table()->model()->index(i, number).data().toString();
        return out;
    }
    void choose(const QString &name)
    {
        m_page->open(name);
        QTRY_COMPARE(table()->selectionModel()->selectedRows().value(0).data().toString(), name);
    }
    template <class T> T *dialog(const char *name)
    {
        T *found = nullptr;
        (void)QTest::qWaitFor([&]() { return (found = m_page->findChild<T *>(QString::fromLatin1(name))) != nullptr && found->isVisible(); });
        return found;
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<FakeNetworks> m_networks;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<NetworksPage> m_page;
    QStringList m_commands;
};

void NetworksPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeContainers>();
    m_networks = std::make_unique<FakeNetworks>(*m_engine);
    m_engine->theNetworks = m_networks.get();
    m_networks->theNetworks = {fakeNetwork(0, "bridge"), fakeNetwork(1, "host", "host"), fakeNetwork(2, "none", "null"),
                               fakeNetwork(3, "back"), fakeNetwork(4, "unused")};
    Container web = fakeContainer(1, "web"), idle = fakeContainer(2, "idle"), alone = fakeContainer(3, "alone");
    web.network = "back";
    web.networks = {"back"};
    Endpoint endpoint;
    endpoint.network = "back";
    endpoint.networkId = m_networks->theNetworks[3].id;
    endpoint.address = "172.20.0.2";
    endpoint.mac = "02:42:ac:14:00:02";
    web.endpoints = {endpoint};
    idle.network = "bridge";
    idle.networks = {"bridge"};
    idle.status = ContainerStatus::Exited;
    m_engine->theContainers = {web, idle, alone};
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    QObject::connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    m_page = std::make_unique<NetworksPage>(*m_context);
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(table()->model()->rowCount(), 5);
}

void NetworksPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void NetworksPageTest::listsThemWithWhoIsIn()
{
    QCOMPARE(column(NetworkModel::Name), (QStringList{QStringLiteral("back"), QStringLiteral("bridge"), QStringLiteral("host"),
                                                      QStringLiteral("none"), QStringLiteral("unused")}));
    QCOMPARE(column(NetworkModel::Containers), (QStringList{QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("–"), QStringLiteral("1"),
                                                            QStringLiteral("–")}));
    QCOMPARE(column(NetworkModel::Subnet).value(0), QStringLiteral("172.20.0.0/16"));
    choose(QStringLiteral("back"));
    QCOMPARE(members()->topLevelItemCount(), 1);
    QCOMPARE(members()->topLevelItem(0)->text(0), QStringLiteral("web"));
    QCOMPARE(members()->topLevelItem(0)->text(2), QStringLiteral("172.20.0.2"));
    QCOMPARE(members()->topLevelItem(0)->text(4), QStringLiteral("02:42:ac:14:00:02"));
    const QSignalSpy navigated(m_page.get(), &Page::navigate);
    click(named<QPushButton>(m_page.get(), "networks.openContainer"));
    QCOMPARE(navigated.count(), 1);
    QVERIFY(navigated[0][0].toString().startsWith(QStringLiteral("containers/")));
    QTest::keyClicks(named<QLineEdit>(m_page.get(), "networks.filter"), QStringLiteral("unus"));
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QTRY_COMPARE(members()->topLevelItemCount(), 0);
}

void NetworksPageTest::foreignTextStaysText()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        m_networks->theNetworks[3].labels = {{"<b>k</b>", "v\x1b[2J"}};
        m_engine->theContainers[0].name = "<i>web</i>";
    }
    m_page->refresh();
    choose(QStringLiteral("back"));
    QTRY_COMPARE(members()->topLevelItem(0)->text(0), QStringLiteral("<i>web</i>"));
    QCOMPARE(members()->topLevelItem(0)->toolTip(0), QStringLiteral("&lt;i&gt;web&lt;/i&gt;"));
    const auto found = named<QTreeWidget>(m_page.get(), "networks.facts")->findItems(QStringLiteral("<b>k</b>"), Qt::MatchContains | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0]->text(1), QStringLiteral("v\\x1b[2J"));
}

void NetworksPageTest::makesOne()
{
    m_page->primaryAction();
    auto *form = dialog<QDialog>("networks.create");
    QVERIFY(form != nullptr);
    QVERIFY(!named<QPushButton>(form, "networks.create.create")->isEnabled());
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.name"), QStringLiteral("front"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.subnet"), QStringLiteral("172.28.0.0/16"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.gateway"), QStringLiteral("172.28.0.9"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.range"), QStringLiteral("172.28.5.0/24"));
    named<QCheckBox>(form, "networks.create.internal")->setChecked(true);
    QVERIFY(!named<QLineEdit>(form, "networks.create.subnet6")->isEnabled());
    named<QCheckBox>(form, "networks.create.ipv6")->setChecked(true);
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.subnet6"), QStringLiteral("fd00:28::/64"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.mtu"), QStringLiteral("1400"));
    click(named<QPushButton>(form, "networks.create.labels.add"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.labels.0.key"), QStringLiteral("role"));
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.labels.0.value"), QStringLiteral("a b"));
    const QString line = QStringLiteral("docker network create --subnet 172.28.0.0/16 --subnet fd00:28::/64 --gateway 172.28.0.9 --ip-range "
                                        "172.28.5.0/24 --ipv6 --internal --label 'role=a b' -o com.docker.network.driver.mtu=1400 front");
    QCOMPARE(named<QLabel>(form, "networks.create.line")->text(), line);
    click(named<QPushButton>(form, "networks.create.create"));
    QTRY_COMPARE(table()->model()->rowCount(), 6);
    QTRY_COMPARE(table()->selectionModel()->selectedRows().value(0).data().toString(), QStringLiteral("front"));
    QCOMPARE(m_commands, QStringList{line});
    QVERIFY(m_networks->lastSpec.internal && m_networks->lastSpec.ipv6);
    QCOMPARE(m_networks->lastSpec.subnets, (std::vector<std::string>{"172.28.0.0/16", "fd00:28::/64"}));
    QCOMPARE(m_networks->lastSpec.labels.at("role"), std::string("a b"));
}

void NetworksPageTest::mistakesAreSaidAtTheField()
{
    m_page->primaryAction();
    auto *form = dialog<QDialog>("networks.create");
    QVERIFY(form != nullptr);
    auto *create = named<QPushButton>(form, "networks.create.create");
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.name"), QStringLiteral("front"));
    QVERIFY(create->isEnabled());
    const auto wrong = [&](const char *field, const char *text) {
        auto *edit = named<QLineEdit>(form, field);
        const QString before = edit->text();
        edit->setText(QString::fromLatin1(text));
        const bool said = !create->isEnabled() && !named<QLabel>(form, (std::string(field) + ".note").c_str())->text().isEmpty();
        edit->setText(before);
        return said && create->isEnabled();
    };
    QVERIFY(wrong("networks.create.name", "-x"));
    QVERIFY(wrong("networks.create.subnet", "172.28"));
    QVERIFY(wrong("networks.create.gateway", "172.28.0.1")); // without a subnet
    named<QLineEdit>(form, "networks.create.subnet")->setText(QStringLiteral("172.28.0.0/16"));
    QVERIFY(wrong("networks.create.gateway", "10.0.0.1"));
    QVERIFY(wrong("networks.create.range", "10.0.0.0/24"));
    QVERIFY(wrong("networks.create.mtu", "9"));
    Error taken;
    taken.code = Errc::NameInUse;
    taken.subject = "front";
    m_networks->refusal = taken;
    click(create);
    QTRY_VERIFY(!named<QLabel>(form, "networks.create.name.note")->text().isEmpty());
    QVERIFY(form->isVisible() && !create->isEnabled());
    QTest::keyClicks(named<QLineEdit>(form, "networks.create.name"), QStringLiteral("2"));
    QVERIFY(create->isEnabled());
    form->reject();
}

void NetworksPageTest::connectsAndDisconnects()
{
    choose(QStringLiteral("back"));
    click(named<QPushButton>(m_page.get(), "networks.connect"));
    auto *join = dialog<QDialog>("networks.join");
    QVERIFY(join != nullptr);
    auto *who = named<QComboBox>(join, "networks.join.container");
    QCOMPARE(who->count(), 1); // web is in it, and alone has no network to be had
    QCOMPARE(who->currentText(), QStringLiteral("idle"));
    auto *address = named<QLineEdit>(join, "networks.join.address");
    for (const char *bad : {"x", "10.0.0.1", "172.20.0.1"}) {
        address->setText(QString::fromLatin1(bad));
        QVERIFY2(!named<QPushButton>(join, "networks.join.connect")->isEnabled(), bad);
    }
    address->setText(QStringLiteral("172.20.0.9"));
    named<QLineEdit>(join, "networks.join.aliases")->setText(QStringLiteral("db, sql"));
    const QString line = QStringLiteral("docker network connect --ip 172.20.0.9 --alias db --alias sql back idle");
    QCOMPARE(named<QLabel>(join, "networks.join.line")->text(), line);
    click(named<QPushButton>(join, "networks.join.connect"));
    QTRY_COMPARE(members()->topLevelItemCount(), 2);
    QCOMPARE(m_commands, QStringList{line});
    QCOMPARE(m_networks->lastEndpoint.aliases, (std::vector<std::string>{"db", "sql"}));
    members()->setCurrentItem(members()->topLevelItem(1));
    click(named<QPushButton>(m_page.get(), "networks.disconnect"));
    QTRY_COMPARE(members()->topLevelItemCount(), 1);
    QCOMPARE(m_commands.last(), QStringLiteral("docker network disconnect back web"));
}

void NetworksPageTest::removesAfterAsking()
{
    choose(QStringLiteral("unused"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    auto *yes = named<QPushButton>(m_page.get(), "networks.remove.confirm");
    QVERIFY(!m_networks->called("rm unused"));
    QVERIFY(named<QLabel>(m_page.get(), "networks.message.what")->text().contains(QStringLiteral("unused")));
    click(yes);
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker network rm unused")});
}

void NetworksPageTest::prunesAfterSayingWhat()
{
    click(named<QPushButton>(m_page.get(), "networks.prune"));
    QTRY_VERIFY(m_networks->called("prune dry"));
    QTRY_VERIFY(named<QLabel>(m_page.get(), "networks.message.advice")->text().contains(QStringLiteral("unused")));
    QVERIFY(m_commands.isEmpty() && !m_networks->called("prune"));
    click(named<QPushButton>(m_page.get(), "networks.prune.confirm"));
    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(m_commands, QStringList{QStringLiteral("docker network prune")});
}

void NetworksPageTest::refusalsAreSaid()
{
    Error refusal;
    refusal.code = Errc::InvalidArgument;
    refusal.reason = "network <b>back</b> has active endpoints";
    m_networks->refusal = refusal;
    choose(QStringLiteral("back"));
    click(named<QPushButton>(m_page.get(), "networks.remove"));
    click(named<QPushButton>(m_page.get(), "networks.remove.confirm"));
    auto *what = named<QLabel>(m_page.get(), "networks.message.what");
    QTRY_VERIFY(what->isVisible() && what->text().contains(QStringLiteral("<b>back</b> has active endpoints")));
    QCOMPARE(what->textFormat(), Qt::PlainText);
    QCOMPARE(table()->model()->rowCount(), 5);
}

void NetworksPageTest::whatIsNotAllowedIsNotOffered()
{
    for (const char *fixed : {"bridge", "host", "none"}) {
        choose(QString::fromLatin1(fixed));
        QVERIFY(!named<QPushButton>(m_page.get(), "networks.remove")->isEnabled());
        QCOMPARE(named<QPushButton>(m_page.get(), "networks.connect")->isEnabled(), std::string(fixed) == "bridge");
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Delete);
        QVERIFY(m_page->findChild<QPushButton *>(QStringLiteral("networks.remove.confirm")) == nullptr);
    }
}

void NetworksPageTest::linesAreDockers()
{
    NetworkSpec spec;
    spec.name = "a";
    QCOMPARE(networkCreateLine(spec), QStringLiteral("docker network create a"));
    QCOMPARE(networkRemoveLine("a b"), QStringLiteral("docker network rm 'a b'"));
    QCOMPARE(networkDisconnectLine("c", "n"), QStringLiteral("docker network disconnect n c"));
    QCOMPARE(networkConnectLine("c", {"n", {}, "fd00::1", {}, {}}), QStringLiteral("docker network connect --ip6 fd00::1 n c"));
}

void NetworksPageTest::rowsFollowTheEngine()
{
    NetworkModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const std::vector<Network> all = m_networks->theNetworks;
    model.merge(networkRows(all, m_engine->theContainers));
    QCOMPARE(model.rowCount(), 5);
    model.merge(networkRows({all[3], all[0]}, {}));
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.row(0).members.empty());
    model.merge({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(NetworksPageTest)
#include "networks_page_test.moc"
