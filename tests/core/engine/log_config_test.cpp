// SPDX-License-Identifier: GPL-3.0-or-later
// --log-driver and --log-opt by Docker's rules.
#include "core/engine/log_config.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;

class LogConfigTest : public QObject
{
    Q_OBJECT

private slots:
    void sizesAndCounts()
    {
        const auto of = [](LogConfig config) {
            const auto files = logFiles(config);
            return files ? std::to_string(files->kept) + " " + std::to_string(files->maxSize) + " " + std::to_string(files->count)
                         : files.error().text();
        };
        QCOMPARE(of({}), std::string("1 16777216 2"));
        QCOMPARE(of({"json-file", {}}), std::string("1 16777216 2"));
        QCOMPARE(of({"local", {}}), std::string("1 20000000 5"));
        QCOMPARE(of({"none", {}}).front(), '0');
        QCOMPARE(of({"", {{"max-size", "10m"}}}), std::string("1 10000000 1"));
        QCOMPARE(of({"", {{"max-size", "10m"}, {"max-file", "3"}}}), std::string("1 10000000 3"));
        QCOMPARE(of({"", {{"max-size", "-1"}}}), std::string("1 0 1"));
        QCOMPARE(of({"local", {{"max-size", "5k"}}}), std::string("1 5000 5"));
        QCOMPARE(of({"", {{"mode", "non-blocking"}, {"max-buffer-size", "4m"}, {"compress", "false"}}}), std::string("1 16777216 2"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *driver, const char *name, const char *value, const char *words) {
            QTest::addRow("%s %s=%s", driver, name, value) << driver << name << value << words;
        };
        row("nonsense", "", "", "logger: no log driver named 'nonsense' is registered");
        row("journald", "", "", "--log-driver journald");
        row("json-file", "max-size", "0", "max-size must be a positive number");
        row("json-file", "max-size", "ten", "invalid size: 'ten'");
        row("json-file", "max-file", "0", "max-file cannot be less than 1");
        row("json-file", "max-file", "x", "strconv.Atoi: parsing \"x\": invalid syntax");
        row("json-file", "size", "1", "unknown log opt 'size' for json-file log driver");
        row("local", "labels", "a", "unknown log opt 'labels' for local log driver");
        row("json-file", "mode", "fast", "logger: logging mode not supported: fast");
        row("json-file", "max-buffer-size", "1m", "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
        row("json-file", "compress", "true", "--log-opt compress");
        row("json-file", "compress", "maybe", "strconv.ParseBool: parsing \"maybe\": invalid syntax");
    }
    void refusals()
    {
        QFETCH(QString, driver);
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, words);
        LogConfig config{driver.toStdString(), {}};
        if (!name.isEmpty())
            config.options[name.toStdString()] = value.toStdString();
        const auto files = logFiles(config);
        QVERIFY(!files);
        QVERIFY2(files.error().text().find(words.toStdString()) != std::string::npos, files.error().text().c_str());
    }

    void attributes()
    {
        const LogOwner owner{std::string(64, 'a'), "web", "nginx:1", "sha256:" + std::string(64, 'b'),
                             {{"tier", "front"}, {"team", "a"}, {"other", "x"}}, {"STAGE=test", "HOME=/", "EMPTY="}};
        const LogConfig config{"", {{"labels", "tier,missing"}, {"labels-regex", "^te"}, {"env", "STAGE"}, {"env-regex", "^EM"},
                                    {"tag", "{{.Name}}/{{.ID}}/{{.ImageName}}/{{.Nothing}}"}}};
        const auto found = logAttributes(config, owner);
        TARE_OK(found);
        QCOMPARE(*found, (std::map<std::string, std::string>{{"tier", "front"}, {"team", "a"}, {"STAGE", "test"}, {"EMPTY", ""},
                                                             {"tag", "web/aaaaaaaaaaaa/nginx:1/{{.Nothing}}"}}));
        QVERIFY(!logAttributes({"", {{"labels-regex", "("}}}, owner));
        QVERIFY(logAttributes({}, owner)->empty());
    }
};

QTEST_GUILESS_MAIN(LogConfigTest)
#include "log_config_test.moc"
