// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/support/gui_test.h"

#include <QMutex>
#include <QtGlobal>

namespace {

QMutex mutex;
QStringList warnings;
QtMessageHandler before = nullptr;

void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool platforms = text.startsWith(QLatin1String("This plugin does not support")) ||
                           text.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR"));
    if (type != QtDebugMsg && type != QtInfoMsg && !platforms) {
        const QMutexLocker lock(&mutex);
        warnings += text;
    }
    if (before != nullptr)
        before(type, context, text);
}

} // namespace

WarningTrap::WarningTrap()
{
    before = qInstallMessageHandler(handle);
}

WarningTrap::~WarningTrap()
{
    qInstallMessageHandler(before);
}

QStringList WarningTrap::take()
{
    const QMutexLocker lock(&mutex);
    return std::exchange(warnings, {});
}
