// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/comparison.h"
#include "tests/core/image/inspect/layers.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;
using namespace tare::image;

class ComparisonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void configurations();
    void packages();
    void layersAndFiles();
    void manyFiles();
};

namespace {

Result<Comparison> compared(const std::vector<std::string> &a, const std::vector<std::string> &b, const oci::ImageConfig &ca = {},
                            const oci::ImageConfig &cb = {})
{
    const auto one = TARE_TRY(contentsOf(a, ca));
    const auto other = TARE_TRY(contentsOf(b, cb));
    return compareImages(*one, *other);
}

} // namespace

void ComparisonTest::configurations()
{
    oci::ImageConfig a, b;
    a.cmd = {"sh"};
    b.cmd = {"sh", "-c", "\"x\""};
    a.env = {"PATH=/bin", "A=1", "GONE=x"};
    b.env = {"PATH=/bin", "A=2", "NEW="};
    a.exposedPorts = {"80/tcp"};
    b.labels = {{"l", "v"}};
    b.healthCheck = oci::HealthCheck{{"CMD", "true"}, 30, 0, 0, 0, 3};
    b.user = "nobody";
    const auto c = compared({}, {}, a, b);
    TARE_OK(c);
    QStringList out;
    for (const ConfigDifference &d : c->config)
        out << QStringLiteral("%1[%2] %3>%4").arg(QString::fromStdString(d.field), QString::fromStdString(d.key),
                                                  d.inBefore ? QString::fromStdString(d.before) : QStringLiteral("-"),
                                                  d.inAfter ? QString::fromStdString(d.after) : QStringLiteral("-"));
    QCOMPARE(out.join(QLatin1Char('\n')),
             QStringLiteral("Cmd[] [\"sh\"]>[\"sh\",\"-c\",\"\\\"x\\\"\"]\nEnv[A] 1>2\nEnv[GONE] x>-\nEnv[NEW] ->\nUser[] ->nobody\n"
                            "ExposedPorts[80/tcp] >-\nLabels[l] ->v\n"
                            "Healthcheck[] ->{\"Interval\":30,\"Retries\":3,\"Test\":[\"CMD\",\"true\"]}"));
}

void ComparisonTest::packages()
{
    auto status = [](const std::vector<std::pair<std::string, std::string>> &packages) {
        std::string out;
        for (const auto &[name, version] : packages)
            out += "Package: " + name + "\nStatus: install ok installed\nArchitecture: all\nVersion: " + version + "\n\n";
        return TarBuilder().file("var/lib/dpkg/status", out).bytes();
    };
    const auto c = compared({status({{"same", "1"}, {"up", "1.9"}, {"down", "2"}, {"gone", "1"}})},
                            {status({{"same", "1"}, {"up", "1.10"}, {"down", "2~1"}, {"new", "1"}})});
    TARE_OK(c);
    QCOMPARE(c->samePackages, std::size_t(1));
    QStringList out;
    for (const PackageDifference &d : c->packages)
        out << QString::number(static_cast<int>(d.kind)) + QString::fromStdString(d.before.name.empty() ? d.after.name : d.before.name);
    QCOMPARE(out.join(QLatin1Char(' ')), QStringLiteral("3down 1gone 0new 2up"));
}

void ComparisonTest::layersAndFiles()
{
    TarBuilder base, a, b;
    base.folder("etc").file("etc/same", "s").file("etc/moved", "m").symlink("link", "one").file("t", "t");
    TarBuilder::Entry etc;
    etc.path = "etc";
    etc.type = '5';
    etc.mode = 0755;
    etc.modified = 1'650'000'000; // a folder's time alone is no difference
    b.add(etc).file("etc/moved", "mm").symlink("link", "two").file("t", "t", 0600).file("n/deep/new", "12345");
    a.file("only", "123");
    const auto c = compared({base.bytes(), a.bytes()}, {base.bytes(), b.bytes()});
    TARE_OK(c);
    QCOMPARE(c->commonBase, std::size_t(1 + 1)); // made-up diff ids: by position
    QStringList out;
    for (const FileDifference &d : c->files)
        out << QStringLiteral("%1%2").arg(QString(QLatin1Char("=ACTR"[static_cast<int>(d.change)])), QString::fromStdString(d.path));
    QCOMPARE(out.join(QLatin1Char(' ')), QStringLiteral("Cetc/moved Clink An An/deep An/deep/new Ronly Tt"));
    QCOMPARE(c->filesAdded, std::size_t(1));
    QCOMPARE(c->bytesAdded, std::int64_t(5));
    QCOMPARE(c->filesRemoved, std::size_t(1));
    QCOMPARE(c->bytesRemoved, std::int64_t(3));
    QCOMPARE(c->filesChanged, std::size_t(2));
    QCOMPARE(c->filesTouched, std::size_t(1));
    QCOMPARE(c->sameFiles, std::size_t(1));
}

void ComparisonTest::manyFiles()
{
    TarBuilder a;
    for (int i = 0; i < 100; ++i)
        a.file("d/f" + std::to_string(i), "x");
    const auto one = contentsOf({a.bytes()});
    const auto none = contentsOf({});
    TARE_OK(one);
    TARE_OK(none);
    const auto c = compareImages(**one, **none, 10);
    TARE_OK(c);
    QVERIFY(c->truncated);
    QCOMPARE(c->files.size(), std::size_t(10));
    QCOMPARE(c->filesRemoved, std::size_t(100));
    CancelSource cancel;
    cancel.cancel();
    TarBuilder big;
    for (int i = 0; i < 5000; ++i)
        big.file("f" + std::to_string(i), "");
    const auto large = contentsOf({big.bytes()});
    TARE_OK(large);
    TARE_FAILS(compareImages(**large, **none, 10, cancel.token()), Errc::Cancelled);
}

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
