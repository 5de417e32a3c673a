// SPDX-License-Identifier: GPL-3.0-or-later
// Whole experiments through tare-lab, with real subjects, and what is left after them: nothing.
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/subprocess.h"
#include "core/measure/experiment.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <QDirIterator>
#include <cmath>
#include <numeric>
#include <set>
#include <thread>

using namespace tare;
using namespace tare::measure;

namespace {

// Processes whose command line or environment names this test's folder.
QStringList processesOf(const TempHome &home)
{
    QStringList out;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool number = false;
        if (pid.toInt(&number) == QCoreApplication::applicationPid() || !number)
            continue;
        const auto line = readFile(("/proc/" + pid.toStdString() + "/cmdline"), 1U << 20U);
        const auto env = readFile(("/proc/" + pid.toStdString() + "/environ"), 1U << 20U);
        if ((line && line->find(home.dir()) != std::string::npos) ||
            (env && env->find(home.dir()) != std::string::npos))
            out += QString::fromStdString(line ? *line : pid.toStdString());
    }
    return out;
}

bool clean(const TempHome &home, QString &what)
{
    if (const QStringList left = processesOf(home); !left.isEmpty()) {
        what = QStringLiteral("process: ") + left.join(QStringLiteral(" | "));
        return false;
    }
    const auto mounts = readFile("/proc/self/mountinfo");
    if (mounts && mounts->find(home.dir()) != std::string::npos) {
        what = QStringLiteral("a mount");
        return false;
    }
    for (const std::string &folder :
         {home.paths().containers(), home.paths().temporary(), home.paths().state + "/c"}) {
        const QDir dir(QString::fromStdString(folder));
        if (dir.exists() &&
            !dir.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).isEmpty()) {
            what =
                QString::fromStdString(folder) + QStringLiteral(": ") +
                dir.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).join(QLatin1Char(' '));
            return false;
        }
    }
    return true;
}

#define VERIFY_CLEAN(home)                                                                                   \
    do {                                                                                                     \
        QString what;                                                                                        \
        QTRY_VERIFY2_WITH_TIMEOUT(clean(home, what), qPrintable(what), 10'000);                              \
    } while (false)

} // namespace

class ExperimentTest : public QObject
{
    Q_OBJECT
    bool canBoot(const TempHome &home) const;

private Q_SLOTS:
    void threeSubjectsInBlocks();
    void givenCommand();
    void commandThatFailsIsShown();
    void unknownImage();
    void cancelledInTheMiddle();
};

bool ExperimentTest::canBoot(const TempHome &) const
{
    SpawnOptions options;
    options.argv = {environment("TARE_LIBEXEC") + "/tare-lab", "vm", "probe"};
    const auto output = run(options);
    return output && output->exitCode == 0;
}

void ExperimentTest::threeSubjectsInBlocks()
{
    const TempHome home;
    ExperimentSpec spec;
    spec.root = home.paths().root;
    spec.state = home.paths().state;
    spec.repeats = 3;
    spec.seed = 11;
    if (!canBoot(home)) {
        qInfo("no virtual machine here: host and container only");
        spec.subjects = {Subject::Host, Subject::Container};
    }
    std::vector<Sample> seen;
    ExperimentEvents events;
    events.sample = [&](const Sample &sample) { seen.push_back(sample); };
    int steps = 0;
    events.progress = [&](const Progress &) { ++steps; };
    const auto result = runExperimentInHelper(spec, events, {});
    TARE_OK(result);
    const std::size_t subjects = spec.subjects.size();
    QCOMPARE(result->samples.size(), 3 * subjects);
    QCOMPARE(seen.size(), result->samples.size());
    QVERIFY(steps > 0);
    QCOMPARE(result->spec.seed, spec.seed);
    for (int block = 0; block < 3; ++block) {
        std::set<Subject> inBlock;
        for (const Sample &sample : result->samples)
            if (sample.block == block)
                inBlock.insert(sample.subject);
        QCOMPARE(inBlock.size(), subjects);
    }
    for (const Sample &sample : result->samples) {
        QVERIFY2(sample.error.empty(), sample.error.c_str());
        QVERIFY(sample.start > 0);
        QVERIFY(sample.memoryPss > 0);
        QCOMPARE(std::accumulate(sample.stages.begin(), sample.stages.end(), std::int64_t(0),
                                 [](std::int64_t sum, const Stage &stage) { return sum + stage.duration; }),
                 sample.start);
        QCOMPARE(sample.memoryReserved, sample.subject == Subject::Vm ? spec.vmMemory : 0);
    }
    QVERIFY(!result->method.empty());
    QVERIFY(!result->machine.at("kernel").empty());
    QVERIFY(std::isnan(result->summaries.front().start.low)); // three are too few for an interval
    if (result->vmEmulated) {
        QVERIFY(result->vmAccelerator.find("software emulation") != std::string::npos);
        QVERIFY(!result->vmReason.empty());
    }
    const auto saved = savedExperiments(home.paths().experiments());
    TARE_OK(saved);
    QCOMPARE(saved->size(), std::size_t(1));
    QCOMPARE(saved->front().id, result->id);
    VERIFY_CLEAN(home);
}

void ExperimentTest::givenCommand()
{
    const TempHome home;
    ExperimentSpec spec;
    spec.root = home.paths().root;
    spec.state = home.paths().state;
    spec.repeats = 1;
    spec.subjects = {Subject::Host, Subject::Container};
    spec.command = {"sh", "-c", "echo --json; exec sleep 100"};
    const auto result = runExperimentInHelper(spec, {}, {});
    TARE_OK(result);
    QCOMPARE(result->spec.command, spec.command);
    for (const Sample &sample : result->samples)
        QVERIFY2(sample.error.empty() && sample.memoryPss > 0, sample.error.c_str());
    VERIFY_CLEAN(home);
}

void ExperimentTest::commandThatFailsIsShown()
{
    const TempHome home;
    ExperimentSpec spec;
    spec.root = home.paths().root;
    spec.state = home.paths().state;
    spec.repeats = 1;
    spec.subjects = {Subject::Host, Subject::Container};
    spec.command = {"/no/such/program"};
    const auto result = runExperimentInHelper(spec, {}, {});
    TARE_OK(result);
    QCOMPARE(result->samples.size(), std::size_t(2));
    for (const Sample &sample : result->samples)
        QVERIFY2(!sample.error.empty(), subjectName(sample.subject));
    QCOMPARE(result->summaries.front().start.n, 0);
    VERIFY_CLEAN(home);
}

void ExperimentTest::unknownImage()
{
    const TempHome home;
    ExperimentSpec spec;
    spec.root = home.paths().root;
    spec.state = home.paths().state;
    spec.image = "nobody/has:this";
    TARE_FAILS(runExperimentInHelper(spec, {}, {}), Errc::NoSuchImage);
    VERIFY_CLEAN(home);
}

void ExperimentTest::cancelledInTheMiddle()
{
    const TempHome home;
    ExperimentSpec spec;
    spec.root = home.paths().root;
    spec.state = home.paths().state;
    spec.repeats = 200;
    if (!canBoot(home))
        spec.subjects = {Subject::Host, Subject::Container};
    CancelSource source;
    int samples = 0;
    ExperimentEvents events;
    events.sample = [&](const Sample &) {
        if (++samples == 4)
            source.cancel();
    };
    TARE_FAILS(runExperimentInHelper(spec, events, source.token()), Errc::Cancelled);
    QVERIFY(samples < 50);
    VERIFY_CLEAN(home);
}

QTEST_GUILESS_MAIN(ExperimentTest)
#include "experiment_test.moc"
