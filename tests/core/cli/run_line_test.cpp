// SPDX-License-Identifier: GPL-3.0-or-later
// A container's options as a line of docker run, and lines that people paste as options.
#include "core/cli/options/run_line.h"
#include "core/cli/options/shell_words.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <functional>
#include <random>

using namespace tare;
using namespace tare::cli;

namespace {

using Words = std::vector<std::string>;
using Change = std::function<void(RunRequest &)>;

// Each changes one thing, to what a line can say.
const std::vector<Change> &changes()
{
    static const std::vector<Change> all = {
        [](auto &r) { r.spec.name = "a_b.c-1"; },
        [](auto &r) { r.spec.openStdin = true; },
        [](auto &r) { r.spec.tty = true; },
        [](auto &r) { r.spec.autoRemove = true; },
        [](auto &r) { r.spec.init = true; },
        [](auto &r) { r.spec.readOnlyRoot = true; },
        [](auto &r) { r.pull = "always"; },
        [](auto &r) { r.spec.command = {"sh", "-c", "echo \"$A\" 'b' \\ | cat # ; ~ *", ""}; },
        [](auto &r) { r.spec.entrypoint = Words{"/x y"}; },
        [](auto &r) { r.spec.entrypoint = Words{""}; },
        [](auto &r) { r.spec.env = {"A=1", "B=", "C=a b\n\tc", "D='\"", "TARE_NOT_SET_ANYWHERE"}; },
        [](auto &r) { r.spec.workingDir = "/a b"; },
        [](auto &r) { r.spec.user = "1000:1000"; },
        [](auto &r) { r.spec.hostname = "-h"; },
        [](auto &r) { r.spec.mounts = {{"/a b", "/c", false}, {"/d", "/e", true}}; },
        [](auto &r) { r.spec.volumes = {{"", "/v"}, {"named", "/w"}, {"other", "/x", true, true}}; },
        [](auto &r) {
            BindMount mount{"/s", "/t", true};
            mount.propagation = "rslave";
            r.spec.mounts.push_back(mount);
            mount.target = "/u";
            mount.mode = "rslave,ro,z";
            r.spec.mounts.push_back(mount);
        },
        [](auto &r) {
            r.spec.mounts.push_back({"/q,\"x", "/m", true, "rprivate", "readonly", false, true});
            r.spec.mounts.push_back({"/q", "/n", false, "", "disabled", true, true});
        },
        [](auto &r) {
            VolumeMount mount{"data", "/words", true, true, "a/b", "local", {{"k", "v=w"}}, {{"type", "tmpfs"}, {"o", "size=1m,mode=700"}}};
            mount.byMount = true;
            r.spec.volumes.push_back(mount);
            mount = {};
            mount.target = "/anonymous";
            mount.byMount = true;
            r.spec.volumes.push_back(mount);
        },
        [](auto &r) { r.spec.volumesFrom = {"web", "db:ro"}; },
        [](auto &r) { r.spec.isolation.tmpfs.push_back({"/mem", "ro,mode=1770,size=65536", true}); },
        [](auto &r) { r.spec.autoRemove = false, r.spec.restart = {RestartPolicy::When::OnFailure, 5}; },
        [](auto &r) { r.spec.health = {{"CMD-SHELL", "curl -f http://x || exit 1"}, 90'000'000'000, 1'500'000'000, 1, 0, 4}; },
        [](auto &r) { r.spec.log = {"local", {{"max-size", "10m"}, {"max-file", "3"}}}; },
        [](auto &r) { r.spec.annotations = {{"org.example.a", "b=c d"}, {"e", ""}}; },
        [](auto &r) { r.spec.cgroupParent = "/a b"; },
        [](auto &r) { r.spec.isolation.deviceRules = {"c 1:3 mr", "b *:* rwm"}; },
        [](auto &r) { r.spec.ulimits = {{"nofile", 1024, 2048}, {"core", -1, -1}, {"nproc", 5, 5}}; },
        [](auto &r) { r.spec.network = "bridge"; },
        [](auto &r) { r.spec.network = "container:web"; },
        [](auto &r) { r.spec.networking.more = {{"back", {}, {}, {}, {}}}; },
        [](auto &r) {
            r.spec.networking.ports = {{"", 8080, 8080, 80, "tcp"}, {"127.0.0.1", 0, 0, 81, "udp"}, {"::1", 53, 53, 53, "udp"},
                                       {"", 9000, 9010, 90, "tcp"}, {"", 0, 0, 1, "tcp"}};
        },
        [](auto &r) { r.spec.networking.publishAll = true; },
        [](auto &r) { r.spec.networking.expose = {"80/tcp", "53/udp"}; },
        [](auto &r) { r.spec.networking.first = {"", "172.30.0.9", "fd00::9", "92:d0:c6:0a:29:33", {"db", "sql"}}; },
        [](auto &r) { r.spec.networking.extraHosts = {"a:1.2.3.4", "b:::1", "c:host-gateway"}; },
        [](auto &r) { r.spec.networking.dns = {"1.1.1.1"}; },
        [](auto &r) { r.spec.networking.dnsSearch = {"."}; },
        [](auto &r) { r.spec.networking.dnsOptions = {"ndots:2"}; },
        [](auto &r) { r.spec.networking.domainname = "lan"; },
        [](auto &r) { r.spec.labels = {{"k", "v=w x"}, {"empty", ""}}; },
        [](auto &r) { r.spec.limits.nanoCpus = 1'500'000'001; },
        [](auto &r) { r.spec.limits.memory = 6'500'001; },
        [](auto &r) { r.spec.limits.memory = 64 << 20, r.spec.limits.memorySwap = -1; },
        [](auto &r) { r.spec.limits.memorySwap = std::int64_t{3} << 30U; },
        [](auto &r) { r.spec.limits.cpuShares = 512, r.spec.limits.cpuPeriod = 50000, r.spec.limits.cpuQuota = -1; },
        [](auto &r) { r.spec.limits.cpusetCpus = "0-2,4", r.spec.limits.cpusetMems = "0"; },
        [](auto &r) { r.spec.limits.memoryReservation = 32 << 20, r.spec.limits.memorySwappiness = 0; },
        [](auto &r) { r.spec.limits.oomKillDisable = true, r.spec.limits.blkioWeight = 300; },
        [](auto &r) {
            using Kind = DeviceLimit::Kind;
            r.spec.limits.devices = {{Kind::Weight, "/dev/sda", 200}, {Kind::ReadBps, "/dev/sda", 1 << 20}, {Kind::WriteBps, "/dev/sdb", 7},
                                     {Kind::ReadIops, "/dev/sda", 100}, {Kind::WriteIops, "/dev/sda", 0}};
        },
        [](auto &r) { r.spec.limits.pids = -1; },
        [](auto &r) { r.spec.isolation.privileged = true; },
        [](auto &r) { r.spec.isolation.capAdd = {"NET_ADMIN"}, r.spec.isolation.capDrop = {"ALL"}; },
        [](auto &r) { r.spec.isolation.noNewPrivileges = true; },
        [](auto &r) { r.spec.isolation.seccomp = "unconfined"; },
        [](auto &r) { r.spec.isolation.groups = {"audio", "44"}; },
        [](auto &r) { r.spec.isolation.pid = "host"; },
        [](auto &r) { r.spec.isolation.pid = "container:web"; },
        [](auto &r) { r.spec.isolation.ipc = "shareable"; },
        [](auto &r) { r.spec.isolation.uts = "host"; },
        [](auto &r) { r.spec.isolation.shmSize = 1 << 30; },
        [](auto &r) { r.spec.isolation.sysctls = {{"net.ipv4.ip_forward", "1"}, {"kernel.sem", "1 2 3"}}; },
        [](auto &r) { r.spec.isolation.tmpfs = {{"/run", "size=64m,mode=1777"}, {"/t", ""}}; },
        [](auto &r) {
            r.spec.isolation.devices = {{"/dev/fuse", "/dev/fuse", "rwm"}, {"/dev/a", "/dev/b", "r"}, {"/dev/c", "/dev/c", "rw"}};
        },
        [](auto &r) { r.spec.isolation.oomScoreAdj = -500; },
        [](auto &r) { r.spec.stopSignal = "SIGINT"; },
        [](auto &r) { r.spec.stopTimeout = -1; },
    };
    return all;
}

RunRequest plain()
{
    RunRequest out;
    out.spec.image = "tare/starter:latest";
    out.spec.network = "default";
    return out;
}

QString difference(const RunRequest &request)
{
    const std::string line = writeRunLine(request, RunVerb::RunDetached);
    const auto back = readRunLine(line);
    if (!back)
        return QString::fromStdString(line + "\n" + back.error().text());
    if (!back->detached || !back->leftOut.empty() || !(back->request == request))
        return QString::fromStdString(line + "\n" + writeRunLine(back->request, RunVerb::RunDetached) +
                                      (back->leftOut.empty() ? "" : "\nleft out: " + back->leftOut.front().text));
    return {};
}

PastedLine read(const std::string &text)
{
    auto line = readRunLine(text);
    if (!line) {
        qWarning("%s: %s", text.c_str(), line.error().text().c_str());
        return {};
    }
    return *line;
}

QStringList leftOut(const PastedLine &line, LeftOut::Why why)
{
    QStringList out;
    for (const LeftOut &one : line.leftOut) {
        if (one.why == why)
            out += QString::fromStdString(one.text);
    }
    return out;
}

} // namespace

class RunLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionComesBack()
    {
        QCOMPARE(difference(plain()), QString());
        for (const Change &change : changes()) {
            RunRequest request = plain();
            change(request);
            QVERIFY(!(request == plain()));
            QCOMPARE(difference(request), QString());
        }
    }

