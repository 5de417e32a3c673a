// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace tare::gui {

using namespace Qt::StringLiterals;

QVector<Language> languages()
{
    return {{u"system"_s, QCoreApplication::translate("Language", "As the desktop")},
            {u"en"_s, u"English"_s},
            {u"ko"_s, u"한국어"_s}};
}

QString installLanguage(const QString &code, QObject &owner)
{
    QString used = code;
    if (used != "en"_L1 && used != "ko"_L1)
        used = QLocale::system().language() == QLocale::Korean ? u"ko"_s : u"en"_s;
    // Numbers keep a point and dates follow the language of the words.
    QLocale::setDefault(QLocale(used == "ko"_L1 ? QLocale::Korean : QLocale::English));
    const auto install = [&owner](const QString &file, const QString &folder) {
        auto *translator = new QTranslator(&owner);
        if (translator->load(file, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    if (used == "ko"_L1)
        install(u"qtbase_ko"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English too: its plural forms.
    install(u"tare_"_s + used, u":/i18n"_s);
    return used;
}

} // namespace tare::gui
