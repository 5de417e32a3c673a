// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/page_header.h"

#include "gui/app/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int filterWidth = 200;

QString withoutMnemonic(QString text)
{
    return text.remove(u'&');
}
} // namespace

PageHeader::PageHeader(const QString &pageId, const QString &title, QWidget *parent)
    : QWidget(parent), m_pageId(pageId), m_layout(new QHBoxLayout(this)), m_title(new QLabel(title, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gridUnit);
    m_title->setObjectName(pageId + u".title"_s);
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    m_title->setFont(font);
    m_layout->addWidget(m_title);
    m_layout->addStretch(1);
}

QPushButton *PageHeader::addPrimary(const QString &text, const QString &toolTip)
{
    m_primary = new QPushButton(text, this);
    m_primary->setObjectName(m_pageId + u".primary"_s);
    m_primary->setAccessibleName(withoutMnemonic(text));
    m_primary->setToolTip(toolTip);
    m_primary->setDefault(true);
    m_layout->addWidget(m_primary);
    connect(m_primary, &QPushButton::clicked, this, &PageHeader::primaryClicked);
    return m_primary;
}

QLineEdit *PageHeader::addFilter(const QString &placeholder)
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(m_pageId + u".filter"_s);
    m_filter->setAccessibleName(placeholder);
    m_filter->setPlaceholderText(placeholder);
    m_filter->setToolTip(tr("Shows only the rows that contain this text (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(filterWidth);
    m_filter->setMaximumWidth(filterWidth * 2);
    m_layout->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, this, &PageHeader::filterChanged);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_filter, nullptr, nullptr, Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, m_filter, &QLineEdit::clear);
    connect(m_filter, &QLineEdit::returnPressed, this, &PageHeader::filterLeft);
    auto *down = new QShortcut(QKeySequence(Qt::Key_Down), m_filter, nullptr, nullptr, Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, this, &PageHeader::filterLeft);
    return m_filter;
}

void PageHeader::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

void PageHeader::clearFilter()
{
    if (m_filter != nullptr)
        m_filter->clear();
}

void PageHeader::focusFilter()
{
    if (m_filter == nullptr)
        return;
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace tare::gui
