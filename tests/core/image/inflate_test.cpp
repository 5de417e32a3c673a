// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/inflate.h"
#include "tests/core/image/tar_builder.h"
#include "tests/support/result_test.h"

#include <lzma.h>
#include <random>

using namespace tare;
using namespace tare::image;

namespace {

std::string sample(std::size_t size)
{
    std::mt19937 random(7); // the same bytes each time
    std::string out;
    while (out.size() < size)
        out += std::to_string(random() % 1000) + (random() % 3 == 0 ? std::string(random() % 60, 'z') : ",");
    out.resize(size);
    return out;
}

Result<std::string> inflate(std::string_view bytes, std::size_t piece = 1U << 20U, bool threaded = false)
{
    Source source = TARE_TRY(inflatingSource(memorySource(bytes, piece), "test"));
    if (threaded)
        source = threadedSource(std::move(source));
    std::string out;
    while (true) {
        const std::string_view some = TARE_TRY(source->next());
        if (some.empty())
            return out;
        out.append(some);
    }
}

} // namespace

class InflateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plain();
    void roundTrips_data();
    void roundTrips();
    void severalMembers();
    void severalFrames();
    void truncated();
    void trailingGarbage();
    void flippedBits();
    void severalStreams();
    void memoryTooLarge();
    void otherCompressions();
    void windowTooLarge();
    void threadEndsWithItsReader();
    void limit();
};

void InflateTest::plain()
{
    QCOMPARE(*inflate("hello"), std::string("hello"));
    QCOMPARE(*inflate(""), std::string());
    QCOMPARE(*inflate("a", 1), std::string("a"));
    QCOMPARE(*inflate(sample(3'000'000), 1000, true), sample(3'000'000));
}

