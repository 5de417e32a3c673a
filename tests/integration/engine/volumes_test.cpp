// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes and mounts, as a person asks for them.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/kill_at.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;

// Of JSON values, printed when they differ.
#define SAME(value, ...) \
    QVERIFY2((value) == nlohmann::json(__VA_ARGS__), ((value).dump() + " is not " + nlohmann::json(__VA_ARGS__).dump()).c_str())

namespace {

constexpr int patience = 20'000; // ms; a shared machine is slow

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class VolumesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    RunOutput tare(const std::vector<std::string> &words, const std::string &input = {}) { return m_home->tare(words, input); }
    // In a shell of the starter image, in a container that is gone afterwards.
    std::string sh(std::vector<std::string> flags, const std::string &script)
    {
        flags.insert(flags.begin(), {"run", "--rm"});
        flags.insert(flags.end(), {"tare/starter", "sh", "-c", script});
        const RunOutput out = tare(flags);
        return out.exitCode == 0 ? out.out : "exit " + std::to_string(out.exitCode) + ": " + out.err;
    }
    std::string names() { return tare({"volume", "ls", "-q"}).out; }
    std::string dir() const { return cleanPath(m_home->paths().root + "/../shared"); }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }
    void cleanup()
    {
        const RunOutput left = tare({"ps", "-aq"});
        for (const std::string_view id : split(left.out, '\n')) {
            if (!id.empty())
                (void)tare({"rm", "-fv", std::string(id)});
        }
        (void)tare({"volume", "prune", "-af"});
        QTRY_VERIFY2_WITH_TIMEOUT(m_home->leftovers().empty(), join(m_home->leftovers(), "\n").c_str(), patience);
        (void)removeTree(dir());
    }

    void aVolumeHasALife()
    {
        QCOMPARE(tare({"volume", "create", "--label", "a=b", "-d", "local", "data"}).out, std::string("data\n"));
        QCOMPARE(tare({"volume", "create", "data"}).out, std::string("data\n")); // it is there
        const RunOutput drawn = tare({"volume", "create"});
        QCOMPARE(drawn.out.size(), std::size_t{65});
        const auto json = nlohmann::json::parse(tare({"volume", "inspect", "data"}).out, nullptr, false);
        QVERIFY(json.is_array() && json.size() == 1);
        SAME(json[0]["Name"], "data");
        SAME(json[0]["Driver"], "local");
        SAME(json[0]["Scope"], "local");
        SAME(json[0]["Labels"], (nlohmann::json{{"a", "b"}}));
        QVERIFY(json[0]["Options"].is_null());
        QCOMPARE(json[0]["Mountpoint"].get<std::string>(), m_home->paths().root + "/volumes/data/_data");
        QVERIFY(has(json[0]["CreatedAt"].get<std::string>(), "T"));
        QCOMPARE(tare({"inspect", "-f", "{{.Name}} {{.Driver}}", "data"}).out, std::string("data local\n"));
        QCOMPARE(tare({"inspect", "--type", "volume", "-f", "{{.Scope}}", "data"}).out, std::string("local\n"));
        QCOMPARE(tare({"inspect", "--type", "container", "data"}).exitCode, 1);
        QVERIFY(has(tare({"inspect", "nosuch"}).err, "No such object: nosuch"));
        QCOMPARE(tare({"volume", "ls", "-f", "label=a=b"}).out, std::string("DRIVER    VOLUME NAME\nlocal     data\n"));
        QCOMPARE(tare({"volume", "ls", "-q", "-f", "label=a=c"}).out, std::string());
        QCOMPARE(tare({"volume", "ls", "-f", "name=at", "--format", "{{.Name}} {{.Label \"a\"}} {{.Mountpoint}}"}).out,
                 "data b " + m_home->paths().root + "/volumes/data/_data\n");
        QCOMPARE(tare({"volume", "ls", "-q", "-f", "dangling=false"}).out, std::string());
        QCOMPARE(tare({"volume", "ls", "-f", "driver=local", "--format", "json", "-f", "name=data"}).out,
                 "{\"Availability\":\"N/A\",\"Driver\":\"local\",\"Group\":\"N/A\",\"Labels\":\"a=b\",\"Links\":\"N/A\",\"Mountpoint\":\"" +
                     m_home->paths().root + "/volumes/data/_data\",\"Name\":\"data\",\"Scope\":\"local\",\"Size\":\"N/A\",\"Status\":\"N/A\"}\n");
        const RunOutput again = tare({"volume", "rm", "data", "nosuch"});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.out, std::string("data\n"));
        QVERIFY2(has(again.err, "get nosuch: no such volume"), again.err.c_str());
        QCOMPARE(tare({"volume", "rm", "-f", "nosuch"}).exitCode, 0);
        QCOMPARE(tare({"volume", "inspect", "data"}).exitCode, 1);
        QCOMPARE(tare({"volume", "create", "../x"}).exitCode, 1);
        QCOMPARE(tare({"volume", "create", "-d", "nosuch", "xx"}).exitCode, 1);
        const RunOutput pruned = tare({"volume", "prune", "-f"});
        QCOMPARE(pruned.out, "Deleted Volumes:\n" + drawn.out + "\nTotal reclaimed space: 0B\n");
        QCOMPARE(names(), std::string());
    }

    void whatIsWrittenStays()
    {
        QCOMPARE(sh({"-v", "data:/data"}, "echo kept > /data/f; cat /data/f"), std::string("kept\n"));
        QCOMPARE(names(), std::string("data\n")); // made by its first use, and no container's own
        QCOMPARE(sh({"-v", "data:/other:ro"}, "cat /other/f; touch /other/g 2>/dev/null || echo read-only"),
                 std::string("kept\nread-only\n"));
        QCOMPARE(sh({"--mount", "src=data,dst=/d"}, "cat /d/f"), std::string("kept\n"));
        // Who has it is told, running or not.
        QCOMPARE(tare({"create", "--name", "web", "-v", "data:/data", "tare/starter", "true"}).exitCode, 0);
        const std::string id(trim(tare({"inspect", "-f", "{{.Id}}", "web"}).out));
        const RunOutput used = tare({"volume", "rm", "data"});
        QCOMPARE(used.exitCode, 1);
        QVERIFY2(has(used.err, "remove data: volume is in use - [" + id + "]") && has(used.err, "The container web has it"), used.err.c_str());
        QCOMPARE(tare({"volume", "ls", "-q", "-f", "dangling=true"}).out, std::string());
        QCOMPARE(tare({"volume", "ls", "-q", "-f", "dangling=false"}).out, std::string("data\n"));
        QCOMPARE(tare({"volume", "prune", "-af"}).out, std::string("Total reclaimed space: 0B\n"));
        QCOMPARE(tare({"rm", "-v", "web"}).exitCode, 0); // a named one stays
        QCOMPARE(names(), std::string("data\n"));
        QCOMPARE(tare({"volume", "prune", "-f"}).out, std::string("Total reclaimed space: 0B\n"));
        QCOMPARE(tare({"volume", "prune", "-af"}).out, std::string("Deleted Volumes:\ndata\n\nTotal reclaimed space: 5B\n"));
    }

    void anEmptyOneBeginsWithWhatTheImageHas()
    {
        const std::string passwd = sh({}, "cat /etc/passwd");
        QCOMPARE(sh({"-v", "etc:/etc"}, "cat /etc/passwd; echo mine > /etc/passwd"), passwd);
        QCOMPARE(sh({"-v", "etc:/etc"}, "cat /etc/passwd; ls /etc/hosts"), std::string("mine\n/etc/hosts\n")); // and not again
        QCOMPARE(sh({"-v", "bare:/etc:nocopy"}, "ls /etc/passwd 2>/dev/null || echo none"), std::string("none\n"));
        QCOMPARE(sh({"--mount", "dst=/etc,source=bare2,volume-nocopy=true"}, "ls /etc/passwd 2>/dev/null || echo none"), std::string("none\n"));
        QCOMPARE(sh({"-v", "sub:/nosuch/folder"}, "ls -a /nosuch/folder | wc -l"), std::string("2\n"));
    }

    void aContainersOwnGoWithItWhenAsked()
    {
        QCOMPARE(sh({"-v", "/data"}, "echo x > /data/f; cat /data/f"), std::string("x\n"));
        QCOMPARE(names(), std::string()); // --rm
        QCOMPARE(tare({"create", "--name", "one", "-v", "/data", "--mount", "dst=/more", "tare/starter", "true"}).exitCode, 0);
        QCOMPARE(names().size(), std::size_t{130});
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
        QCOMPARE(names().size(), std::size_t{130});
        QCOMPARE(tare({"system", "prune", "-f", "--volumes"}).exitCode, 0);
        QCOMPARE(names(), std::string());
        QCOMPARE(tare({"create", "--name", "one", "-v", "/data", "tare/starter", "true"}).exitCode, 0);
        QCOMPARE(tare({"rm", "-v", "one"}).exitCode, 0);
        QCOMPARE(names(), std::string());
        // One that is removed with its end, whose volume another has by then.
        QCOMPARE(tare({"run", "-d", "--rm", "--name", "one", "-v", "/data", "tare/starter", "sh", "-c", "echo y > /data/f; sleep 600"}).exitCode, 0);
        QCOMPARE(names().size(), std::size_t{65});
        QCOMPARE(tare({"create", "--name", "two", "--volumes-from", "one", "tare/starter", "cat", "/data/f"}).exitCode, 0);
        QCOMPARE(tare({"kill", "one"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"ps", "-aq", "-f", "name=one"}).out, std::string(), patience);
        QCOMPARE(names().size(), std::size_t{65});
        QCOMPARE(tare({"start", "-a", "two"}).out, std::string("y\n"));
        QCOMPARE(tare({"rm", "-v", "two"}).exitCode, 0);
        QCOMPARE(names(), std::string());
    }

    void volumesOfAnother()
    {
        TARE_OK(makeDirs(dir(), 0755));
        TARE_OK(writeFileAtomic(dir() + "/f", "bound\n", 0644));
        QCOMPARE(tare({"create", "--name", "from", "-v", dir() + ":/b", "-v", "data:/v", "-v", "/own", "tare/starter", "true"}).exitCode, 0);
        const RunOutput here = tare({"run", "--name", "to", "--volumes-from", "from:ro", "-v", "/own", "tare/starter", "sh", "-c",
                                     "cat /b/f; touch /v/x 2>/dev/null || echo ro; touch /own/x 2>/dev/null || echo ro"});
        QVERIFY2(here.out == "bound\nro\nro\n", (here.out + here.err).c_str());
        QCOMPARE(tare({"inspect", "-f", "{{.HostConfig.VolumesFrom}} {{.HostConfig.Binds}} {{len .Mounts}}", "to"}).out,
                 std::string("[from:ro] [] 3\n"));
        const RunOutput missing = tare({"create", "--volumes-from", "nosuch", "tare/starter", "true"});
        QVERIFY2(missing.exitCode == 1 && has(missing.err, "No such container: nosuch"), missing.err.c_str());
        QVERIFY(has(tare({"create", "--volumes-from", "from:shared", "tare/starter", "true"}).err, "invalid mode: shared"));
    }

    void inspectTellsOfThem()
    {
        TARE_OK(makeDirs(dir(), 0755));
        QCOMPARE(tare({"create", "--name", "all", "-v", dir() + ":/b:ro", "-v", "data:/v:nocopy", "-v", "/own", "--mount",
                       "type=bind,src=" + dir() + ",dst=/m,readonly,bind-propagation=rslave", "--mount", "src=more,dst=/w", "--mount",
                       "type=tmpfs,dst=/t,tmpfs-size=1m", "tare/starter", "true"})
                     .exitCode,
                 0);
        const auto json = nlohmann::json::parse(tare({"inspect", "all"}).out, nullptr, false);
        QVERIFY(json.is_array());
        const auto &host = json[0]["HostConfig"];
        const std::string bound = json[0]["HostConfig"]["Mounts"][0]["Source"];
        SAME(host["Binds"], (nlohmann::json{bound + ":/b:ro", "data:/v:nocopy"}));
        SAME(host["Mounts"][0], (nlohmann::json{{"Type", "bind"}, {"Source", bound}, {"Target", "/m"}, {"ReadOnly", true},
                                                    {"BindOptions", {{"Propagation", "rslave"}}}}));
        SAME(host["Mounts"][1], (nlohmann::json{{"Type", "volume"}, {"Source", "more"}, {"Target", "/w"}}));
        SAME(host["Mounts"][2], (nlohmann::json{{"Type", "tmpfs"}, {"Target", "/t"}, {"TmpfsOptions", {{"SizeBytes", 1048576}}}}));
        SAME(json[0]["Config"]["Volumes"], (nlohmann::json{{"/own", nlohmann::json::object()}}));
        std::map<std::string, nlohmann::json> at;
        for (const auto &one : json[0]["Mounts"])
            at[one["Destination"]] = one;
        QCOMPARE(at.size(), std::size_t{6});
        SAME(at["/v"], (nlohmann::json{{"Type", "volume"}, {"Name", "data"}, {"Source", m_home->paths().root + "/volumes/data/_data"},
                                           {"Destination", "/v"}, {"Driver", "local"}, {"Mode", "nocopy"}, {"RW", true}, {"Propagation", ""}}));
        SAME(at["/b"], (nlohmann::json{{"Type", "bind"}, {"Source", bound}, {"Destination", "/b"}, {"Mode", "ro"}, {"RW", false},
                                           {"Propagation", "rprivate"}}));
        SAME(at["/t"]["Type"], "tmpfs");
        QCOMPARE(tare({"ps", "-a", "--format", "{{.LocalVolumes}}"}).out, std::string("3\n"));
        QCOMPARE(tare({"ps", "-aq", "-f", "volume=data"}).out.size(), std::size_t{13});
        QVERIFY(has(tare({"system", "df"}).out, "Local Volumes   3         3         0B"));
        QVERIFY(has(tare({"system", "df", "-v"}).out, "more"));
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QString>("why");
        const auto row = [](const QStringList &flags, const char *why) { QTest::newRow(qPrintable(flags.join(u' '))) << flags << why; };
        row({"--mount", "type=bind,src=/no/such/place,dst=/a"}, "invalid mount config for type \"bind\": bind source path does not exist: /no/such/place");
        row({"-v", "/tmp:/a", "--mount", "type=tmpfs,dst=/a"}, "Duplicate mount point: /a");
        row({"-v", "one:/a/b", "-v", "two:/a/./b/"}, "Duplicate mount point: /a/b");
        row({"--tmpfs", "/a", "-v", "/tmp:/a"}, "Duplicate mount point: /a");
        row({"--mount", "src=vv,dst=/a,volume-subpath=../x"}, "subpath must be a relative path within the volume");
        row({"--mount", "dst=/a,volume-subpath=x"}, "must not set Subpath when using anonymous volumes");
        row({"--mount", "src=vv,dst=/a,volume-driver=nosuch"}, "nosuch");
        row({"--mount", "src=vv,dst=/a,volume-opt=size=1m"}, "quota size requested but no quota support");
        row({"--mount", "src=vv,dst=/a,volume-opt=type=ext4"}, "missing required option: \"device\"");
    }
    void refused()
    {
        QFETCH(QStringList, flags);
        QFETCH(QString, why);
        std::vector<std::string> words = {"run", "--rm"};
        for (const QString &flag : flags)
            words.push_back(flag.toStdString());
        words.insert(words.end(), {"tare/starter", "true"});
        const RunOutput out = tare(words);
        QCOMPARE(out.exitCode, 125);
        QVERIFY2(has(out.err, why.toStdString()), out.err.c_str());
        QCOMPARE(names(), std::string()); // nothing is left of the attempt
    }

    void whatIsBound()
    {
        const std::string made = dir() + "/by/it";
        QCOMPARE(sh({"--mount", "type=bind,bind-create-src,src=" + made + ",dst=/m"}, "echo x > /m/f"), std::string());
        QCOMPARE(readFile(made + "/f").value_or(""), std::string("x\n"));
        // Parents first, whatever the order in which they are said.
        QCOMPARE(sh({"-v", "deep:/a/b/c", "-v", dir() + "/by:/a/b", "--tmpfs", "/a"}, "touch /a/b/c/new; ls /a/b; ls /a/b/c"),
                 std::string("c\nit\nnew\n"));
        // A place that is a symlink in the image is where that leads in the container, never on the host.
        const std::string outside = dir() + "/outside";
        TARE_OK(makeDirs(outside, 0755));
        QCOMPARE(tare({"run", "--name", "links", "tare/starter", "sh", "-c", "ln -s ../../../../" + outside + " /way; mkdir -p /real; ln -s /real /in"}).exitCode, 0);
        QCOMPARE(tare({"commit", "links", "linked:1"}).exitCode, 0);
        const RunOutput followed = tare({"run", "--rm", "-v", "vv:/way/x", "-v", "ww:/in", "linked:1", "sh", "-c",
                                         "echo a > /way/x/f; echo b > /in/g; cat " + outside + "/x/f /real/g"});
        QVERIFY2(followed.out == "a\nb\n", (followed.out + followed.err).c_str());
        QVERIFY(!exists(outside + "/x"));
        QCOMPARE(tare({"rmi", "-f", "linked:1"}).exitCode, 0);
        const RunOutput proc = tare({"run", "--rm", "-v", "vv:/proc/sys", "tare/starter", "true"});
        QVERIFY2(proc.exitCode == 125 && has(proc.err, "/proc"), proc.err.c_str());
    }

    void aPartOfAVolume()
    {
        QCOMPARE(sh({"-v", "data:/d"}, "mkdir -p /d/a/b; echo x > /d/a/b/f; ln -s /etc /d/out; ln -s a/b /d/short"), std::string());
        QCOMPARE(sh({"--mount", "src=data,dst=/m,volume-subpath=a/b"}, "ls /m"), std::string("f\n"));
        QCOMPARE(sh({"--mount", "src=data,dst=/m,volume-subpath=short/f"}, "cat /m"), std::string("x\n"));
        const RunOutput out = tare({"run", "--rm", "--mount", "src=data,dst=/m,volume-subpath=out", "tare/starter", "ls", "/m"});
        QVERIFY2(out.exitCode == 125 && has(out.err, "out"), (out.out + out.err).c_str()); // there is no /etc in the volume
    }

    void optionsOfTheDriver()
    {
        TARE_OK(makeDirs(dir(), 0755));
        TARE_OK(writeFileAtomic(dir() + "/f", "there\n", 0644));
        QCOMPARE(tare({"volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + dir(), "bound"}).exitCode, 0);
        QCOMPARE(sh({"-v", "bound:/b"}, "cat /b/f; echo more > /b/g"), std::string("there\n"));
        QCOMPARE(readFile(dir() + "/g").value_or(""), std::string("more\n"));
        QCOMPARE(tare({"volume", "inspect", "-f", "{{.Options.device}}", "bound"}).out, dir() + "\n");
        QCOMPARE(tare({"volume", "rm", "bound"}).exitCode, 0);
        QVERIFY(exists(dir() + "/g")); // what is bound is not the volume's
        QCOMPARE(tare({"volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=size=1m,mode=700", "memory"}).exitCode, 0);
        QCOMPARE(sh({"-v", "memory:/m"}, "stat -f -c %T /m; stat -c %a /m; df -k /m | tail -n1 | awk '{print $2}'"), std::string("tmpfs\n700\n1024\n"));
        QCOMPARE(sh({"--mount", "src=made,dst=/m,volume-opt=type=tmpfs,volume-opt=device=tmpfs,volume-label=k=v"}, "stat -f -c %T /m"), std::string("tmpfs\n"));
        QCOMPARE(tare({"volume", "ls", "-q", "-f", "label=k=v"}).out, std::string("made\n"));
    }

    void readOnlyGoesAllTheWayDown()
    {
        if (::geteuid() != 0)
            QSKIP("to mount something on the host needs root");
        const std::string below = dir() + "/below";
        TARE_OK(makeDirs(below, 0755));
        QCOMPARE(::mount("tmpfs", below.c_str(), "tmpfs", 0, "size=1m"), 0);
        const ScopeExit undo([&] { ::umount2(below.c_str(), MNT_DETACH); });
        const std::string tries = "touch /m/x 2>/dev/null || echo top; touch /m/below/x 2>/dev/null || echo below";
        QCOMPARE(sh({"-v", dir() + ":/m:ro"}, tries), std::string("top\nbelow\n"));
        const std::string words = "type=bind,src=" + dir() + ",dst=/m,ro";
        QCOMPARE(sh({"--mount", words + ",bind-recursive=writable"}, tries), std::string("top\n"));
        QCOMPARE(sh({"--mount", words + ",bind-propagation=rprivate,bind-recursive=readonly"}, tries), std::string("top\nbelow\n"));
        QCOMPARE(sh({"--mount", words + ",bind-recursive=disabled"}, "ls /m/below"), std::string());
    }

    void mountsAreToldAsAsked()
    {
        if (::geteuid() != 0)
            QSKIP("to mount something on the host needs root");
        TARE_OK(makeDirs(dir(), 0755));
        QCOMPARE(::mount("tmpfs", dir().c_str(), "tmpfs", 0, "size=1m"), 0);
        const ScopeExit undo([&] {
            ::umount2((dir() + "/in").c_str(), MNT_DETACH);
            ::umount2(dir().c_str(), MNT_DETACH);
        });
        QCOMPARE(::mount(nullptr, dir().c_str(), nullptr, MS_PRIVATE, nullptr), 0);
        TARE_OK(makeDirs(dir() + "/in", 0755));
        TARE_OK(makeDirs(dir() + "/out", 0755));
        const RunOutput refused = tare({"run", "--rm", "-v", dir() + ":/m:rshared", "tare/starter", "true"});
        QVERIFY2(refused.exitCode == 125 && has(refused.err, "but it is not a shared mount"), refused.err.c_str());
        QVERIFY(has(tare({"run", "--rm", "-v", dir() + ":/m:slave", "tare/starter", "true"}).err, "but it is not a shared or slave mount"));
        QCOMPARE(::mount(nullptr, dir().c_str(), nullptr, MS_SHARED, nullptr), 0);
        for (const auto &[mode, comesIn, goesOut] : {std::tuple{"rshared", true, true}, {"rslave", true, false}, {"rprivate", false, false}}) {
            const RunOutput started = tare({"run", "-d", "--name", "box", "--cap-add", "SYS_ADMIN", "--security-opt", "seccomp=unconfined",
                                            "-v", dir() + ":/m:" + mode, "tare/starter", "sleep", "600"});
            QVERIFY2(started.exitCode == 0, started.err.c_str());
            QCOMPARE(::mount("tmpfs", (dir() + "/in").c_str(), "tmpfs", 0, "size=1m"), 0);
            TARE_OK(writeFileAtomic(dir() + "/in/f", "x", 0644));
            QCOMPARE(tare({"exec", "box", "ls", "/m/in"}).out, std::string(comesIn ? "f\n" : ""));
            const RunOutput inside = tare({"exec", "box", "sh", "-c", "mount -t tmpfs t /m/out && touch /m/out/g"});
            QVERIFY2(inside.exitCode == 0, inside.err.c_str());
            QCOMPARE(exists(dir() + "/out/g"), goesOut);
            QCOMPARE(tare({"rm", "-f", "box"}).exitCode, 0);
            QCOMPARE(::umount2((dir() + "/in").c_str(), MNT_DETACH), 0);
            if (goesOut)
                QCOMPARE(::umount2((dir() + "/out").c_str(), MNT_DETACH), 0);
        }
    }

    // Several at once want a volume that is not there yet: it is made once, filled once, and all find the same.
    void manyAtOnce()
    {
        constexpr int count = 12;
        std::vector<Child> children;
        for (int i = 0; i < count; ++i) {
            SpawnOptions options;
            options.argv = {EngineHome::program(), "--root", m_home->paths().root, "--state", m_home->paths().state, "create", "--name",
                            "n" + std::to_string(i), "-v", "both:/etc", "-v", (i % 2 == 0 ? "aa:/aa" : "bb:/aa"), "-v",
                            (i % 2 == 0 ? "bb:/bb" : "aa:/bb"), "tare/starter", "sh", "-c", "wc -l < /etc/passwd"};
            auto child = spawn(options);
            TARE_OK(child);
            children.push_back(std::move(*child));
        }
        for (Child &child : children)
            QCOMPARE(child.wait().value_or(-1), 0); // nor does any take another for one that was killed
        QCOMPARE(names(), std::string("aa\nbb\nboth\n"));
        const std::string lines = sh({}, "wc -l < /etc/passwd");
        for (int i = 0; i < count; ++i)
            QCOMPARE(tare({"start", "-a", "n" + std::to_string(i)}).out, lines);
        QCOMPARE(tare({"volume", "rm", "both"}).exitCode, 1);
    }

    // Whoever is killed while a volume is made, filled or removed leaves none that is half one.
    void killedAtAnyMoment()
    {
        if (::geteuid() != 0)
            QSKIP("newuidmap gives a traced process nothing: only root can watch what it starts");
        const std::string passwd = sh({}, "cat /etc/passwd | wc -c");
        const std::vector<std::string> base = {EngineHome::program(), "--root", m_home->paths().root, "--state", m_home->paths().state};
        const auto words = [&](const std::vector<std::string> &more) {
            std::vector<std::string> out = base;
            out.insert(out.end(), more.begin(), more.end());
            return out;
        };
        const auto at20Points = [&](const std::vector<std::string> &argv, const char *program, const auto &before, const auto &after) {
            before();
            const auto whole = runAndKill(argv, program, INT_MAX);
            TARE_OK(whole);
            QCOMPARE(whole->code, 0);
            after();
            int kills = 0;
            for (int n = 1; n <= whole->stops; n += std::max(whole->stops / 20, 1)) {
                before();
                const auto over = runAndKill(argv, program, n);
                TARE_OK(over);
                kills += over->killed ? 1 : 0;
                m_home->reopen();
                after();
                const auto left = [&] { // a folder that was being removed is taken up again after some seconds
                    m_home->reopen();
                    return join(m_home->leftovers(), "\n");
                };
                QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), (over->at + "\n" + join(m_home->leftovers(), "\n")).c_str(), 20000);
                if (QTest::currentTestFailed())
                    return;
            }
            QVERIFY(kills > 10);
        };
        const auto whole = [&] { // whatever there is of it
            QCOMPARE(sh({"-v", "data:/etc"}, "cat /etc/passwd | wc -c"), passwd);
            (void)tare({"rm", "-fv", "victim"});
            (void)tare({"volume", "prune", "-af"});
        };
        const auto create = words({"create", "--name", "victim", "-v", "data:/etc", "-v", "/own", "tare/starter", "true"});
        at20Points(create, "tare", [] {}, whole);
        at20Points(create, "tare-runtime", [] {}, whole);
        at20Points(words({"volume", "rm", "going"}), "tare", [&] { (void)tare({"volume", "create", "going"}); },
                   [&] { QCOMPARE(tare({"volume", "rm", "-f", "going"}).exitCode, 0); });
        at20Points(words({"run", "--rm", "--name", "victim", "-v", "/own", "tare/starter", "true"}), "tare-monitor", [] {},
                   [&] { QTRY_COMPARE_WITH_TIMEOUT(tare({"ps", "-aq"}).out + names(), std::string(), patience); });
    }

    // One that is to be removed with its end, whose monitor is killed: its own volume goes all the same.
    void aKilledMonitorLeavesNoVolume()
    {
        QCOMPARE(tare({"run", "-d", "--rm", "--name", "one", "-v", "/data", "tare/starter", "sleep", "600"}).exitCode, 0);
        QCOMPARE(names().size(), std::size_t{65});
        const auto container = m_home->engine().container("one");
        TARE_OK(container);
        QCOMPARE(::kill(container->monitorPid, SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"ps", "-aq"}).out, std::string(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(names(), std::string(), patience);
    }

    void eventsAreTold()
    {
        const std::string before = readFile(m_home->paths().events()).value_or("");
        QCOMPARE(tare({"volume", "create", "told"}).exitCode, 0);
        QCOMPARE(tare({"volume", "rm", "told"}).exitCode, 0);
        QCOMPARE(sh({"-v", "/own"}, "true"), std::string());
        const std::string text = readFile(m_home->paths().events()).value_or("").substr(before.size());
        QVERIFY(has(text, "\"action\":\"create\",\"id\":\"told\""));
        QVERIFY(has(text, "\"action\":\"destroy\",\"id\":\"told\""));
        std::size_t made = 0, gone = 0;
        for (const std::string_view line : split(text, '\n')) {
            const bool volume = line.find("\"volume\"") != std::string_view::npos;
            made += volume && line.find("\"create\"") != std::string_view::npos ? 1U : 0U;
            gone += volume && line.find("\"destroy\"") != std::string_view::npos ? 1U : 0U;
        }
        QCOMPARE(made, std::size_t{2});
        QCOMPARE(gone, std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(VolumesTest)
#include "volumes_test.moc"
