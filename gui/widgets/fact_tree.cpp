// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/fact_tree.h"

#include "gui/app/theme.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace tare::gui {

namespace {

// Room between the lines.
class AiryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + gridUnit, size.height() + gridUnit / 2};
    }
};

} // namespace

FactTree::FactTree(const QString &name, const QString &title, QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(name);
    setAccessibleName(title);
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setItemDelegate(new AiryDelegate(this));
    setIndentation(2 * gridUnit);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

void FactTree::begin()
{
    m_scrolled = verticalScrollBar()->value();
    m_group = nullptr;
    clear();
}

void FactTree::group(const QString &title)
{
    QFont bold = font();
    bold.setBold(true);
    m_group = new QTreeWidgetItem(this, {title});
    m_group->setFont(0, bold);
    m_group->setFirstColumnSpanned(true);
    m_group->setExpanded(true);
}

QTreeWidgetItem *FactTree::fact(const QString &name, const QString &value, bool words)
{
    if (value.isEmpty())
        return nullptr;
    auto *item = new QTreeWidgetItem(m_group, {name, value});
    if (!words)
        item->setFont(1, monospaceFont(this));
    item->setToolTip(1, value.toHtmlEscaped()); // a view takes a tooltip for rich text when it looks like it
    return item;
}

void FactTree::finish()
{
    verticalScrollBar()->setValue(m_scrolled);
}

} // namespace tare::gui
