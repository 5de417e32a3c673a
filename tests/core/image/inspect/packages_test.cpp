// SPDX-License-Identifier: GPL-3.0-or-later
// Package databases: each format, what hostile ones are answered with, and which layer a package came with.
#include "core/image/packages/package_database.h"
#include "tests/core/image/inspect/layers.h"
#include "tests/core/image/inspect/rpm_builder.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::image;

class PackagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dpkg();
    void apk();
    void rpm_data();
    void rpm();
    void broken_data();
    void broken();
    void pathsOfDatabases();
    void layersOfPackages();
    void unreadIsSaid();
    void versions_data();
    void versions();
};

namespace {

const std::vector<RpmPackage> rpms = {{"bash", "5.1.8", "6.el9", "x86_64", 7738634, -1},
                                      {"openssl", "3.0.7", "24.el9", "x86_64", 2228320, 1},
                                      {"gpg-pubkey", "8483c65d", "5ccc5b19", "", 0, 0},
                                      {"tzdata", "2024a", "1.el9", "noarch", 860, 0}};

QString shown(const Packages &packages)
{
    QStringList out;
    for (const Package &p : packages)
        out << QStringLiteral("%1 %2 %3 %4").arg(QString::fromStdString(p.name), QString::fromStdString(p.version),
                                                 QString::fromStdString(p.architecture), QString::number(p.size));
    return out.join(QLatin1String(", "));
}

} // namespace

void PackagesTest::dpkg()
{
    const auto packages = readDpkg("Package: libc6\nStatus: install ok installed\nInstalled-Size: 12\nArchitecture: amd64\n"
                                   "Version: 2.36-9\nDescription: GNU\n Package: no field\n\n"
                                   "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n"
                                   "package: half\nSTATUS: install ok half-configured\nVersion: 1:2~rc1\nInstalled-Size: x\n\n\n"
                                   "Package: last\nStatus: install ok installed\nVersion: 3");
    TARE_OK(packages);
    QCOMPARE(shown(*packages), QStringLiteral("libc6 2.36-9 amd64 12288, half 1:2~rc1  -1, last 3  -1"));
    const auto part = readDpkg("Package: base-files\nVersion: 12\nArchitecture: amd64\n"); // distroless: no Status
    TARE_OK(part);
    QCOMPARE(shown(*part), QStringLiteral("base-files 12 amd64 -1"));
}

void PackagesTest::apk()
{
    const auto packages = readApk("C:Q1abc=\nP:musl\nV:1.2.4-r2\nA:x86_64\nS:383152\nI:622592\nF:lib\nR:ld\n\nP:busybox\nV:1.36\n");
    TARE_OK(packages);
    QCOMPARE(shown(*packages), QStringLiteral("musl 1.2.4-r2 x86_64 622592, busybox 1.36  -1"));
    QCOMPARE(packages->front().manager, PackageManager::Apk);
}

void PackagesTest::rpm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("path");
    QTest::newRow("sqlite") << QByteArray::fromStdString(sqliteDatabase(rpms)) << QStringLiteral("var/lib/rpm/rpmdb.sqlite");
    QTest::newRow("ndb") << QByteArray::fromStdString(ndbDatabase(rpms)) << QStringLiteral("usr/lib/sysimage/rpm/Packages.db");
    QTest::newRow("bdb") << QByteArray::fromStdString(bdbDatabase(rpms)) << QStringLiteral("var/lib/rpm/Packages");
    QTest::newRow("bdb, other byte order") << QByteArray::fromStdString(bdbDatabase(rpms, true)) << QStringLiteral("var/lib/rpm/Packages");
}

void PackagesTest::rpm()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, path);
    PackageDatabase database;
    database.path = path.toStdString();
    readPackageDatabase(bytes.toStdString(), database);
    QCOMPARE(database.unread, std::string());
    QCOMPARE(shown(database.packages), QStringLiteral("bash 5.1.8-6.el9 x86_64 7738634, openssl 1:3.0.7-24.el9 x86_64 2228320, "
                                                      "tzdata 2024a-1.el9 noarch 860"));
}

void PackagesTest::broken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("path");
    const auto path = QStringLiteral("var/lib/rpm/");
    const QByteArray sqlite = QByteArray::fromStdString(sqliteDatabase(rpms));
    const QByteArray ndb = QByteArray::fromStdString(ndbDatabase(rpms));
    const QByteArray bdb = QByteArray::fromStdString(bdbDatabase(rpms));
    QTest::newRow("sqlite, no table") << QByteArray::fromStdString(sqliteDatabase({})).replace("Packages", "Backages") << path + QStringLiteral("rpmdb.sqlite");
    QTest::newRow("sqlite, text") << QByteArray(5000, 'x') << path + QStringLiteral("rpmdb.sqlite");
    QTest::newRow("ndb, cut") << ndb.left(4200) << path + QStringLiteral("Packages.db");
    QTest::newRow("ndb, empty") << QByteArray() << path + QStringLiteral("Packages.db");
    QTest::newRow("bdb, cut") << bdb.left(1600) << path + QStringLiteral("Packages");
    QByteArray circle = bdb;
    circle.replace(2 * 512 + 16, 4, QByteArray("\2\0\0\0", 4)); // the first overflow page is its own next
    QTest::newRow("bdb, a circle") << circle << path + QStringLiteral("Packages");
    QByteArray btree = bdb;
    btree.replace(12, 4, QByteArray("\x62\x31\x05\x00", 4));
    QTest::newRow("bdb, btree") << btree << path + QStringLiteral("Packages");
}

