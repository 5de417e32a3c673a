// SPDX-License-Identifier: GPL-3.0-or-later
// Logging in and out, and pushing, by clicks.
#include "core/base/file.h"
#include "core/registry/insecure_setting.h"
#include "gui/app/context.h"
#include "gui/images/images_page.h"
#include "gui/images/registry/accounts_dialog.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>
#include <atomic>
#include <chrono>
#include <thread>

using namespace tare;
using namespace tare::gui;

class AccountsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void registries();
    void saysWhoIsLoggedInWhere();
    void warnsBeforeAPasswordGoesIntoAFile();
    void aRefusedPullAsksForALoginAndGoesOn();
    void refusedTagsAskForALoginAndCome();
    void anUnprotectedRegistryIsAllowedByClicks_data();
    void anUnprotectedRegistryIsAllowedByClicks();
    void aWrongPasswordIsSaid();
    void logsOut();
    void pushesUnderANewName();
    void pushSaysWhatIsThereAlready();
    void severalPushesAndOneIsCancelled();

private:
    [[nodiscard]] QDialog *dialog(const char *name) { return m_page->findChild<QDialog *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString text(const char *name) { return named<QLabel>(m_page.get(), name)->text(); }
    void type(const char *name, const QString &what)
    {
        auto *edit = named<QLineEdit>(m_page.get(), name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, what);
    }
    void openPush(int row);

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<ImagesPage> m_page;
    QStringList m_commands;
};

void AccountsTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
    m_engine->theImages = {fakeImage(1, "localhost:5000/a:1"), fakeImage(2, "localhost:5000/b:1")};
    m_engine->theAccounts.keptIn = "docker-credential-tare";
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_commands.clear();
    connect(m_context.get(), &Context::commandShown, this, [this](const QString &line) { m_commands += line; });
    m_page = std::make_unique<ImagesPage>(*m_context);
    m_page->resize(1000, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_COMPARE(named<QTableView>(m_page.get(), "images.table")->model()->rowCount(), 2);
}

void AccountsTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    m_engine.reset();
    TARE_NO_WARNINGS();
}

void AccountsTest::registries()
{
    QCOMPARE(registryOf(QStringLiteral("alpine")), QStringLiteral("docker.io"));
    QCOMPARE(registryOf(QStringLiteral("localhost:5000/a/b:1")), QStringLiteral("localhost:5000"));
    QCOMPARE(registryOf(QStringLiteral("no name")), QString());
}

void AccountsTest::saysWhoIsLoggedInWhere()
{
    m_engine->theAccounts.accounts = {{"docker.io", "ann", "docker-credential-tare", false},
                                      {"localhost:5000", "<b>ben</b>", "/home/ann/.docker/config.json", true}};
    click(named<QPushButton>(m_page.get(), "images.pull.accounts"));
    auto *list = named<QTreeWidget>(m_page.get(), "images.accounts.list");
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Docker Hub"));
    QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("ann"));
    QVERIFY(list->topLevelItem(0)->text(2).contains(QStringLiteral("keyring")));
    QCOMPARE(list->topLevelItem(1)->text(1), QStringLiteral("<b>ben</b>"));
    QVERIFY(list->topLevelItem(1)->text(2).contains(QStringLiteral("unencrypted")));
    QVERIFY(text("images.accounts.place").contains(QStringLiteral("keyring")));
    QVERIFY(!named<QPushButton>(m_page.get(), "images.accounts.logout")->isEnabled());
}

void AccountsTest::warnsBeforeAPasswordGoesIntoAFile()
{
    m_engine->theAccounts.keptIn = "/home/ann/.docker/config.json";
    m_engine->theAccounts.plainText = true;
    click(named<QPushButton>(m_page.get(), "images.pull.accounts"));
    QTRY_VERIFY(text("images.accounts.place").contains(QStringLiteral("unencrypted")));
    QVERIFY(text("images.accounts.place").contains(QStringLiteral("/home/ann/.docker/config.json")));
    type("images.accounts.user", QStringLiteral("ann"));
    type("images.accounts.password", QStringLiteral("secret"));
    click(named<QPushButton>(m_page.get(), "images.accounts.login"));
    QTRY_VERIFY(text("images.accounts.message.what").contains(QStringLiteral("Docker Hub")));
    QVERIFY(text("images.accounts.message.advice").contains(QStringLiteral("unencrypted")));
    QVERIFY(m_commands.contains(QStringLiteral("docker login -u ann")));
    QVERIFY(!m_commands.join(u' ').contains(QStringLiteral("secret")));
    QCOMPARE(named<QLineEdit>(m_page.get(), "images.accounts.password")->text(), QString());
}

