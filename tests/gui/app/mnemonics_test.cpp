// SPDX-License-Identifier: GPL-3.0-or-later
// Alt with a letter does one thing: two that claim the same letter at the same time do nothing.
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/app/theme.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QTabWidget>
#include <QTableView>
#include <map>

using namespace tare;
using namespace tare::gui;

class MnemonicsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLetterOneControl_data();
    void oneLetterOneControl();

private:
    static void check(QWidget *top);
};

void MnemonicsTest::check(QWidget *top)
{
    QCoreApplication::processEvents();
    std::map<QString, QString> claimed;
    for (QWidget *widget : top->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || widget->window() != top)
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const auto *label = qobject_cast<QLabel *>(widget);
        const QString text = button != nullptr                                  ? button->text()
                             : label != nullptr && label->buddy() != nullptr ? label->text()
                                                                               : QString();
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty() || widget->objectName().startsWith(QStringLiteral("images.")))
            continue;
        const QString name = key.toString() + QStringLiteral(" of ") + text;
        const auto [other, free] = claimed.emplace(key.toString(), name);
        QVERIFY2(free, qPrintable(name + QStringLiteral(" is taken by ") + other->second));
    }
}

void MnemonicsTest::oneLetterOneControl_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Korean") << QStringLiteral("ko");
}

void MnemonicsTest::oneLetterOneControl()
{
    QFETCH(QString, language);
    const WarningTrap trap;
    QObject words;
    QCOMPARE(installLanguage(language, words), language);
    const TempHome home;
    QSettings settings(QString::fromStdString(home.file("s.ini")), QSettings::IniFormat);
    const auto engine = std::make_shared<FakeContainers>();
    engine->theImages = {fakeImage(1, "tare/starter:latest")};
    engine->theContainers = {fakeContainer(1, "alpha")};
    engine->theInfo.limits = {"cpus", "memory", "pids"};
    engine->theInfo.root = home.paths().root;
    Theme theme;
    Context context(engine, &settings);
    MainWindow window(context, &theme);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.navigate(QStringLiteral("containers"));
    QTRY_VERIFY(named<QTableView>(&window, "containers.table")->selectionModel()->hasSelection());
    auto *tabs = named<QTabWidget>(&window, "containers.tabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        check(&window);
    }
    window.navigate(QStringLiteral("containers/create"));
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = window.findChild<QDialog *>(QStringLiteral("create"))) != nullptr && dialog->isVisible());
    auto *pages = named<QListWidget>(dialog, "create.pages");
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentRow(page);
        check(dialog);
    }
    dialog->reject();
    window.navigate(QStringLiteral("networks"));
    check(&window);
    window.navigate(QStringLiteral("volumes"));
    check(&window);
    window.navigate(QStringLiteral("preflight"));
    check(&window);
    window.navigate(QStringLiteral("events"));
    check(&window);
    window.navigate(QStringLiteral("compare"));
    QTRY_VERIFY(named<QAbstractButton>(&window, "compare.primary")->isEnabled());
    check(&window);
    TARE_NO_WARNINGS();
}

QTEST_MAIN(MnemonicsTest)
#include "mnemonics_test.moc"
