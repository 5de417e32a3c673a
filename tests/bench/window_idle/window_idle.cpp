// SPDX-License-Identifier: GPL-3.0-or-later
// What an idle window with ten running containers costs: per cent of one CPU, by what is looked at.
// Usage: bench_window_idle [SECONDS [quiet]]; the containers write a line four times a second, unless quiet.
// Uses folders of its own below TMPDIR; draws on the platform that QT_QPA_PLATFORM names.
#include "gui/app/context.h"
#include "gui/app/main_window.h"
#include "gui/app/theme.h"

#include "core/base/file.h"
#include "core/engine/engine.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTabBar>
#include <QTimer>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/resource.h>

using namespace tare;
using namespace tare::gui;

namespace {

constexpr int containers = 10;

double cpuSeconds()
{
    timespec spent{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

void letRun(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void measure(const char *what, int seconds)
{
    letRun(3000); // what a change of view costs once is not idling
    QElapsedTimer clock;
    clock.start();
    const double before = cpuSeconds();
    letRun(seconds * 1000);
    const double share = (cpuSeconds() - before) * 1000.0 / static_cast<double>(clock.elapsed()) * 100;
    std::printf("%-44s %6.2f %% of one CPU over %d s\n", what, share, seconds);
    std::fflush(stdout);
}

bool startContainers(Engine &engine, bool quiet)
{
    if (const auto starter = engine.ensureStarter(); !starter) {
        std::fprintf(stderr, "%s\n", starter.error().text().c_str());
        return false;
    }
    for (int i = 0; i < containers; ++i) {
        CreateSpec spec;
        spec.image = "tare/starter:latest";
        spec.name = "idle" + std::to_string(i);
        spec.command = {"/bin/sh", "-c", quiet ? "sleep 100000" : "while :; do echo tick; sleep 0.25; done"};
        spec.limits.nanoCpus = 500'000'000;
        spec.limits.memory = 64 << 20;
        const auto made = engine.create(spec);
        const Status started = made ? engine.start(made->id) : Status(tl::unexpected<Error>(made.error()));
        if (!started) {
            std::fprintf(stderr, "%s\n", started.error().text().c_str());
            return false;
        }
    }
    return true;
}

int runBench(int seconds, bool quiet, const std::string &folder)
{
    auto opened = openLocalEngine(folder + "/root", folder + "/state");
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().text().c_str());
        return 1;
    }
    const std::shared_ptr<Engine> engine = std::move(*opened);
    const bool ready = startContainers(*engine, quiet);
    if (ready) {
        Theme theme;
        QSettings settings(QString::fromStdString(folder + "/settings.ini"), QSettings::IniFormat);
        Context context(engine, &settings);
        MainWindow window(context, &theme);
        window.resize(1280, 800);
        window.navigate(QStringLiteral("containers"));
        window.show();
        letRun(2000);
        auto *tabs = window.findChild<QTabBar *>(QStringLiteral("containers.tabBar"));
        const auto show = [&](int tab, const char *what) {
            tabs->setCurrentIndex(tab);
            measure(what, seconds);
        };
        std::printf("%d containers, %s, %s\n", containers,
                    quiet ? "asleep" : "each waking four times a second",
                    qPrintable(QGuiApplication::platformName()));
        show(0, "list with live numbers, tab Overview");
        show(4, "list and the charts of tab Limits");
        show(3, "list and the charts of tab Stats");
        window.hide();
        measure("hidden", seconds);
    }
    if (const auto all = engine->containers()) {
        for (const Container &container : *all)
            (void)engine->remove(container.id, true);
    }
    return ready ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 20;
    const bool quiet = argc > 2 && std::string_view(argv[2]) == "quiet";
    const char *base = std::getenv("TMPDIR");
    std::string folder = std::string(base != nullptr ? base : "/tmp") + "/tare-bench-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) {
        std::perror("mkdtemp");
        return 1;
    }
    const int code = runBench(seconds, quiet, folder);
    (void)removeTree(folder);
    return code;
}
