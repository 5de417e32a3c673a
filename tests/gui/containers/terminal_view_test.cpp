// SPDX-License-Identifier: GPL-3.0-or-later
// The terminal's widget, and the tab that gives it a process.
#include "gui/app/context.h"
#include "gui/containers/terminal_tab.h"
#include "gui/widgets/terminal/view.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace tare;
using namespace tare::gui;

class TerminalViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void paintsColours();
    void tailsOfLettersStay();
    void typesAndKnowsItsSize();
    void keysThatStayTheWindows();
    void composedHangul();
    void copiesAndPastes();
    void scrollsAndStays();
    void hostileBytesReachNothing();
    void opensAShell();
    void aShellEnds();
    void everyContainerHasItsOwn();

private:
    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<WindowHome> m_home;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
};

void TerminalViewTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<WindowHome>();
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theContainers = {fakeContainer(1, "alpha"), fakeContainer(2, "beta")};
    m_context = std::make_unique<Context>(m_engine, m_home->settings());
}

void TerminalViewTest::cleanup()
{
    m_context.reset();
    TARE_NO_WARNINGS();
}

void TerminalViewTest::paintsColours()
{
    TerminalView view(QStringLiteral("t"));
    view.resize(600, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.feed("\x1b[48;2;10;200;30m   \x1b[0m \x1b[4;1;31mred\x1b[0m \xed\x95\x9c\xea\xb8\x80");
    const QColor green(10, 200, 30);
    const auto has = [&view](const QColor &color) {
        const QImage image = view.viewport()->grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == color)
                    return true;
        return false;
    };
    QVERIFY(has(green));
    view.feed("\x1b[H\x1b[2J");
    QVERIFY(!has(green));
}

// Whatever stands in the row below.
void TerminalViewTest::tailsOfLettersStay()
{
    TerminalView view(QStringLiteral("t"));
    view.resize(600, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.feed("\x1b[?25l\r\ngjpqy|_");
    const auto dark = [&view]() { // pixels that are not the background, in all rows
        QTest::qWait(0);
        const QImage image = view.viewport()->grab().toImage();
        const QColor paper = image.pixelColor(image.width() - 20, image.height() - 2);
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) != paper ? 1 : 0;
        return count;
    };
    const int alone = dark();
    QVERIFY(alone > 0);
    view.feed("\r\n\x1b[48;2;10;200;30m            \x1b[0m");
    const QImage image = view.viewport()->grab().toImage();
    int green = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            green += image.pixelColor(x, y) == QColor(10, 200, 30) ? 1 : 0;
    QVERIFY(green > 0);
    QCOMPARE(dark(), alone + green);
}

void TerminalViewTest::keysThatStayTheWindows()
{
    TerminalView view(QStringLiteral("t"));
    const auto taken = [&view](int key, Qt::KeyboardModifiers modifiers) {
        QKeyEvent asked(QEvent::ShortcutOverride, key, modifiers);
        asked.ignore();
        QCoreApplication::sendEvent(&view, &asked);
        return asked.isAccepted();
    };
    QVERIFY(taken(Qt::Key_K, Qt::ControlModifier)); // the shell's: the rest of the line
    QVERIFY(taken(Qt::Key_P, Qt::ControlModifier));
    QVERIFY(!taken(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier)); // finds everything
    QVERIFY(!taken(Qt::Key_2, Qt::ControlModifier));
}

void TerminalViewTest::typesAndKnowsItsSize()
{
    TerminalView view(QStringLiteral("t"));
    QSignalSpy typed(&view, &TerminalView::typed);
    const QSignalSpy resized(&view, &TerminalView::resized);
    view.resize(600, 300);
    view.show();
    QVERIFY(resized.count() >= 1);
    QCOMPARE(resized.last()[0].toInt(), view.surface().rows());
    const int columns = view.surface().columns();
    view.resize(900, 300);
    QTRY_VERIFY(view.surface().columns() > columns);
    QTest::keyClicks(&view, QStringLiteral("ls"));
    QTest::keyClick(&view, Qt::Key_Return);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Up);
    QByteArray all;
    for (const auto &call : typed)
        all += call[0].toByteArray();
    QCOMPARE(all, QByteArray("ls\r\x03\t\x1b[A"));
    typed.clear();
    view.setReadOnly(true);
    QTest::keyClicks(&view, QStringLiteral("x"));
    view.feed("\x1b[6n"); // nor are queries answered
    QCOMPARE(typed.count(), 0);
}

void TerminalViewTest::composedHangul()
{
    TerminalView view(QStringLiteral("t"));
    const QSignalSpy typed(&view, &TerminalView::typed);
    view.show();
    QInputMethodEvent composing(QStringLiteral("하"), {});
    QCoreApplication::sendEvent(&view, &composing);
    QCOMPARE(typed.count(), 0);
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("한"));
    QCoreApplication::sendEvent(&view, &done);
    QCOMPARE(typed.count(), 1);
    QCOMPARE(typed[0][0].toByteArray(), QStringLiteral("한").toUtf8());
}

void TerminalViewTest::copiesAndPastes()
{
    TerminalView view(QStringLiteral("t"));
    view.resize(600, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.feed("first line\r\nsecond");
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, {12, 8});
    QCOMPARE(view.selectedText(), QStringLiteral("first"));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("first"));
    view.selectAll();
    QVERIFY(view.selectedText().startsWith(QStringLiteral("first line\nsecond")));
    const QSignalSpy typed(&view, &TerminalView::typed);
    QGuiApplication::clipboard()->setText(QStringLiteral("a\nb\x1b[201~"));
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(typed[0][0].toByteArray(), QByteArray("a\rb[201~"));
}