void AccountsTest::aRefusedPullAsksForALoginAndGoesOn()
{
    m_engine->onPull = [this](const std::string &, const ProgressSink &, const CancelToken &) -> Result<Image> {
        const std::lock_guard lock(m_engine->mutex);
        if (m_engine->theAccounts.accounts.empty())
            return fail(Errc::Unauthorized, "localhost:5000", "pull access to c denied");
        return fakeImage(9, "localhost:5000/c:1");
    };
    type("images.pull.reference", QStringLiteral("localhost:5000/c:1"));
    QTest::keyClick(named<QLineEdit>(m_page.get(), "images.pull.reference"), Qt::Key_Return);
    QPushButton *login = nullptr;
    QTRY_VERIFY((login = m_page->findChild<QPushButton *>(QStringLiteral("images.message.login"))) != nullptr);
    click(login);
    QVERIFY(dialog("images.accounts")->isVisible());
    QCOMPARE(named<QLineEdit>(m_page.get(), "images.accounts.server")->text(), QStringLiteral("localhost:5000"));
    QVERIFY(text("images.accounts.message.what").contains(QStringLiteral("localhost:5000/c:1")));
    type("images.accounts.user", QStringLiteral("ann"));
    type("images.accounts.password", QStringLiteral("secret"));
    QTest::keyClick(named<QLineEdit>(m_page.get(), "images.accounts.password"), Qt::Key_Return);
    QTRY_VERIFY(m_page->findChild<QWidget *>(QStringLiteral("images.pull.item")) == nullptr); // it came
    const auto calls = m_engine->callList();
    QVERIFY(std::find(calls.begin(), calls.end(), "login ann@localhost:5000") != calls.end());
    QVERIFY(named<QLabel>(m_page.get(), "images.message.what")->isHidden() ||
            !named<QLabel>(m_page.get(), "images.message.what")->isVisible());
}

void AccountsTest::refusedTagsAskForALoginAndCome()
{
    m_engine->theSearch = {{"localhost:5000/team/app", "", 0, false, false}};
    m_engine->theTags = {"1", "2"};
    m_engine->refusesTags = Error{Errc::Unauthorized, {}, "localhost:5000", "access to team/app denied"};
    click(named<QPushButton>(m_page.get(), "images.pull.search"));
    type("images.search.term", QStringLiteral("localhost:5000/app"));
    QPushButton *login = nullptr;
    QTRY_VERIFY((login = m_page->findChild<QPushButton *>(QStringLiteral("images.search.login"))) != nullptr);
    QVERIFY(text("images.search.message.what").contains(QStringLiteral("localhost:5000")));
    click(login);
    QCOMPARE(named<QLineEdit>(m_page.get(), "images.accounts.server")->text(), QStringLiteral("localhost:5000"));
    type("images.accounts.user", QStringLiteral("ann"));
    type("images.accounts.password", QStringLiteral("secret"));
    QTest::keyClick(named<QLineEdit>(m_page.get(), "images.accounts.password"), Qt::Key_Return);
    QTRY_COMPARE(named<QListWidget>(m_page.get(), "images.search.tags")->count(), 2); // nobody asked again
    QVERIFY(!named<QWidget>(m_page.get(), "images.search.message")->isVisible());
}

void AccountsTest::anUnprotectedRegistryIsAllowedByClicks_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("said");
    QTest::newRow("plain http") << QStringLiteral("wrong version number") << QStringLiteral("does not speak TLS");
    QTest::newRow("certificate") << QString::fromStdString(std::string(registry::untrustedCertificate)) + QStringLiteral(": self-signed")
                                 << QStringLiteral("vouches for the certificate");
}

