// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/field_note.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace tare::gui {

namespace {
constexpr int signSize = 16;
}

FieldNote::FieldNote(const QString &name, QWidget *parent) : QWidget(parent), m_sign(new QLabel(this)), m_text(new QLabel(this))
{
    m_text->setObjectName(name);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, gridUnit / 2);
    row->setSpacing(gridUnit / 2);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    paintSign();
    hide();
}

void FieldNote::setName(const QString &name)
{
    m_text->setObjectName(name);
}

void FieldNote::setText(const QString &text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

QString FieldNote::text() const
{
    return m_text->text();
}

void FieldNote::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintSign();
}

void FieldNote::paintSign()
{
    m_sign->setPixmap(themedIcon(QStringLiteral("warning")).pixmap(QSize(signSize, signSize), devicePixelRatioF()));
}

} // namespace tare::gui
