// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace tare::gui {

// What is worth a word on the desktop. Plain text; foreign names in it have been made visible already.
struct Notice
{
    QString title, text;
    QString target; // where a click goes: "containers/ID", as Page::navigate()

    bool operator==(const Notice &) const = default;
};

} // namespace tare::gui