void AccountsTest::anUnprotectedRegistryIsAllowedByClicks()
{
    QFETCH(QString, reason);
    QFETCH(QString, said);
    const std::string file = registry::registrySettingsFile();
    m_engine->onPull = [&](const std::string &, const ProgressSink &, const CancelToken &) -> Result<Image> {
        if (readFile(file).value_or("").find("\"registry.test:5000\"") != std::string::npos)
            return fakeImage(9, "registry.test:5000/c:1");
        return fail(Errc::NetworkError, "registry.test:5000", reason.toStdString(),
                    "Or name it in " + std::string(registry::insecureHint) + ".");
    };
    const auto button = [this](const char *name) { return m_page->findChild<QPushButton *>(QString::fromLatin1(name)); };
    const auto begin = [&]() {
        type("images.pull.reference", QStringLiteral("registry.test:5000/c:1"));
        QTest::keyClick(named<QLineEdit>(m_page.get(), "images.pull.reference"), Qt::Key_Return);
    };
    begin();
    QTRY_VERIFY(button("images.message.insecure") != nullptr);
    QVERIFY2(text("images.message.what").contains(said), qPrintable(text("images.message.what")));
    click(button("images.message.insecure"));
    // A warning first, which the keyboard leads out of.
    QVERIFY(text("images.message.advice").contains(QStringLiteral("read your password")));
    QVERIFY(button("images.message.insecure.no")->hasFocus());
    click(button("images.message.insecure.no"));
    QVERIFY(!named<QWidget>(m_page.get(), "images.message")->isVisible());
    QVERIFY(!exists(file));

    begin();
    QTRY_VERIFY(button("images.message.insecure") != nullptr);
    click(button("images.message.insecure"));
    click(button("images.message.insecure.yes"));
    QTRY_VERIFY(m_page->findChild<QWidget *>(QStringLiteral("images.pull.item")) == nullptr); // it came
    QCOMPARE(readFile(file).value_or(""), std::string("{\n  \"insecure-registries\": [\n    \"registry.test:5000\"\n  ]\n}\n"));

    // Any other failure of the network is no reason for it.
    m_engine->onPull = [](const std::string &, const ProgressSink &, const CancelToken &) -> Result<Image> {
        return fail(Errc::NetworkError, "registry.test:5000", "nobody is there");
    };
    begin();
    QTRY_VERIFY(named<QWidget>(m_page.get(), "images.message")->isVisible());
    QVERIFY(button("images.message.insecure") == nullptr);
}

void AccountsTest::aWrongPasswordIsSaid()
{
    m_engine->refusesLogin = Error{Errc::Unauthorized, "localhost:5000", "incorrect username or password"};
    click(named<QPushButton>(m_page.get(), "images.pull.accounts"));
    auto *login = named<QPushButton>(m_page.get(), "images.accounts.login");
    type("images.accounts.server", QStringLiteral("localhost:5000"));
    type("images.accounts.user", QStringLiteral("ann"));
    QVERIFY(!login->isEnabled());
    type("images.accounts.password", QStringLiteral("wrong"));
    QVERIFY(login->isEnabled());
    click(login);
    QTRY_VERIFY(text("images.accounts.message.what").contains(QStringLiteral("does not take")));
    QCOMPARE(named<QLineEdit>(m_page.get(), "images.accounts.password")->text(), QStringLiteral("wrong")); // to be mended
    QTRY_VERIFY(login->isEnabled());
}

void AccountsTest::logsOut()
{
    m_engine->theAccounts.accounts = {{"localhost:5000", "ann", "docker-credential-tare", false}};
    click(named<QPushButton>(m_page.get(), "images.pull.accounts"));
    auto *list = named<QTreeWidget>(m_page.get(), "images.accounts.list");
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    list->setFocus();
    list->setCurrentItem(list->topLevelItem(0));
    click(named<QPushButton>(m_page.get(), "images.accounts.logout"));
    QTRY_COMPARE(list->topLevelItemCount(), 0);
    QVERIFY(m_commands.contains(QStringLiteral("docker logout localhost:5000")));
    QVERIFY(text("images.accounts.state").contains(QStringLiteral("Nobody")));
}

void AccountsTest::openPush(int row)
{
    auto *table = named<QTableView>(m_page.get(), "images.table");
    table->selectRow(row);
    table->findChild<QAction *>(QStringLiteral("images.action.push"))->trigger();
    QTRY_VERIFY(dialog("images.push") != nullptr);
}

