// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/limit_line.h"

#include "core/base/strings.h"
#include "gui/limits/limit_scale.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

QString limitFlags(const Limits &limits)
{
    QString out;
    if (limits.nanoCpus)
        out += u" --cpus "_s +
               (*limits.nanoCpus > 0 ? LimitScale(LimitKind::Cpus, 0).text(*limits.nanoCpus) : u"0"_s);
    if (limits.memory)
        out += u" --memory "_s + (*limits.memory > 0 ? memoryText(*limits.memory) : u"0"_s);
    if (limits.memorySwap)
        out += u" --memory-swap "_s + (*limits.memorySwap > 0 ? memoryText(*limits.memorySwap)
                                                              : QString::number(*limits.memorySwap));
    if (limits.pids)
        out += u" --pids-limit "_s + QString::number(*limits.pids);
    return out;
}

QString updateLine(const std::string &container, const Limits &limits)
{
    return u"docker update"_s + limitFlags(limits) + u' ' + QString::fromStdString(shellQuote(container));
}

} // namespace tare::gui
