// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the page Images that are no widgets.
#include "gui/files/hex_text.h"
#include "gui/images/inside/instruction.h"
#include "gui/files/picture.h"
#include "gui/images/inside/treemap_layout.h"
#include "gui/images/pull/transfer_rate.h"

#include <QBuffer>
#include <QImage>
#include <QtTest>
#include <cmath>

using namespace tare::gui;
using namespace Qt::StringLiterals;

class PiecesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tilesFillTheirAreaInProportion();
    void tilesOfNothing();
    void rateOfTheLastSeconds();
    void rateForgetsWhenItBeginsAnew();
    void instructions_data();
    void instructions();
    void hexadecimal();
    void whatIsText();
    void controlCharactersAreMadeVisible();
    void pictures();
};

void PiecesTest::tilesFillTheirAreaInProportion()
{
    const std::vector<double> values = {600, 600, 400, 300, 200, 200, 100};
    const QRectF area(10, 20, 600, 400);
    const auto tiles = squarify(values, area);
    QCOMPARE(tiles.size(), values.size());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        QVERIFY(std::abs(tiles[i].width() * tiles[i].height() - values[i] * 100) < 0.01);
        QVERIFY(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(tiles[i]));
        // The paper's own example (600 × 400 for these values) has no tile longer than 3 : 1.
        const double ratio = tiles[i].width() / tiles[i].height();
        QVERIFY2(ratio < 3.01 && ratio > 1 / 3.01, qPrintable(QString::number(ratio)));
        for (std::size_t k = 0; k < i; ++k) {
            const QRectF both = tiles[i].intersected(tiles[k]);
            QVERIFY(both.width() * both.height() < 0.01);
        }
    }
    QCOMPARE(tiles[0], QRectF(10, 20, 300, 200)); // the first step of that example: two tiles share the left half
    QCOMPARE(tiles[1], QRectF(10, 220, 300, 200));
}

void PiecesTest::tilesOfNothing()
{
    QVERIFY(squarify({}, QRectF(0, 0, 10, 10)).empty());
    const auto tiles = squarify({5, 0, -1}, QRectF(0, 0, 10, 10));
    QCOMPARE(tiles[0], QRectF(0, 0, 10, 10));
    QVERIFY(tiles[1].isEmpty() && tiles[2].isEmpty());
    QVERIFY(squarify({1, 1}, QRectF())[0].isEmpty());
}

void PiecesTest::rateOfTheLastSeconds()
{
    TransferRate rate;
    QCOMPARE(rate.bytesPerSecond(), 0.0);
    rate.add(0, 0);
    rate.add(100, 100);
    QCOMPARE(rate.bytesPerSecond(), 0.0); // too early to say
    QVERIFY(!rate.secondsLeft(1000));
    for (int second = 1; second <= 10; ++second)
        rate.add(second * 1'000'000, second * 1000);
    QVERIFY(std::abs(rate.bytesPerSecond() - 1'000'000) < 1);
    QCOMPARE(rate.secondsLeft(25'000'000), 15);
    for (int second = 11; second <= 30; ++second)
        rate.add(10'000'000, second * 1000); // it stands still, and what was long ago does not count
    QCOMPARE(rate.bytesPerSecond(), 0.0);
    QVERIFY(!rate.secondsLeft(25'000'000));
}

void PiecesTest::rateForgetsWhenItBeginsAnew()
{
    TransferRate rate;
    rate.add(5'000'000, 0);
    rate.add(9'000'000, 1000);
    rate.add(0, 2000); // the registry could not go on where it was
    rate.add(2'000'000, 3000);
    QCOMPARE(rate.bytesPerSecond(), 2'000'000.0);
}

void PiecesTest::instructions_data()
{
    QTest::addColumn<QString>("created");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nop") << u"/bin/sh -c #(nop)  CMD [\"bash\"]"_s << u"CMD [\"bash\"]"_s;
    QTest::newRow("run") << u"/bin/sh -c apt-get update && apt-get install -y nginx"_s
                         << u"RUN apt-get update && apt-get install -y nginx"_s;
    QTest::newRow("buildkit") << u"RUN /bin/sh -c make install # buildkit"_s << u"RUN make install"_s;
    QTest::newRow("buildkit args") << u"RUN |1 VERSION=3 /bin/sh -c fetch $VERSION # buildkit"_s << u"RUN fetch $VERSION"_s;
    QTest::newRow("classic args") << u"|1 VERSION=3 /bin/sh -c fetch $VERSION"_s << u"RUN fetch $VERSION"_s;
    QTest::newRow("copy") << u"COPY . /src # buildkit"_s << u"COPY . /src"_s;
    QTest::newRow("exec form") << u"RUN [\"/bin/true\"]"_s << u"RUN [\"/bin/true\"]"_s;
    QTest::newRow("other") << u"bazel build ..."_s << u"bazel build ..."_s;
    QTest::newRow("none") << QString() << u"not told by the image"_s;
}

void PiecesTest::instructions()
{
    QFETCH(const QString, created);
    QFETCH(const QString, shown);
    QCOMPARE(instructionText(created.toStdString()), shown);
}

void PiecesTest::hexadecimal()
{
    const std::string bytes("ELF\x7f\0ABCDEFGHIJKLMN", 19);
    QCOMPARE(hexText(bytes),
             u"00000000  45 4c 46 7f 00 41 42 43  44 45 46 47 48 49 4a 4b  |ELF..ABCDEFGHIJK|\n"
             "00000010  4c 4d 4e                                          |LMN|\n"_s);
    QVERIFY(hexText({}).isEmpty());
    QVERIFY(hexText("x", 0x1230).startsWith(u"00001230  78 "_s));
}

void PiecesTest::whatIsText()
{
    QVERIFY(looksLikeText("root:x:0:0\n\troot\r\n"));
    QVERIFY(looksLikeText("\xed\x95\x9c\xea\xb8\x80" "abc"));
    QVERIFY(looksLikeText(std::string("abc\xed\x95"))); // cut within a character
    QVERIFY(!looksLikeText(std::string("a\0b", 3)));
    QVERIFY(!looksLikeText("\x7f" "ELF\x02\x01\x01"));
    QVERIFY(!looksLikeText("\xff\xfe text"));
    QVERIFY(looksLikeText({}));
}

void PiecesTest::controlCharactersAreMadeVisible()
{
    QCOMPARE(plainText("a\x1b[31mb\r\nc\td"), QString(u"a"_s + QChar(0x241b) + u"[31mb \nc\td"_s));
    QVERIFY(!plainText("ab\xe2\x80\xae" "cd").contains(QChar(0x202e))); // would turn what follows around
}

void PiecesTest::pictures()
{
    QVERIFY(mayBePicture("usr/share/logo.PNG"));
    QVERIFY(!mayBePicture("usr/share/logo.svg")); // a document with references, not a picture
    QVERIFY(!mayBePicture("png"));
    QImage image(4, 3, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(image.save(&buffer, "png"));
    QCOMPARE(readPicture(bytes.toStdString()).size(), QSize(4, 3));
    // One that says that it is far larger than its bytes: refused before a byte is decoded.
    QByteArray huge = bytes;
    huge.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff"));
    QVERIFY(readPicture(huge.toStdString()).isNull());
    QVERIFY(readPicture("no picture").isNull());
}

QTEST_MAIN(PiecesTest)
#include "pieces_test.moc"
