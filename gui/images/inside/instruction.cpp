// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/instruction.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>

namespace tare::gui {

using namespace Qt::StringLiterals;

QString instructionText(const std::string &createdBy)
{
    QString text = plainLine(createdBy).trimmed();
    const QLatin1StringView shell("/bin/sh -c ");
    if (text.isEmpty())
        return QCoreApplication::translate("Instruction", "not told by the image",
                                           "in place of the instruction that made a layer");
    if (text.endsWith("# buildkit"_L1))
        text = text.chopped(10).trimmed();
    const auto hasArguments = text.startsWith(u'|') ? text.indexOf(shell) : -1; // "|1 VERSION=3 /bin/sh -c …"
    if (hasArguments > 0)
        text = text.mid(hasArguments);
    if (text.startsWith("RUN "_L1)) {
        const QString command = text.mid(4).trimmed();
        const auto at = command.startsWith(u'|') ? command.indexOf(shell) : command.startsWith(shell) ? 0 : -1;
        return at < 0 ? text : u"RUN "_s + command.mid(at + shell.size()).trimmed();
    }
    if (text.startsWith(shell)) {
        const QString command = text.mid(shell.size()).trimmed();
        return command.startsWith("#(nop)"_L1) ? command.mid(6).trimmed() : u"RUN "_s + command;
    }
    return text;
}

} // namespace tare::gui
