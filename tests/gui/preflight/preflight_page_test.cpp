// SPDX-License-Identifier: GPL-3.0-or-later
// What the machine has and lacks: told as it becomes known, with what it means and a fix that can be copied.
#include "gui/app/language.h"
#include "gui/preflight/found_words.h"
#include "gui/preflight/preflight_page.h"
#include "gui/preflight/preflight_words.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <set>

using namespace tare;
using namespace tare::gui;
using preflight::Check;
using preflight::State;

class PreflightPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyCheckHasWords_data();
    void everyCheckHasWords();
    void whatIsFoundIsInTheUsersLanguage();
    void nothingIsTriedBeforeItIsShown();
    void rowsSayWhatTheyKnow();
    void aFixIsCopied();
    void checkAgainAsksAGuestAnew();
    void onlyWhatIsLackingAndTheFilter();
    void aHelperThatFailsIsSaid();
    void foreignTextIsPlain();
    void aPageThatGoesWhileItLooks();

private:
    void makePage();
    [[nodiscard]] QLabel *label(const char *name) const { return named<QLabel>(m_page.get(), name); }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<PreflightPage> m_page;
    // What the checks find, one after another; each waits for m_go.
    std::vector<Check> m_checks;
    std::optional<Error> m_error;
    QSemaphore m_go{1000};
    std::atomic<int> m_runs = 0, m_again = 0;
};

void PreflightPageTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeEngine>();
    m_checks.clear();
    for (const std::string &id : preflight::ids())
        m_checks.push_back({id, State::Works, "it was tried", {}});
    m_error.reset();
    m_runs = m_again = 0;
    m_go.tryAcquire(m_go.available());
    m_go.release(1000);
}

void PreflightPageTest::makePage()
{
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    m_page = std::make_unique<PreflightPage>(
        *m_context, nullptr, [this](Engine &, bool again, const PreflightRun::Report &report, const CancelToken &cancel) -> Status {
            ++m_runs;
            m_again += again ? 1 : 0;
            for (const Check &check : m_checks) {
                while (!m_go.tryAcquire(1, 5))
                    TARE_CHECK(cancel.check());
                report(check);
            }
            return m_error ? Status(tl::unexpected<Error>(*m_error)) : Status();
        });
    m_page->resize(900, 600);
}

void PreflightPageTest::cleanup()
{
    m_page.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void PreflightPageTest::everyCheckHasWords_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("ko") << QStringLiteral("ko");
}

void PreflightPageTest::everyCheckHasWords()
{
    QFETCH(QString, language);
    QObject translators;
    QCOMPARE(installLanguage(language, translators), language);
    static const QRegularExpression hangul(QStringLiteral("[\uac00-\ud7a3]"));
    std::set<QString> grouped, titles;
    for (const CheckGroup &group : checkGroups()) {
        QCOMPARE(group.title.contains(hangul), language == QLatin1String("ko"));
        for (const QString &id : group.ids) {
            QVERIFY2(grouped.insert(id).second, qPrintable(id));
            QVERIFY2(titles.insert(checkTitle(id)).second, qPrintable(checkTitle(id)));
            QCOMPARE(checkMeaning(id).contains(hangul), language == QLatin1String("ko"));
            QVERIFY2(checkMeaning(id).size() > 10, qPrintable(id));
        }
    }
    std::set<QString> all;
    for (const std::string &id : preflight::ids())
        all.insert(QString::fromStdString(id));
    QCOMPARE(grouped, all);
    std::set<QString> words, icons;
    for (const State state : {State::Works, State::Limited, State::Missing, State::NotNeeded}) {
        words.insert(stateWord(state));
        icons.insert(stateIconName(state));
    }
    QCOMPARE(words.size(), 4U);
    QCOMPARE(icons.size(), 4U);
}

void PreflightPageTest::whatIsFoundIsInTheUsersLanguage()
{
    QObject translators;
    QCOMPARE(installLanguage(QStringLiteral("ko"), translators), QStringLiteral("ko"));
    static const QRegularExpression hangul(QStringLiteral("[\uac00-\ud7a3]"));
    // Whatever this machine says of itself.
    const Paths paths = m_home->paths();
    QVERIFY(paths.create());
    QStringList english;
    QVERIFY(preflight::run(paths, false, [&](const Check &check) {
        if (!foundWords(check.found).contains(hangul))
            english += QString::fromStdString(check.id + ": " + check.found);
    }, {}));
    QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('\n'))));
    QCOMPARE(foundWords("/data cannot be read: %1 of %2 broke."), QStringLiteral("/data: 읽을 수 없어요: %1 of %2 broke."));
    QCOMPARE(foundWords("%2 cannot be read: why."), QStringLiteral("%2: 읽을 수 없어요: why."));
    QCOMPARE(foundWords("Nobody knows <b>this</b>\x1b."), QStringLiteral("Nobody knows <b>this</b>\\x1b."));
}

void PreflightPageTest::nothingIsTriedBeforeItIsShown()
{
    makePage();
    QVERIFY(!m_page->offer().objects.isEmpty()); // what can be found needs no trying
    QCoreApplication::processEvents();
    QCOMPARE(m_runs.load(), 0);
    QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("preflight.kvm.state")) == nullptr);
    m_page->show();
    QTRY_COMPARE(label("preflight.summary")->text(), QStringLiteral("This machine lacks nothing."));
    QCOMPARE(m_runs.load(), 1);
    QCOMPARE(m_again.load(), 0);
    m_page->hide();
    m_page->show();
    QCOMPARE(m_runs.load(), 1);
}

