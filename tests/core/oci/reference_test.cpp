// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/reference.h"
#include "tests/support/result_test.h"

using namespace tare;
using oci::Reference;

class ReferenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void normalizes_data();
    void normalizes();
    void refuses_data();
    void refuses();
    void isItselfWhenParsedAgain();
};

void ReferenceTest::normalizes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("full");
    QTest::addColumn<QByteArray>("familiar");
    const QByteArray digest = "sha256:" + QByteArray(64, 'a');
    QTest::newRow("official") << QByteArray("ubuntu") << QByteArray("docker.io/library/ubuntu:latest")
                              << QByteArray("ubuntu:latest");
    QTest::newRow("tag") << QByteArray("ubuntu:22.04") << QByteArray("docker.io/library/ubuntu:22.04")
                         << QByteArray("ubuntu:22.04");
    QTest::newRow("user") << QByteArray("tare/starter") << QByteArray("docker.io/tare/starter:latest")
                          << QByteArray("tare/starter:latest");
    QTest::newRow("library said") << QByteArray("library/ubuntu") << QByteArray("docker.io/library/ubuntu:latest")
                                  << QByteArray("ubuntu:latest");
    QTest::newRow("hub said") << QByteArray("docker.io/ubuntu") << QByteArray("docker.io/library/ubuntu:latest")
                              << QByteArray("ubuntu:latest");
    QTest::newRow("old hub") << QByteArray("index.docker.io/a/b") << QByteArray("docker.io/a/b:latest")
                             << QByteArray("a/b:latest");
    QTest::newRow("port") << QByteArray("localhost:5000/x") << QByteArray("localhost:5000/x:latest")
                          << QByteArray("localhost:5000/x:latest");
    QTest::newRow("port and tag") << QByteArray("h.example:5000/a/b/c:1") << QByteArray("h.example:5000/a/b/c:1")
                                  << QByteArray("h.example:5000/a/b/c:1");
    QTest::newRow("localhost") << QByteArray("localhost/x") << QByteArray("localhost/x:latest")
                               << QByteArray("localhost/x:latest");
    QTest::newRow("upper-case host") << QByteArray("Host/x") << QByteArray("Host/x:latest") << QByteArray("Host/x:latest");
    QTest::newRow("ipv6") << QByteArray("[::1]:5000/x") << QByteArray("[::1]:5000/x:latest")
                          << QByteArray("[::1]:5000/x:latest");
    QTest::newRow("digest") << QByteArray("ubuntu@" + digest) << QByteArray("docker.io/library/ubuntu@" + digest)
                            << QByteArray("ubuntu@" + digest);
    QTest::newRow("tag and digest") << QByteArray("ubuntu:1@" + digest)
                                    << QByteArray("docker.io/library/ubuntu:1@" + digest)
                                    << QByteArray("ubuntu:1@" + digest);
    QTest::newRow("separators") << QByteArray("a_b__c--d/e.f-g") << QByteArray("docker.io/a_b__c--d/e.f-g:latest")
                                << QByteArray("a_b__c--d/e.f-g:latest");
}

void ReferenceTest::normalizes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, full);
    QFETCH(QByteArray, familiar);
    const auto r = Reference::parse(text.toStdString());
    TARE_OK(r);
    QCOMPARE(QByteArray::fromStdString(r->full()), full);
    QCOMPARE(QByteArray::fromStdString(r->familiar()), familiar);
}

void ReferenceTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> bad = {"",
                                   ":1",
                                   "@sha256:" + QByteArray(64, 'a'),
                                   "Ubuntu",
                                   "a/B",
                                   "a//b",
                                   "/a",
                                   "a/",
                                   "a:",
                                   "a:.x",
                                   "a:-x",
                                   "a:x y",
                                   "a:" + QByteArray(129, 'x'),
                                   "a..b",
                                   "a___b",
                                   "-a",
                                   "a-",
                                   "a/../b",
                                   "../a",
                                   "a%2e",
                                   "a\nb",
                                   "h:99999/x",
                                   "h:/x",
                                   "-h.example/x",
                                   "[::1/x",
                                   "[x]/x",
                                   "a@sha256:" + QByteArray(63, 'a'),
                                   "a@sha256:" + QByteArray(64, 'A'),
                                   "a@md5:" + QByteArray(32, 'a'),
                                   "a@sha256:../../x",
                                   QByteArray(64, 'a'),
                                   QByteArray(250, 'a') + "/bbbbbb",
                                   "\xc3\xa4"};
    for (const QByteArray &text : bad)
        QTest::addRow("%s", text.left(40).toPercentEncoding().constData()) << text;
}

void ReferenceTest::refuses()
{
    QFETCH(QByteArray, text);
    TARE_FAILS(Reference::parse(text.toStdString()), Errc::InvalidArgument);
}

void ReferenceTest::isItselfWhenParsedAgain()
{
    for (const char *text : {"ubuntu", "a/b:1", "localhost:1/x", "[::1]:5/x:y", "q.io/library/x"}) {
        const auto first = Reference::parse(text);
        TARE_OK(first);
        QVERIFY(*Reference::parse(first->familiar()) == *first);
        QVERIFY(*Reference::parse(first->full()) == *first);
    }
}

QTEST_GUILESS_MAIN(ReferenceTest)
#include "reference_test.moc"
