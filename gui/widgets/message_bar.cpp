// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/message_bar.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr int detailLines = 4;

QLabel *plainLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MessageBar::MessageBar(const QString &name, QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_what(plainLabel(this, name + u".what"_s)),
      m_advice(plainLabel(this, name + u".advice"_s)), m_unfold(new QToolButton(this)), m_close(new QToolButton(this)),
      m_details(new QPlainTextEdit(this)), m_actions(new QHBoxLayout)
{
    setObjectName(name);
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    QFont bold = font();
    bold.setBold(true);
    m_what->setFont(bold);

    m_unfold->setObjectName(name + u".details"_s);
    m_unfold->setText(tr("Details"));
    m_unfold->setAccessibleName(tr("Details"));
    m_unfold->setToolTip(tr("The original message, for a search or a report"));
    m_unfold->setCheckable(true);
    m_unfold->setAutoRaise(true);
    connect(m_unfold, &QToolButton::toggled, m_details, &QWidget::setVisible);

    m_close->setObjectName(name + u".close"_s);
    m_close->setIcon(themedIcon(u"close"_s));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close this message (Esc)"));
    m_close->setAutoRaise(true);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);

    m_details->setObjectName(name + u".text"_s);
    m_details->setAccessibleName(tr("Details of the message"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setFont(monospaceFont(this));
    m_details->setMaximumHeight(fontMetrics().lineSpacing() * detailLines + gridUnit);
    m_details->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    grid->setHorizontalSpacing(gridUnit);
    grid->setVerticalSpacing(gridUnit / 2);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_what, 0, 1);
    grid->addWidget(m_advice, 1, 1);
    m_actions->setSpacing(gridUnit);
    m_actions->addWidget(m_unfold);
    m_actions->addWidget(m_close);
    grid->addLayout(m_actions, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(m_details, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    hide();
}

void MessageBar::showError(const Error &error)
{
    show(Kind::Error, describe(error));
}

void MessageBar::showError(const ErrorText &text)
{
    show(Kind::Error, text);
}

void MessageBar::showNotice(const QString &what, const QString &advice, const QString &details)
{
    show(Kind::Notice, ErrorText{what, advice, details});
}

QPushButton *MessageBar::addAction(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    QString plain = text;
    button->setAccessibleName(plain.remove(u'&'));
    button->setAutoDefault(false);
    m_actions->insertWidget(m_actions->count() - 2, button);
    button->show();
    return button;
}

void MessageBar::dismiss()
{
    hide();
    Q_EMIT dismissed();
}

QString MessageBar::what() const
{
    return isHidden() ? QString() : m_what->text();
}

void MessageBar::setVisible(bool visible)
{
    QWidget *focus = QApplication::focusWidget();
    const bool inside = focus != nullptr && isAncestorOf(focus);
    if (!visible && inside && m_before != nullptr && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    QFrame::setVisible(visible);
}

void MessageBar::show(Kind kind, const ErrorText &text)
{
    if (QWidget *focus = QApplication::focusWidget(); focus != nullptr && !isAncestorOf(focus))
        m_before = focus;
    const auto old = findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    for (QPushButton *button : old) {
        button->hide();
        button->setObjectName({});
        button->deleteLater();
    }
    m_kind = kind;
    m_what->setText(text.what);
    m_advice->setText(text.advice);
    m_advice->setVisible(!text.advice.isEmpty());
    m_unfold->setChecked(false);
    m_unfold->setVisible(!text.details.isEmpty());
    m_details->setPlainText(text.details);
    setAccessibleName(text.what);
    setAccessibleDescription(text.advice);
    applyColours();
    setVisible(true);
}

void MessageBar::applyColours()
{
    const QColor background = m_kind == Kind::Error ? errorBackground() : noticeBackground();
    if (palette().color(QPalette::Window) != background) {
        QPalette own; // only what is set here; the rest follows the application's
        own.setColor(QPalette::Window, background);
        setPalette(own);
    }
    const QIcon icon = themedIcon(m_kind == Kind::Error ? u"warning"_s : u"info"_s);
    m_icon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon != nullptr)
        applyColours();
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tare::gui
