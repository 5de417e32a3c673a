// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>

class QObject;

namespace tare::gui {

struct Language
{
    QString code; // "system", "en", "ko"
    QString name; // in its own words
};
[[nodiscard]] QVector<Language> languages();

// Loads our words and Qt's own. Once, before the first widget: texts are not changed while a window shows them. Returns
// the code that is used. The translators belong to `owner`: with it they are taken out again.
QString installLanguage(const QString &code, QObject &owner);

} // namespace tare::gui
