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
};

QTEST_GUILESS_MAIN(OutputTest)
#include "output_test.moc"