    void manyTogetherComeBack()
    {
        std::mt19937 random(20260101); // the same choices at every run
        for (int round = 0; round < 300; ++round) {
            RunRequest request = plain();
            for (const Change &change : changes()) {
                if (random() % 3 == 0)
                    change(request);
            }
            QCOMPARE(difference(request), QString());
        }
    }

    void theWholeLine()
    {
        RunRequest request = plain();
        QCOMPARE(writeRunLine(request, RunVerb::Create), std::string("docker create tare/starter:latest"));
        QCOMPARE(writeRunLine(request, RunVerb::Run), std::string("docker run tare/starter:latest"));
        request.spec.tty = request.spec.openStdin = true;
        request.spec.networking.ports = {{"127.0.0.1", 8080, 8080, 80, "tcp"}};
        request.spec.env = {"A=1 2"};
        request.spec.entrypoint = Words{"sh", "-c"};
        request.spec.command = {"x;y"};
        QCOMPARE(writeRunLine(request, RunVerb::RunDetached),
                 std::string("docker run -d -i -t -p 127.0.0.1:8080:80 -e 'A=1 2' --entrypoint sh tare/starter:latest -c 'x;y'"));
        request.spec.isolation.seccomp = "{}";
        request.seccompFile = "/p q.json";
        QVERIFY(writeRunLine(request, RunVerb::Run).find("--security-opt 'seccomp=/p q.json'") != std::string::npos);
    }

