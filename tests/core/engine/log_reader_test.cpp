// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/engine/local/log_reader.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <cstdio>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <thread>

using namespace tare;
using namespace tare::local;

namespace {

std::string line(const std::string &text, int second)
{
    return R"({"log":")" + text + R"(\n","stream":"stdout","time":"2024-01-01T00:00:)" +
           (second < 10 ? "0" : "") + std::to_string(second) + "Z\"}\n";
}

std::string read(const std::string &path, LogOptions options = {})
{
    std::string out;
    LogReader reader(path, std::move(options));
    const auto done = reader.readExisting([&](const LogLine &l) {
        out += l.text;
        return true;
    });
    return done ? out : done.error().text();
}

void append(const std::string &path, const std::string &bytes)
{
    const auto fd = openFile(path, O_WRONLY | O_APPEND | O_CREAT);
    [[maybe_unused]] const Status written = writeAll(fd->get(), bytes);
}

} // namespace

class LogReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAllOfSeveralFiles()
    {
        TempHome home;
        const std::string path = home.file("log.json");
        for (int n = 3; n >= 1; --n)
            append(path + "." + std::to_string(n), line(std::to_string(4 - n), 4 - n));
        append(path, line("4", 4));
        append(path + ".5", line("of another log", 5)); // .4 is not there
        QCOMPARE(read(path), std::string("1\n2\n3\n4\n"));
        LogOptions options;
        options.tail = 3;
        QCOMPARE(read(path, options), std::string("2\n3\n4\n"));
    }

    void attributesOfALine()
    {
        const auto one = parseLogLine(R"({"log":"a","stream":"stdout","time":"2024-01-01T00:00:00Z","attrs":{"k":"v","n":1}})");
        QVERIFY(one.has_value());
        QCOMPARE(one->attributes, (std::map<std::string, std::string>{{"k", "v"}}));
    }

    void tailsAcrossTheRotation()
    {
        TempHome home;
        const std::string path = home.file("log.json");
        append(path + ".1", line("1", 1) + line("2", 2));
        append(path, line("3", 3) + line("4", 4));
        QCOMPARE(read(path), std::string("1\n2\n3\n4\n"));
        const char *expected[] = {"", "4\n", "3\n4\n", "2\n3\n4\n", "1\n2\n3\n4\n", "1\n2\n3\n4\n"};
        for (int n = 0; n < 6; ++n) {
            LogOptions options;
            options.tail = n;
            QCOMPARE(read(path, options), std::string(expected[n]));
        }
    }

    void sinceAndUntil()
    {
        TempHome home;
        const std::string path = home.file("log.json");
        append(path, line("1", 1) + line("2", 2) + line("3", 3));
        LogOptions options;
        options.since = parseLogLine(line("", 2))->time;
        QCOMPARE(read(path, options), std::string("2\n3\n"));
        options.until = options.since;
        QCOMPARE(read(path, options), std::string("2\n"));
    }

    void damageIsPassedOver()
    {
        TempHome home;
        const std::string path = home.file("log.json");
        append(path, line("1", 1) + "{\"log\":\"torn\n" + std::string(100, '\0') + "\n[]\n{\"log\":5}\n" +
                         line("2", 2) + "{\"log\":\"not whole");
        QCOMPARE(read(path), std::string("1\n2\n"));
        QCOMPARE(read(home.file("none.json")), std::string());
    }

    void followsARotationToTheEnd()
    {
        TempHome home;
        const std::string path = home.file("log.json");
        append(path, line("1", 1));
        const UniqueFd ended(::eventfd(0, EFD_CLOEXEC));
        std::string out;
        LogReader reader(path, {});
        const auto sink = [&](const LogLine &l) {
            out += l.text;
            return true;
        };
        TARE_OK(reader.readExisting(sink));
        std::thread writer([&] {
            append(path, line("2", 2));
            QCOMPARE(std::rename(path.c_str(), (path + ".1").c_str()), 0);
            append(path, line("3", 3).substr(0, 10));
            append(path, line("3", 3).substr(10) + line("4", 4));
            const std::uint64_t one = 1;
            QCOMPARE(::write(ended.get(), &one, sizeof one), ssize_t{8});
        });
        const Status done = reader.follow(sink, ended.get(), {});
        writer.join();
        TARE_OK(done);
        QCOMPARE(out, std::string("1\n2\n3\n4\n"));
    }
};

QTEST_GUILESS_MAIN(LogReaderTest)
#include "log_reader_test.moc"
