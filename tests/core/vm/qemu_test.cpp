// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/qemu.h"

#include "core/vm/image_source.h"
#include "tests/support/result_test.h"

#include <algorithm>

using namespace tare;
using namespace tare::vm;

class QemuTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingThatWasNotAskedFor();
    void emulationAndKvm();
    void commasInNames();
    void commandOfAnImage();
};

namespace {

bool follows(const std::vector<std::string> &argv, const std::string &option, const std::string &value)
{
    const auto at = std::find(argv.begin(), argv.end(), option);
    return at != argv.end() && at + 1 != argv.end() && *(at + 1) == value;
}

} // namespace

void QemuTest::nothingThatWasNotAskedFor()
{
    BootSpec spec;
    spec.disk = "/d.ext4";
    spec.cpus = 2;
    spec.memory = 512LL << 20U;
    const auto argv = Qemu().arguments(spec, 3, 4);
    QVERIFY(follows(argv, "-nic", "none"));
    QVERIFY(follows(argv, "-display", "none"));
    QVERIFY(follows(argv, "-monitor", "none"));
    QVERIFY(follows(argv, "-smp", "2"));
    QVERIFY(follows(argv, "-m", "512M"));
    for (const char *flag : {"-nodefaults", "-no-user-config", "-no-reboot", "-sandbox"})
        QVERIFY2(std::find(argv.begin(), argv.end(), flag) != argv.end(), flag);
    const auto drive = std::find(argv.begin(), argv.end(), "-drive");
    QVERIFY(drive != argv.end() && (drive + 1)->find("snapshot=on") != std::string::npos);
}

void QemuTest::emulationAndKvm()
{
    BootSpec spec;
    const auto tcg = Qemu().arguments(spec, 3, 4);
    QVERIFY(std::any_of(tcg.begin(), tcg.end(),
                        [](const auto &w) { return w.find("accel=tcg") != std::string::npos; }));
    spec.acceleration = Acceleration::Kvm;
    const auto kvm = Qemu().arguments(spec, 3, 4);
    QVERIFY(std::any_of(kvm.begin(), kvm.end(),
                        [](const auto &w) { return w.find("accel=kvm") != std::string::npos; }));
    QVERIFY(std::find(kvm.begin(), kvm.end(), "-drive") == kvm.end());
    QVERIFY(QByteArray(accelerationName(Acceleration::Emulation)).contains("software emulation"));
}

void QemuTest::commasInNames()
{
    BootSpec spec;
    spec.disk = "/a,b,format=qcow2.ext4";
    const auto argv = Qemu().arguments(spec, 3, 4);
    const auto drive = std::find(argv.begin(), argv.end(), "-drive");
    QVERIFY((drive + 1)->find("file=/a,,b,,format=qcow2.ext4") != std::string::npos);
}

void QemuTest::commandOfAnImage()
{
    oci::ImageConfig config;
    TARE_FAILS(commandOf(config, {}), Errc::InvalidArgument);
    config.entrypoint = {"/entry"};
    config.cmd = {"default"};
    config.env = {"A=1"};
    config.user = "app";
    const auto own = commandOf(config, {});
    TARE_OK(own);
    QCOMPARE(own->argv, (std::vector<std::string>{"/entry", "default"}));
    QCOMPARE(own->workingDir, std::string("/"));
    QCOMPARE(own->user, std::string("app"));
    const auto given = commandOf(config, {"x", "y"});
    TARE_OK(given);
    QCOMPARE(given->argv, (std::vector<std::string>{"/entry", "x", "y"}));
}

QTEST_GUILESS_MAIN(QemuTest)
#include "qemu_test.moc"
