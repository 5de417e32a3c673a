// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tare::gui {

// A picture of parts, one of which bears the mark that arrow keys and the mouse move. The mark is stronger while the
// picture has the keyboard, and there is one then whenever there is a part.
class MarkedPicture : public QWidget
{
    Q_OBJECT
public:
    explicit MarkedPicture(QWidget *parent = nullptr);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    // Gives the mark to the first part, if there is one and none has it.
    virtual void markFirst() = 0;
};

} // namespace tare::gui
