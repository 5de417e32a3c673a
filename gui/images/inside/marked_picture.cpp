// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/marked_picture.h"

#include <QFocusEvent>

namespace tare::gui {

MarkedPicture::MarkedPicture(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
}

void MarkedPicture::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason) // the mouse says itself which
        markFirst();
    update();
}

void MarkedPicture::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace tare::gui
