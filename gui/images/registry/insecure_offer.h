// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QString>
#include <functional>

namespace tare::gui {

class MessageBar;

// Shows an error in the bar. When the registry speaks no TLS, or has a certificate that nobody vouches for, there is a
// button that leads to a warning, and on from there to the setting which allows it for this registry; `again` is called
// once it stands. `name` begins the buttons' object names: "images.message".
void showRegistryError(MessageBar &bar, const ErrorText &text, const Error &error, const QString &name, Context &context,
                       const std::function<void()> &again);

} // namespace tare::gui
