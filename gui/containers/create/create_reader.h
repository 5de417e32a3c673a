// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/create/create_page.h"

#include <QTimer>

namespace tare::gui {

// Reads what the pages of the create dialog offer to choose from.
class CreateReader : public QObject
{
    Q_OBJECT
public:
    explicit CreateReader(Context &context, QObject *parent = nullptr);

    void read();
    // What the image says of itself, once the typing has paused.
    void ask(const std::string &image);
    [[nodiscard]] const CreateSurroundings &surroundings() const { return m_known; }

Q_SIGNALS:
    void known(); // something more
    void failed(const tare::Error &error);

private:
    void readImage();
    void imageKnown(const std::string &json);

    Context &m_context;
    CreateSurroundings m_known;
    QTimer m_pause;
    std::string m_wanted, m_asked; // images
    CancelSource m_imageRequest;
};

} // namespace tare::gui
