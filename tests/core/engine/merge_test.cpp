// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/merge.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>
#include <csignal>

using namespace tare;
using namespace tare::local;

namespace {

oci::ImageConfig image()
{
    oci::ImageConfig out;
    out.entrypoint = {"/entry"};
    out.cmd = {"a", "b"};
    out.env = {"PATH=/image", "X=1"};
    out.workingDir = "/srv";
    out.user = "web";
    out.labels = {{"from", "image"}, {"both", "image"}};
    return out;
}

using Words = std::vector<std::string>;

Result<Record> merged(const CreateSpec &spec, const oci::ImageConfig &config = image())
{
    Record record;
    record.id = std::string(64, 'a');
    record.spec = spec;
    TARE_CHECK(merge(record, config));
    return record;
}

bool has(const Record &record, const char *variable)
{
    return std::find(record.env.begin(), record.env.end(), variable) != record.env.end();
}

} // namespace

class MergeTest : public QObject
{
    Q_OBJECT

private slots:
    void volumes()
    {
        oci::ImageConfig config = image();
        config.volumes = {"/data/", "/logs", "rel/./ative"};
        CreateSpec spec;
        spec.mounts = {{"/src", "/x/../logs", true}};
        spec.volumes = {{"", "/own"}, {"named", "/x/../named", true}, {"", "/logs"}};
        const auto record = merged(spec, config);
        TARE_OK(record);
        Words targets;
        for (const VolumeMount &volume : record->volumes) {
            targets.push_back(volume.target);
            QCOMPARE(volume.name, volume.target == "/named" ? std::string("named") : std::string());
        }
        // What is bound over takes the image's place, and that of a volume of the container's own.
        QCOMPARE(targets, (Words{"/named", "/own", "/data", "/rel/ative"}));
        QVERIFY(record->volumes[0].readOnly);
        QCOMPARE(record->spec.mounts[0].target, std::string("/logs"));
        const auto again = Record::parse(record->toJson());
        TARE_OK(again);
        QCOMPARE(again->volumes, record->volumes);
        QCOMPARE(again->spec, record->spec);
        QCOMPARE(again->entrypoint, record->entrypoint);

        spec.volumes = {{"v", "/logs/"}};
        TARE_FAILS(merged(spec, config), Errc::InvalidArgument); // twice
        spec.volumes = {{"v", "/a"}, {"w", "/a"}};
        TARE_FAILS(merged(spec, config), Errc::InvalidArgument);
        spec.volumes = {{"v", "/a"}};
        spec.isolation.tmpfs = {{"/a", ""}};
        TARE_FAILS(merged(spec, config), Errc::InvalidArgument);
        spec.isolation.tmpfs.clear();
        spec.volumes = {{"", "/"}};
        TARE_FAILS(merged(spec, config), Errc::InvalidArgument);
        config.volumes = {"/.."};
        TARE_FAILS(merged(CreateSpec(), config), Errc::InvalidArgument);
    }

    void commands()
    {
        CreateSpec spec;
        QCOMPARE(merged(spec)->args, (Words{"/entry", "a", "b"}));
        spec.command = {"c"};
        QCOMPARE(merged(spec)->args, (Words{"/entry", "c"}));
        spec.entrypoint = Words{"/mine"};
        QCOMPARE(merged(spec)->args, (Words{"/mine", "c"}));
        spec.command.clear(); // a new entrypoint takes the image's command away
        QCOMPARE(merged(spec)->args, (Words{"/mine"}));
        spec.entrypoint = Words{""};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec.command = {"c"};
        QCOMPARE(merged(spec)->args, (Words{"c"}));
        TARE_FAILS(merged({}, {}), Errc::InvalidArgument);
    }

