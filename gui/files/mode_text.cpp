// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/files/mode_text.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

QString modeText(char kind, std::uint32_t mode)
{
    QString out = u"----------"_s;
    out[0] = QLatin1Char(kind);
    constexpr char16_t letters[] = u"rwxrwxrwx";
    for (int i = 0; i < 9; ++i) {
        if ((mode & (0400U >> static_cast<unsigned>(i))) != 0)
            out[i + 1] = letters[i];
    }
    const auto special = [&](std::uint32_t bit, int at, char16_t with, char16_t without) {
        if ((mode & bit) != 0)
            out[at] = out[at] == u'x' ? with : without;
    };
    special(04000, 3, u's', u'S');
    special(02000, 6, u's', u'S');
    special(01000, 9, u't', u'T');
    return out;
}

} // namespace tare::gui
