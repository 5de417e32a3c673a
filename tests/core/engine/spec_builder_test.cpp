// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/propagation.h"
#include "core/engine/local/spec_builder.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace tare;
using namespace tare::local;
using nlohmann::json;

namespace {

json build(const Record &record, std::optional<userns::Mapping> mapping = {}, std::uint32_t uid = 0)
{
    SpecInput input{record, "/bundle", "/rootfs", {uid, uid, {}, "/home/x"}, "/tare/id", {}, std::move(mapping)};
    input.resources.memory = 64 << 20;
    return json::parse(buildSpec(input).value());
}

bool hasNamespace(const json &spec, const char *type)
{
    for (const json &one : spec.at("linux").at("namespaces")) {
        if (one.at("type") == type)
            return true;
    }
    return false;
}

} // namespace

class SpecBuilderTest : public QObject
{
    Q_OBJECT

private slots:
    void dockersDefaults()
    {
        Record record;
        record.args = {"/x"};
        record.spec.network = "none";
        const json spec = build(record);
        for (const char *type : {"mount", "pid", "uts", "ipc", "cgroup", "network"})
            QVERIFY2(hasNamespace(spec, type), type);
        QVERIFY(!hasNamespace(spec, "user"));
        const json &caps = spec.at("process").at("capabilities");
        QCOMPARE(caps.at("bounding").size(), std::size_t{14});
        QCOMPARE(caps.at("effective").size(), std::size_t{14});
        QVERIFY(!caps.contains("inheritable"));
        QVERIFY(!caps.contains("ambient"));
        QCOMPARE(spec.at("linux").at("maskedPaths").size(), std::size_t{12});
        QCOMPARE(spec.at("linux").at("resources").at("memory").at("limit").get<int>(), 64 << 20);
        QCOMPARE(spec.at("linux").at("resources").at("devices").at(0).at("allow").get<bool>(), false);
        QCOMPARE(spec.at("annotations").at(seccompAnnotation).get<std::string>(), std::string("default"));
    }

    void otherUsersHaveNoCapabilities()
    {
        Record record;
        record.args = {"/x"};
        const json caps = build(record, {}, 1000).at("process").at("capabilities");
        QVERIFY(!caps.contains("effective"));
        QVERIFY(!caps.contains("permitted"));
    }

    void mountsAreInOrder()
    {
        Record record;
        record.args = {"/x"};
        record.spec.mounts = {{"/s", "/a/b/c", true}, {"/s", "/a", false}, {"/s", "/etc/hosts", false}};
        const json spec = build(record);
        std::vector<std::string> targets;
        for (const json &mount : spec.at("mounts"))
            targets.push_back(mount.at("destination"));
        const auto at = [&](const char *target) { return std::find(targets.begin(), targets.end(), target); };
        QVERIFY(at("/a") < at("/a/b/c"));
        QCOMPARE(std::count(targets.begin(), targets.end(), "/etc/hosts"), 1); // the user's takes its place
        QCOMPARE(spec.at("mounts").back().at("options").back().get<std::string>(), std::string("rro"));
    }

    void volumesAndPropagation()
    {
        Record record;
        record.args = {"/x"};
        record.spec.mounts = {{"/s", "/a", true, "rslave"}, {"/s", "/b", true, "", "writable"}, {"/s", "/c", false, "", "disabled"}};
        record.volumes = {{"data", "/v", true}, {"part", "/p"}, {"mem", "/m"}, {"bound", "/n"}};
        record.volumes[1].subpath = "x/y";
        record.volumes[2].options = {{"type", "tmpfs"}, {"device", "tmpfs"}, {"o", "size=1m"}};
        record.volumes[3].options = {{"type", "none"}, {"device", "/dir"}, {"o", "bind"}};
        const json spec = build(record);
        const auto at = [&](const char *target) {
            for (const json &mount : spec.at("mounts")) {
                if (mount.at("destination") == target)
                    return mount.at("type").get<std::string>() + " " + mount.at("options").dump();
            }
            return std::string();
        };
        QCOMPARE(at("/a"), std::string("bind [\"rbind\",\"rslave\",\"rro\"]"));
        QCOMPARE(at("/b"), std::string("bind [\"rbind\",\"rprivate\",\"ro\"]"));
        QCOMPARE(at("/c"), std::string("bind [\"bind\",\"rprivate\",\"rw\"]"));
        QCOMPARE(at("/v"), std::string("bind [\"rbind\",\"rprivate\",\"rro\"]"));
        QCOMPARE(at("/p"), std::string("bind [\"rbind\",\"rprivate\",\"rw\",\"org.tare.subpath=x/y\"]"));
        QCOMPARE(at("/m"), std::string("tmpfs [\"size=1m\",\"rprivate\"]"));
        QCOMPARE(at("/n"), std::string("bind [\"bind\",\"rprivate\"]"));
    }

    void whichMountAPathIsOn()
    {
        const char *text = "22 1 8:1 / / rw shared:1 - ext4 /dev/a rw\n"
                           "23 22 0:5 / /mnt rw - tmpfs t rw\n"
                           "24 22 0:6 / /mnt/with\\040space rw master:7 - tmpfs t rw\n"
                           "25 22 0:7 / /mnt rw shared:9 master:3 - tmpfs t rw\n"
                           "short line\n";
        QCOMPARE(mountOf(text, "/etc").path, std::string("/"));
        QVERIFY(mountOf(text, "/etc").shared && !mountOf(text, "/etc").slave);
        QCOMPARE(mountOf(text, "/mnt/with space/x").path, std::string("/mnt/with space"));
        QVERIFY(mountOf(text, "/mnt/with space").slave);
        QVERIFY(mountOf(text, "/mnt/x").shared && mountOf(text, "/mnt/x").slave); // the last is on top
        QCOMPARE(mountOf(text, "/mntx").path, std::string("/"));
        QCOMPARE(mountOf("", "/").path, std::string());
    }

    void rootless()
    {
        Record record;
        record.args = {"/x"};
        record.spec.network = "host";
        userns::Mapping mapping;
        mapping.uids = mapping.gids = {{0, 1000, 1}};
        const json spec = build(record, mapping);
        QVERIFY(hasNamespace(spec, "user"));
        QVERIFY(!hasNamespace(spec, "network"));
        QCOMPARE(spec.at("linux").at("uidMappings").at(0).at("hostID").get<int>(), 1000);
        for (const json &mount : spec.at("mounts")) {
            if (mount.at("destination") == "/sys")
                QCOMPARE(mount.at("type").get<std::string>(), std::string("bind"));
            if (mount.at("destination") == "/dev/pts") // gid 5 is not mapped
                QVERIFY(mount.at("options").dump().find("gid=5") == std::string::npos);
        }
    }

    void execChangesOnlyWhatItSays()
    {
        Record record;
        record.args = {"/x"};
        record.env = {"A=1", "B=2"};
        record.workingDir = "/w";
        ExecSpec exec;
        exec.command = {"y"};
        exec.env = {"A=3"};
        const json process = json::parse(buildExecProcess(record, exec, {7, 8, {9}, "/h"}));
        QCOMPARE(process.at("args").at(0).get<std::string>(), std::string("y"));
        QCOMPARE(process.at("cwd").get<std::string>(), std::string("/w"));
        QCOMPARE(process.at("env").dump(), std::string(R"(["B=2","A=3","HOME=/h"])"));
        QCOMPARE(process.at("user").at("uid").get<int>(), 7);
        QCOMPARE(process.at("terminal").get<bool>(), false);
    }
};

QTEST_GUILESS_MAIN(SpecBuilderTest)
#include "spec_builder_test.moc"