    void whatPeoplePaste()
    {
        const auto line = read("$ sudo -u me docker --context=far container run -itd --name=web \\\n"
                               "    -e A=\"b c\" -p8080:80 \\\r\n"
                               "  --memory 64m -v /srv:/data:ro nginx:1 nginx -g 'daemon off;'");
        QCOMPARE(line.request.spec.image, std::string("nginx:1"));
        QCOMPARE(line.request.spec.command, (Words{"nginx", "-g", "daemon off;"}));
        QCOMPARE(line.request.spec.name, std::string("web"));
        QVERIFY(line.request.spec.tty && line.request.spec.openStdin && line.detached);
        QCOMPARE(line.request.spec.env, (Words{"A=b c"}));
        QCOMPARE(line.request.spec.networking.ports.size(), std::size_t{1});
        QCOMPARE(line.request.spec.networking.ports[0].hostPort, std::uint16_t{8080});
        QCOMPARE(line.request.spec.limits.memory, std::optional<std::int64_t>(64 << 20));
        QVERIFY(line.request.spec.mounts.at(0).readOnly);
        QCOMPARE(leftOut(line, LeftOut::Why::Client), QStringList{QStringLiteral("--context=far")});
        QCOMPARE(line.leftOut.size(), std::size_t{1});
        QCOMPARE(read("docker run -e PATH -e X=1 i").request.spec.env, (Words{"PATH", "X=1"}));
        for (const char *same : {"podman run -it i", "tare run -ti i", "/usr/bin/docker run -i -t i", "# docker create -i=true -t i",
                                 "docker run --interactive --tty -- i", "sudo podman --root /x run -itd=false i"}) {
            const auto other = read(same);
            QVERIFY2(other.request.spec.tty && other.request.spec.openStdin && !other.detached, same);
            QCOMPARE(other.request.spec.image, std::string("i"));
        }
    }

