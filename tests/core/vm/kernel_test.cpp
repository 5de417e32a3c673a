// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/guest_kernel.h"

#include "core/base/file.h"
#include "core/base/subprocess.h"
#include "core/vm/kernel/cpio.h"
#include "core/vm/kernel/initramfs.h"
#include "core/vm/kernel/modules.h"
#include "core/vm/kernel/unpack.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <algorithm>
#include <elf.h>

using namespace tare;
using namespace tare::vm;

namespace {

constexpr const char *dep =
    "kernel/virtio/virtio-ring.ko:\n"
    "kernel/virtio/virtio.ko: kernel/virtio/virtio-ring.ko\n"
    "kernel/virtio/virtio_pci.ko: kernel/virtio/virtio.ko kernel/virtio/virtio-ring.ko\n"
    "kernel/block/virtio_blk.ko.xz: kernel/virtio/virtio.ko kernel/virtio/virtio-ring.ko\n"
    "kernel/char/virtio_console.ko: kernel/virtio/virtio.ko\n";

std::size_t place(const std::vector<std::string> &list, const std::string &entry)
{
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), entry) - list.begin());
}

// An ELF file with nothing but a .modinfo and the names of its sections.
std::string moduleWith(const std::string &info)
{
    const std::string names("\0.modinfo\0.shstrtab\0", 20);
    Elf64_Ehdr head{};
    std::copy_n(ELFMAG, SELFMAG, head.e_ident);
    head.e_ident[EI_CLASS] = ELFCLASS64;
    head.e_ident[EI_DATA] = ELFDATA2LSB;
    head.e_shoff = sizeof head;
    head.e_shentsize = sizeof(Elf64_Shdr);
    head.e_shnum = 3;
    head.e_shstrndx = 2;
    Elf64_Shdr sections[3] = {};
    const std::size_t data = sizeof head + sizeof sections;
    sections[1].sh_name = 1;
    sections[1].sh_type = SHT_PROGBITS;
    sections[1].sh_offset = data;
    sections[1].sh_size = info.size();
    sections[2].sh_name = 10;
    sections[2].sh_type = SHT_STRTAB;
    sections[2].sh_offset = data + info.size();
    sections[2].sh_size = names.size();
    std::string out(reinterpret_cast<const char *>(&head), sizeof head);
    out.append(reinterpret_cast<const char *>(sections), sizeof sections);
    return out + info + names;
}

} // namespace

class KernelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dependenciesComeFirst();
    void builtInIsLeftOut();
    void missingModuleIsNamed();
    void cyclesEnd();
    void hostileListsAreRefused_data();
    void hostileListsAreRefused();
    void modinfo();
    void ownListIsReadBack();
    void cpioReadsOurArchive();
    void search();
    void initramfsOfThisMachine();
};

void KernelTest::dependenciesComeFirst()
{
    const auto index = ModuleIndex::parse(dep, "");
    TARE_OK(index);
    const auto order = index->order({"virtio_blk", "virtio_pci", "virtio_console"});
    TARE_OK(order);
    QCOMPARE(order->size(), std::size_t(5));
    QCOMPARE(place(*order, "kernel/virtio/virtio-ring.ko"), std::size_t(0));
    QCOMPARE(place(*order, "kernel/virtio/virtio.ko"), std::size_t(1));
}

void KernelTest::builtInIsLeftOut()
{
    const auto index = ModuleIndex::parse(dep, "kernel/fs/ext4/ext4.ko\nkernel/virtio/virtio-ring.ko\n");
    TARE_OK(index);
    const auto order = index->order({"ext4", "virtio"});
    TARE_OK(order);
    QCOMPARE(*order, std::vector<std::string>{"kernel/virtio/virtio.ko"});
}

void KernelTest::missingModuleIsNamed()
{
    const auto index = ModuleIndex::parse(dep, "");
    TARE_OK(index);
    const auto order = index->order({"virtio_net"});
    TARE_FAILS(order, Errc::NotFound);
    QCOMPARE(order.error().subject, std::string("virtio_net"));
}

void KernelTest::cyclesEnd()
{
    const auto index = ModuleIndex::parse("kernel/a.ko: kernel/b.ko\nkernel/b.ko: kernel/a.ko\n", "");
    TARE_OK(index);
    const auto order = index->order({"a"});
    TARE_OK(order);
    QCOMPARE(order->size(), std::size_t(2));
}

void KernelTest::hostileListsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no colon") << QByteArray("kernel/a.ko\n");
    QTest::newRow("absolute") << QByteArray("/etc/shadow:\n");
    QTest::newRow("dots") << QByteArray("kernel/../../etc/shadow.ko:\n");
    QTest::newRow("dots in a dependency") << QByteArray("kernel/a.ko: ../b.ko\n");
    QTest::newRow("space in a path") << QByteArray("kernel/virtio /virtio.ko:\n");
    QTest::newRow("control") << QByteArray("kernel/a\x1b.ko:\n");
}

