// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/run_line.h"

namespace tare::gui {

QString runLine(const cli::RunRequest &request, cli::RunVerb verb)
{
    return QString::fromStdString(cli::writeRunLine(request, verb));
}

} // namespace tare::gui
