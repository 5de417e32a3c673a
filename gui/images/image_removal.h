// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QObject>
#include <vector>

namespace tare::gui {

class MessageBar;

// Removing images: asks in the page's message bar what goes and what it frees, then does it.
class ImageRemoval : public QObject
{
    Q_OBJECT
public:
    ImageRemoval(Context &context, MessageBar &message, QObject *parent = nullptr);

    void ask(const std::vector<Image> &images);

Q_SIGNALS:
    void confirmed();
    void finished();

private:
    void remove(const std::vector<Image> &images);

    Context &m_context;
    MessageBar &m_message;
};

} // namespace tare::gui
