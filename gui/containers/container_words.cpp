// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_words.h"

#include "core/base/strings.h"
#include "gui/containers/logs/ansi_text.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

namespace tare::gui {

namespace {

struct ContainerWords
{
    Q_DECLARE_TR_FUNCTIONS(ContainerWords)
};

constexpr int afterSignals = 128;
constexpr int mostColumns = 4000;

} // namespace

QString exitMeaning(int code, bool oomKilled)
{
    if (oomKilled)
        return ContainerWords::tr(
            "The kernel killed it for want of memory (OOM): it needed more than its limit.");
    switch (code) {
    case 0:
        return ContainerWords::tr("It ended without an error.");
    case 125:
        return ContainerWords::tr("The container could not be started.");
    case 126:
        return ContainerWords::tr("The command is there, but cannot be run.");
    case 127:
        return ContainerWords::tr("The command does not exist in the image.");
    default:
        break;
    }
    if (code <= afterSignals || code > afterSignals + SIGRTMAX)
        return {};
    const char *name = sigabbrev_np(code - afterSignals);
    return ContainerWords::tr("It was ended by signal %1 (SIG%2).")
        .arg(code - afterSignals)
        .arg(QString::fromLatin1(name != nullptr ? name : "RT"));
}

QString restartWords(const RestartPolicy &policy)
{
    switch (policy.when) {
    case RestartPolicy::When::No:
        break;
    case RestartPolicy::When::OnFailure:
        return policy.most > 0 ? ContainerWords::tr("when it failed, at most %n time(s)", nullptr, policy.most)
                               : ContainerWords::tr("when it failed");
    case RestartPolicy::When::Always:
        return ContainerWords::tr("always, after a reboot too");
    case RestartPolicy::When::UnlessStopped:
        return ContainerWords::tr("always, but not after a reboot when it was stopped before");
    }
    return {};
}

QString visibleText(const std::string &bytes)
{
    std::string out;
    bool first = true;
    for (const auto part : split(bytes, '\t')) {
        if (!std::exchange(first, false))
            out += '\t';
        out += escapeControl(part);
    }
    return escapeBidi(QString::fromStdString(out));
}

QString logText(const std::string &bytes)
{
    QString out;
    for (const AnsiRun &run : ansiRuns(bytes))
        out += visibleText(run.text);
    return out;
}

QString foldLong(const QString &text, int &column)
{
    if (column + text.size() <= mostColumns) {
        column += static_cast<int>(text.size());
        return text;
    }
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        if (column >= mostColumns) {
            out += u'\n';
            column = 0;
        }
        qsizetype part = std::min<qsizetype>(text.size() - at, mostColumns - column);
        if (at + part < text.size() && text[at + part - 1].isHighSurrogate())
            part = part > 1 ? part - 1 : 2;
        out += QStringView(text).mid(at, part);
        column += static_cast<int>(part);
        at += part;
    }
    return out;
}

} // namespace tare::gui
