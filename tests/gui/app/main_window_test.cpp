// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window over an engine of plain data: what every control must have, and the way around by keyboard.
#include "gui/app/command_strip.h"
#include "gui/app/main_window.h"
#include "gui/app/page.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "tests/gui/support/fake_engine.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <set>

using namespace tare;
using namespace tare::gui;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyControlHasANameForTestsAndForScreenReaders();
    void tabReachesTheWindow();
    void pagesByKeyboardAndRail();
    void pageAndGeometrySurvive();
    void helpOfThePage();
    void theStripKeepsAndCopiesCommands();
    void theTaskLineShowsAndCancels();
    void appearanceChangesAtOnce();
    void languageAsksForARestart();
    void whatTheMachineLacksIsOneLine();
    void anEngineThatCannotBeOpenedIsSaid();
    void firstStartOffersTheTwoFirstClicks();

private:
    void makeWindow();
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeEngine> m_engine;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeEngine>();
    m_engine->theImages = {fakeImage(1, "tare/starter:latest")};
    m_engine->theInfo.root = m_home->paths().root;
    m_theme = std::make_unique<Theme>();
}

void MainWindowTest::makeWindow()
{
    m_window.reset();
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
    m_window = std::make_unique<MainWindow>(*m_context, m_theme.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_context.reset();
    m_theme.reset();
    TARE_NO_WARNINGS();
}

// What a person can operate.
static bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) != nullptr || qobject_cast<const QLineEdit *>(widget) != nullptr ||
           qobject_cast<const QComboBox *>(widget) != nullptr || qobject_cast<const QAbstractSpinBox *>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView *>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit *>(widget) != nullptr ||
           qobject_cast<const QAbstractSlider *>(widget) != nullptr || qobject_cast<const QProgressBar *>(widget) != nullptr;
}

// Parts that Qt's own widgets make for themselves.
static bool isQtsOwn(const QWidget *widget)
{
    if (widget->objectName().startsWith(QLatin1String("qt_")))
        return true;
    if (qobject_cast<const QScrollBar *>(widget) != nullptr || widget->inherits("QHeaderView") ||
        widget->inherits("QTableCornerButton") || widget->inherits("QLineEditIconButton") ||
        widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateScroller"))
        return true;
    const QWidget *parent = widget->parentWidget();
    return parent != nullptr && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
                                 parent->inherits("QTabBar") || parent->inherits("QMenu"));
}

void MainWindowTest::everyControlHasANameForTestsAndForScreenReaders()
{
    makeWindow();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); // the palette is made when it is first asked for
    QTRY_VERIFY(m_window->findChild<QWidget *>(QStringLiteral("palette")) != nullptr);
    QStringList wrong;
    std::set<QString> names;
    int controls = 0;
    const auto widgets = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!isControl(widget) || isQtsOwn(widget))
            continue;
        ++controls;
        const QString what = QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                             widget->objectName() + QLatin1String(" below ") +
                             (widget->parentWidget() != nullptr ? widget->parentWidget()->objectName() : QString());
        if (widget->objectName().isEmpty())
            wrong += QLatin1String("no objectName: ") + what;
        else if (!names.insert(widget->objectName()).second)
            wrong += QLatin1String("objectName twice: ") + what;
        if (widget->accessibleName().isEmpty())
            wrong += QLatin1String("no accessibleName: ") + what;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (button != nullptr && button->toolTip().isEmpty())
            wrong += QLatin1String("no tooltip: ") + what;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    QVERIFY(controls > 25);
}

void MainWindowTest::tabReachesTheWindow()
{
    makeWindow();
    m_window->navigate(QStringLiteral("images"));
    std::set<QString> seen;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(m_window.get(), Qt::Key_Tab);
        if (QWidget *focus = QApplication::focusWidget())
            seen.insert(focus->objectName());
    }
    for (const char *name : {"rail.images", "rail.compare", "rail.search", "rail.menu", "images.filter", "images.load", "images.import",
                             "images.pull.reference", "images.primary", "images.table", "strip.command"})
        QVERIFY2(seen.count(QString::fromLatin1(name)) == 1, name);
}

void MainWindowTest::pagesByKeyboardAndRail()
{
    makeWindow();
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("images"));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("compare"));
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Compare")));
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("networks"));
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("volumes"));
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("preflight"));
    QTest::keyClick(m_window.get(), Qt::Key_7, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("events"));
    auto *rail = named<QToolButton>(m_window.get(), "rail.images");
    QVERIFY(!rail->isChecked());
    click(rail);
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("images"));
    QVERIFY(rail->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("images.filter"));
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("images.pull.reference"));
    m_window->navigate(QStringLiteral("nowhere/at/all"));
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("images"));
}

void MainWindowTest::pageAndGeometrySurvive()
{
    makeWindow();
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("containers"));
    m_window->navigate(QStringLiteral("compare"));
    m_window->resize(1010, 707);
    m_window->close();
    makeWindow();
    QCOMPARE(m_window->currentPage()->pageId(), QStringLiteral("compare"));
    QCOMPARE(m_window->size(), QSize(1010, 707));
}

void MainWindowTest::helpOfThePage()
{
    makeWindow();
    auto *help = named<QWidget>(m_window.get(), "help");
    for (const char *page : {"containers", "images", "compare", "networks", "volumes", "preflight", "events"}) {
        m_window->navigate(QString::fromLatin1(page));
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(help->isVisible());
        QCOMPARE(named<QLabel>(m_window.get(), "help.advice")->text(), m_window->currentPage()->help());
        QVERIFY(m_window->currentPage()->help().size() > 80);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_VERIFY(!help->isVisible());
    }
}

