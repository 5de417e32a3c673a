// SPDX-License-Identifier: GPL-3.0-or-later
// Go's templates as people give them to docker's --format. The expected texts are those of docker 20.10 and Go 1.19.
#include "core/cli/list_format.h"
#include "core/cli/output.h"
#include "core/cli/template/go_template.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::cli;

namespace {

constexpr char document[] = R"json({
 "Id":"sha256:0123","RepoTags":["a:1","b:2"],"Size":1234,"Ratio":0.25,"Big":1e21,"Created":"2024-01-02",
 "Config":{"Cmd":["/bin/sh","-c","echo <hi>"],"Entrypoint":null,"Env":["PATH=/bin","A=b"],"Tty":false,"User":"",
           "Labels":{"z":"last","a":"first","with.dot":"dotted"},"ExposedPorts":{"80/tcp":{},"443/tcp":{}}},
 "State":{"Pid":42,"Running":true,"Error":""},
 "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}],"90/udp":null},
                    "Networks":{"bridge":{"IPAddress":"10.0.0.2"},"other":{"IPAddress":"10.0.1.2"}}},
 "Mounts":[{"Type":"bind","Source":"/a"},{"Type":"volume","Source":"/b"}]})json";

std::string apply(const char *form)
{
    const auto out = formatTemplate(form, document);
    return out ? *out : out.error().reason;
}

} // namespace

