// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/words.h"

#include "core/cli/options/shell_words.h"

namespace tare::gui {

std::optional<std::vector<std::string>> splitWords(const QString &line)
{
    return cli::splitWords(line.toStdString());
}

} // namespace tare::gui
