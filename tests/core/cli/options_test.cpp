// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/create_options.h"
#include "core/cli/options/env_file.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <unistd.h>

using namespace tare;
using namespace tare::cli;

namespace {

Result<CreateSpec> parse(const std::vector<std::string> &args)
{
    CreateOptions create;
    Options options("run [OPTIONS] IMAGE", "test");
    create.addTo(options);
    if (const auto code = options.parse(args))
        return fail(Errc::InvalidArgument, "exit " + std::to_string(*code));
    return create.finish();
}

using Words = std::vector<std::string>;

} // namespace

class OptionsTest : public QObject
{
    Q_OBJECT

private slots:
    void everythingAfterTheImageBelongsToTheCommand()
    {
        const auto spec =
            parse({"-it", "--rm", "--name", "x", "image", "ls", "-la", "--rm=false", "--", "-e"});
        TARE_OK(spec);
        QVERIFY(spec->tty && spec->openStdin && spec->autoRemove);
        QCOMPARE(spec->name, std::string("x"));
        QCOMPARE(spec->image, std::string("image"));
        QCOMPARE(spec->command, (Words{"ls", "-la", "--rm=false", "--", "-e"}));
    }

    void flagsInAllTheirForms()
    {
        const auto spec = parse({"-e",
                                 "A=1",
                                 "-eB=2",
                                 "--env=C=3=4",
                                 "-m64m",
                                 "--cpus=0.5",
                                 "-v",
                                 "/a:/b:ro",
                                 "-h",
                                 "box",
                                 "--rm=false",
                                 "--entrypoint",
                                 "",
                                 "--ulimit",
                                 "nofile=1:2",
                                 "-l",
                                 "k=v",
                                 "--pids-limit=-1",
                                 "--memory-swap=-1",
                                 "i"});
        TARE_OK(spec);
        QCOMPARE(spec->env, (Words{"A=1", "B=2", "C=3=4"}));
        QCOMPARE(spec->limits.memory, std::optional<std::int64_t>(64 << 20));
        QCOMPARE(spec->limits.memorySwap, std::optional<std::int64_t>(-1));
        QCOMPARE(spec->limits.nanoCpus, std::optional<std::int64_t>(500'000'000));
        QCOMPARE(spec->limits.pids, std::optional<std::int64_t>(-1));
        QCOMPARE(spec->mounts.size(), std::size_t{1});
        QVERIFY(spec->mounts[0].readOnly);
        QCOMPARE(spec->hostname, std::string("box"));
        QVERIFY(!spec->autoRemove);
        QCOMPARE(spec->entrypoint, std::optional<Words>(Words{""}));
        QCOMPARE(spec->ulimits, (std::vector<Ulimit>{{"nofile", 1, 2}}));
        QCOMPARE(spec->labels.at("k"), std::string("v"));
    }

    void wrongOnesAreRefused_data()
    {
        QTest::addColumn<QStringList>("args");
        const QList<QStringList> bad = {{},
                                        {"--bogus", "i"},
                                        {"-z", "i"},
                                        {"--name"},
                                        {"--cpus", "x", "i"},
                                        {"-m", "1q", "i"},
                                        {"-v", "nocolon", "i"},
                                        {"-v", "", "i"},
                                        {"-v", "/a:/", "i"},
                                        {"-v", "/a:b", "i"},
                                        {"-e", "=x", "i"},
                                        {"-e", "", "i"},
                                        {"--pull", "sometimes", "i"},
                                        {"-v", "a:b", "i"},
                                        {"-v", "/a:/b:zz", "i"},
                                        {"--ulimit", "nofile", "i"},
                                        {"--ulimit", "nofile=2:1", "i"},
                                        {"--ulimit", "nofile=1:2:3", "i"},
                                        {"--pids-limit", "x", "i"}};
        for (const QStringList &args : bad)
            QTest::newRow(qPrintable(args.join(QLatin1Char(' ')))) << args;
    }
    void wrongOnesAreRefused()
    {
        QFETCH(QStringList, args);
        Words words;
        for (const QString &arg : args)
            words.push_back(arg.toStdString());
        QVERIFY(!parse(words));
    }

    void cpusAreExact()
    {
        QCOMPARE(*parseCpus("0.1"), std::int64_t{100'000'000});
        QCOMPARE(*parseCpus(".25"), std::int64_t{250'000'000});
        QCOMPARE(*parseCpus("2"), std::int64_t{2'000'000'000});
        for (const char *bad : {"", ".", "-1", "1e3", "0x1", "1.0000000001", " 1", "nan"})
            QVERIFY2(!parseCpus(bad), bad);
    }

    void relativeVolumesAreTakenFromHere()
    {
        char cwd[4096];
        QVERIFY(::getcwd(cwd, sizeof cwd) != nullptr);
        const auto mount = parseVolume("./x:/y");
        TARE_OK(mount);
        QCOMPARE(mount->source, std::string(cwd) + "/x");
    }

    void aVolumeOfItsOwnHasNoSource()
    {
        const auto spec = parse({"-v", "/data/../anon/", "-v", "/a:/d/./e:ro", "i"});
        TARE_OK(spec);
        QCOMPARE(spec->volumes, (Words{"/anon"}));
        QCOMPARE(spec->mounts, (std::vector<BindMount>{{"/a", "/d/e", true}}));
    }

    void wrongCountsAreTold()
    {
        const auto code = [](int least, int most, const Words &args) {
            Words words;
            Options options("thing [OPTIONS] X", "test");
            options.arguments("X", words, least, most);
            return options.parse(args).value_or(0);
        };
        QCOMPARE(code(1, 1, {"a"}), 0);
        QCOMPARE(code(1, 1, {}), 1);
        QCOMPARE(code(1, 1, {"a", "b"}), 1);
        QCOMPARE(code(1, -1, {"a", "b", "c"}), 0);
        QCOMPARE(code(1, 1, {"--nope", "a"}), 125);
        Options none("thing", "test");
        QCOMPARE(none.parse({"x"}).value_or(0), 1);
    }

    void variablesFromFiles()
    {
        qputenv("TARE_TEST_OWN", "mine");
        qunsetenv("TARE_TEST_NOT");
        const auto env = parseEnvFile("f", "\xEF\xBB\xBF" "A=1\n# c\n\n  B= two = words \r\nTARE_TEST_OWN\nTARE_TEST_NOT\nD=\"q\"\nE=");
        TARE_OK(env);
        QCOMPARE(*env, (Words{"A=1", "B= two = words ", "TARE_TEST_OWN=mine", "D=\"q\"", "E="}));
        for (const char *bad : {"A B=1", "=x", "A\t=1"})
            TARE_FAILS(parseEnvFile("f", bad), Errc::InvalidArgument);
        TARE_FAILS(readEnvFile("/nosuch/file"), Errc::InvalidArgument);
        Words own = {"TARE_TEST_OWN", "TARE_TEST_NOT", "X=y"};
        TARE_OK(completeVariables(own, {}));
        QCOMPARE(own, (Words{"TARE_TEST_OWN=mine", "TARE_TEST_NOT", "X=y"}));
        for (const char *bad : {"", "=x"}) {
            Words variables = {bad};
            TARE_FAILS(completeVariables(variables, {}), Errc::InvalidArgument);
        }
        qunsetenv("TARE_TEST_OWN");
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
