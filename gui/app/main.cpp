// SPDX-License-Identifier: GPL-3.0-or-later
// tare-workbench: the window.
#include "gui/app/context.h"
#include "gui/app/deferred_engine.h"
#include "gui/app/end_signals.h"
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/app/start_measure.h"
#include "gui/app/system_appearance.h"
#include "gui/app/theme.h"

#include "core/base/paths.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QTimer>
#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace tare::gui;

namespace {

constexpr int restartCode = 1000; // of the event loop, not of the program

struct Options
{
    std::string root, state;
    QString page;
    bool measureStart = false;
};

Options readOptions(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "The window of Tare."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption root(u"root"_s, QCoreApplication::translate("main", "Keep images and containers in <dir>."),
                                  u"dir"_s);
    const QCommandLineOption state(u"state"_s, QCoreApplication::translate("main", "Keep sockets and locks in <dir>."),
                                   u"dir"_s);
    const QCommandLineOption page(
        u"page"_s, QCoreApplication::translate("main", "Open at <page>: containers, images, compare, networks, volumes, preflight or events."), u"page"_s);
    const QCommandLineOption measure(
        u"measure-start"_s, QCoreApplication::translate("main", "Print the time to the first paint, and quit."));
    parser.addOptions({root, state, page, measure});
    parser.process(application);
    return {parser.value(root).toStdString(), parser.value(state).toStdString(), parser.value(page),
            parser.isSet(measure)};
}

int runWindow(QApplication &application, Theme &theme, const Options &options)
{
    QSettings settings(QString::fromStdString(tare::configDir() + "/workbench.ini"), QSettings::IniFormat);
    theme.setAppearance(appearanceFromName(settings.value(u"appearance"_s).toString()));
    QObject translators; // ours end with this window, so that the next one may have another language
    installLanguage(settings.value(u"language"_s).toString(), translators);

    auto engine = std::make_shared<DeferredEngine>(
        [options]() { return tare::openLocalEngine(options.root, options.state); });
    Context context(engine, &settings);
    MainWindow window(context, &theme);
    if (!options.page.isEmpty())
        window.navigate(options.page);
    QObject::connect(&window, &MainWindow::restartAsked, &application, [&window]() {
        window.close();
        QCoreApplication::exit(restartCode);
    });
    const EndSignals ends;
    QObject::connect(&ends, &EndSignals::asked, &window, [&window]() {
        window.close();
        QCoreApplication::quit();
    });
    if (options.measureStart)
        printStartAndQuit(&window);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    // Many threads that mostly wait: an arena of memory for each would cost more than it gives.
    ::mallopt(M_ARENA_MAX, 2);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"Tare"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TARE_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.tare.Tare"_s);
    const Options options = readOptions(application);

    Theme theme;
    SystemAppearance desktop;
    QObject::connect(&desktop, &SystemAppearance::darkPreferred, &theme, &Theme::setSystemDark);
    QTimer::singleShot(0, &desktop, &SystemAppearance::watch);

    int code = restartCode;
    while (code == restartCode)
        code = runWindow(application, theme, options);
    return code;
}
