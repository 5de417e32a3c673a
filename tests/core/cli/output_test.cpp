// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/detach_keys.h"
#include "core/cli/output.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::cli;

class OutputTest : public QObject
{
    Q_OBJECT

private slots:
    void templates()
    {
        const std::string json =
            R"({"Name":"/web","State":{"Pid":5,"Paused":false},"Env":["a","b"],"Nil":null})";
        QCOMPARE(*formatTemplate("{{.Name}}", json), std::string("/web"));
        QCOMPARE(*formatTemplate("x {{ .State.Pid }}\t{{.State.Paused}}!", json),
                 std::string("x 5\tfalse!"));
        QCOMPARE(*formatTemplate("{{json .State}}", json), std::string(R"({"Pid":5,"Paused":false})"));
        QCOMPARE(*formatTemplate("{{.Env}}", json), std::string("[a b]"));
        QCOMPARE(*formatTemplate("{{json .}}", R"({"a":1})"), std::string(R"({"a":1})"));
        for (const char *bad : {"{{", "{{.Nope}}", "{{.State.Pid.X}}", "{{range .Env}}", "{{Name}}"})
            TARE_FAILS(formatTemplate(bad, json), Errc::InvalidArgument);
    }

    void columnsCountCharacters()
    {
        Table table({"A", "B"});
        table.add({"x…", "y"});
        table.add({"xyz", "y"});
        QCOMPARE(table.text(), std::string("A         B\nx…        y\nxyz       y\n"));
    }

    void detachKeys()
    {
        DetachKeys keys;
        QCOMPARE(keys.filter("ab\x10"), std::string("ab"));
        QVERIFY(!keys.detached());
        QCOMPARE(keys.filter("c"), std::string("\x10"
                                               "c")); // replayed
        QCOMPARE(keys.filter("\x10\x10"), std::string("\x10"));
        QCOMPARE(keys.filter("\x11rest"), std::string());
        QVERIFY(keys.detached());
    }

    void otherDetachKeys()
    {
        auto keys = DetachKeys::parse("ctrl-a,ctrl-a,ctrl-\\,x");
        QVERIFY(keys.has_value());
        QCOMPARE(keys->filter("\x10\x11"), std::string("\x10\x11"));
        QCOMPARE(keys->filter("\x01\x01\x01"), std::string("\x01")); // the last two may be the beginning
        QCOMPARE(keys->filter("\x1c"), std::string());
        QVERIFY(!keys->detached());
        QCOMPARE(keys->filter("x"), std::string());
        QVERIFY(keys->detached());
        auto one = DetachKeys::parse("q");
        QCOMPARE(one->filter("abq"), std::string("ab"));
        QVERIFY(one->detached());
        for (const char *wrong : {"ctrl-", "ctrl-A", "ab", ",", "ctrl-a,", "ctrl-ab"})
            QVERIFY2(!DetachKeys::parse(wrong), wrong);
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "output_test.moc"
