// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_offer.h"

#include "gui/app/icons.h"
#include "gui/containers/container_actions.h"
#include "gui/containers/container_bar.h"
#include "gui/containers/container_detail.h"
#include "gui/containers/port_words.h"
#include "gui/models/container_model.h"
#include "gui/widgets/format.h"

#include <QAction>
#include <QDesktopServices>
#include <QUrl>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// Where each kind of verb begins among the offer's.
struct Verbs
{
    int unpause = 0, tabs = 0, browse = 0;
};

OfferedVerb barVerb(const ContainerBar &bar, ContainerBar::Verb which, const std::function<bool(const QString &id)> &choose)
{
    QAction *action = bar.action(which);
    OfferedVerb verb;
    verb.id = action->objectName();
    verb.text = withoutMnemonic(action->text());
    verb.words = verb.id.section(u'.', -1) + u' ' + action->toolTip();
    verb.key = action->shortcut();
    verb.icon = action->icon();
    verb.run = [action, choose](const QString &id, const QString &) {
        if (choose(id))
            action->trigger(); // which its state may forbid by now
    };
    return verb;
}

Verbs addVerbs(Offer &out, const ContainerBar &bar, ContainerDetail &detail, const std::function<bool(const QString &id)> &choose)
{
    Verbs at;
    for (int which = 0; which < ContainerBar::VerbCount; ++which)
        out.verbs += barVerb(bar, static_cast<ContainerBar::Verb>(which), choose);
    // The bar's one button says what it would do to the chosen one; here each says it of its own.
    Container paused;
    out.verbs[ContainerBar::Pause].text = ContainerBar::pauseText(paused);
    paused.status = ContainerStatus::Paused;
    at.unpause = static_cast<int>(out.verbs.size());
    out.verbs += out.verbs[ContainerBar::Pause];
    out.verbs.last().text = ContainerBar::pauseText(paused);
    out.verbs.last().words += u" unpause"_s;
    at.tabs = static_cast<int>(out.verbs.size());
    for (int tab = 0; tab < detail.tabCount(); ++tab) {
        OfferedVerb verb;
        verb.id = u"containers.tab."_s + detail.tabWords(tab).section(u' ', 0, 0);
        verb.text = detail.tabText(tab);
        verb.words = detail.tabWords(tab);
        verb.icon = detail.tabIcon(tab);
        verb.run = [&detail, tab, choose](const QString &id, const QString &) {
            if (choose(id))
                detail.openTab(tab);
        };
        out.verbs += verb;
    }
    at.browse = static_cast<int>(out.verbs.size());
    OfferedVerb browse;
    browse.id = u"containers.browse"_s;
    browse.text = ContainerDetail::tr("Open in the browser:");
    browse.words = u"open port browser"_s;
    browse.icon = themedIcon(u"networks"_s);
    browse.elsewhere = true;
    browse.run = [](const QString &, const QString &address) { QDesktopServices::openUrl(QUrl(address)); };
    out.verbs += browse;
    return at;
}

} // namespace

Offer containerOffer(const ContainerModel &model, const ContainerActions &actions, const ContainerBar &bar, ContainerDetail &detail,
                     const std::function<bool(const QString &id)> &choose)
{
    Offer out;
    const Verbs at = addVerbs(out, bar, detail, choose);
    for (const Container &container : model.rows()) {
        const QString id = QString::fromStdString(container.id);
        OfferedObject object{id, plainLine(container.name), shortId(container.id) + u' ' + plainLine(container.image),
                             formatStatus(container.status), themedIcon(statusIconName(container.status)), {}};
        const bool busy = actions.isBusy(id);
        for (int which = 0; which < ContainerBar::VerbCount; ++which) {
            if (!ContainerBar::allows(static_cast<ContainerBar::Verb>(which), container, busy))
                continue;
            const bool unpause = which == ContainerBar::Pause && container.status == ContainerStatus::Paused;
            object.verbs += OfferedChoice{unpause ? at.unpause : which, {}};
        }
        for (int tab = at.tabs; tab < at.browse; ++tab)
            object.verbs += OfferedChoice{tab, {}};
        for (const PortLine &port : portLines(container)) {
            if (!port.address.isEmpty())
                object.verbs += OfferedChoice{at.browse, port.address};
        }
        out.objects += object;
    }
    return out;
}

} // namespace tare::gui
