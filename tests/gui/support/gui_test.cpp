// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/support/gui_test.h"

#include <QMutex>
#include <QtGlobal>

namespace {

QMutex mutex;
QStringList warnings;
QtMessageHandler before = nullptr;
int traps = 0;

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

// A test that replaces its trap has two for a moment: the handler is installed once.
WarningTrap::WarningTrap()
{
    if (traps++ == 0)
        before = qInstallMessageHandler(handle);
    (void)take();
}

WarningTrap::~WarningTrap()
{
    if (--traps == 0)
        qInstallMessageHandler(before);
}

QStringList WarningTrap::take()
{
    const QMutexLocker lock(&mutex);
    return std::exchange(warnings, {});
}
