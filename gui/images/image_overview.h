// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QByteArray>

class QTreeWidget;

namespace tare::gui {

// Fills a tree of two columns with what `docker image inspect` says, in groups. Everything in it is a stranger's.
void fillImageOverview(QTreeWidget &tree, const Image &image, const QByteArray &inspectJson);

} // namespace tare::gui
