// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/create_options.h"
#include "core/cli/options/env_file.h"
#include "core/cli/options/mount_options.h"
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

    void valuesAreReadAsDockerReadsThem()
    {
        const auto spec = parse({"--entrypoint=", "-e=A=1", "-eB", "-e", "-C=3", "-itm=64m", "--oom-score-adj", "-5", "--name", "x", "i",
                                 "-e=D=1", "--entrypoint="});
        TARE_OK(spec);
        QCOMPARE(spec->entrypoint, std::optional<Words>(Words{""}));
        QCOMPARE(spec->env, (Words{"A=1", "B", "-C=3"}));
        QVERIFY(spec->tty && spec->openStdin);
        QCOMPARE(spec->limits.memory, std::optional<std::int64_t>(64 << 20));
        QCOMPARE(spec->isolation.oomScoreAdj, std::optional<int>(-5));
        QCOMPARE(spec->image, std::string("i"));
        QCOMPARE(spec->command, (Words{"-e=D=1", "--entrypoint="}));
        TARE_FAILS(parse({"-ix", "i"}), Errc::InvalidArgument);
        TARE_FAILS(parse({"-it=maybe", "i"}), Errc::InvalidArgument);
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
        QCOMPARE(std::get<BindMount>(*mount).source, std::string(cwd) + "/x");
    }

    void aVolumeOfItsOwnHasNoSource()
    {
        const auto spec = parse({"-v", "/data/../anon/", "-v", "/a:/d/./e:ro", "i"});
        TARE_OK(spec);
        QCOMPARE(spec->volumes, (std::vector<VolumeMount>{{"", "/anon"}}));
        QCOMPARE(spec->mounts.size(), std::size_t{1});
        QCOMPARE(spec->mounts[0].source + " " + spec->mounts[0].target + " " + mountMode(spec->mounts[0]), std::string("/a /d/e ro"));
        QVERIFY(spec->mounts[0].readOnly && spec->mounts[0].createSource && !spec->mounts[0].byMount);
    }

    void mountsInWords()
    {
        const auto one = parse({"--mount", "type=bind,src=/a,\"dst=/b,c\",ro,bind-propagation=rslave,bind-recursive=writable", "i"});
        TARE_OK(one);
        BindMount bind{"/a", "/b,c", true, "rslave", "writable", false, true};
        QCOMPARE(spec0(one->mounts), bind);
        const auto two = parse({"--mount", "source=v,target=/d/,readonly=false,volume-nocopy,volume-opt=type=tmpfs,volume-label=a=b=c,volume-subpath=x/y", "i"});
        TARE_OK(two);
        const VolumeMount &volume = two->volumes.at(0);
        QCOMPARE(volume.name + " " + volume.target + " " + volume.subpath, std::string("v /d x/y"));
        QVERIFY(!volume.readOnly && volume.noCopy && volume.byMount);
        QCOMPARE(volume.options.at("type"), std::string("tmpfs"));
        QCOMPARE(volume.labels.at("a"), std::string("b=c"));
        const auto three = parse({"--mount", "type=tmpfs,destination=/t,tmpfs-size=64m,tmpfs-mode=1770,ro", "i"});
        TARE_OK(three);
        QCOMPARE(three->isolation.tmpfs.at(0).options, std::string("ro,mode=1770,size=67108864"));
        const auto created = parse({"--mount", "type=bind,src=/a,dst=/b,bind-create-src", "i"});
        TARE_OK(created);
        QVERIFY(created->mounts.at(0).createSource);
    }
    static BindMount spec0(const std::vector<BindMount> &mounts) { return mounts.at(0); }

    void wrongMounts_data()
    {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const auto mount = [](const char *text, const char *why) { QTest::newRow(text) << "--mount" << text << why; };
        const auto volume = [](const char *text, const char *why) { QTest::newRow(text) << "-v" << text << why; };
        mount("type=bind,src=/a", "invalid argument \"type=bind,src=/a\" for \"--mount\" flag: target is required");
        mount("type=bind,dst=/a", "invalid mount config for type \"bind\": field Source must not be empty");
        mount("type=tmpfs,src=/a,dst=/b", "invalid mount config for type \"tmpfs\": field Source must not be specified");
        mount("type=nosuch,dst=/b", "invalid mount config for type \"nosuch\": mount type unknown");
        mount("type=volume,dst=/b,ro", "invalid mount config for type \"volume\": must not set ReadOnly mode when using anonymous volumes");
        mount("type=bind,src=rel,dst=/b", "invalid mount path: 'rel' mount path must be absolute");
        mount("type=bind,src=/a,dst=/", "invalid specification: destination can't be '/'");
        mount("type=bind,src=/a,dst=b", "invalid mount path: 'b' mount path must be absolute");
        mount("type=bind,src=/a,dst=/b,tmpfs-size=1m", "cannot mix 'tmpfs-*' options with mount type 'bind'");
        mount("dst=/b,bind-propagation=shared", "cannot mix 'bind-*' options with mount type 'volume'");
        mount("type=bind,src=/a,dst=/b,bind-propagation=odd", "invalid propagation mode: odd");
        mount("type=bind,src=/a,dst=/b,bind-recursive=odd", "must be \"enabled\", \"disabled\", \"writable\", or \"readonly\"");
        mount("type=bind,src=/a,dst=/b,bind-recursive=readonly", "requires 'readonly' to be specified in conjunction");
        mount("type=bind,src=/a,dst=/b,ro,bind-recursive=readonly", "requires 'bind-propagation=rprivate'");
        mount("type=bind,src=/a,dst=/b,ro=maybe", "invalid value for ro: maybe");
        mount("type=bind,src=/a,dst=/b,odd=1", "unexpected key 'odd' in 'odd=1'");
        mount("type=bind,src=/a,dst=/b,odd", "invalid field 'odd' must be a key=value pair");
        mount("type=tmpfs,dst=/b,tmpfs-mode=8", "invalid value for tmpfs-mode: 8");
        mount("type=tmpfs,dst=/b,tmpfs-size=big", "invalid value for tmpfs-size: big");
        mount("type=bind,\"src=/a", "parse error on line 1, column");
        mount("type=bind,sr\"c=/a", "bare \" in non-quoted field");
        volume("/a:/b:odd", "invalid mode: odd");
        volume("/a:/b:ro,rw", "invalid mode: ro,rw");
        volume("/a:rw", "invalid volume specification: '/a:rw'");
        volume(":/a", "invalid volume specification: ':/a'");
        volume("/a:/b:ro:x", "invalid volume specification: '/a:/b:ro:x'");
        volume("/a:b", "invalid volume specification: '/a:b': invalid mount config for type \"bind\": invalid mount path: 'b' mount path must be absolute");
        volume("v:/a:rshared", "invalid mount config for type \"volume\": field BindOptions must not be specified");
        volume("/v:/a:nocopy", "invalid mount config for type \"bind\": field VolumeOptions must not be specified");
        volume("v:/", "invalid specification: destination can't be '/'");
    }
    void wrongMounts()
    {
        QFETCH(QString, flag);
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto spec = parse({flag.toStdString(), text.toStdString(), "i"});
        QVERIFY(!spec);
        QVERIFY2(spec.error().text().find(why.toStdString()) != std::string::npos, spec.error().text().c_str());
    }

    void policiesAndChecks()
    {
        QCOMPARE(parse({"--restart", "on-failure:3", "i"})->restart, (RestartPolicy{RestartPolicy::When::OnFailure, 3}));
        QCOMPARE(parse({"--restart", "unless-stopped", "i"})->restart, (RestartPolicy{RestartPolicy::When::UnlessStopped, 0}));
        for (const char *bad : {"sometimes", "always:3", "on-failure:x", "on-failure:-1", ":3", "no:1"})
            QVERIFY2(!parse({"--restart", bad, "i"}), bad);
        const auto both = parse({"--rm", "--restart", "always", "i"});
        QVERIFY(!both && both.error().text().find("conflicting options: cannot specify both --restart and --rm") != std::string::npos);
        QVERIFY(parse({"--rm", "--restart", "no", "i"}).has_value());
        const auto check = parse({"--health-cmd", "x y", "--health-interval", "1m30s", "--health-retries", "2",
                                  "--health-start-interval", "500ms", "i"});
        TARE_OK(check);
        QCOMPARE(check->health.test, (Words{"CMD-SHELL", "x y"}));
        QCOMPARE(check->health.interval, std::int64_t{90'000'000'000});
        QCOMPARE(check->health.startInterval, std::int64_t{500'000'000});
        QCOMPARE(check->health.retries, 2);
        QCOMPARE(parse({"--no-healthcheck", "i"})->health.test, (Words{"NONE"}));
        QVERIFY(!parse({"--no-healthcheck", "--health-cmd", "x", "i"}));
        for (const char *bad : {"1", "s", "1x", "-1s", "1.2.3s", ""})
            QVERIFY2(!parse({"--health-timeout", bad, "i"}), bad);
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
