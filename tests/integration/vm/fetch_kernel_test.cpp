// SPDX-License-Identifier: GPL-3.0-or-later
// `tare vm kernel --fetch` against a small mirror on this machine, with Debian's real package.
#include "core/base/file.h"
#include "core/base/subprocess.h"
#include "core/oci/digest.h"
#include "core/vm/kernel/fetch.h"
#include "core/vm/kernel/initramfs.h"
#include "core/vm/kernel/packages.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <atomic>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

using namespace tare;
using namespace tare::vm;

namespace {

// GET of files below a folder, one connection after the other, HTTP/1.1 with Connection: close.
class FileServer
{
public:
    // `cutShort`: of files whose name ends so, half is sent and then nothing.
    explicit FileServer(QString root, QString cutShort = {})
        : m_root(std::move(root)), m_cutShort(std::move(cutShort))
    {
        m_listen.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (::bind(m_listen.get(), reinterpret_cast<sockaddr *>(&address), length) != 0 ||
            ::listen(m_listen.get(), 16) != 0 ||
            ::getsockname(m_listen.get(), reinterpret_cast<sockaddr *>(&address), &length) != 0)
            qFatal("cannot listen on loopback");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~FileServer()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    void serve()
    {
        while (!m_stop) {
            pollfd one = {m_listen.get(), POLLIN, 0};
            if (::poll(&one, 1, 50) <= 0)
                continue;
            const UniqueFd client(::accept4(m_listen.get(), nullptr, nullptr, SOCK_CLOEXEC));
            std::string request;
            char buffer[4096];
            while (request.find("\r\n\r\n") == std::string::npos) {
                const ssize_t n = ::read(client.get(), buffer, sizeof buffer);
                if (n <= 0)
                    break;
                request.append(buffer, static_cast<std::size_t>(n));
            }
            const std::string path = request.substr(4, request.find(' ', 4) - 4);
            QFile file(m_root + QString::fromStdString(path));
            const bool found = file.open(QIODevice::ReadOnly);
            const QByteArray body = found ? file.readAll() : QByteArray("no");
            const bool cut = !m_cutShort.isEmpty() && file.fileName().endsWith(m_cutShort);
            (void)writeAll(client.get(),
                           std::string(found ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found") +
                               "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
                               "\r\n\r\n" + body.left(cut ? body.size() / 2 : body.size()).toStdString());
        }
    }

    QString m_root, m_cutShort;
    UniqueFd m_listen;
    std::atomic<bool> m_stop = false;
    int m_port = 0;
    std::thread m_thread;
};

// The newest cloud kernel's package, from apt's cache or by `apt-get download`.
QString kernelPackage(const TempHome &home)
{
    const QStringList patterns = {QStringLiteral("linux-image-[0-9]*-cloud-amd64_*.deb")};
    QDir cache(QStringLiteral("/var/cache/apt/archives"));
    if (const QStringList files = cache.entryList(patterns, QDir::Files, QDir::Name); !files.isEmpty())
        return cache.filePath(files.last());
    QProcess policy;
    policy.start(QStringLiteral("apt-cache"),
                 {QStringLiteral("depends"), QStringLiteral("linux-image-cloud-amd64")});
    if (!policy.waitForFinished(60'000))
        return {};
    for (const QByteArray &line : policy.readAllStandardOutput().split('\n'))
        if (line.contains("Depends: linux-image-")) {
            QProcess apt;
            apt.setWorkingDirectory(QString::fromStdString(home.dir()));
            apt.start(QStringLiteral("apt-get"),
                      {QStringLiteral("download"), QString::fromLatin1(line.trimmed().mid(9))});
            (void)apt.waitForFinished(120'000);
        }
    QDir fetched(QString::fromStdString(home.dir()));
    const QStringList files = fetched.entryList(patterns, QDir::Files);
    return files.isEmpty() ? QString() : fetched.filePath(files.last());
}

} // namespace

void expectNothing(const std::string &mirror, Errc code, const QString &cutShort = {})
{
    const FileServer server(QString::fromStdString(mirror), cutShort);
    const TempHome home;
    FetchOptions options;
    options.mirror = server.url();
    TARE_FAILS(fetchGuestKernel(home.paths(), options, {}, {}), code);
    QVERIFY(!exists(kernelsDir(home.paths())) ||
            QDir(QString::fromStdString(kernelsDir(home.paths()))).isEmpty());
    QVERIFY(QDir(QString::fromStdString(home.paths().temporary())).isEmpty());
}

class FetchKernelTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TempHome> m_home;
    std::string m_mirror, m_stanza, m_packages, m_digest, m_file;
    Status publish(const std::string &packageDigest);

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_home.reset(); }
    void fetches();
    void wrongDigestLeavesNothing();
    void truncatedPackageIsRefused();
    void packageThatLeavesItsFolder();
    void otherIndexThanReleaseSays();
    void missingPackage();
    void connectionThatBreaks();
    void nobodyThere();
    void commandLine();
    void unknownSuite();
    void plainHttpElsewhereIsRefused();
};

void FetchKernelTest::initTestCase()
{
    m_home = std::make_unique<TempHome>();
    const QString deb = kernelPackage(*m_home);
    if (deb.isEmpty())
        QSKIP("Debian's cloud kernel package is neither in apt's cache nor can apt-get download it");
    m_mirror = m_home->file("mirror");
    m_file = "pool/kernel.deb";
    TARE_OK(makeDirs(m_mirror + "/pool"));
    TARE_OK(makeDirs(m_mirror + "/dists/bookworm/main/binary-amd64"));
    QVERIFY(QFile::copy(deb, QString::fromStdString(m_mirror + "/" + m_file)));
    const auto bytes = readFile(deb.toStdString(), 1U << 30U);
    TARE_OK(bytes);
    m_digest = oci::Digest::sha256(*bytes).hex();
    const std::string name = deb.section(QLatin1Char('/'), -1).section(QLatin1Char('_'), 0, 0).toStdString();
    m_stanza = "Package: linux-image-cloud-amd64\nVersion: 1\nDepends: " + name +
               " (= 1)\nFilename: pool/meta.deb\nSize: 5\nSHA256: " + std::string(64, '0') +
               "\n\nPackage: " + name + "\nVersion: 1\nFilename: " + m_file +
               "\nSize: " + std::to_string(bytes->size()) + "\nSHA256: ";
}

Status FetchKernelTest::publish(const std::string &packageDigest)
{
    const std::string folder = m_mirror + "/dists/bookworm/";
    const std::string plain = folder + "main/binary-amd64/Packages";
    TARE_CHECK(writeFileAtomic(plain, m_stanza + packageDigest + "\n"));
    SpawnOptions options;
    options.argv = {"xz", "-kf", plain};
    (void)TARE_TRY(run(options));
    const std::string packed = TARE_TRY(readFile(plain + ".xz"));
    return writeFileAtomic(folder + "Release",
                           "Suite: bookworm\nSHA256:\n " + oci::Digest::sha256(packed).hex() + " " +
                               std::to_string(packed.size()) + " main/binary-amd64/Packages.xz\n");
}

void FetchKernelTest::fetches()
{
    TARE_OK(publish(m_digest));
    const FileServer server(QString::fromStdString(m_mirror));
    FetchOptions options;
    options.mirror = server.url() + "/";
    const auto kernel = fetchGuestKernel(m_home->paths(), options, {}, {});
    TARE_OK(kernel);
    QVERIFY(kernel->release.find("-cloud-amd64") != std::string::npos);
    // The one that is fetched comes before the machine's own, and a guest can be booted from it.
    const auto found = findGuestKernel(m_home->paths());
    TARE_OK(found);
    QCOMPARE(found->image, kernel->image);
    TARE_OK(makeInitramfs(*found, Transport::Pci, "init"));
    TARE_OK(makeInitramfs(*found, Transport::Mmio, "init"));
    const auto dep = readFile(found->modulesDir + "/modules.dep");
    TARE_OK(dep);
    QVERIFY(dep->find("/overlay.ko") != std::string::npos);
    QVERIFY(QDir(QString::fromStdString(m_home->paths().temporary())).isEmpty());
    // A second time nothing is downloaded.
    QVERIFY(QFile::rename(QString::fromStdString(m_mirror + "/" + m_file),
                          QString::fromStdString(m_mirror + "/" + m_file + ".gone")));
    TARE_OK(fetchGuestKernel(m_home->paths(), options, {}, {}));
    QVERIFY(QFile::rename(QString::fromStdString(m_mirror + "/" + m_file + ".gone"),
                          QString::fromStdString(m_mirror + "/" + m_file)));
}

void FetchKernelTest::wrongDigestLeavesNothing()
{
    TARE_OK(publish(std::string(64, 'f')));
    const FileServer server(QString::fromStdString(m_mirror));
    const TempHome home;
    FetchOptions options;
    options.mirror = server.url();
    TARE_FAILS(fetchGuestKernel(home.paths(), options, {}, {}), Errc::DigestMismatch);
    QVERIFY(!exists(kernelsDir(home.paths())) ||
            QDir(QString::fromStdString(kernelsDir(home.paths()))).isEmpty());
    QVERIFY(QDir(QString::fromStdString(home.paths().temporary())).isEmpty());
}

void FetchKernelTest::truncatedPackageIsRefused()
{
    const auto bytes = readFile(m_mirror + "/" + m_file, 1U << 30U);
    TARE_OK(bytes);
    const TempHome home;
    for (const std::size_t size : {std::size_t(0), std::size_t(100), bytes->size() / 2}) {
        TARE_OK(writeFileAtomic(home.file("cut.deb"), bytes->substr(0, size)));
        TARE_FAILS(installKernelPackage(home.paths(), home.file("cut.deb"), {}), Errc::CorruptArchive);
        QVERIFY(!exists(kernelsDir(home.paths())) ||
                QDir(QString::fromStdString(kernelsDir(home.paths()))).isEmpty());
    }
}

void FetchKernelTest::packageThatLeavesItsFolder()
{
    const TempHome home;
    std::string builtin;
    for (const Transport transport : {Transport::Mmio, Transport::Pci})
        for (const std::string &name : neededModules(transport))
            builtin += "kernel/" + name + ".ko\n";
    const std::string tree = home.file("tree");
    TARE_OK(makeDirs(tree + "/boot"));
    TARE_OK(makeDirs(tree + "/lib/modules/9/kernel/fs/ext4"));
    TARE_OK(writeFileAtomic(tree + "/boot/vmlinuz-9", "kernel"));
    TARE_OK(writeFileAtomic(tree + "/lib/modules/9/modules.builtin", builtin));
    TARE_OK(writeFileAtomic(tree + "/evil.ko", "no module, but it is not even looked at"));
    SpawnOptions options;
    options.argv = {
        "sh", "-ec",
        "cd \"$1\"; tar -cf data.tar boot lib; tar -rPf data.tar "
        "--transform 's,^evil.ko,lib/modules/9/kernel/fs/ext4/../../../../../../../evil.ko,' evil.ko; "
        "tar -tPf data.tar | grep -q '[.][.]/evil.ko'; xz data.tar; ar rc package.deb data.tar.xz",
        "sh", tree};
    const auto made = run(options);
    TARE_OK(made);
    QVERIFY2(made->exitCode == 0, made->err.c_str());
    TARE_OK(installKernelPackage(home.paths(), tree + "/package.deb", {}));
    options.argv = {"find", home.dir(), "-name", "evil.ko"};
    const auto found = run(options);
    TARE_OK(found);
    QCOMPARE(found->out, tree + "/evil.ko\n");
}

void FetchKernelTest::otherIndexThanReleaseSays()
{
    TARE_OK(publish(m_digest));
    const std::string index = m_mirror + "/dists/bookworm/main/binary-amd64/Packages.xz";
    auto bytes = readFile(index);
    TARE_OK(bytes);
    bytes->back() = static_cast<char>(bytes->back() ^ 1);
    TARE_OK(writeFileAtomic(index, *bytes));
    expectNothing(m_mirror, Errc::DigestMismatch);
}

void FetchKernelTest::missingPackage()
{
    TARE_OK(publish(m_digest));
    const QString file = QString::fromStdString(m_mirror + "/" + m_file);
    QVERIFY(QFile::rename(file, file + QStringLiteral(".gone")));
    expectNothing(m_mirror, Errc::NotFound);
    QVERIFY(QFile::rename(file + QStringLiteral(".gone"), file));
}

void FetchKernelTest::connectionThatBreaks()
{
    TARE_OK(publish(m_digest));
    expectNothing(m_mirror, Errc::NetworkError, QStringLiteral(".deb"));
    expectNothing(m_mirror, Errc::NetworkError, QStringLiteral("Packages.xz"));
}

void FetchKernelTest::nobodyThere()
{
    const TempHome home;
    FetchOptions options;
    {
        const FileServer server(QString::fromStdString(m_mirror)); // its port is free again afterwards
        options.mirror = server.url();
    }
    const auto fetched = fetchGuestKernel(home.paths(), options, {}, {});
    TARE_FAILS(fetched, Errc::NetworkError);
    QVERIFY2(fetched.error().text().find("127.0.0.1") != std::string::npos, fetched.error().text().c_str());
    QVERIFY2(fetched.error().advice.find("--mirror") != std::string::npos, fetched.error().advice.c_str());
}

void FetchKernelTest::commandLine()
{
    TARE_OK(publish(m_digest));
    const FileServer server(QString::fromStdString(m_mirror));
    const TempHome home;
    SpawnOptions options;
    options.argv = {environment("TARE_LIBEXEC") + "/tare-lab",
                    "vm",
                    "kernel",
                    "--fetch",
                    "--mirror",
                    server.url() + "/",
                    "--suite",
                    "bookworm",
                    "--path"};
    const auto fetched = run(options);
    TARE_OK(fetched);
    QVERIFY2(fetched->exitCode == 0, fetched->err.c_str());
    QVERIFY(fetched->out.find(kernelsDir(home.paths())) == 0);
    QVERIFY(fetched->out.ends_with("/vmlinuz\n"));
    options.argv[options.argv.size() - 2] = "nonesuch";
    const auto unknown = run(options);
    TARE_OK(unknown);
    QVERIFY(unknown->exitCode != 0 && unknown->out.empty());
    QVERIFY2(unknown->err.find("nonesuch") != std::string::npos, unknown->err.c_str());
}

void FetchKernelTest::unknownSuite()
{
    const FileServer server(QString::fromStdString(m_mirror));
    FetchOptions options;
    options.mirror = server.url();
    options.suite = "nonesuch";
    TARE_FAILS(fetchGuestKernel(m_home->paths(), options, {}, {}), Errc::NotFound);
}

void FetchKernelTest::plainHttpElsewhereIsRefused()
{
    FetchOptions options;
    options.mirror = "http://192.0.2.1/debian"; // RFC 5737: nobody's; it must not even be asked
    TARE_FAILS(fetchGuestKernel(m_home->paths(), options, {}, {}), Errc::InvalidArgument);
}

QTEST_GUILESS_MAIN(FetchKernelTest)
#include "fetch_kernel_test.moc"
