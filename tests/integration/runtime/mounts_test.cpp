// SPDX-License-Identifier: GPL-3.0-or-later
// The mounts of the specification (config.md, "Mounts"; config-linux.md): what other runtimes' suites ask.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/conformance.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

// A mount on the host, with options of its own, that goes with the object.
class HostMount
{
public:
    explicit HostMount(std::string at) : m_at(std::move(at))
    {
        const Status made = makeDirs(m_at, 0755);
        if (!made || ::mount("tmpfs", m_at.c_str(), "tmpfs", 0, "size=1m") != 0)
            qFatal("cannot mount at %s", m_at.c_str());
    }
    ~HostMount() { ::umount2(m_at.c_str(), MNT_DETACH); }
    HostMount(const HostMount &) = delete;
    HostMount &operator=(const HostMount &) = delete;
    void set(std::uint64_t attributes) const
    {
        mount_attr attr{};
        attr.attr_set = attributes;
        attr.attr_clr = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NODIRATIME |
                        MOUNT_ATTR__ATIME | MOUNT_ATTR_NOSYMFOLLOW;
        attr.attr_clr &= ~(attributes & ~std::uint64_t(MOUNT_ATTR__ATIME));
        if (::mount_setattr(-1, m_at.c_str(), 0, &attr, sizeof attr) != 0)
            qFatal("cannot change %s", m_at.c_str());
    }

private:
    std::string m_at;
};

} // namespace

class RuntimeMountsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: runtime_rootless_test is what an ordinary user can run");
    }

    void aTmpfsMayBeginWithWhatWasThere()
    {
        Bundle b;
        const std::string data = b.lower() + "/data";
        TARE_OK(makeDirs(data + "/sub", 0755));
        TARE_OK(writeFileAtomic(data + "/sub/file", "kept\n", 0644));
        QVERIFY(::chmod(data.c_str(), 0710) == 0 && ::chown((data + "/sub/file").c_str(), 5, 6) == 0);
        QVERIFY(::symlink("/etc/passwd", (data + "/link").c_str()) == 0 && ::mkfifo((data + "/fifo").c_str(), 0600) == 0);
        // A link out of the root is copied as a link, and one at the target stays inside.
        TARE_OK(writeFileAtomic(b.dir() + "/secret", "secret", 0644));
        QVERIFY(::symlink((b.dir() + "/secret").c_str(), (data + "/escape").c_str()) == 0);
        QVERIFY(::symlink(b.dir().c_str(), (b.lower() + "/out").c_str()) == 0);
        TARE_OK(makeDirs(b.lower() + b.dir(), 0755)); // where the link leads inside
        b.config["mounts"].push_back(
            {{"destination", "/data"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"tmpcopyup", "ro"}}});
        b.config["mounts"].push_back(
            {{"destination", "/out"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"tmpcopyup"}}});
        b.shell("cat /data/sub/file; stat -c '%a %u:%g' /data/sub/file /data; readlink /data/link; readlink /data/escape; "
                "stat -c %F /data/fifo; grep ' /data ' /proc/mounts; cat /data/escape /out/secret; touch /data/new");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->out, "kept\n644 5:6\n710 0:0\n/etc/passwd\n" + b.dir() + "/secret\nfifo\n"), (out->out + out->err).c_str());
        QVERIFY2(has(out->out, "tmpfs /data tmpfs ro"), out->out.c_str());
        QVERIFY2(!has(out->out, "\nsecret"), out->out.c_str());
        QVERIFY2(has(out->err, "/data/new: Read-only file system"), out->err.c_str());
    }

    void aMountIsChangedAfterwards()
    {
        Bundle b;
        b.config["mounts"].push_back({{"destination", "/m"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"mode=755"}}});
        b.config["mounts"].push_back(
            {{"destination", "/m"}, {"type", "tmpfs"}, {"source", "tmpfs"}, {"options", {"remount", "ro", "noexec"}}});
        b.shell("grep -c ' /m ' /proc/mounts; touch /m/x");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(out->out == "1\n" && has(out->err, "Read-only file system"), (out->out + out->err).c_str());
    }

    void aReadOnlyDevIsFilledFirst()
    {
        Bundle b;
        for (json &m : b.config["mounts"]) {
            if (m["destination"] == "/dev")
                m["options"].push_back("ro");
        }
        b.shell("ls /dev/pts/ptmx /dev/null && touch /dev/x");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->out, "/dev/null\n"), (out->out + out->err).c_str());
        QVERIFY2(has(out->err, "/dev/x: Read-only file system"), out->err.c_str());
    }

    void idMappedMounts()
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0755));
        TARE_OK(writeFileAtomic(host + "/file", "x", 0644));
        QVERIFY(::chown((host + "/file").c_str(), 1000, 2000) == 0);
        const json uids = json::array({{{"containerID", 1000}, {"hostID", 3000}, {"size", 10}}});
        const json gids = json::array({{{"containerID", 2000}, {"hostID", 4000}, {"size", 10}}});
        b.config["mounts"].push_back({{"destination", "/mapped"}, {"type", "bind"}, {"source", host},
                                      {"options", {"rbind", "idmap"}}, {"uidMappings", uids}, {"gidMappings", gids}});
        b.config["mounts"].push_back(
            {{"destination", "/plain"}, {"type", "bind"}, {"source", host}, {"options", {"rbind"}}});
        b.shell("stat -c %u:%g /mapped/file /plain/file");
        const auto out = b.run();
        TARE_OK(out);
        if (has(out->err, "map the ids of") && has(out->err, "Invalid argument"))
            QSKIP("this kernel cannot map the ids of this file system");
        QCOMPARE(out->out, std::string("3000:4000\n1000:2000\n"));
    }

    void idMappedByTheUserNamespace()
    {
        Bundle b;
        const std::string host = b.dir() + "/host";
        TARE_OK(makeDirs(host, 0777));
        QVERIFY(::chmod(host.c_str(), 0777) == 0);
        b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        b.config["linux"]["uidMappings"] = json::array({{{"containerID", 0}, {"hostID", 100000}, {"size", 65536}}});
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        b.config["linux"]["resources"] = json::object();
        b.config["mounts"].push_back(
            {{"destination", "/mapped"}, {"type", "bind"}, {"source", host}, {"options", {"bind", "idmap"}}});
        b.shell("touch /mapped/made && stat -c %u /mapped/made");
        b.config["root"]["path"] = b.lower();
        const auto given = tare::run({{"chown", "-R", "100000:100000", b.lower()}, {}, {}, false, false, false, false});
        TARE_OK(given);
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        if (has(out->err, "map the ids of") && has(out->err, "Invalid argument"))
            QSKIP("this kernel cannot map the ids of this file system");
        QVERIFY2(out->out == "0\n", (out->out + out->err).c_str());
        struct stat st
        {
        };
        QVERIFY(::stat((host + "/made").c_str(), &st) == 0);
        QCOMPARE(st.st_uid, uid_t(0)); // on the disk it belongs to root, not to uid 100000
    }

    void withoutAMountNamespace()
    {
        Bundle b;
        const int mounts = mountsWith(b.dir());
        b.config["root"]["path"] = b.lower();
        b.config["linux"]["namespaces"] = json::array();
        b.config.erase("hostname");
        b.config["linux"]["maskedPaths"] = json::array();
        b.config["linux"]["readonlyPaths"] = json::array();
        json kept = json::array();
        for (const json &m : b.config["mounts"]) {
            if (m["type"] == "proc" || m["type"] == "tmpfs")
                kept.push_back(m);
        }
        b.config["mounts"] = kept;
        b.shell("for n in mnt pid net ipc uts; do readlink /proc/self/ns/$n; done; ls /");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 0, out->err.c_str());
        const auto lines = split(out->out, '\n');
        std::size_t n = 0;
        for (const char *kind : {"mnt", "pid", "net", "ipc", "uts"}) {
            char host[64]{};
            QVERIFY(::readlink((std::string("/proc/self/ns/") + kind).c_str(), host, sizeof host - 1) > 0);
            QCOMPARE(std::string(lines[n++]), std::string(host));
        }
        QVERIFY2(!has(out->out, "\nwork\n"), out->out.c_str());
        b.shell("sleep 1000");
        b.writeConfig();
        QCOMPARE(quietly(b, {"run", "--detach", "--bundle", b.dir()}), 0);
        const auto entered = b.exec({"ls", "/bin/busybox", "/work"}); // its root, not the host's
        TARE_OK(entered);
        QVERIFY2(has(entered->err, "/work: No such file"), (entered->out + entered->err).c_str());
        TARE_OK(b.call({"delete", "--force"}));
        QCOMPARE(mountsWith(b.dir()), mounts); // delete took what create mounted
    }

    void aBindMountsOptionsTakeThePlaceOfItsSources_data()
    {
        QTest::addColumn<quint64>("source");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("wanted"); // as /proc/mounts has it
        const auto row = [](std::uint64_t source, const char *asked, const char *wanted) {
            QTest::addRow("%llx %s", static_cast<unsigned long long>(source), asked) << quint64(source) << QByteArray(asked) << QByteArray(wanted);
        };
        const std::uint64_t ro = MOUNT_ATTR_RDONLY, noexec = MOUNT_ATTR_NOEXEC, nodir = MOUNT_ATTR_NODIRATIME;
        row(ro | noexec | nodir, "bind", "ro,noexec,nodiratime,relatime");
        row(ro | noexec | nodir, "rbind,rprivate", "ro,noexec,nodiratime,relatime");
        row(ro | noexec | nodir, "bind,dev", "rw,nodiratime,relatime");
        row(ro, "bind,nosuid,nodev", "rw,nosuid,nodev,relatime");
        row(ro, "bind,rw,nosuid", "rw,nosuid,relatime");
        row(MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID | noexec, "bind,ro", "ro,relatime");
        row(MOUNT_ATTR_NOATIME, "bind", "rw,noatime");
        row(MOUNT_ATTR_NOATIME, "bind,ro", "ro,noatime");
        row(MOUNT_ATTR_NOATIME, "bind,relatime", "rw,relatime");
        row(MOUNT_ATTR_NOATIME, "bind,nodiratime", "rw,nodiratime,relatime");
        row(nodir, "bind,strictatime", "rw");
        row(MOUNT_ATTR_NOATIME, "bind,nodiratime,strictatime", "rw,nodiratime");
    }
    void aBindMountsOptionsTakeThePlaceOfItsSources()
    {
        QFETCH(quint64, source);
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, wanted);
        Bundle b;
        const HostMount host(b.dir() + "/host");
        host.set(source);
        json options = json::array();
        for (const std::string_view one : split(std::string_view(asked.constData()), ','))
            options.push_back(std::string(one));
        b.config["mounts"].push_back({{"destination", "/m"}, {"type", "bind"}, {"source", b.dir() + "/host"}, {"options", options}});
        b.shell("grep ' /m ' /proc/mounts");
        RUNS(b, out);
        QVERIFY2(has(out->out, "tmpfs /m tmpfs " + wanted.toStdString() + ",size=1024k"), out->out.c_str());
    }

    // What the host forbids stays forbidden to who is root only in a user namespace.
    void aUserNamespaceTakesNothingAway()
    {
        Bundle b;
        const HostMount host(b.dir() + "/host");
        host.set(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID);
        b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        b.config["linux"]["uidMappings"] = json::array({{{"containerID", 0}, {"hostID", 100000}, {"size", 65536}}});
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        b.config["mounts"].push_back(
            {{"destination", "/tmp"}, {"type", "bind"}, {"source", b.dir() + "/host"}, {"options", {"bind", "nodev"}}});
        TARE_OK(tare::run({{"chown", "-R", "100000:100000", b.lower()}, {}, {}, false, false, false, false}));
        b.config["root"]["path"] = b.lower();
        b.shell("grep ' /tmp ' /proc/mounts");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(has(out->out, "tmpfs /tmp tmpfs ro,nosuid,nodev,relatime"), (out->out + out->err).c_str());
    }

    void readOnlyStopsAtTheNextMount_data()
    {
        QTest::addColumn<QByteArray>("option");
        QTest::addColumn<bool>("below");
        QTest::newRow("ro") << QByteArray("ro") << false;
        QTest::newRow("rro") << QByteArray("rro") << true;
    }
    void readOnlyStopsAtTheNextMount()
    {
        QFETCH(QByteArray, option);
        QFETCH(bool, below);
        Bundle b;
        const HostMount host(b.dir() + "/host");
        const HostMount inner(b.dir() + "/host/inner");
        b.config["mounts"].push_back(
            {{"destination", "/m"}, {"type", "bind"}, {"source", b.dir() + "/host"}, {"options", {"rbind", option.toStdString()}}});
        b.shell("touch /m/x; touch /m/inner/x && echo may");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "/m/x: Read-only file system"), out->err.c_str());
        QCOMPARE(has(out->out, "may"), !below);
    }

    void theRootsPropagation_data()
    {
        QTest::addColumn<QByteArray>("propagation");
        QTest::addColumn<QByteArray>("shown"); // in mountinfo
        QTest::newRow("shared") << QByteArray("shared") << QByteArray("shared:");
        QTest::newRow("unbindable") << QByteArray("unbindable") << QByteArray("unbindable");
        QTest::newRow("private") << QByteArray("private") << QByteArray("");
        QTest::newRow("slave") << QByteArray("slave") << QByteArray("");
    }
    void theRootsPropagation()
    {
        QFETCH(QByteArray, propagation);
        QFETCH(QByteArray, shown);
        Bundle b;
        b.config["linux"]["rootfsPropagation"] = propagation.toStdString();
        b.shell("grep ' / / ' /proc/self/mountinfo | head -1");
        RUNS(b, out);
        const auto fields = split(out->out, ' ');
        QVERIFY(fields.size() > 6);
        if (shown.isEmpty())
            QCOMPARE(std::string(fields[6]), std::string("-"));
        else
            QVERIFY2(fields[6].substr(0, static_cast<std::size_t>(shown.size())) == shown.constData() && fields[7] == "-", out->out.c_str());
    }

    void optionsThatSayNothingHere()
    {
        Bundle b;
        b.config["mounts"].push_back({{"destination", "/m"}, {"type", "tmpfs"}, {"source", "tmpfs"},
                                      {"options", {"size=1m", "iversion", "mand", "sync", "dirsync", "ratime", "rnorelatime"}}});
        b.shell("grep ' /m ' /proc/mounts");
        RUNS(b, out);
        QVERIFY2(has(out->out, "size=1024k"), out->out.c_str());
    }
};

QTEST_GUILESS_MAIN(RuntimeMountsTest)
#include "mounts_test.moc"
