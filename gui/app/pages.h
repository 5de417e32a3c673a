// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>

class QWidget;

namespace tare::gui {

class Context;
class Page;

// The pages of the window, in the order of the rail.
[[nodiscard]] QVector<Page *> makePages(Context &context, QWidget *parent);

} // namespace tare::gui
