// SPDX-License-Identifier: GPL-3.0-or-later
// Real guests. They run on whatever the probe finds; here and on most build machines that is software
// emulation.
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/programs.h"
#include "core/base/subprocess.h"
#include "core/oci/digest.h"
#include "core/vm/vm_engine.h"
#include "tests/integration/vm/fetched_kernels.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QElapsedTimer>
#include <csignal>
#include <memory>

using namespace tare;
using namespace tare::vm;

class GuestTest : public QObject
{
    Q_OBJECT
    struct Run
    {
        std::string out, err;
        std::vector<std::string> stages;
        std::vector<std::int64_t> lines; // when each piece of output came
        int code = -1;
        bool gone = false;
    };
    Result<Run> runGuest(const GuestCommand &command, int cpus = 1);
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Platform> m_platform;
    std::unique_ptr<ImageSource> m_image;

private Q_SLOTS:
    void initTestCase();
    void probeAnswersInTime();
    void outputStagesAndExitCode();
    void imageSettingsApply();
    void rootIsWritableAndNothingIsKept();
    void noNetworkAndTheCpusAskedFor();
    void guestsClockIsNotFast();
    void commandsThatCannotRun();
    void manyBytesArriveWhole();
    void endsWithItsKeeper();
    void cleanupTestCase();
};

void GuestTest::initTestCase()
{
    m_home = std::make_unique<TempHome>();
    lendKernels(*m_home);
    if (const auto qemu = Qemu::find(); !qemu)
        QSKIP(qPrintable(QString::fromStdString(qemu.error().text())));
    if (const auto kernel = findGuestKernel(m_home->paths()); !kernel)
        QSKIP(qPrintable(QString::fromStdString(kernel.error().text())));
    auto image = openImage(m_home->paths(), "tare/starter:latest", {}, {});
    TARE_OK(image);
    m_image = std::make_unique<ImageSource>(std::move(*image));
    auto platform = openPlatform(m_home->paths(), true, {}, {});
    TARE_OK(platform);
    m_platform = std::make_unique<Platform>(std::move(*platform));
}

void GuestTest::cleanupTestCase()
{
    m_home.reset();
}

Result<GuestTest::Run> GuestTest::runGuest(const GuestCommand &command, int cpus)
{
    BootSpec spec = TARE_TRY(prepareBoot(m_home->paths(), *m_platform, *m_image, cpus, 256LL << 20U, {}, {}));
    spec.command = command;
    const auto machine = TARE_TRY(m_platform->qemu.boot(spec));
    Run run;
    while (!run.gone) {
        const GuestEvent event = TARE_TRY(machine->next(std::chrono::minutes(2), {}));
        switch (event.kind) {
        case GuestEvent::Kind::Stdout:
            run.out += event.text;
            run.lines.push_back(event.time);
            break;
        case GuestEvent::Kind::Stderr:
            run.err += event.text;
            break;
        case GuestEvent::Kind::Stage:
            run.stages.push_back(event.text);
            break;
        case GuestEvent::Kind::Exited:
            run.code = event.code;
            break;
        case GuestEvent::Kind::Failed:
            run.err += "FAILED: " + event.text;
            break;
        case GuestEvent::Kind::Gone:
            run.gone = true;
            break;
        default:
            break;
        }
    }
    return run;
}

void GuestTest::probeAnswersInTime()
{
    QElapsedTimer timer;
    timer.start();
    const auto answer = probeKvm(m_home->paths(), m_platform->qemu, m_platform->kernel, true, {});
    TARE_OK(answer);
    // Its own deadline and what starting and ending a process takes; a probe that waits for a dead guest
    // fails here.
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(answer->acceleration == Acceleration::Kvm, answer->reason.empty());
    const auto again = probeKvm(m_home->paths(), m_platform->qemu, m_platform->kernel, false, {});
    TARE_OK(again);
    QCOMPARE(again->acceleration, answer->acceleration);
    QCOMPARE(again->reason, answer->reason);
    qInfo("%s %s", accelerationName(answer->acceleration), answer->reason.c_str());
}

void GuestTest::outputStagesAndExitCode()
{
    GuestCommand command;
    command.argv = {"/bin/sh", "-c", "echo to stdout; echo to stderr >&2; exit 7"};
    const auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->out, std::string("to stdout\n"));
    QCOMPARE(run->err, std::string("to stderr\n"));
    QCOMPARE(run->stages, (std::vector<std::string>{"init", "disk", "exec"}));
    QCOMPARE(run->code, 7);
}

