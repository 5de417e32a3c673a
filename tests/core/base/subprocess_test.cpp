// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/subprocess.h"

#include "core/base/process_id.h"
#include "tests/support/result_test.h"

#include <csignal>
#include <fcntl.h>
#include <thread>

using namespace tare;
using namespace std::chrono_literals;

class SubprocessTest : public QObject
{
    Q_OBJECT
private slots:
    void collectsOutput()
    {
        const auto out = run({.argv = {"sh", "-c", "echo out; echo err >&2; exit 3"}});
        TARE_OK(out);
        QCOMPARE(out->exitCode, 3);
        QCOMPARE(out->out, std::string("out\n"));
        QCOMPARE(out->err, std::string("err\n"));
    }
    void feedsInput()
    {
        const std::string big(1 << 20, 'x');
        RunLimits limits;
        limits.input = big;
        const auto out = run({.argv = {"cat"}}, limits);
        TARE_OK(out);
        QVERIFY(out->out == big);
    }
    void survivesAChildThatDoesNotRead()
    {
        RunLimits limits;
        limits.input = std::string(1 << 20, 'x');
        const auto out = run({.argv = {"true"}}, limits);
        TARE_OK(out);
        QCOMPARE(out->exitCode, 0);
    }
    void givesLines()
    {
        std::vector<std::string> lines;
        RunLimits limits;
        limits.onOutLine = [&](std::string_view line) { lines.emplace_back(line); };
        TARE_OK(run({.argv = {"printf", "a\\nb\\n\\nc"}}, limits));
        QCOMPARE(lines, (std::vector<std::string>{"a", "b", "", "c"}));
    }
    void namesAMissingProgram()
    {
        const auto out = run({.argv = {"/no/such/program"}});
        TARE_FAILS(out, Errc::NotFound);
        QCOMPARE(out.error().subject, std::string("/no/such/program"));
    }
    void aSignalIs128AndMore()
    {
        auto child = spawn({.argv = {"sleep", "100"}});
        TARE_OK(child);
        TARE_OK(child->kill(SIGKILL));
        QCOMPARE(child->wait().value_or(0), 137);
    }
    void endsWhatTakesTooLong()
    {
        RunLimits limits;
        limits.time = 50ms;
        TARE_FAILS(run({.argv = {"sleep", "100"}}, limits), Errc::Timeout);
    }
    void canBeCancelled()
    {
        CancelSource cancel;
        RunLimits limits;
        limits.cancel = cancel.token();
        limits.onOutLine = [&](std::string_view) { cancel.cancel(); };
        TARE_FAILS(run({.argv = {"sh", "-c", "echo ready; sleep 100"}}, limits), Errc::Cancelled);
    }
    void passesOnlyWhatIsNamed()
    {
        const UniqueFd leak(::open("/dev/null", O_RDONLY)); // a library that forgot O_CLOEXEC is not ours to mend
        auto pipe = makePipe();
        TARE_OK(pipe);
        SpawnOptions options;
        options.argv = {"sh", "-c", "echo hello >&5"};
        options.fds = {{pipe->write.get(), 5}};
        auto child = spawn(options);
        TARE_OK(child);
        pipe->write.reset();
        char buffer[16] = {};
        QCOMPARE(::read(pipe->read.get(), buffer, sizeof buffer), ssize_t(6));
        QCOMPARE(child->wait().value_or(-1), 0);
    }
    void descriptorsMayTradePlaces()
    {
        auto a = makePipe();
        auto b = makePipe();
        TARE_OK(a);
        TARE_OK(b);
        SpawnOptions options;
        const std::string first = std::to_string(b->write.get());
        const std::string second = std::to_string(a->write.get());
        options.argv = {"sh", "-c", "echo A >&" + first + "; echo B >&" + second};
        options.fds = {{a->write.get(), b->write.get()}, {b->write.get(), a->write.get()}};
        auto child = spawn(options);
        TARE_OK(child);
        QCOMPARE(child->wait().value_or(-1), 0);
        char buffer[4] = {};
        QCOMPARE(::read(a->read.get(), buffer, 2), ssize_t(2));
        QCOMPARE(buffer[0], 'A');
        QCOMPARE(::read(b->read.get(), buffer, 2), ssize_t(2));
        QCOMPARE(buffer[0], 'B');
    }
    void signalsAreDefaultInTheChild()
    {
        std::signal(SIGPIPE, SIG_IGN);
        const auto out = run({.argv = {"grep", "SigIgn", "/proc/self/status"}});
        std::signal(SIGPIPE, SIG_DFL);
        TARE_OK(out);
        // glibc's posix_spawn ignores its two internal signals, 32 and 33, in every child (spawni.c).
        const auto ignored = QByteArray::fromStdString(out->out).split('\t').last().trimmed().toULongLong(nullptr, 16);
        QCOMPARE(ignored & ~0x180000000ULL, 0ULL);
    }
};

QTEST_APPLESS_MAIN(SubprocessTest)
#include "subprocess_test.moc"
