// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/navigation_rail.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QToolButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int railWidth = 96;
constexpr int buttonHeight = 64, leastHeight = 48; // on a low screen they stand closer
constexpr int glyphSize = 24;
constexpr int markWidth = 3;

// Flat: the current one has a mark at its edge and a tint, so that it is not colour alone.
class RailButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

    [[nodiscard]] QSize sizeHint() const override { return {railWidth, buttonHeight}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor accent = accentColor();
        if (isChecked() || underMouse() || isDown()) {
            QColor tint = isChecked() ? accent : palette().color(QPalette::Text);
            tint.setAlphaF(isChecked() ? 0.13F : 0.06F);
            painter.fillRect(rect(), tint);
        }
        if (isChecked())
            painter.fillRect(QRect(0, 0, markWidth, height()), accent);
        const int textHeight = fontMetrics().height();
        const int top = (height() - glyphSize - gridUnit / 2 - textHeight) / 2;
        icon().paint(&painter, QRect((width() - glyphSize) / 2, top, glyphSize, glyphSize));
        QFont face = font();
        face.setBold(isChecked());
        painter.setFont(face);
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect place(2, top + glyphSize + gridUnit / 2, width() - 4, textHeight);
        painter.drawText(place, Qt::AlignCenter,
                         QFontMetrics(face).elidedText(text(), Qt::ElideRight, place.width()));
        if (hasFocus()) {
            QStyleOptionFocusRect option;
            option.initFrom(this);
            option.rect = rect().adjusted(4, 2, -2, -2);
            style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
        }
    }
};

RailButton *railButton(QWidget *parent, const QString &name, const QString &text, const QIcon &icon)
{
    auto *button = new RailButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setIcon(icon);
    button->setAccessibleName(text);
    button->setFixedWidth(railWidth);
    button->setMinimumHeight(leastHeight);
    button->setMaximumHeight(buttonHeight);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"rail"_s);
    setFixedWidth(railWidth);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_layout->setContentsMargins(0, gridUnit, 0, gridUnit);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_search = railButton(this, u"rail.search"_s, tr("Search"), themedIcon(u"search"_s));
    m_search->setToolTip(tr("Search everything: actions, pages, containers, images, networks, volumes and settings (Ctrl+K)"));
    connect(m_search, &QToolButton::clicked, this, &NavigationRail::searchAsked);
    m_layout->addWidget(m_search);
    m_menu = railButton(this, u"rail.menu"_s, tr("Menu"), themedIcon(u"settings"_s));
    m_menu->setToolTip(tr("Appearance, language, help (F10)"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setShortcut(QKeySequence(Qt::Key_F10));
    m_layout->addWidget(m_menu);
}

void NavigationRail::addPage(const QString &id, const QString &title, const QIcon &icon)
{
    auto *button = railButton(this, u"rail."_s + id, title, icon);
    button->setCheckable(true);
    const int index = static_cast<int>(m_buttons.size());
    const QKeySequence key(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_1 + index)));
    button->setToolTip(u"%1 (%2)"_s.arg(title, key.toString(QKeySequence::NativeText)));
    connect(button, &QToolButton::clicked, this, [this, index]() {
        setCurrent(index); // a click on the current one has unchecked it
        Q_EMIT chosen(index);
    });
    m_layout->insertWidget(index, button);
    if (!m_buttons.isEmpty())
        setTabOrder(m_buttons.constLast(), button);
    setTabOrder(button, m_search);
    setTabOrder(m_search, m_menu);
    m_buttons.append(button);
}

void NavigationRail::setCurrent(int index)
{
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(i == index);
}

} // namespace tare::gui
