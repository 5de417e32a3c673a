// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/packages.h"

#include "tests/support/result_test.h"

using namespace tare;
using namespace tare::vm;

namespace {

const std::string digest(64, 'a');

std::string stanza(const std::string &name, const std::string &version, const std::string &file,
                   const std::string &more = {})
{
    return "Package: " + name + "\nVersion: " + version + "\n" + more + "Filename: " + file +
           "\nSize: 12\nSHA256: " + digest + "\n\n";
}

} // namespace

class PackagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheNewest();
    void dependency();
    void hostile();
    void release();
};

void PackagesTest::findsTheNewest()
{
    const std::string index = stanza("linux", "1", "pool/a.deb") + stanza("other", "5", "pool/x.deb") +
                              stanza("linux", "10", "pool/b.deb") + stanza("linux", "9", "pool/c.deb");
    const auto found = findPackage(index, "linux");
    TARE_OK(found);
    QCOMPARE(found->filename, std::string("pool/b.deb"));
    QCOMPARE(found->size, std::int64_t(12));
    TARE_FAILS(findPackage(index, "linu"), Errc::NotFound);
    // A description that quotes a field is no field.
    TARE_FAILS(findPackage("Package: a\nDescription: x\n Package: linux\n\n", "linux"), Errc::NotFound);
}

void PackagesTest::dependency()
{
    Package meta;
    meta.name = "linux-image-cloud-amd64";
    meta.depends = "libc6 (>= 2), linux-image-6.1.0-9-cloud-amd64 (= 6.1.27-1)";
    const auto name = kernelDependency(meta);
    TARE_OK(name);
    QCOMPARE(*name, std::string("linux-image-6.1.0-9-cloud-amd64"));
    meta.depends = "linux-image-../../x";
    TARE_FAILS(kernelDependency(meta), Errc::NotFound);
}

void PackagesTest::hostile()
{
    for (const char *file : {"../../etc/passwd", "/etc/passwd", "pool/../../x", "", "pool//x", "pool/\x1b"})
        TARE_FAILS(findPackage(stanza("linux", "1", file), "linux"), Errc::InvalidArgument);
    TARE_FAILS(findPackage("Package: linux\nFilename: a\nSize: 1\nSHA256: zz\n", "linux"),
               Errc::InvalidArgument);
    TARE_FAILS(findPackage("Package: linux\nFilename: a\nSize: -1\nSHA256: " + digest + "\n", "linux"),
               Errc::InvalidArgument);
}

void PackagesTest::release()
{
    const std::string text = "Suite: stable\nMD5Sum:\n " + std::string(32, 'b') +
                             " 5 main/binary-amd64/Packages.xz\nSHA256:\n " + digest +
                             " 123 main/binary-amd64/Packages.xz\n";
    const auto index = findIndex(text, "main/binary-amd64/Packages.xz");
    TARE_OK(index);
    QCOMPARE(index->sha256, digest);
    QCOMPARE(index->size, std::int64_t(123));
    TARE_FAILS(findIndex(text, "main/binary-arm64/Packages.xz"), Errc::NotFound);
}

QTEST_GUILESS_MAIN(PackagesTest)
#include "packages_test.moc"