class TemplateTest : public QObject
{
    Q_OBJECT

private slots:
    void texts_data()
    {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *form, const char *expected) {
            QTest::newRow(form) << QByteArray(form) << QByteArray(expected);
        };
        row("plain", "plain");
        row("{{.Id}}", "sha256:0123");
        row("{{ .State.Pid }} {{.State.Running}}", "42 true");
        row("{{.Config.Cmd}}", "[/bin/sh -c echo <hi>]");
        row("{{.Config.Entrypoint}}", "[]");
        row("{{json .Config.Entrypoint}}", "null");
        row("{{json .Config.Cmd}}", R"(["/bin/sh","-c","echo <hi>"])");
        row("{{.Config.Labels}}", "map[a:first with.dot:dotted z:last]");
        row("{{.Config.ExposedPorts}}", "map[443/tcp:{} 80/tcp:{}]");
        row("{{.Config.Labels.a}}", "first");
        row("{{.Config.Labels.none}}", "<no value>");
        row("{{index .Config.Labels \"with.dot\"}}", "dotted");
        row("{{index .Config.Labels \"none\"}}", "");
        row("{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "8080");
        row("{{range $p, $conf := .NetworkSettings.Ports}}{{$p}} -> {{if $conf}}{{(index $conf 0).HostPort}}{{else}}none"
            "{{end}};{{end}}",
            "80/tcp -> 8080;90/udp -> none;");
        row("{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "10.0.0.2 10.0.1.2 ");
        row("{{range .Mounts}}{{.Type}}:{{.Source}}\n{{end}}", "bind:/a\nvolume:/b\n");
        row("{{range $i, $t := .RepoTags}}{{if $i}}, {{end}}{{$t}}{{end}}", "a:1, b:2");
        row("{{range .Config.Entrypoint}}x{{else}}empty{{end}}", "empty");
        row("{{range .RepoTags}}{{if eq . \"b:2\"}}{{break}}{{end}}{{.}}{{end}}", "a:1");
        row("{{range .RepoTags}}{{if eq . \"a:1\"}}{{continue}}{{end}}{{.}}{{end}}", "b:2");
        row("{{with .State}}{{.Pid}}{{end}}{{with .Config.User}}u{{else}}root{{end}}", "42root");
        row("{{if .Config.Tty}}t{{else if .State.Running}}r{{else}}n{{end}}", "r");
        row("{{if and .State.Running (not .Config.Tty)}}ok{{end}}", "ok");
        row("{{or .Config.User \"root\"}} {{and .State.Pid 0}}", "root 0");
        row("{{len .RepoTags}} {{len .Id}} {{len .Config.Labels}}", "2 11 3");
        row("{{join .RepoTags \", \"}}", "a:1, b:2");
        row("{{join (split .Id \":\") \"/\"}}", "sha256/0123");
        row("{{index (split .Id \":\") 1}}", "0123");
        row("{{upper .Id}} {{lower \"ABC\"}} {{title \"hello big world\"}}", "SHA256:0123 abc Hello Big World");
        row("{{pad \"x\" 2 3}}|{{truncate .Id 6}}|{{truncate \"ab\" 6}}", "  x   |sha256|ab");
        row("{{println .State.Pid \"x\" .Size}}", "42 x 1234\n");
        row("{{print 1 2 \"a\" 3 4}}", "1 2a3 4");
        row("{{printf \"%s=%d|%5d|%-5s|%05d|%x|%q|%v|%.2f|%t|%%\" .Id .Size 42 \"ab\" 42 255 \"q\\\"\" .RepoTags .Ratio true}}",
            "sha256:0123=1234|   42|ab   |00042|ff|\"q\\\"\"|[a:1 b:2]|0.25|true|%");
        row("{{printf \"%d\" \"x\"}} {{printf \"%d\"}} {{printf \"x\" 1}}", "%!d(string=x) %!d(MISSING) x%!(EXTRA int=1)");
        row("{{.Size | printf \"%d-%d\" 7}}", "7-1234");
        row("{{.RepoTags | json}}", R"(["a:1","b:2"])");
        row("{{.Ratio}} {{.Big}}", "0.25 1e+21");
        row("{{$x := .Size}}{{$x}} {{$x = 7}}{{$x}}", "1234 7");
        row("{{range .RepoTags}}{{$.Id}} {{end}}", "sha256:0123 sha256:0123 ");
        row("a  {{- 1 -}}  b {{- /* a comment */ -}} c", "a1bc");
        row("{{/* a comment */}}x", "x");
        row("{{\"a\\tb\\u00e9\"}}{{`raw\\n`}}{{'a'}}", "a\tb\xC3\xA9raw\\n97");
        row("{{1}} {{-2}} {{0x1f}} {{1.5}} {{1e3}} {{true}}", "1 -2 31 1.5 1000 true");
        row("{{eq 1 1}} {{eq .Id \"x\" \"sha256:0123\"}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt \"b\" \"a\"}} {{ge 1 2}}",
            "true true true true true true false");
        row("{{slice .Id 7}} {{slice .Id 0 6}} {{index .RepoTags 1}}", "0123 sha256 b:2");
        row("{{html \"<a>\"}} {{urlquery \"a b&c\"}} {{js \"'\"}}", "&lt;a&gt; a+b%26c \\'");
        row("{{define \"t\"}}<{{.}}>{{end}}{{template \"t\" .Size}}{{block \"u\" .Id}}{{.}}{{end}}", "<1234>sha256:0123");
        row("{{if .State.Health}}h{{else}}no health{{end}}", "no health");
        row("{{with $n := len .RepoTags}}{{$n}}{{end}}", "2");
        row("{{not .Config.Tty}} {{not .Id}}", "true false");
        row("\\t{{.Size}}", "\\t1234"); // docker inspect leaves it
    }
    void texts()
    {
        QFETCH(QByteArray, form);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(apply(form.constData())), expected);
    }