void KernelTest::hostileListsAreRefused()
{
    QFETCH(QByteArray, text);
    TARE_FAILS(ModuleIndex::parse(text.toStdString(), ""), Errc::InvalidArgument);
}

void KernelTest::modinfo()
{
    const auto two =
        moduleDependencies(moduleWith(std::string("license=GPL\0depends=virtio,virtio-ring\0", 40)));
    TARE_OK(two);
    QCOMPARE(*two, (std::vector<std::string>{"virtio", "virtio_ring"}));
    const auto none = moduleDependencies(moduleWith(std::string("depends=\0", 9)));
    TARE_OK(none);
    QVERIFY(none->empty());
    TARE_FAILS(moduleDependencies("not an ELF file"), Errc::CorruptArchive);
    TARE_FAILS(moduleDependencies(moduleWith("depends=x").substr(0, 100)), Errc::CorruptArchive);
}

void KernelTest::ownListIsReadBack()
{
    const auto index = ModuleIndex::parse(dep, "");
    TARE_OK(index);
    const auto again = ModuleIndex::parse(index->text(), "");
    TARE_OK(again);
    QCOMPARE(again->text(), index->text());
    QCOMPARE(again->modules.at("virtio_pci").dependencies.size(), std::size_t(2));
}

void KernelTest::cpioReadsOurArchive()
{
    const TempHome home;
    CpioWriter writer;
    writer.folder("dev");
    writer.device("dev/console", 5, 1);
    writer.file("init", "#!", 0755);
    writer.file("odd", "12345");
    TARE_OK(writeFileAtomic(home.file("a.cpio"), writer.finish()));
    SpawnOptions options;
    options.argv = {"cpio", "-itv", "--quiet", "-F", home.file("a.cpio")};
    const auto output = run(options);
    if (!output)
        QSKIP("cpio is not installed");
    QCOMPARE(output->exitCode, 0);
    const auto lines = QString::fromStdString(output->out).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith(QStringLiteral("drwxr-xr-x")) && lines[0].endsWith(QStringLiteral(" dev")));
    QVERIFY(lines[1].startsWith(QStringLiteral("crw-------")) && lines[1].contains(QStringLiteral("5,")));
    QVERIFY(lines[2].startsWith(QStringLiteral("-rwxr-xr-x")));
    QVERIFY(lines[3].contains(QStringLiteral(" 5 ")) && lines[3].endsWith(QStringLiteral(" odd")));
}

void KernelTest::search()
{
    const TempHome home;
    const auto add = [&](const std::string &release, const std::string &modules) {
        QVERIFY(writeFileAtomic(home.file("boot/vmlinuz-" + release), "kernel"));
        QVERIFY(makeDirs(home.file("modules/" + release)));
        QVERIFY(writeFileAtomic(home.file("modules/" + release + "/modules.dep"), modules));
        QVERIFY(writeFileAtomic(home.file("modules/" + release + "/modules.builtin"),
                                "kernel/fs/ext4/ext4.ko\n"));
    };
    TARE_OK(makeDirs(home.file("boot")));
    add("6.1.0-9-amd64", dep);
    add("6.1.0-9-cloud-amd64", dep);
    add("6.1.0-10-cloud-amd64", dep);
    add("6.9.0-1-cloud-amd64", "kernel/a.ko:\n");
    const KernelSearch found = searchKernels(home.file("fetched"), home.file("boot"), home.file("modules"));
    QCOMPARE(found.kernels.size(), std::size_t(3));
    QCOMPARE(found.kernels[0].release, std::string("6.1.0-10-cloud-amd64"));
    QCOMPARE(found.kernels[1].release, std::string("6.1.0-9-cloud-amd64"));
    QCOMPARE(found.kernels[2].release, std::string("6.1.0-9-amd64"));
    QCOMPARE(found.unsuitable.size(), std::size_t(1));
    QVERIFY(found.unsuitable[0].find("virtio") != std::string::npos);
}

void KernelTest::initramfsOfThisMachine()
{
    const KernelSearch found = searchKernels("/nonexistent");
    if (found.kernels.empty())
        QSKIP("no kernel for a guest is installed (linux-image-cloud-amd64)");
    for (const Transport transport : {Transport::Pci, Transport::Mmio}) {
        const auto bytes = makeInitramfs(found.kernels[0], transport, "init");
        TARE_OK(bytes);
        QVERIFY(bytes->find("TRAILER!!!") != std::string::npos);
        QCOMPARE(bytes->size() % 512, std::size_t(0));
    }
}

QTEST_GUILESS_MAIN(KernelTest)
#include "kernel_test.moc"