    void environmentAndTheRest()
    {
        qputenv("TARE_MERGE_TEST", "own");
        qunsetenv("TARE_MERGE_TEST_UNSET");
        CreateSpec spec;
        spec.env = {"X=2", "NEW=3", "TARE_MERGE_TEST", "TARE_MERGE_TEST_UNSET"};
        spec.tty = true;
        spec.labels = {{"both", "user"}};
        const auto record = merged(spec);
        TARE_OK(record);
        QVERIFY(has(*record, "PATH=/image"));
        QVERIFY(has(*record, "X=2"));
        QVERIFY(!has(*record, "X=1"));
        QVERIFY(has(*record, "NEW=3"));
        QVERIFY(has(*record, "TARE_MERGE_TEST=own"));
        QVERIFY(has(*record, "TERM=xterm"));
        QVERIFY(has(*record, "HOSTNAME=aaaaaaaaaaaa"));
        QCOMPARE(record->workingDir, std::string("/srv"));
        QCOMPARE(record->user, std::string("web"));
        QCOMPARE(record->labels.at("both"), std::string("user"));
        QCOMPARE(record->labels.at("from"), std::string("image"));
        QCOMPARE(record->stopSignal, std::string("SIGTERM"));
        const auto plain = merged({}, [] {
            oci::ImageConfig config;
            config.cmd = {"x"};
            return config;
        }());
        TARE_OK(plain);
        QVERIFY(has(*plain, "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        QCOMPARE(plain->workingDir, std::string());
    }

    void portsOfTheImageAndTheUser()
    {
        CreateSpec spec;
        spec.network = "lab";
        spec.networking.expose = {"53/udp"};
        spec.networking.ports = {{"", 8080, 8080, 443, "tcp"}};
        spec.networking.first.mac = "92-D0-C6-0A-29-33";
        const auto record = merged(spec, [] {
            oci::ImageConfig config;
            config.cmd = {"sh"};
            config.exposedPorts = {"80", "9/sctp", "443/tcp"};
            return config;
        }());
        TARE_OK(record);
        QCOMPARE(record->exposedPorts, (std::vector<std::string>{"80/tcp", "443/tcp", "53/udp"}));
        QCOMPARE(record->spec.networking.first.mac, std::string("92:d0:c6:0a:29:33"));
    }

    void nonsenseIsRefused()
    {
        CreateSpec spec;
        spec.network = "container:";
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.network = "bridge";
        spec.networking.first.address = "172.17.0.9"; // of networks that people made
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.networking.dnsSearch = {"lan\nnameserver 192.0.2.1"};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.workingDir = "relative";
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.env = {"=x"};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.hostname = "no spaces";
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec = {};
        spec.mounts = {{"/src", "/a/../..", false}};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec.mounts = {{"/src", "/", false}};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
        spec.mounts = {{"src", "/a", false}};
        TARE_FAILS(merged(spec), Errc::InvalidArgument);
    }

    void signalsHaveManyNames()
    {
        QCOMPARE(*parseSignal("KILL"), SIGKILL);
        QCOMPARE(*parseSignal("sigterm"), SIGTERM);
        QCOMPARE(*parseSignal("9"), 9);
        QCOMPARE(*parseSignal("SIGRTMIN+3"), 37);
        QCOMPARE(*parseSignal("RTMAX-1"), 63);
        for (const char *bad : {"", "0", "65", "-1", "SIG", "NOPE", "RTMIN+99", "RTMAX+1"})
            TARE_FAILS(parseSignal(bad), Errc::InvalidArgument);
    }

    void recordsRoundTrip()
    {
        CreateSpec spec;
        spec.image = "x";
        spec.entrypoint = Words{"/e", "\xff\xfe"};
        spec.mounts = {{"/a", "/b", true}};
        spec.ulimits = {{"nofile", 1, 2}};
        spec.limits.memory = 7 << 20;
        spec.limits.pids = -1;
        spec.labels = {{"k", "v"}};
        auto record = merged(spec);
        TARE_OK(record);
        record->layers = {"/l1", "/l2"};
        spec.entrypoint = Words{"/e", "\xef\xbf\xbd\xef\xbf\xbd"};
        const auto back = Record::parse(record->toJson());
        TARE_OK(back);
        QCOMPARE(back->spec, spec);
        QCOMPARE(back->layers, record->layers);
        QCOMPARE(back->env, record->env);
    }

    void damagedRecordsAreErrors()
    {
        for (const char *bad : {"", "{", "[]", "null", R"({"id":5})", "\xff"}) {
            TARE_FAILS(Record::parse(bad), Errc::InvalidArgument);
            TARE_FAILS(RunState::parse(bad), Errc::InvalidArgument);
        }
    }
};

QTEST_GUILESS_MAIN(MergeTest)
#include "merge_test.moc"
