// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QString>
#include <vector>

namespace tare::gui {

struct PortLine
{
    QString port;    // "80/tcp", the container's
    QString words;   // where it is answered
    QString address; // to be opened in a browser: "http://localhost:8080"; empty when it is not published, or by UDP
};
// Published ports, one line for all addresses of this machine; those that will be when it starts; those that only the image
// speaks of.
[[nodiscard]] std::vector<PortLine> portLines(const Container &container);

} // namespace tare::gui
