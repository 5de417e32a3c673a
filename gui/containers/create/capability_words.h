// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

namespace tare::gui {

struct CapabilityWords
{
    QString name;  // "NET_ADMIN", as --cap-add takes it
    QString words; // what may be done with it, one line (capabilities(7))
    bool usual = false; // a container has it unless something else is asked for
};
// In the order of their names.
[[nodiscard]] QVector<CapabilityWords> capabilityWords();
// "cap_net_admin", "NET_ADMIN" → "NET_ADMIN"
[[nodiscard]] QString capabilityName(const std::string &name);

} // namespace tare::gui
