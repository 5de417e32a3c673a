// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/qemu.h"

#include "core/vm/image_source.h"
#include "core/vm/qemu/console.h"
#include "core/vm/qemu/host_tsc.h"
#include "tests/support/result_test.h"

#include <QElapsedTimer>
#include <algorithm>
#include <cstdlib>

using namespace tare;
using namespace tare::vm;

class QemuTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingThatWasNotAskedFor();
    void emulationAndKvm();
    void commasInNames();
    void kernelsLineForABusyHost();
    void rateOfTheCounter();
    void lastWordsOfAConsole();
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

void QemuTest::kernelsLineForABusyHost()
{
    const auto qemu = Qemu::find();
    TARE_OK(qemu);
    const QString emulated = QString::fromStdString(qemu->kernelCommandLine(Acceleration::Emulation));
    const QString kvm = QString::fromStdString(qemu->kernelCommandLine(Acceleration::Kvm));
    QVERIFY(emulated.contains(QStringLiteral(" no_timer_check")));
    QVERIFY(kvm.contains(QStringLiteral(" no_timer_check")));
    // The rate is told where it is known, and never to a guest that has its clock from KVM.
    QCOMPARE(emulated.contains(QStringLiteral(" tsc_early_khz=")), tscMoment().has_value());
    QVERIFY(!kvm.contains(QStringLiteral("tsc")));
    BootSpec spec;
    QVERIFY(follows(qemu->arguments(spec, 3, 4), "-append", emulated.toStdString()));
}

void QemuTest::rateOfTheCounter()
{
    QCOMPARE(tscRate({1000, 0}, {26'001'000, 10'000'000}), std::optional<std::int64_t>(2'600'000));
    QCOMPARE(tscRate({0, 0}, {26'000, 10'000}), std::nullopt);         // too near each other
    QCOMPARE(tscRate({26'000'000, 0}, {0, 10'000'000}), std::nullopt); // it went back
    if (!tscMoment()) {
        qInfo("this machine's counter does not run evenly");
        return;
    }
    // Two measurements of one clock agree.
    std::vector<std::int64_t> rates;
    while (rates.size() < 2) {
        const auto before = tscMoment();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 10)
            continue;
        const auto after = tscMoment();
        if (before && after)
            rates.push_back(tscRate(*before, *after).value_or(0));
    }
    QVERIFY(rates[0] > 100'000 && rates[0] < 20'000'000);
    QVERIFY2(std::abs(rates[0] - rates[1]) < rates[0] / 500,
             qPrintable(QStringLiteral("%1 %2").arg(rates[0]).arg(rates[1])));
}

void QemuTest::lastWordsOfAConsole()
{
    QCOMPARE(lastWords(""), std::string("nothing"));
    QCOMPARE(lastWords("\x1b"
                       "c\x1b[?7l\x1b[2J\x1b[0mSeaBIOS (version 1)\r\nBooting from ROM..."),
             std::string("SeaBIOS (version 1) | Booting from ROM..."));
    QCOMPARE(
        lastWords(
            "Booting\n[    0.012000] ..MP-BIOS bug\n[    0.040000] Kernel panic - not syncing: IO-APIC + "
            "timer doesn't work!\n[    0.040000] Call Trace:\n[    0.040000]  <TASK>\n"),
        std::string("Kernel panic - not syncing: IO-APIC + timer doesn't work!"));
    QCOMPARE(lastWords("a\nb\n\nc\nd\n"), std::string("b | c | d"));
    const std::string bad = lastWords(std::string(5000, '\x07') + "\x1b[");
    QVERIFY(bad.size() <= 400 && bad.find('\x07') == std::string::npos);
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
