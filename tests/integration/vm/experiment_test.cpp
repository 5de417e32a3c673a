// SPDX-License-Identifier: GPL-3.0-or-later
// Whole experiments through tare-lab, with real subjects, and what is left after them: nothing.
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/subprocess.h"
#include "core/measure/experiment.h"
#include "tests/integration/vm/fetched_kernels.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <QDirIterator>
#include <cmath>
#include <csignal>
#include <numeric>
#include <set>
#include <string_view>
#include <thread>
#include <unistd.h>

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
        char root[4096] = {};
        (void)!::readlink(("/proc/" + pid.toStdString() + "/root").c_str(), root, sizeof root - 1);
        const auto line = readFile(("/proc/" + pid.toStdString() + "/cmdline"), 1U << 20U);
        const auto env = readFile(("/proc/" + pid.toStdString() + "/environ"), 1U << 20U);
        if (std::string_view(root).find(home.dir()) != std::string_view::npos ||
            (line && line->find(home.dir()) != std::string::npos) ||
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
    for (const std::string &folder : {home.paths().containers(), home.paths().temporary(),
                                      home.paths().state + "/c", home.paths().state + "/leases"}) {
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
        QTRY_VERIFY2_WITH_TIMEOUT(clean(home, what), qPrintable(what), 60'000);                              \
    } while (false)

} // namespace

// `tare-lab compare` that has taken some samples and goes on.
struct Running
{
    Child child;
    UniqueFd lines;
    [[nodiscard]] pid_t childNamed(const std::string &word) const
    {
        const std::string tasks =
            "/proc/" + std::to_string(child.pid()) + "/task/" + std::to_string(child.pid());
        const auto children = readFile(tasks + "/children");
        if (children)
            for (const QByteArray &pid : QByteArray::fromStdString(*children).split(' '))
                if (const auto line = readFile("/proc/" + pid.trimmed().toStdString() + "/cmdline");
                    line && line->find('\0' + word + '\0') != std::string::npos)
                    return pid.trimmed().toInt();
        return 0;
    }
};

Result<Running> startAndSample(const std::string &subjects)
{
    Pipe pipe = TARE_TRY(makePipe());
    SpawnOptions options;
    options.argv = {environment("TARE_LIBEXEC") + "/tare-lab",
                    "compare",
                    "--progress=json",
                    "--repeats",
                    "500",
                    "--subjects",
                    subjects};
    options.fds = {{pipe.write.get(), 1}};
    Running running{TARE_TRY(spawn(options)), std::move(pipe.read)};
    pipe.write.reset();
    std::string text;
    char buffer[4096];
    while (QByteArray::fromStdString(text).count("{\"sample\":") < 3) {
        const ssize_t n = ::read(running.lines.get(), buffer, sizeof buffer);
        if (n <= 0)
            return fail(Errc::Internal, "tare-lab", "it ended: " + text);
        text.append(buffer, static_cast<std::size_t>(n));
    }
    return running;
}

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
    void killedInTheMiddle();
    void killedWithItsKeeper();
    void hostHelperKilled();
    void withoutQemu();
};

bool ExperimentTest::canBoot(const TempHome &home) const
{
    lendKernels(home);
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
    if (canBoot(home))
        spec.subjects.push_back(Subject::Vm);
    const auto result = runExperimentInHelper(spec, {}, {});
    TARE_OK(result);
    QCOMPARE(result->samples.size(), spec.subjects.size());
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

void ExperimentTest::killedInTheMiddle()
{
    const TempHome home;
    auto running = startAndSample(canBoot(home) ? "host,container,vm" : "host,container");
    TARE_OK(running);
    TARE_OK(running->child.kill(SIGKILL));
    TARE_OK(running->child.wait());
    VERIFY_CLEAN(home); // at once: nothing else is started
}

void ExperimentTest::killedWithItsKeeper()
{
    const TempHome home;
    auto running = startAndSample("host,container");
    TARE_OK(running);
    const pid_t keeper = running->childNamed("keeper");
    QVERIFY(keeper > 0);
    QCOMPARE(::kill(keeper, SIGKILL), 0);
    TARE_OK(running->child.kill(SIGKILL));
    TARE_OK(running->child.wait());
    // The next start of anything. (What is being started at that moment may not be in the list yet.)
    const auto next = [&] {
        SpawnOptions options;
        options.argv = {environment("TARE_LIBEXEC") + "/tare", "ps", "-aq"};
        const auto listed = run(options);
        options.argv = {environment("TARE_LIBEXEC") + "/tare-lab", "vm", "kernel"};
        const auto lab = run(options);
        return listed && listed->exitCode == 0 && listed->out.empty() && lab.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(next(), 60'000);
    VERIFY_CLEAN(home);
}

void ExperimentTest::hostHelperKilled()
{
    const TempHome home;
    auto running = startAndSample("host,container");
    TARE_OK(running);
    const pid_t helper = running->childNamed("host-subject");
    QVERIFY(helper > 0);
    QCOMPARE(::kill(helper, SIGKILL), 0);
    // The experiment goes on without numbers of the host; then it is asked to end.
    TARE_OK(running->child.kill(SIGTERM));
    TARE_OK(running->child.wait());
    VERIFY_CLEAN(home);
}

void ExperimentTest::withoutQemu()
{
    const TempHome home;
    SpawnOptions options;
    options.env = {"PATH=" + home.file("bin"), "HOME=" + home.dir(), "TARE_ROOT=" + home.paths().root,
                   "TARE_STATE=" + home.paths().state, "TARE_LIBEXEC=" + environment("TARE_LIBEXEC")};
    options.argv = {environment("TARE_LIBEXEC") + "/tare-lab", "demo", "--repeats", "1"};
    const auto left = run(options);
    TARE_OK(left);
    QVERIFY2(left->exitCode == 0, left->err.c_str());
    QVERIFY(left->out.find("No virtual machine was weighed: ") != std::string::npos);
    QVERIFY(left->out.find("apt install qemu-system-x86") != std::string::npos);
    QVERIFY(left->out.find("Container") != std::string::npos);
    const auto saved = savedExperiments(home.paths().experiments());
    TARE_OK(saved);
    QCOMPARE(saved->size(), std::size_t(1));
    QCOMPARE(saved->front().spec.subjects, (std::vector<Subject>{Subject::Host, Subject::Container}));
    // Who names it insists on it.
    options.argv = {
        environment("TARE_LIBEXEC") + "/tare-lab", "compare", "--repeats", "1", "--subjects", "host,vm"};
    const auto insisted = run(options);
    TARE_OK(insisted);
    QVERIFY(insisted->exitCode != 0);
    QVERIFY(insisted->err.find("qemu-system-x86_64 is not installed") != std::string::npos);
    VERIFY_CLEAN(home);
}

QTEST_GUILESS_MAIN(ExperimentTest)
#include "experiment_test.moc"