void InflateTest::roundTrips_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("piece");
    for (const int size : {0, 1, 511, 100'000, 3'000'000}) {
        for (const int piece : {1, 7, 4096, 1 << 20}) {
            if (size / piece < 300'000)
                QTest::addRow("%d in %d", size, piece) << size << piece;
        }
    }
}

void InflateTest::roundTrips()
{
    QFETCH(int, size);
    QFETCH(int, piece);
    const std::string bytes = sample(static_cast<std::size_t>(size));
    for (const std::string &packed : {gzip(bytes), zstd(bytes), xz(bytes), bzip2(bytes)}) {
        const auto out = inflate(packed, static_cast<std::size_t>(piece), piece > 1000);
        TARE_OK(out);
        QVERIFY(*out == bytes);
    }
}

// As pigz and bgzip write them; the border between members at every place within a piece.
void InflateTest::severalMembers()
{
    const std::string a = sample(1000);
    const std::string b = sample(5000);
    const std::string packed = gzip(a) + gzip("") + gzip(b) + gzip("x");
    for (std::size_t piece = 1; piece < 200; ++piece) {
        const auto out = inflate(packed, piece);
        TARE_OK(out);
        QVERIFY(*out == a + b + "x");
    }
}

void InflateTest::severalFrames()
{
    const std::string skippable = std::string("\x50\x2a\x4d\x18\x03\x00\x00\x00", 8) + "abc";
    for (const std::size_t piece : {1U, 3U, 100U, 100'000U}) {
        const auto out = inflate(zstd("one") + skippable + zstd("two"), piece);
        TARE_OK(out);
        QCOMPARE(*out, std::string("onetwo"));
    }
}

void InflateTest::truncated()
{
    const std::string bytes = sample(100'000);
    for (const std::string &packed : {gzip(bytes), zstd(bytes), xz(bytes), bzip2(bytes)}) {
        for (const std::size_t size : {packed.size() - 1, packed.size() - 8, packed.size() / 2, std::size_t{30}})
            TARE_FAILS(inflate(std::string_view(packed).substr(0, size)), Errc::CorruptArchive);
    }
    TARE_FAILS(inflate("\x1f\x8b"), Errc::CorruptArchive);
    TARE_FAILS(inflate("\x28\xb5\x2f\xfd"), Errc::CorruptArchive);
}

void InflateTest::trailingGarbage()
{
    for (const std::size_t piece : {1U, 5U, 1U << 20U}) {
        TARE_FAILS(inflate(gzip("x") + "garbage", piece), Errc::CorruptArchive);
        TARE_FAILS(inflate(gzip("x") + "g", piece), Errc::CorruptArchive);
        TARE_FAILS(inflate(gzip("x") + "\x1f", piece), Errc::CorruptArchive);
        TARE_FAILS(inflate(gzip("x") + std::string(10, '\0'), piece), Errc::CorruptArchive);
        TARE_FAILS(inflate(zstd("x") + "garbage", piece), Errc::CorruptArchive);
    }
}

// Every flip is either seen by the decoder, or by the checksum; header bits that mean nothing may pass.
void InflateTest::flippedBits()
{
    const std::string bytes = sample(2000);
    const std::string packed = gzip(bytes);
    for (std::size_t i = 10; i < packed.size(); ++i) {
        std::string broken = packed;
        broken[i] = static_cast<char>(broken[i] ^ 4);
        const auto out = inflate(broken);
        QVERIFY2(!out || *out == bytes, qPrintable(QString::number(i)));
    }
}

// As `cat a.xz b.xz` and pbzip2 make them.
void InflateTest::severalStreams()
{
    for (const std::size_t piece : {1U, 3U, 100U, 100'000U}) {
        QCOMPARE(*inflate(xz("one") + xz("") + xz("two"), piece), std::string("onetwo"));
        QCOMPARE(*inflate(bzip2("one") + bzip2("") + bzip2("two"), piece), std::string("onetwo"));
        for (const auto &packed : {xz("one"), bzip2("one")}) {
            TARE_FAILS(inflate(packed + "garbage", piece), Errc::CorruptArchive);
            TARE_FAILS(inflate(packed + "g", piece), Errc::CorruptArchive);
        }
    }
}

// A dictionary of 1 GiB.
void InflateTest::memoryTooLarge()
{
    std::string packed = xz("x");
    // The block header (xz-file-format, 3.1): LZMA2 (0x21) with one byte of properties, of which 36 is 1 GiB; its CRC.
    const std::size_t size = (static_cast<std::size_t>(packed.at(12)) + 1) * 4;
    const std::size_t filter = packed.find("\x21\x01", 14);
    QVERIFY(filter < 12 + size);
    packed[filter + 2] = 36;
    const std::uint32_t crc = lzma_crc32(reinterpret_cast<const std::uint8_t *>(packed.data()) + 12, size - 4, 0);
    for (unsigned int i = 0; i < 4; ++i)
        packed[12 + size - 4 + i] = static_cast<char>(crc >> (8 * i));
    TARE_FAILS(inflate(packed), Errc::TooLarge);
}

void InflateTest::otherCompressions()
{
    TARE_FAILS(inflate(std::string("\x04\x22\x4d\x18\x64\x40\xa7\x00", 8)), Errc::Unsupported);
    // A name of a file in a plain tar.
    QCOMPARE(*inflate("BZhello"), std::string("BZhello"));
    QCOMPARE(*inflate("BZh9.txt"), std::string("BZh9.txt"));
}

void InflateTest::windowTooLarge()
{
    // A frame whose header asks for a window of 1 GiB (RFC 8878, 3.1.1.1.2): exponent 20 above 2^10.
    const std::string frame = std::string("\x28\xb5\x2f\xfd\x00", 5) + static_cast<char>(20 << 3) +
                              std::string("\x01\x00\x00", 3);
    TARE_FAILS(inflate(frame), Errc::TooLarge);
}

void InflateTest::threadEndsWithItsReader()
{
    const std::string packed = gzip(std::string(50'000'000, 'x'));
    for (int i = 0; i < 20; ++i) {
        auto source = inflatingSource(memorySource(packed), "test");
        TARE_OK(source);
        const Source threaded = threadedSource(std::move(*source));
        const auto first = threaded->next();
        TARE_OK(first);
        QVERIFY(!first->empty());
    }
}

void InflateTest::limit()
{
    const std::string packed = gzip(std::string(3'000'000, '\0'));
    auto inner = inflatingSource(memorySource(packed), "bomb");
    TARE_OK(inner);
    const Source source = limitedSource(std::move(*inner), 1'000'000, "bomb");
    const Status drained = drain(*source);
    TARE_FAILS(drained, Errc::TooLarge);
    QVERIFY(drained.error().text().find("bomb") != std::string::npos);
    QVERIFY(drained.error().advice.find("--max-unpacked") != std::string::npos);
}

QTEST_GUILESS_MAIN(InflateTest)
#include "inflate_test.moc"
