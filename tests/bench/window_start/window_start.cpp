// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes to its first paint, and the memory it has then: fresh starts of tare-workbench in an empty
// home, timed from before its process is made. Beside it the same for a window of Qt's with nothing in it, so that what
// is ours can be told from what is the toolkit's.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"

#include <QApplication>
#include <QTimer>
#include <QWidget>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace tare;

namespace {

constexpr int starts = 15;
constexpr double limitMs = 400;
constexpr double limitMiB = 120;
const std::string emptyWindow = "--empty-window";

struct Reading
{
    double ms = 0, mib = 0;
};

double numberAfter(const std::string &text, const std::string &key)
{
    const auto at = text.find(key);
    return at == std::string::npos ? -1 : std::strtod(text.c_str() + at + key.size(), nullptr);
}

Result<Reading> oneStart(const std::vector<std::string> &argv)
{
    SpawnOptions options;
    options.argv = argv;
    const std::string started = "TARE_START_NS=" + std::to_string(monotonicNs());
    for (char **variable = environ; *variable != nullptr; ++variable)
        if (std::strncmp(*variable, "TARE_START_NS=", 14) != 0)
            options.env.emplace_back(*variable);
    options.env.push_back(started);
    const RunOutput output = TARE_TRY(run(std::move(options)));
    const Reading reading = {numberAfter(output.out, "\"firstPaintMs\":"), numberAfter(output.out, "\"pssKiB\":") / 1024};
    if (reading.ms <= 0 || reading.mib <= 0)
        return fail(Errc::Internal, argv.front(), "no reading: " + output.out + output.err);
    return reading;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

bool report(const char *name, const std::vector<std::string> &argv, Reading &middle)
{
    std::vector<double> ms, mib;
    for (int i = 0; i <= starts; ++i) {
        const auto reading = oneStart(argv);
        if (!reading) {
            std::fprintf(stderr, "%s\n", reading.error().text().c_str());
            return false;
        }
        if (i == 0)
            continue; // reads the libraries from the disk
        ms.push_back(reading->ms);
        mib.push_back(reading->mib);
    }
    middle = {median(ms), median(mib)};
    std::printf("%-22s first paint %7.1f ms (least %.1f, most %.1f), PSS %6.1f MiB, n = %d\n", name, middle.ms,
                *std::min_element(ms.begin(), ms.end()), *std::max_element(ms.begin(), ms.end()), middle.mib, starts);
    return true;
}

// The same process again, as the window with nothing in it.
int showEmptyWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    class Window : public QWidget
    {
        void paintEvent(QPaintEvent *) override
        {
            QTimer::singleShot(0, this, []() {
                const auto start = parseInt(std::getenv("TARE_START_NS")).value_or(0);
                const double ms = static_cast<double>(monotonicNs() - start) / 1e6;
                const auto rollup = readFile("/proc/self/smaps_rollup");
                const double pss = rollup ? numberAfter(*rollup, "\nPss:") : 0;
                std::printf("{\"firstPaintMs\":%.1f,\"pssKiB\":%.0f}\n", ms, pss);
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
    };
    Window window;
    window.resize(1180, 760);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && argv[1] == emptyWindow)
        return showEmptyWindow(argc, argv);
    std::string home = "/tmp/tare-bench-XXXXXX";
    if (::mkdtemp(home.data()) == nullptr)
        return 1;
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        ::setenv(variable, home.c_str(), 1);
    ::setenv("TARE_ROOT", (home + "/root").c_str(), 1);
    ::setenv("TARE_STATE", (home + "/state").c_str(), 1);
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
        std::printf("No display: drawn off the screen.\n");
    }
    const auto program = findProgram("tare-workbench");
    Reading ours, empty;
    bool good = false;
    if (program)
        good = report("empty Qt window", {"/proc/self/exe", emptyWindow}, empty) &&
               report("tare-workbench", {*program, "--measure-start"}, ours);
    else
        std::fprintf(stderr, "%s\n", program.error().text().c_str());
    if (good)
        std::printf("%.2f of the %.0f ms allowed, %.2f of the %.0f MiB; %.2f times the empty window's time, %.2f times "
                    "its memory\n",
                    ours.ms / limitMs, limitMs, ours.mib / limitMiB, limitMiB, ours.ms / empty.ms, ours.mib / empty.mib);
    (void)removeTree(home);
    return good ? 0 : 1;
}
