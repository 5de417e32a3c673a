// SPDX-License-Identifier: GPL-3.0-or-later
// The probe with programs that behave as a QEMU does whose guest never runs, breaks, or comes up.
#include "core/vm/qemu/probe.h"

#include "core/base/file.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;
using namespace tare::vm;

class ProbeTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TempHome> m_home;
    QByteArray m_path;
    GuestKernel m_kernel;
    std::string m_device;
    Qemu m_qemu;
    // Becomes the qemu-system-x86_64 in PATH. Descriptor 3 is the guest's channel.
    void install(const std::string &behaviour, const std::string &version = "9.9.9");
    Result<ProbeAnswer> probe(bool again = false);

private Q_SLOTS:
    void init();
    void cleanup();
    void guestThatNeverRuns();
    void guestThatBreaks();
    void guestThatComesUp();
    void rememberedForThisBootAndQemuOnly();
    void noDevice();
    void deviceOfOthers();
};

void ProbeTest::init()
{
    m_home = std::make_unique<TempHome>();
    m_path = qgetenv("PATH");
    m_device = m_home->file("kvm");
    m_kernel = {"1.0", m_home->file("vmlinuz"), m_home->file("modules")};
    TARE_OK(makeDirs(m_kernel.modulesDir));
    TARE_OK(makeDirs(m_home->file("bin")));
    for (const std::string &file : {m_device, m_kernel.image, m_kernel.modulesDir + "/modules.dep"})
        TARE_OK(writeFileAtomic(file, ""));
    std::string builtin;
    for (const std::string &name : neededModules(Transport::Pci))
        builtin += "kernel/" + name + ".ko\n";
    TARE_OK(writeFileAtomic(m_kernel.modulesDir + "/modules.builtin", builtin));
    qputenv("PATH", QByteArray::fromStdString(m_home->file("bin")) + ":" + m_path);
}

void ProbeTest::cleanup()
{
    qputenv("PATH", m_path);
    m_home.reset();
}

void ProbeTest::install(const std::string &behaviour, const std::string &version)
{
    const std::string file = m_home->file("bin/qemu-system-x86_64");
    TARE_OK(writeFileAtomic(file, "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'QEMU emulator version " +
                                      version + " (test)'; exit 0; fi\n" + behaviour + "\n"));
    QCOMPARE(::chmod(file.c_str(), 0755), 0);
    auto qemu = Qemu::find();
    TARE_OK(qemu);
    QCOMPARE(qemu->version(), version);
    m_qemu = *qemu;
}

Result<ProbeAnswer> ProbeTest::probe(bool again)
{
    return probeKvm(m_home->paths(), m_qemu, m_kernel, again, {}, std::chrono::milliseconds(700), m_device);
}

void ProbeTest::guestThatNeverRuns()
{
    const std::string pid = m_home->file("pid");
    install("echo $$ > " + pid + "; exec sleep 1000");
    const auto answer = probe();
    TARE_OK(answer);
    QCOMPARE(answer->acceleration, Acceleration::Emulation);
    QVERIFY2(answer->reason.find("opens, but a guest on it did not come up within 0.7 seconds") !=
                 std::string::npos,
             answer->reason.c_str());
    QVERIFY(answer->took >= 690'000'000); // poll(2) counts whole milliseconds
    QVERIFY(!answer->remembered);
    // What did not come up is not left running.
    if (const auto text = readFile(pid); text && !text->empty())
        QVERIFY(!exists("/proc/" + std::to_string(std::stoi(*text))));
}

void ProbeTest::guestThatBreaks()
{
    install("echo 'error: failed to set MSR 0x10a' >&2; exit 1");
    const auto answer = probe();
    TARE_OK(answer);
    QCOMPARE(answer->acceleration, Acceleration::Emulation);
    QVERIFY2(answer->reason.find("failed to set MSR 0x10a") != std::string::npos, answer->reason.c_str());
}

void ProbeTest::guestThatComesUp()
{
    install("printf 'H\\000\\000\\000\\0011' >&3; exec sleep 1000");
    const auto answer = probe();
    TARE_OK(answer);
    QCOMPARE(answer->acceleration, Acceleration::Kvm);
    QCOMPARE(answer->reason, std::string());
}

void ProbeTest::rememberedForThisBootAndQemuOnly()
{
    install("echo one >&2; exit 1");
    TARE_OK(probe());
    install("echo two >&2; exit 1");
    const auto second = probe();
    TARE_OK(second);
    QVERIFY(second->remembered && second->took == 0);
    QVERIFY(second->reason.find("one") != std::string::npos);
    const auto again = probe(true);
    TARE_OK(again);
    QVERIFY(!again->remembered && again->reason.find("two") != std::string::npos);
    install("echo three >&2; exit 1", "10.0.0");
    const auto other = probe();
    TARE_OK(other);
    QVERIFY(!other->remembered && other->reason.find("three") != std::string::npos);
    // Another boot.
    const std::string file = m_home->paths().state + "/kvm-probe.json";
    const auto saved = readFile(file);
    TARE_OK(saved);
    QByteArray bytes = QByteArray::fromStdString(*saved);
    const auto at = bytes.indexOf("\"boot\":\"") + 8;
    bytes[at] = bytes[at] == 'f' ? 'e' : 'f';
    TARE_OK(writeFileAtomic(file, bytes.toStdString()));
    const auto rebooted = probe();
    TARE_OK(rebooted);
    QVERIFY(!rebooted->remembered);
    TARE_OK(writeFileAtomic(file, "not JSON"));
    const auto damaged = probe();
    TARE_OK(damaged);
    QVERIFY(!damaged->remembered);
}

void ProbeTest::noDevice()
{
    install("exec sleep 1000");
    m_device = m_home->file("nothing");
    const auto answer = probe();
    TARE_OK(answer);
    QCOMPARE(answer->acceleration, Acceleration::Emulation);
    QVERIFY2(answer->reason.find("there is no " + m_device) == 0, answer->reason.c_str());
    // It may come at any moment (modprobe kvm), so this is not remembered.
    QVERIFY(!exists(m_home->paths().state + "/kvm-probe.json"));
}

void ProbeTest::deviceOfOthers()
{
    install("exec sleep 1000");
    if (::geteuid() != 0)
        QSKIP("only root can make a file that it may not open as somebody else");
    QCOMPARE(::chmod(m_home->dir().c_str(), 0711), 0);
    QCOMPARE(::chmod(m_device.c_str(), 0600), 0);
    QCOMPARE(::chown(m_device.c_str(), 0, 0), 0);
    QCOMPARE(::seteuid(65534), 0);
    const auto rootsOnly = probe();
    QCOMPARE(::seteuid(0), 0);
    TARE_OK(rootsOnly);
    QVERIFY2(rootsOnly->reason.find("only by root") != std::string::npos, rootsOnly->reason.c_str());
    QCOMPARE(::chmod(m_device.c_str(), 0660), 0);
    QCOMPARE(::chown(m_device.c_str(), 0, 1), 0); // daemon, by Debian's base-passwd
    QCOMPARE(::seteuid(65534), 0);
    const auto groups = probe();
    QCOMPARE(::seteuid(0), 0);
    TARE_OK(groups);
    QVERIFY2(groups->reason.find("adduser $USER daemon") != std::string::npos, groups->reason.c_str());
}

QTEST_GUILESS_MAIN(ProbeTest)
#include "probe_test.moc"
