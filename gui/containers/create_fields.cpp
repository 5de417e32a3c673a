// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create_dialog.h"

#include <QRegularExpression>

namespace tare::gui {

using namespace Qt::StringLiterals;

std::vector<std::string> parseEnv(const QString &text, QString *problem)
{
    std::vector<std::string> out;
    for (const QString &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        if (line.startsWith(u'=') || line.section(u'=', 0, 0).contains(u' '))
            *problem = CreateDialog::tr("“%1” is no variable: write NAME=value.").arg(line);
        out.push_back(line.toStdString());
    }
    return out;
}

std::vector<BindMount> parseMounts(const QString &text, QString *problem)
{
    std::vector<BindMount> out;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.trimmed().isEmpty())
            continue;
        const QStringList parts = line.trimmed().split(u':');
        const bool options = parts.size() == 3 && (parts[2] == "ro"_L1 || parts[2] == "rw"_L1);
        if ((parts.size() != 2 && !options) || !parts[0].startsWith(u'/') || !parts[1].startsWith(u'/')) {
            *problem = CreateDialog::tr(
                           "“%1” is no mount: write /folder/here:/folder/in/the/container, with :ro after it "
                           "for reading only.")
                           .arg(line.trimmed());
            continue;
        }
        out.push_back({parts[0].toStdString(), parts[1].toStdString(), options && parts[2] == "ro"_L1});
    }
    return out;
}

} // namespace tare::gui