void PreflightPageTest::rowsSayWhatTheyKnow()
{
    m_go.tryAcquire(1000);
    m_checks[0] = {preflight::ids()[0], State::Missing, "it does not have clone3.", {}};
    makePage();
    m_page->show();
    QTRY_COMPARE(m_runs.load(), 1);
    QCOMPARE(label("preflight.kernel.state")->text(), QStringLiteral("looking…"));
    QVERIFY(!named<QAbstractButton>(m_page.get(), "preflight.primary")->isEnabled());
    m_go.release(1);
    QTRY_COMPARE(label("preflight.kernel.state")->text(), QStringLiteral("missing"));
    QCOMPARE(label("preflight.kernel.found")->text(), QStringLiteral("it does not have clone3."));
    QVERIFY(label("preflight.kernel.meaning")->text().contains(QStringLiteral("Without them nothing runs")));
    QVERIFY(!named<QLineEdit>(m_page.get(), "preflight.kernel.fix")->isVisible());
    QCOMPARE(label("preflight.kvm.state")->text(), QStringLiteral("looking…"));
    m_go.release(1000);
    QTRY_COMPARE(label("preflight.kvm.state")->text(), QStringLiteral("works"));
    QTRY_VERIFY(label("preflight.summary")->text().startsWith(QStringLiteral("1 thing")));
    QVERIFY(named<QAbstractButton>(m_page.get(), "preflight.primary")->isEnabled());
}

void PreflightPageTest::aFixIsCopied()
{
    for (Check &check : m_checks) {
        if (check.id == "tun")
            check = {"tun", State::Missing, "it cannot be opened.", "sudo modprobe tun && sudo chmod 666 /dev/net/tun"};
    }
    makePage();
    m_page->show();
    auto *fix = named<QLineEdit>(m_page.get(), "preflight.tun.fix");
    QTRY_VERIFY(fix->isVisible());
    QCOMPARE(fix->text(), QStringLiteral("sudo modprobe tun && sudo chmod 666 /dev/net/tun"));
    QVERIFY(fix->isReadOnly());
    auto *copy = named<QAbstractButton>(m_page.get(), "preflight.tun.copy");
    copy->setFocus();
    QTest::keyClick(copy, Qt::Key_Space);
    QCOMPARE(QGuiApplication::clipboard()->text(), fix->text());
}

void PreflightPageTest::checkAgainAsksAGuestAnew()
{
    m_checks.back() = {"kvm", State::Limited, "a guest did not come up.", {}};
    makePage();
    m_page->show();
    QTRY_COMPARE(label("preflight.kvm.state")->text(), QStringLiteral("limited"));
    QTRY_VERIFY(named<QAbstractButton>(m_page.get(), "preflight.primary")->isEnabled());
    m_checks.back() = {"kvm", State::Works, "a guest came up.", {}};
    click(named<QAbstractButton>(m_page.get(), "preflight.primary"));
    QTRY_COMPARE(label("preflight.kvm.state")->text(), QStringLiteral("works"));
    QCOMPARE(m_runs.load(), 2);
    QCOMPARE(m_again.load(), 1);
}

void PreflightPageTest::onlyWhatIsLackingAndTheFilter()
{
    for (Check &check : m_checks) {
        if (check.id == "memory-swap")
            check.state = State::Limited;
    }
    makePage();
    m_page->show();
    QTRY_VERIFY(label("preflight.summary")->text().startsWith(QStringLiteral("1 thing")));
    named<QCheckBox>(m_page.get(), "preflight.lacking")->setChecked(true);
    QVERIFY(label("preflight.memory-swap.title")->isVisible());
    QVERIFY(!label("preflight.memory.title")->isVisible());
    QVERIFY(!label("preflight.kvm.title")->isVisible());
    m_page->open(QStringLiteral("kvm")); // asked for by name
    QVERIFY(label("preflight.kvm.title")->isVisible());
    named<QLineEdit>(m_page.get(), "preflight.filter")->setText(QStringLiteral("SWAP"));
    QVERIFY(label("preflight.memory-swap.title")->isVisible());
    QVERIFY(!label("preflight.kvm.title")->isVisible());
}

void PreflightPageTest::aHelperThatFailsIsSaid()
{
    m_checks.clear();
    m_error = Error{};
    m_error->code = Errc::NotFound;
    m_error->subject = "tare-lab";
    makePage();
    m_page->show();
    QTRY_VERIFY(named<QWidget>(m_page.get(), "preflight.message")->isVisible());
    QVERIFY(label("preflight.message.what")->text().contains(QStringLiteral("tare-lab")));
    QVERIFY(label("preflight.summary")->text().isEmpty());
    QVERIFY(named<QAbstractButton>(m_page.get(), "preflight.primary")->isEnabled());
}

void PreflightPageTest::foreignTextIsPlain()
{
    m_checks[0] = {preflight::ids()[0], State::Missing, "<b>bold</b> \x1b[2J", "echo \x07\u202E"};
    makePage();
    m_page->show();
    QTRY_VERIFY(label("preflight.kernel.found")->text().contains(QStringLiteral("<b>bold</b>")));
    QCOMPARE(label("preflight.kernel.found")->textFormat(), Qt::PlainText);
    QVERIFY(!label("preflight.kernel.found")->text().contains(QChar(0x1b)));
    const QString fix = named<QLineEdit>(m_page.get(), "preflight.kernel.fix")->text();
    QVERIFY(!fix.contains(QChar(0x202E)) && !fix.contains(QChar(0x07)));
}

void PreflightPageTest::aPageThatGoesWhileItLooks()
{
    m_go.tryAcquire(1000);
    makePage();
    m_page->show();
    QTRY_COMPARE(m_runs.load(), 1);
    m_go.release(3);
    m_page.reset();
    m_context.reset(); // waits for the thread
}

QTEST_MAIN(PreflightPageTest)
#include "preflight_page_test.moc"
