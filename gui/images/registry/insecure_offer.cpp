// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/registry/insecure_offer.h"

#include "core/registry/insecure_setting.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QCoreApplication>
#include <QPushButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct InsecureOffer
{
    Q_DECLARE_TR_FUNCTIONS(InsecureOffer)
};

void allow(MessageBar &bar, const std::string &host, Context &context, const std::function<void()> &again)
{
    bar.dismiss();
    context.run<Status>(
        &bar, [host](const CancelToken &) { return registry::allowInsecure(host); },
        [bar = &bar, again](const Status &done) {
            if (done)
                again();
            else
                bar->showError(done.error());
        });
}

void warn(MessageBar &bar, const std::string &host, const QString &name, Context &context, const std::function<void()> &again)
{
    const QString shown = plainLine(host);
    bar.showNotice(InsecureOffer::tr("Trust %1 without protection?").arg(shown),
                   InsecureOffer::tr("Anybody between this machine and %1 can then read your password, and change every image "
                                     "that you pull or push. Allow it only for a registry of your own in a network that you "
                                     "trust.").arg(shown),
                   InsecureOffer::tr("It holds for %1 alone, for every pull, push and search from now on, until you remove it "
                                     "from “insecure-registries” in this file:\n%2")
                       .arg(shown, plainLine(registry::registrySettingsFile())));
    auto *no = bar.addAction(name + u".insecure.no"_s, InsecureOffer::tr("&Keep it protected"));
    auto *yes = bar.addAction(name + u".insecure.yes"_s, InsecureOffer::tr("&Allow for this registry"));
    QObject::connect(no, &QPushButton::clicked, &bar, &MessageBar::dismiss);
    QObject::connect(yes, &QPushButton::clicked, &bar, [&bar, host, &context, again]() { allow(bar, host, context, again); });
    no->setFocus(Qt::OtherFocusReason);
}

} // namespace

void showRegistryError(MessageBar &bar, const ErrorText &text, const Error &error, const QString &name, Context &context,
                       const std::function<void()> &again)
{
    if (!registry::asksForInsecure(error)) {
        bar.showError(text);
        return;
    }
    const QString host = plainLine(error.subject);
    ErrorText better = text;
    better.what = registry::isAboutCertificate(error)
                      ? InsecureOffer::tr("Nobody that this machine trusts vouches for the certificate of %1.").arg(host)
                      : InsecureOffer::tr("%1 does not speak TLS: what goes there and comes from there is not protected.").arg(host);
    better.advice = registry::isAboutCertificate(error)
                        ? InsecureOffer::tr("If the registry is your own, give this machine its authority’s certificate (see the "
                                            "details).")
                        : InsecureOffer::tr("Check the name; if the registry is your own, let it speak TLS.");
    bar.showError(better);
    auto *button = bar.addAction(name + u".insecure"_s, InsecureOffer::tr("Allow it &unprotected…"));
    button->setToolTip(InsecureOffer::tr("Says first what that means (insecure-registries)"));
    QObject::connect(button, &QPushButton::clicked, &bar,
                     [&bar, host = error.subject, name, &context, again]() { warn(bar, host, name, context, again); });
}

} // namespace tare::gui