void PackagesTest::broken()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, path);
    PackageDatabase database;
    database.path = path.toStdString();
    readPackageDatabase(bytes.toStdString(), database);
    QVERIFY(!database.unread.empty());
    QVERIFY(database.packages.empty());
}

void PackagesTest::pathsOfDatabases()
{
    for (const char *path : {"var/lib/dpkg/status", "var/lib/dpkg/status.d/base", "lib/apk/db/installed", "usr/lib/apk/db/installed",
                             "var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages", "usr/lib/sysimage/rpm/Packages.db"}) {
        QVERIFY2(isPackageDatabase(path), path);
        QVERIFY2(mayBePackageDatabase(path), path);
    }
    for (const char *path : {"var/lib/dpkg/status-old", "var/lib/dpkg/status.d/base.md5sums", "var/lib/dpkg/status.d/a/b", "x/var/lib/dpkg/status",
                             "var/lib/rpm/Name", "lib/apk/db/scripts.tar"})
        QVERIFY2(!isPackageDatabase(path), path);
}

void PackagesTest::layersOfPackages()
{
    auto paragraph = [](const std::string &name, const std::string &version) {
        return "Package: " + name + "\nStatus: install ok installed\nVersion: " + version + "\nArchitecture: amd64\n\n";
    };
    TarBuilder one, two, three, four;
    one.file("var/lib/dpkg/status", paragraph("base", "1") + paragraph("tool", "1") + paragraph("old", "1"));
    two.file("etc/motd", "nothing to do with packages");
    three.file("./var/lib/dpkg/status", paragraph("base", "1") + paragraph("tool", "2") + paragraph("new", "1"));
    three.file("var/lib/dpkg/status.d/extra", "Package: extra\nVersion: 5\n");
    four.file("var/lib/dpkg/status.d/.wh.extra", "");
    const std::vector<std::string> tars = {one.bytes(), two.bytes(), three.bytes()};
    const auto contents = contentsOf(tars);
    TARE_OK(contents);
    QStringList out;
    for (const Package &p : (*contents)->packages().packages)
        out << QStringLiteral("%1 %2 in %3").arg(QString::fromStdString(p.name), QString::fromStdString(p.version), QString::number(p.layer));
    QCOMPARE(out.join(QLatin1String(", ")), QStringLiteral("base 1 in 0, extra 5 in 2, new 1 in 2, tool 2 in 2"));
    std::vector<std::string> more = tars;
    more.push_back(four.bytes());
    const auto without = contentsOf(more);
    TARE_OK(without);
    QCOMPARE((*without)->packages().packages.size(), std::size_t(3));
}

void PackagesTest::unreadIsSaid()
{
    const auto contents = contentsOf({TarBuilder().file("var/lib/rpm/Packages", "no database").bytes()});
    TARE_OK(contents);
    QCOMPARE((*contents)->packages().unread.size(), std::size_t(1));
    QVERIFY((*contents)->packages().unread.front().starts_with("var/lib/rpm/Packages: "));
}

void PackagesTest::versions_data()
{
    QTest::addColumn<int>("manager");
    QTest::addColumn<QString>("older");
    QTest::addColumn<QString>("newer");
    const struct
    {
        PackageManager manager;
        const char *older, *newer;
    } rows[] = {
        {PackageManager::Dpkg, "1.0~rc1", "1.0"},       {PackageManager::Dpkg, "1.9", "1.10"},
        {PackageManager::Dpkg, "9", "1:1"},             {PackageManager::Dpkg, "1.0-1", "1.0-1+b1"},
        {PackageManager::Dpkg, "1.0-1", "1.0a-1"},      {PackageManager::Dpkg, "1.0a", "1.0+"},
        {PackageManager::Dpkg, "2.36-9+deb12u3", "2.36-9+deb12u10"},
        {PackageManager::Rpm, "1.0~rc1-1", "1.0-1"},    {PackageManager::Rpm, "1.0-1", "1.0^git1-1"},
        {PackageManager::Rpm, "1.0^git1-1", "1.0.1-1"}, {PackageManager::Rpm, "5.1.8-6.el9", "5.1.8-6.el9_1"},
        {PackageManager::Rpm, "1.a-1", "1.1-1"},        {PackageManager::Rpm, "3.0-9", "1:1.0-1"},
        {PackageManager::Apk, "1.2.4-r2", "1.2.4-r10"}, {PackageManager::Apk, "1.2_rc1", "1.2"},
        {PackageManager::Apk, "1.2", "1.2_p1"},         {PackageManager::Apk, "1.2_alpha2", "1.2_beta1"},
        {PackageManager::Apk, "1.9", "1.10"},
    };
    for (const auto &row : rows)
        QTest::addRow("%s < %s", row.older, row.newer)
            << static_cast<int>(row.manager) << QString::fromLatin1(row.older) << QString::fromLatin1(row.newer);
}

void PackagesTest::versions()
{
    QFETCH(const int, manager);
    QFETCH(const QString, older);
    QFETCH(const QString, newer);
    const auto m = static_cast<PackageManager>(manager);
    QCOMPARE(compareVersions(m, older.toStdString(), newer.toStdString()), -1);
    QCOMPARE(compareVersions(m, newer.toStdString(), older.toStdString()), 1);
    QCOMPARE(compareVersions(m, newer.toStdString(), newer.toStdString()), 0);
}

QTEST_GUILESS_MAIN(PackagesTest)
#include "packages_test.moc"