    void nothingIsSwallowed()
    {
        const auto line = read("docker run --gpus all --link=db:db --use-api-socket -a stdout --bogus=1 -xi "
                               "--userns nonsense -v data -w /src --cidfile /c -v $(pwd):/src img | tee log");
        QCOMPARE(leftOut(line, LeftOut::Why::NotHere),
                 (QStringList{QStringLiteral("--gpus all"), QStringLiteral("--link=db:db"), QStringLiteral("--use-api-socket"),
                              QStringLiteral("--cidfile /c")}));
        QCOMPARE(leftOut(line, LeftOut::Why::Client), QStringList{QStringLiteral("-a stdout")});
        QCOMPARE(leftOut(line, LeftOut::Why::Unknown), (QStringList{QStringLiteral("--bogus=1"), QStringLiteral("-x")}));
        QCOMPARE(leftOut(line, LeftOut::Why::After), QStringList{QStringLiteral("| tee log")});
        QCOMPARE(leftOut(line, LeftOut::Why::Shell), QStringList{QStringLiteral("$(pwd):/src")});
        const QStringList refused = leftOut(line, LeftOut::Why::Refused);
        QVERIFY(refused.contains(QStringLiteral("--userns nonsense")));
        QVERIFY(refused.contains(QStringLiteral("-v data")));
        QVERIFY(line.request.spec.openStdin); // what stands beside what is not known counts
        QCOMPARE(line.request.spec.workingDir, std::string("/src"));
        QCOMPARE(line.request.spec.image, std::string("img"));
        QVERIFY(line.request.spec.command.empty());
    }

    void whatIsNoLineIsRefused()
    {
        for (const char *bad : {"", "docker", "docker ps -a", "docker run", "docker run -it", "ls -la", "docker run 'x", "docker run -e",
                                "docker run --nobody-knows this", "echo docker run x", "docker run x\\"})
            TARE_FAILS(readRunLine(bad), Errc::InvalidArgument);
        TARE_FAILS(readRunLine(std::string("docker run a\0b", 14)), Errc::InvalidArgument);
        TARE_FAILS(readRunLine("docker run " + std::string(1 << 20, 'a')), Errc::TooLarge);
    }

    void filesAreReadAfterwards()
    {
        const TempHome home;
        const std::string env = home.file("env"), profile = home.file("p.json");
        QFile a(QString::fromStdString(env)), b(QString::fromStdString(profile));
        QVERIFY(a.open(QIODevice::WriteOnly) && a.write("A=1\n# no\nB=2\n") > 0);
        QVERIFY(b.open(QIODevice::WriteOnly) && b.write("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}") > 0);
        a.close();
        b.close();
        auto line = read("docker run -e C=3 --env-file " + env + " --env-file /nosuch --security-opt seccomp=unconfined --security-opt seccomp=" +
                         profile + " i");
        QCOMPARE(line.request.spec.env, (Words{"C=3"}));
        QVERIFY(line.request.spec.isolation.seccomp.empty());
        readFilesOf(line);
        QCOMPARE(line.request.spec.env, (Words{"A=1", "B=2", "C=3"}));
        QVERIFY(line.request.spec.isolation.seccomp.find("SCMP_ACT_ALLOW") != std::string::npos);
        QCOMPARE(leftOut(line, LeftOut::Why::Refused), QStringList{QStringLiteral("--env-file /nosuch")});
        QVERIFY(writeRunLine(line.request, RunVerb::Run).find("seccomp=" + profile) != std::string::npos);
        line = read("docker run --security-opt seccomp=/nosuch i");
        readFilesOf(line);
        QVERIFY(line.request.seccompFile.empty());
        QCOMPARE(leftOut(line, LeftOut::Why::Refused).size(), 1);
    }

    void wordsAreSplitAsAShellDoes()
    {
        QCOMPARE(*splitWords("sh -c \"a \\\"b\\\" \\n\" 'c d'e f\\ g ''"), (Words{"sh", "-c", "a \"b\" \\n", "c de", "f g", ""}));
        QCOMPARE(*splitWords("a\\\nb c"), (Words{"ab", "c"}));
        QVERIFY(!splitWords("a 'b") && !splitWords("a\\") && splitWords("")->empty());
        const auto line = readShellLine("a '$b' \"$c\" x$ `d e`f ~/g h#i # j\nk l");
        QVERIFY(line.has_value());
        QCOMPARE(line->words, (Words{"a", "$b", "$c", "x$", "`d e`f", "~/g", "h#i"}));
        QCOMPARE(line->expanded, (Words{"$c", "`d e`f", "~/g"}));
        QCOMPARE(line->rest, std::string("k l"));
        QVERIFY(!readShellLine("a $(b (c)"));
    }
};

QTEST_GUILESS_MAIN(RunLineTest)
#include "run_line_test.moc"
