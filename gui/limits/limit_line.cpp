// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/limit_line.h"

#include "core/base/strings.h"
#include "core/cli/options/run_line.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

QString limitFlags(const Limits &limits)
{
    return QString::fromStdString(cli::limitFlags(limits));
}

QString updateLine(const std::string &container, const Limits &limits)
{
    return u"docker update"_s + limitFlags(limits) + u' ' + QString::fromStdString(shellQuote(container));
}

} // namespace tare::gui
