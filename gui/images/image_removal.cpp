// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_removal.h"

#include "core/base/strings.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QPushButton>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// By its names, as docker does it without force: the last one takes the image along.
Status removeOne(Engine &engine, const Image &image)
{
    if (image.names.empty()) {
        [[maybe_unused]] const auto lines = TARE_TRY(engine.removeImage(image.id, false));
        return {};
    }
    for (const auto &name : image.names) {
        [[maybe_unused]] const auto lines = TARE_TRY(engine.removeImage(name, false));
    }
    return {};
}

} // namespace

ImageRemoval::ImageRemoval(Context &context, MessageBar &message, QObject *parent)
    : QObject(parent), m_context(context), m_message(message)
{
}

void ImageRemoval::ask(const std::vector<Image> &images)
{
    std::vector<Image> free;
    std::copy_if(images.begin(), images.end(), std::back_inserter(free),
                 [](const Image &image) { return image.containers == 0; });
    const int used = static_cast<int>(images.size() - free.size());
    if (images.empty())
        return;
    if (free.empty()) {
        m_message.showNotice(images.size() == 1 ? tr("The image %1 is in use.").arg(imageTitle(images.front()))
                                                : tr("All the %n image(s) are in use.", nullptr, used),
                             tr("%n container(s) are made from it; remove them on the page Containers first.", nullptr,
                                images.front().containers));
        return;
    }
    qint64 size = 0;
    for (const Image &image : free)
        size += image.size;
    const auto count = static_cast<int>(free.size());
    QString advice =
        count == 1 ? tr("Its names and its layers go, as far as no other image has them: up to %1.").arg(formatSize(size))
                   : tr("Their names and their layers go, as far as no other image has them: up to %1.").arg(formatSize(size));
    if (used > 0)
        advice += u' ' + tr("%n that containers use stay(s).", nullptr, used);
    m_message.showNotice(count == 1 ? tr("Remove the image %1?").arg(imageTitle(free.front()))
                                    : tr("Remove %n image(s)?", nullptr, count),
                         advice);
    auto *yes = m_message.addAction(u"images.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker rmi"_s);
    connect(yes, &QPushButton::clicked, this, [this, free]() { remove(free); });
    yes->setFocus(Qt::OtherFocusReason);
}

void ImageRemoval::remove(const std::vector<Image> &images)
{
    m_message.hide();
    Q_EMIT confirmed();
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), images](const CancelToken &) -> Status {
            Status first; // one that cannot go does not keep the others
            for (const Image &image : images) {
                if (Status removed = removeOne(*engine, image); !removed && first)
                    first = std::move(removed);
            }
            return first;
        },
        [this](const Status &removed) {
            if (!removed)
                m_message.showError(removed.error());
            Q_EMIT finished();
        });
    QString words;
    for (const Image &image : images) {
        for (const auto &name : image.names)
            words += u' ' + QString::fromStdString(shellQuote(name));
        if (image.names.empty())
            words += u' ' + shortId(image.id);
    }
    m_context.showCommand(u"docker rmi"_s + words);
}

} // namespace tare::gui
