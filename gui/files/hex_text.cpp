// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/files/hex_text.h"

#include <QStringDecoder>

namespace tare::gui {

QString hexText(const std::string &bytes, qint64 firstOffset)
{
    constexpr std::size_t perLine = 16;
    constexpr char16_t digits[] = u"0123456789abcdef";
    QString out;
    out.reserve(static_cast<qsizetype>((bytes.size() / perLine + 1) * 79));
    for (std::size_t from = 0; from < bytes.size(); from += perLine) {
        out += QString::number(firstOffset + static_cast<qint64>(from), 16).rightJustified(8, u'0');
        QString shown;
        for (std::size_t i = 0; i < perLine; ++i) {
            out += i % 8 == 0 ? QLatin1String("  ") : QLatin1String(" ");
            if (from + i >= bytes.size()) {
                out += QLatin1String("  ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[from + i]);
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
            shown += byte >= 0x20 && byte < 0x7f ? QChar(char16_t{byte}) : QChar(u'.');
        }
        out += QLatin1String("  |") + shown + QLatin1String("|\n");
    }
    return out;
}

bool looksLikeText(const std::string &bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != '\x1b')
            return false;
    }
    QStringDecoder decoder(QStringDecoder::Utf8); // keeps a character that is cut off for what might follow
    [[maybe_unused]] const QString text = decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return !decoder.hasError();
}

QString plainText(const std::string &bytes)
{
    QString out = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    for (QChar &c : out) {
        const char16_t unit = c.unicode();
        const bool control = (unit < 0x20 && unit != u'\t' && unit != u'\n') || (unit >= 0x7f && unit < 0xa0);
        // What turns the direction of writing can show one text as another (CVE-2021-42574).
        const bool turns = (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
        if (unit == u'\r')
            c = u' ';
        else if (control)
            c = unit < 0x20 ? QChar(char16_t(0x2400 + unit)) : QChar(0xfffd);
        else if (turns)
            c = QChar(0xfffd);
    }
    return out;
}

} // namespace tare::gui