void GuestTest::imageSettingsApply()
{
    GuestCommand command;
    command.argv = {"sh", "-c", "id -u; id -g; pwd; echo $GREETING; hostname; readlink /proc/self/fd/0"};
    command.env = {"GREETING=hello there", "PATH=/bin:/usr/bin"};
    command.user = "1234:4321";
    command.workingDir = "/tmp";
    command.hostname = "weighed";
    const auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->out, std::string("1234\n4321\n/tmp\nhello there\nweighed\n/dev/null\n"));
    QCOMPARE(run->code, 0);
}

void GuestTest::rootIsWritableAndNothingIsKept()
{
    const auto spec = prepareBoot(m_home->paths(), *m_platform, *m_image, 1, 256LL << 20U, {}, {});
    TARE_OK(spec);
    const auto before = readFile(spec->disk, 1U << 30U);
    TARE_OK(before);
    const oci::Digest digest = oci::Digest::sha256(*before);
    GuestCommand command;
    command.argv = {"sh", "-c",
                    "test ! -e /kept && echo x > /kept && sync && cat /kept && ls -d /lost+found"};
    const auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->out, std::string("x\n"));
    QVERIFY(run->code != 0); // no image has a lost+found
    const auto after = readFile(spec->disk, 1U << 30U);
    TARE_OK(after);
    QCOMPARE(oci::Digest::sha256(*after), digest);
}

void GuestTest::noNetworkAndTheCpusAskedFor()
{
    GuestCommand command;
    command.argv = {"sh", "-c",
                    "ls /sys/class/net; nproc; stat -f -c %T /sys/fs/cgroup >/dev/null && cat /proc/1/comm"};
    const auto run = runGuest(command, 2);
    TARE_OK(run);
    QCOMPARE(run->out, std::string("lo\n2\ninit\n"));
}

void GuestTest::guestsClockIsNotFast()
{
    // On a busy host a guest that finds the rate of its clock out by itself is wrong by up to ten times, and
    // its second is over in a tenth of ours. Load only makes it longer.
    GuestCommand command;
    command.argv = {"sh", "-c", "echo a; sleep 2; echo b"};
    const auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->out, std::string("a\nb\n"));
    QCOMPARE(run->lines.size(), std::size_t(2));
    const std::int64_t slept = run->lines[1] - run->lines[0];
    QVERIFY2(slept > 1'000'000'000, qPrintable(QString::number(slept)));
}

void GuestTest::commandsThatCannotRun()
{
    GuestCommand command;
    command.argv = {"no-such-command"};
    auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->code, 127);
    QVERIFY(run->err.find("no-such-command") != std::string::npos);
    QCOMPARE(run->stages, (std::vector<std::string>{"init", "disk"}));
    command.argv = {"/etc"};
    run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->code, 126);
}

void GuestTest::manyBytesArriveWhole()
{
    GuestCommand command;
    command.argv = {"sh", "-c", "dd if=/dev/zero bs=1000 count=1000 2>/dev/null | tr '\\0' x"};
    const auto run = runGuest(command);
    TARE_OK(run);
    QCOMPARE(run->out.size(), std::size_t(1'000'000));
    QCOMPARE(run->out.find_first_not_of('x'), std::string::npos);
}

void GuestTest::endsWithItsKeeper()
{
    // tare-lab is killed in the middle; its QEMU must not go on.
    const auto lab = findProgram("tare-lab");
    TARE_OK(lab);
    auto pipe = makePipe();
    TARE_OK(pipe);
    SpawnOptions options;
    options.argv = {*lab, "vm", "run", "tare/starter:latest", "sh", "-c", "echo up; exec sleep 1000"};
    options.fds = {{pipe->write.get(), 1}};
    auto child = spawn(options);
    TARE_OK(child);
    pipe->write.reset();
    char up[3] = {};
    QCOMPARE(::read(pipe->read.get(), up, 3), ssize_t(3));
    const auto children = readFile("/proc/" + std::to_string(child->pid()) + "/task/" +
                                   std::to_string(child->pid()) + "/children");
    TARE_OK(children);
    const int qemu = QByteArray::fromStdString(*children).trimmed().toInt();
    QVERIFY(qemu > 0);
    const auto id = ProcessId::of(qemu);
    TARE_OK(id);
    QVERIFY(id->alive());
    TARE_OK(child->kill(SIGKILL));
    TARE_OK(child->wait());
    QTRY_VERIFY(!id->alive());
}

QTEST_GUILESS_MAIN(GuestTest)
#include "guest_test.moc"
