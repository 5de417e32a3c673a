// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/files/change_look.h"

#include "gui/app/theme.h"

#include <QCoreApplication>
#include <QStringList>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::Change;

namespace {

struct ChangeLook
{
    Q_DECLARE_TR_FUNCTIONS(ChangeLook)
};

} // namespace

QString changeSign(Change change)
{
    switch (change) {
    case Change::Added:
        return u"+"_s;
    case Change::Changed:
        return u"~"_s;
    case Change::Touched:
        return u"·"_s;
    case Change::Removed:
        return u"−"_s;
    case Change::Unchanged:
        break;
    }
    return {};
}

QString changeWord(Change change)
{
    switch (change) {
    case Change::Added:
        return ChangeLook::tr("added", "state of a file in a layer");
    case Change::Changed:
        return ChangeLook::tr("changed", "state of a file in a layer");
    case Change::Touched:
        return ChangeLook::tr("touched", "state of a file in a layer: the same bytes, other mode, owner or time");
    case Change::Removed:
        return ChangeLook::tr("removed", "state of a file in a layer");
    case Change::Unchanged:
        break;
    }
    return {};
}

// Okabe and Ito's colours, which colour-blind eyes tell apart; limits keep the red-brown for themselves.
QColor changeColor(Change change)
{
    switch (change) {
    case Change::Added:
        return {0x00, 0x9E, 0x73};
    case Change::Changed:
        return {0xCC, 0x79, 0xA7};
    case Change::Touched:
        return {0x56, 0xB4, 0xE9};
    case Change::Removed:
        return {0xD5, 0x5E, 0x00};
    case Change::Unchanged:
        break;
    }
    return {};
}

QColor changeTextColor(Change change)
{
    const bool dark = isDark();
    switch (change) {
    case Change::Added:
        return dark ? QColor(0x3f, 0xc9, 0x9f) : QColor(0x00, 0x6e, 0x50);
    case Change::Changed:
        return dark ? QColor(0xe4, 0xa3, 0xc6) : QColor(0x96, 0x3f, 0x70);
    case Change::Touched:
        return dark ? QColor(0x86, 0xca, 0xf2) : QColor(0x1f, 0x6f, 0xa0);
    case Change::Removed:
        return dark ? QColor(0xff, 0x94, 0x4d) : QColor(0xa8, 0x49, 0x00);
    case Change::Unchanged:
        break;
    }
    return {};
}

QString changedPartsText(std::uint8_t parts)
{
    QStringList out;
    const auto add = [&](image::ChangedPart part, const QString &word) {
        if ((parts & part) != 0)
            out += word;
    };
    add(image::ChangedType, ChangeLook::tr("type"));
    add(image::ChangedContents, ChangeLook::tr("contents"));
    add(image::ChangedMode, ChangeLook::tr("mode"));
    add(image::ChangedOwner, ChangeLook::tr("owner"));
    add(image::ChangedTime, ChangeLook::tr("time"));
    add(image::ChangedAttributes, ChangeLook::tr("attributes"));
    return out.join(u", "_s);
}

} // namespace tare::gui