    void mistakes_data()
    {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *form, const char *why) {
            QTest::newRow(form) << QByteArray(form) << QByteArray("template parsing error: template: ") + why;
        };
        row("{{", ":1: unclosed action");
        row("{{.Id", ":1: unclosed action");
        row("{{.Id}", ":1: bad character U+007D '}'");
        row("{{@}}", ":1: unrecognized character in action: U+0040 '@'");
        row("{{nosuch .Id}}", ":1: function \"nosuch\" not defined");
        row("{{range .RepoTags}}", ":1: unexpected EOF");
        row("{{end}}", ":1: unexpected {{end}}");
        row("{{if}}x{{end}}", ":1: missing value for if");
        row("{{}}", ":1: missing value for command");
        row("{{$x}}", ":1: undefined variable \"$x\"");
        row("\n{{\"abc}}", ":2: unterminated quoted string");
        row("{{.Id | 3}}", ":1: non executable command in pipeline stage 2");
        row("{{(.Id}}", ":1: unclosed left paren");
        row("{{.Nope}}", ":1:2: executing \"\" at <.Nope>: map has no entry for key \"Nope\"");
        row("{{index .RepoTags 5}}", ":1:2: executing \"\" at <index .RepoTags 5>: error calling index: index out of range: 5");
        row("{{len 3}}", ":1:2: executing \"\" at <len 3>: error calling len: len of type int");
        row("{{eq 1 \"a\"}}", ":1:2: executing \"\" at <eq 1 \"a\">: error calling eq: incompatible types for comparison");
        row("{{template \"t\"}}", ":1:2: executing \"\" at <>: template \"t\" not defined");
        row("{{break}}", ":1: {{break}} outside {{range}}");
    }
    void mistakes()
    {
        QFETCH(QByteArray, form);
        QFETCH(QByteArray, why);
        const auto out = formatTemplate(form.constData(), document);
        TARE_FAILS(out, Errc::InvalidArgument);
        QCOMPARE(QByteArray::fromStdString(out.error().reason), why);
    }

    void endlessTemplatesEnd()
    {
        const std::string nested = "{{define \"t\"}}{{template \"t\" .}}{{end}}{{template \"t\" .}}";
        TARE_FAILS(formatTemplate(nested, "{}"), Errc::InvalidArgument);
        const std::string inIfs = "{{define \"t\"}}{{if 1}}{{if 1}}{{if 1}}{{template \"t\" .}}{{end}}{{end}}{{end}}{{end}}{{template \"t\" .}}";
        TARE_FAILS(formatTemplate(inIfs, "{}"), Errc::InvalidArgument);
        const std::string wide = "{{define \"t\"}}{{range 1000000}}{{range 1000000}}x{{end}}{{end}}{{end}}{{template \"t\" .}}";
        TARE_FAILS(formatTemplate(wide, "{}"), Errc::InvalidArgument);
        const std::string deep = "{{" + std::string(5000, '(') + "1" + std::string(5000, ')') + "}}";
        TARE_FAILS(formatTemplate(deep, "{}"), Errc::InvalidArgument);
    }

    void lists()
    {
        const std::map<std::string, std::string> headers = {{"ID", "IMAGE ID"}, {"Name", "NAME"}};
        auto table = ListFormat::create({}, "{{.ID}}\t{{.Name}}", headers);
        TARE_OK(table);
        TARE_OK(table->add(R"({"ID":"0123456789ab","Name":"x…"})"));
        TARE_OK(table->add(R"({"ID":"1","Name":""})"));
        QCOMPARE(*table->take(), std::string("IMAGE ID       NAME\n0123456789ab   x…\n1              \n"));

        auto own = ListFormat::create("table {{.Name}}\\t{{truncate .ID 2}}\\t{{.Label \"com.example.my-role\"}}", {}, headers);
        TARE_OK(own);
        TARE_OK(own->add(R"({"ID":"0123","Name":"n"})", R"({"Label":{"com.example.my-role":"web"}})"));
        QCOMPARE(*own->take(), std::string("NAME      IMAGE ID   my role\nn         01         web\n"));

        auto plain = ListFormat::create("{{.ID}}\\n{{.Label \"no\"}}", {}, headers);
        TARE_OK(plain);
        TARE_OK(plain->add(R"({"ID":"a"})", R"({"Label":{}})"));
        QCOMPARE(*plain->take(), std::string("a\n\n"));

        auto json = ListFormat::create("json", {}, headers);
        TARE_OK(json);
        TARE_OK(json->add(R"({"ID":"a"})"));
        QCOMPARE(*json->take(), std::string("{\"ID\":\"a\"}\n"));

        TARE_FAILS(ListFormat::create("{{.ID", {}, headers), Errc::InvalidArgument);
        auto missing = ListFormat::create("{{.Nope}}", {}, headers);
        TARE_OK(missing);
        TARE_FAILS(missing->add(R"({"ID":"a"})"), Errc::InvalidArgument);
    }

    void columnsAreOfNeighbours()
    {
        QCOMPARE(alignColumns("a\tb\nlonger than ten\tc\n"), std::string("a                 b\nlonger than ten   c\n"));
        QCOMPARE(alignColumns("a\tb\n\nlonger than ten\tc\n"), std::string("a         b\n\nlonger than ten   c\n"));
    }
};

QTEST_GUILESS_MAIN(TemplateTest)
#include "template_test.moc"