void AccountsTest::pushesUnderANewName()
{
    m_engine->theAccounts.accounts = {{"localhost:6000", "ann", "docker-credential-tare", false}};
    openPush(0);
    auto *name = named<QComboBox>(dialog("images.push"), "images.push.name");
    QCOMPARE(name->currentText(), QStringLiteral("localhost:5000/a:1"));
    QTRY_VERIFY(text("images.push.who").contains(QStringLiteral("Nobody is logged in at localhost:5000")));
    name->setFocus();
    name->lineEdit()->selectAll();
    QTest::keyClicks(name->lineEdit(), QStringLiteral("no name"));
    QVERIFY(!named<QPushButton>(m_page.get(), "images.push.ok")->isEnabled());
    name->lineEdit()->selectAll();
    QTest::keyClicks(name->lineEdit(), QStringLiteral("localhost:6000/team/a:2"));
    QVERIFY(text("images.push.who").contains(QStringLiteral("ann")));
    QVERIFY(text("images.push.where").contains(QStringLiteral("team/a:2")));
    named<QCheckBox>(m_page.get(), "images.push.insecure")->click();
    std::atomic<bool> insecure = false;
    m_engine->onPush = [&](const std::string &reference, const PushOptions &options, const ProgressSink &,
                           const CancelToken &) -> Result<PushResult> {
        insecure = options.insecure;
        return PushResult{reference, "sha256:1234", 528};
    };
    click(named<QPushButton>(m_page.get(), "images.push.ok"));
    QTRY_VERIFY(!text("images.message.what").isEmpty());
    QVERIFY2(text("images.message.what").contains(QStringLiteral("sha256:1234")), qPrintable(text("images.message.what")));
    QVERIFY(insecure);
    const auto calls = m_engine->callList();
    const auto tagged = std::find_if(calls.begin(), calls.end(), [](const std::string &call) {
        return call.starts_with("tag ") && call.ends_with("localhost:6000/team/a:2");
    });
    QVERIFY(tagged != calls.end());
    QVERIFY(std::find(tagged, calls.end(), "push localhost:6000/team/a:2") != calls.end()); // after it has its name
    QVERIFY(m_commands.contains(QStringLiteral("docker push localhost:6000/team/a:2")));
}

void AccountsTest::pushSaysWhatIsThereAlready()
{
    std::atomic<bool> go = false;
    m_engine->onPush = [&](const std::string &reference, const PushOptions &, const ProgressSink &progress,
                           const CancelToken &cancel) -> Result<PushResult> {
        progress({"aaaaaaaaaaaa", Progress::Phase::AlreadyHere, 10, 10, "Layer already exists"});
        progress({"bbbbbbbbbbbb", Progress::Phase::AlreadyHere, 10, 10, "Mounted from team/base"});
        progress({"cccccccccccc", Progress::Phase::Uploading, 5'000'000, 10'000'000, {}});
        while (!go && !cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return PushResult{reference, "sha256:1234", 528};
    };
    openPush(0);
    QTest::keyClick(dialog("images.push"), Qt::Key_Return);
    const auto phase = [&](int layer) {
        const auto *label =
            m_page->findChild<QLabel *>(QStringLiteral("images.pull.layer%1.phase").arg(layer));
        return label != nullptr ? label->text() : QString();
    };
    QTRY_COMPARE(phase(2), QStringLiteral("Uploading"));
    QCOMPARE(phase(0), QStringLiteral("Already there"));
    QCOMPARE(phase(1), QStringLiteral("Mounted from team/base"));
    go = true;
    QTRY_VERIFY(text("images.message.what").contains(QStringLiteral("sha256:1234")));
}

void AccountsTest::severalPushesAndOneIsCancelled()
{
    std::atomic<int> running = 0, cancelled = 0;
    m_engine->onPush = [&](const std::string &, const PushOptions &, const ProgressSink &,
                           const CancelToken &cancel) -> Result<PushResult> {
        ++running;
        while (!cancel.cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ++cancelled;
        return fail(Errc::Cancelled, "push");
    };
    for (const int row : {0, 1}) {
        openPush(row);
        click(named<QPushButton>(m_page.get(), "images.push.ok"));
        QTRY_COMPARE(running.load(), row + 1);
        QTRY_VERIFY(dialog("images.push") == nullptr);
    }
    const auto cancels = m_page->findChildren<QPushButton *>(QStringLiteral("images.pull.cancel"));
    QCOMPARE(cancels.size(), 2);
    click(cancels[0]);
    QTRY_COMPARE(cancelled.load(), 1);
    QTRY_VERIFY(!cancels[0]->isVisible());
    QVERIFY(cancels[1]->isVisible());
    click(cancels[1]);
    QTRY_COMPARE(cancelled.load(), 2);
}

QTEST_MAIN(AccountsTest)
#include "accounts_test.moc"
