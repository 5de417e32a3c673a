// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/event_words.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QHash>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct EventWords
{
    Q_DECLARE_TR_FUNCTIONS(EventWords)
};

QString containerMeaning(const QString &action)
{
    const QHash<QString, QString> all = {
        {u"create"_s, EventWords::tr("It was made of an image, and does not run yet.")},
        {u"start"_s, EventWords::tr("Its first process runs.")},
        {u"die"_s, EventWords::tr("Its first process ended; the exit code says how.")},
        {u"stop"_s, EventWords::tr("Somebody stopped it: it was asked to end, and killed if it did not.")},
        {u"kill"_s, EventWords::tr("Somebody sent it a signal.")},
        {u"oom"_s, EventWords::tr("It wanted more memory than it may have, and the kernel ended a process of it.")},
        {u"pause"_s, EventWords::tr("All its processes are frozen.")},
        {u"unpause"_s, EventWords::tr("Its processes go on.")},
        {u"restart"_s, EventWords::tr("It was stopped and started again.")},
        {u"rename"_s, EventWords::tr("It has another name.")},
        {u"update"_s, EventWords::tr("Its limits or its restart policy were changed.")},
        {u"destroy"_s, EventWords::tr("It was removed, with all that was written in it.")},
        {u"export"_s, EventWords::tr("Its files were written to an archive.")},
        {u"commit"_s, EventWords::tr("An image was made of it.")},
        {u"attach"_s, EventWords::tr("Somebody's terminal was joined to its first process.")},
        {u"detach"_s, EventWords::tr("Somebody's terminal left it.")},
    };
    if (action.startsWith("exec_"_L1))
        return EventWords::tr("A further process was started in it, or ended.");
    if (action.startsWith("health_status"_L1))
        return EventWords::tr("Its check says so.");
    return all.value(action);
}

} // namespace

QString eventTypeWord(const std::string &type)
{
    if (type == "container")
        return EventWords::tr("container", "type of an event");
    if (type == "image")
        return EventWords::tr("image", "type of an event");
    if (type == "network")
        return EventWords::tr("network", "type of an event");
    if (type == "volume")
        return EventWords::tr("volume", "type of an event");
    return plainLine(type);
}

QString eventTypeIcon(const std::string &type)
{
    for (const char *known : {"container", "image", "network", "volume"}) {
        if (type == known)
            return QString::fromLatin1(known) + u's';
    }
    return u"info"_s;
}

QString eventMeaning(const Event &event)
{
    const QString action = QString::fromStdString(event.action);
    if (event.type == "container")
        return containerMeaning(action);
    const QHash<QString, QString> others = {
        {u"create"_s, EventWords::tr("It was made.")},
        {u"destroy"_s, EventWords::tr("It was removed.")},
        {u"connect"_s, EventWords::tr("A container was plugged in.")},
        {u"disconnect"_s, EventWords::tr("A container was unplugged.")},
        {u"mount"_s, EventWords::tr("A container has it.")},
        {u"unmount"_s, EventWords::tr("A container gave it back.")},
        {u"pull"_s, EventWords::tr("It came from a registry.")},
        {u"push"_s, EventWords::tr("It was sent to a registry.")},
        {u"tag"_s, EventWords::tr("It has one more name.")},
        {u"untag"_s, EventWords::tr("A name was taken from it.")},
        {u"delete"_s, EventWords::tr("It was removed.")},
        {u"load"_s, EventWords::tr("It came from an archive.")},
        {u"save"_s, EventWords::tr("It was written to an archive.")},
        {u"import"_s, EventWords::tr("It was made of a root file system.")},
        {u"prune"_s, EventWords::tr("What nobody needed was removed.")},
    };
    return others.value(action);
}

QString eventTarget(const Event &event)
{
    const QString icon = eventTypeIcon(event.type);
    const std::string &what = event.type == "volume" ? event.name : event.id;
    if (icon == "info"_L1 || what.empty())
        return {};
    return icon + u'/' + QString::fromStdString(what); // the icon's name is the page's, too
}

bool endsItsObject(const Event &event)
{
    return event.action == (event.type == "image" ? "delete" : "destroy");
}

} // namespace tare::gui
