// SPDX-License-Identifier: GPL-3.0-or-later
// Every Errc in the user's words. Whole sentences; names come last or in quotation marks, so that they need no particle
// in languages that have them.
#include "gui/app/context.h"

#include "core/base/strings.h"

#include <QCoreApplication>

namespace tare::gui {

namespace {

struct Errors
{
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

QString foreign(const std::string &text)
{
    return QString::fromStdString(escapeControl(text));
}

QString whatFailed(const Error &error, const QString &subject, const QString &reason)
{
    switch (error.code) {
    case Errc::Internal:
        return subject.isEmpty() ? Errors::tr("Something went wrong that Tare did not expect.")
                                 : Errors::tr("Something went wrong that Tare did not expect: %1").arg(subject);
    case Errc::System: {
        const QString system = error.osError != 0 ? foreign(strerrorText(error.osError)) : reason;
        return Errors::tr("The system refused: %1 (%2)", "reason, file or name").arg(system, subject);
    }
    case Errc::InvalidArgument:
        return reason.isEmpty() ? Errors::tr("This value does not work: %1").arg(subject)
                                : Errors::tr("This value does not work: %1 (%2)").arg(subject, reason);
    case Errc::NoSuchContainer:
        return Errors::tr("There is no container \u201c%1\u201d.").arg(subject);
    case Errc::NoSuchImage:
        return Errors::tr("There is no image \u201c%1\u201d here.").arg(subject);
    case Errc::AmbiguousId:
        return Errors::tr("Several ids begin with \u201c%1\u201d.").arg(subject);
    case Errc::NameInUse:
        return Errors::tr("The name \u201c%1\u201d is already in use.").arg(subject);
    case Errc::NotRunning:
        return Errors::tr("The container \u201c%1\u201d is not running.").arg(subject);
    case Errc::AlreadyRunning:
        return Errors::tr("The container \u201c%1\u201d is already running.").arg(subject);
    case Errc::AlreadyPaused:
        return Errors::tr("The container \u201c%1\u201d is already paused.").arg(subject);
    case Errc::NotPaused:
        return Errors::tr("The container \u201c%1\u201d is not paused.").arg(subject);
    case Errc::Paused:
        return Errors::tr("The container \u201c%1\u201d is paused.").arg(subject);
    case Errc::ImageInUse:
        return Errors::tr("The image \u201c%1\u201d is used by a container.").arg(subject);
    case Errc::CommandNotFound:
        return Errors::tr("The command \u201c%1\u201d does not exist in this image.").arg(subject);
    case Errc::CommandNotRunnable:
        return Errors::tr("The command \u201c%1\u201d is there, but it cannot be run.").arg(subject);
    case Errc::LimitNotApplied:
        return Errors::tr("The limit %1 cannot be applied on this machine.").arg(subject);
    case Errc::LimitOutOfRange:
        return Errors::tr("The limit %1 is outside of what is possible.").arg(subject);
    case Errc::CorruptArchive:
        return Errors::tr("The archive is damaged or is not an image: %1").arg(subject);
    case Errc::DigestMismatch:
        return Errors::tr("The data that arrived are not the data that were asked for: %1").arg(subject);
    case Errc::UnsafePath:
        return Errors::tr("A file in the image tries to leave the image: %1").arg(subject);
    case Errc::TooLarge:
        return Errors::tr("This is larger than Tare accepts: %1").arg(subject);
    case Errc::WrongPlatform:
        return Errors::tr("The image \u201c%1\u201d is made for another kind of machine.").arg(subject);
    case Errc::Unsupported:
        return Errors::tr("Tare does not support this: %1").arg(subject);
    case Errc::NotFound:
        return Errors::tr("Not found: %1").arg(subject);
    case Errc::PermissionDenied:
        return Errors::tr("Not allowed for this user: %1").arg(subject);
    case Errc::Unauthorized:
        if (error.reason.starts_with("docker-credential-"))
            return Errors::tr("The account at %1 could not be read: %2").arg(subject, reason);
        return Errors::tr("The registry %1 asks for a login.").arg(subject);
    case Errc::RegistryError:
        return Errors::tr("The registry %1 refused: %2").arg(subject, reason);
    case Errc::NetworkError:
        return Errors::tr("No connection to %1.").arg(subject);
    case Errc::NoSpace:
        return Errors::tr("There is no space left: %1").arg(subject);
    case Errc::Timeout:
        return Errors::tr("No answer in time: %1").arg(subject);
    case Errc::Cancelled:
        return Errors::tr("Cancelled.");
    case Errc::NotOnThisMachine:
        return Errors::tr("This machine lacks something for this: %1").arg(subject);
    }
    return subject;
}

QString adviceFor(const Error &error)
{
    switch (error.code) {
    case Errc::Internal:
        return Errors::tr("Please report it with the details.");
    case Errc::NoSuchContainer:
        return Errors::tr("It may have been removed in the meantime.");
    case Errc::NoSuchImage:
        return Errors::tr("Pull it on the page Images, or check its spelling.");
    case Errc::AmbiguousId:
        return Errors::tr("Type more digits of the id.");
    case Errc::NameInUse:
        return Errors::tr("Choose another name, or remove or rename the container that has it.");
    case Errc::NotRunning:
        return Errors::tr("Start it first.");
    case Errc::Paused:
        return Errors::tr("Resume it first.");
    case Errc::ImageInUse:
        return Errors::tr("Remove the containers that use it first.");
    case Errc::CommandNotFound:
        return Errors::tr("Check the spelling; the command is looked for in the image, not on this machine.");
    case Errc::CommandNotRunnable:
        return Errors::tr("It may lack the permission to be run, or be made for another kind of machine.");
    case Errc::CorruptArchive:
    case Errc::DigestMismatch:
        return Errors::tr("Fetch or save it again; nothing was changed here.");
    case Errc::UnsafePath:
        return Errors::tr("Do not trust this image; nothing of it was kept.");
    case Errc::WrongPlatform:
        return Errors::tr("Look for a tag that is made for this machine.");
    case Errc::NetworkError:
        return Errors::tr("Check the address and the network, then try again.");
    case Errc::NoSpace:
        return Errors::tr("Remove images or containers that you do not need, then try again.");
    case Errc::Timeout:
        return Errors::tr("Try again.");
    case Errc::Unauthorized:
        if (error.reason.starts_with("docker-credential-"))
            return {};
        return Errors::tr("Log in, or check the name of the image: a private or a missing one looks like this.");
    case Errc::LimitNotApplied:
        return Errors::tr("Leave this limit out, or see the fix in the details.");
    case Errc::PermissionDenied:
        return Errors::tr("Check who owns it, or run Tare as a user who may.");
    default:
        return {};
    }
}

} // namespace

ErrorText describe(const Error &error)
{
    const QString subject = foreign(error.subject);
    const QString reason = foreign(error.reason);
    ErrorText text;
    text.what = whatFailed(error, subject, reason);
    text.advice = adviceFor(error);
    // The engine's own advice is English but exact, a command to type for instance: it stands where there is no other.
    if (text.advice.isEmpty())
        text.advice = foreign(error.advice);
    if (error.code == Errc::Cancelled)
        return text;
    text.details = QString::fromStdString(error.text());
    if (!error.advice.empty() && !text.details.contains(foreign(error.advice)))
        text.details += QLatin1Char('\n') + foreign(error.advice);
    return text;
}

} // namespace tare::gui