void TerminalViewTest::scrollsAndStays()
{
    TerminalView view(QStringLiteral("t"));
    view.resize(600, 200);
    view.show();
    for (int i = 0; i < 200; ++i)
        view.feed("line " + std::to_string(i) + "\r\n");
    QScrollBar *bar = view.verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 100 && bar->value() == bar->maximum());
    QTest::keyClick(&view, Qt::Key_PageUp, Qt::ShiftModifier);
    const int at = bar->value();
    QVERIFY(at < bar->maximum());
    view.feed("more\r\nmore\r\n");
    QTRY_VERIFY(bar->maximum() > at + 2);
    QCOMPARE(bar->value(), at); // what is being read does not run away
    QTest::keyClicks(&view, QStringLiteral("x"));
    QCOMPARE(bar->value(), bar->maximum());
    QTest::keyClick(&view, Qt::Key_PageUp, Qt::ShiftModifier);
    QGuiApplication::clipboard()->setText(QStringLiteral("y"));
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(bar->value(), bar->maximum()); // where what is pasted appears
    QVERIFY(view.allText().startsWith(QStringLiteral("line 0\n")));
}

void TerminalViewTest::hostileBytesReachNothing()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("mine"));
    TerminalView view(QStringLiteral("t"));
    view.setWindowTitle(QStringLiteral("title"));
    view.show();
    const QSignalSpy typed(&view, &TerminalView::typed);
    view.feed("\x1b]52;c;ZXZpbA==\x07\x1b]0;evil\x07\x1b[21t\x1bP+q544e\x1b\\");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("mine"));
    QCOMPARE(view.windowTitle(), QStringLiteral("title"));
    QCOMPARE(typed.count(), 0);
}

void TerminalViewTest::opensAShell()
{
    TerminalTab tab(*m_context);
    tab.resize(900, 400);
    QStringList commands;
    connect(m_context.get(), &Context::commandShown, this,
            [&commands](const QString &line) { commands += line; });
    tab.setContainer(m_engine->theContainers[0]);
    tab.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tab));
    auto *view = named<TerminalView>(&tab, "terminal.view");
    QVERIFY(view->isReadOnly());
    click(named<QPushButton>(&tab, "terminal.shell"));
    QTRY_COMPARE(view->surface().screenText(), std::string("$"));
    QVERIFY(!view->isReadOnly());
    QTest::keyClicks(view, QStringLiteral("hello"));
    QTRY_COMPARE(view->surface().screenText(), std::string("$ HELLO"));
    QCOMPARE(commands, QStringList{QStringLiteral("docker exec -it alpha /bin/sh")});
    const auto *state = named<QLabel>(&tab, "terminal.state");
    QCOMPARE(state->text(), QStringLiteral("A process beside the container's own"));
    // Letting go ends nothing in the container, and another can be opened.
    click(named<QPushButton>(&tab, "terminal.close"));
    QTRY_VERIFY(view->isReadOnly());
    click(named<QPushButton>(&tab, "terminal.attach"));
    QTRY_COMPARE(view->surface().screenText(), std::string("$"));
    QCOMPARE(commands.last(), QStringLiteral("docker attach alpha"));
    QCOMPARE(state->text(), QStringLiteral("The container's own terminal"));
}

void TerminalViewTest::aShellEnds()
{
    TerminalTab tab(*m_context);
    tab.resize(900, 400);
    tab.setContainer(m_engine->theContainers[0]);
    tab.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tab));
    auto *view = named<TerminalView>(&tab, "terminal.view");
    click(named<QPushButton>(&tab, "terminal.shell"));
    QTRY_COMPARE(view->surface().screenText(), std::string("$"));
    QTest::keyClicks(view, QStringLiteral("exit"));
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(named<QLabel>(&tab, "terminal.state")->text().contains(QLatin1Char('3')));
    QVERIFY(view->surface().screenText().find("EXIT") != std::string::npos); // what it said last stays
    QVERIFY(named<QPushButton>(&tab, "terminal.shell")->isEnabled());
    Container again = m_engine->theContainers[0]; // how the run before ended is no news of this one
    again.started += 1;
    tab.setContainer(again);
    QVERIFY(named<QLabel>(&tab, "terminal.state")->text().isEmpty());
}

void TerminalViewTest::everyContainerHasItsOwn()
{
    TerminalTab tab(*m_context);
    tab.resize(900, 400);
    tab.setContainer(m_engine->theContainers[0]);
    tab.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tab));
    auto *first = named<TerminalView>(&tab, "terminal.view");
    click(named<QPushButton>(&tab, "terminal.shell"));
    QTRY_COMPARE(first->surface().screenText(), std::string("$"));
    tab.setContainer(m_engine->theContainers[1]);
    QCOMPARE(tab.findChildren<TerminalView *>().size(), 2);
    QVERIFY(!first->isVisible());
    tab.setContainer(m_engine->theContainers[0]);
    QVERIFY(first->isVisible());
    QVERIFY(!first->isReadOnly());
    tab.keepOnly({QString::fromStdString(m_engine->theContainers[0].id)});
    QTRY_COMPARE(tab.findChildren<TerminalView *>().size(), 1);
    auto stopped = m_engine->theContainers[0];
    stopped.status = ContainerStatus::Exited;
    tab.setContainer(stopped);
    QVERIFY(!named<QPushButton>(&tab, "terminal.shell")->isEnabled());
}

QTEST_MAIN(TerminalViewTest)
#include "terminal_view_test.moc"