void MainWindowTest::theStripKeepsAndCopiesCommands()
{
    makeWindow();
    auto *strip = named<CommandStrip>(m_window.get(), "strip");
    auto *copy = named<QToolButton>(m_window.get(), "strip.copy");
    QVERIFY(!copy->isEnabled());
    m_context->showCommand(QStringLiteral("docker run alpine"));
    m_context->showCommand(QStringLiteral("docker ps & <b>"));
    m_context->showCommand(QStringLiteral("docker run alpine"));
    QCOMPARE(strip->history(), QStringList({QStringLiteral("docker run alpine"), QStringLiteral("docker ps & <b>")}));
    click(copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("docker run alpine"));
    for (int i = 0; i < 100; ++i)
        m_context->showCommand(QStringLiteral("docker ps %1").arg(i));
    QVERIFY(strip->history().size() <= 50);
    QCOMPARE(strip->command(), QStringLiteral("docker ps 99"));
}

void MainWindowTest::theTaskLineShowsAndCancels()
{
    makeWindow();
    auto *line = named<QWidget>(m_window.get(), "tasks");
    QVERIFY(!line->isVisible());
    CancelSource source;
    {
        Task task(m_context->tasks(), QStringLiteral("Weighing"), source);
        QTRY_VERIFY(line->isVisible());
        auto *bar = named<QProgressBar>(m_window.get(), "tasks.progress");
        QCOMPARE(bar->maximum(), 0); // it is not known how far it is
        task.progress(3'000'000'000, 6'000'000'000, QStringLiteral("half"));
        QCOMPARE(bar->value() * 2, bar->maximum());
        QVERIFY(named<QLabel>(m_window.get(), "tasks.text")->text().contains(QStringLiteral("half")));
        click(named<QToolButton>(m_window.get(), "tasks.cancel"));
        QVERIFY(source.token().cancelled());
    }
    QVERIFY(!line->isVisible());
}

void MainWindowTest::appearanceChangesAtOnce()
{
    makeWindow();
    action("menu.appearance.dark")->trigger();
    QVERIFY(isDark());
    // The application's: without QApplication::exec() Qt does not hand it on to the widgets.
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 80);
    QVERIFY(QApplication::palette().color(QPalette::WindowText).lightness() > 180);
    action("menu.appearance.light")->trigger();
    QVERIFY(!isDark());
    QCOMPARE(m_home->settings()->value(QStringLiteral("appearance")).toString(), QStringLiteral("light"));
    action("menu.appearance.system")->trigger();
    m_theme->setSystemDark(true); // the desktop changes its mind
    QVERIFY(isDark());
    m_theme->setSystemDark(false);
    QVERIFY(!isDark());
}

void MainWindowTest::languageAsksForARestart()
{
    makeWindow();
    QSignalSpy restarts(m_window.get(), &MainWindow::restartAsked);
    action("menu.language.ko")->trigger();
    QCOMPARE(m_home->settings()->value(QStringLiteral("language")).toString(), QStringLiteral("ko"));
    auto *now = named<QPushButton>(m_window.get(), "notice.restart");
    QTRY_VERIFY(now->isVisible());
    click(now);
    QCOMPARE(restarts.size(), 1);
}

void MainWindowTest::whatTheMachineLacksIsOneLine()
{
    m_engine->theInfo.findings = {{"subuid", "no range in /etc/subuid", "usermod --add-subuids 100000-165535 me"},
                                  {"kvm", "<i>no</i> /dev/kvm", ""}};
    makeWindow();
    auto *what = named<QLabel>(m_window.get(), "notice.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().contains(QStringLiteral("no range in /etc/subuid")));
    QVERIFY(named<QLabel>(m_window.get(), "notice.advice")->text().contains(QStringLiteral("usermod --add-subuids")));
    auto *details = named<QToolButton>(m_window.get(), "notice.details");
    click(details);
    auto *text = named<QPlainTextEdit>(m_window.get(), "notice.text");
    QVERIFY(text->isVisible());
    QVERIFY(text->toPlainText().contains(QStringLiteral("<i>no</i> /dev/kvm")));
}

void MainWindowTest::anEngineThatCannotBeOpenedIsSaid()
{
    Error error;
    error.code = Errc::PermissionDenied;
    error.doing = "open the store";
    error.subject = "/var/lib/tare";
    m_engine->failing = &error;
    makeWindow();
    auto *what = named<QLabel>(m_window.get(), "notice.what");
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().contains(QStringLiteral("/var/lib/tare")));
    // Once: no page says it again.
    for (const char *page : {"containers", "compare", "networks"}) {
        m_window->navigate(QString::fromLatin1(page));
        m_window->findChild<Page *>(QString::fromLatin1(page))->refresh();
    }
    QTest::qWait(100); // the absence of something has no condition to wait on
    for (const char *message : {"containers.message", "compare.message", "networks.message"})
        QVERIFY(named<QWidget>(m_window.get(), message)->isHidden());
}

void MainWindowTest::firstStartOffersTheTwoFirstClicks()
{
    makeWindow();
    auto *welcome = named<QWidget>(m_window.get(), "welcome");
    QTRY_VERIFY(welcome->isVisible());
    QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("welcome.container")) != nullptr);
    QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("welcome.compare")) != nullptr);
    click(named<QToolButton>(m_window.get(), "welcome.close"));
    QVERIFY(!welcome->isVisible());
    makeWindow(); // and it does not come again
    QTRY_VERIFY(!m_window->findChild<QWidget *>(QStringLiteral("welcome"))->isVisible());
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
