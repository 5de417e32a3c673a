// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/capability_list.h"

#include "gui/app/theme.h"
#include "gui/containers/create/capability_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualRole = Qt::UserRole + 1;
constexpr int visibleRows = 8;

bool contains(const std::vector<std::string> &list, const QString &name)
{
    return std::any_of(list.begin(), list.end(), [&](const std::string &one) { return capabilityName(one) == name; });
}

} // namespace

CapabilityList::CapabilityList(QWidget *parent)
    : QWidget(parent), m_base(new QComboBox(this)), m_search(new QLineEdit(this)), m_list(new QTreeWidget(this)), m_count(new QLabel(this))
{
    m_base->setObjectName(u"create.capabilities.base"_s);
    m_base->setAccessibleName(tr("Set to begin with"));
    m_base->setToolTip(tr("What is ticked before you change it (--cap-drop ALL, --cap-add ALL)"));
    m_base->addItem(tr("the usual ones"), Usual);
    m_base->addItem(tr("none (--cap-drop ALL)"), None);
    m_base->addItem(tr("all (--cap-add ALL)"), All);
    m_search->setObjectName(u"create.capabilities.search"_s);
    m_search->setAccessibleName(tr("Search capabilities"));
    m_search->setPlaceholderText(tr("Search: clock, network, mount…"));
    m_search->setToolTip(tr("Shows those whose name or words have this text"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(u"create.capabilities"_s);
    m_list->setAccessibleName(tr("Capabilities"));
    m_list->setToolTip(tr("What its root may do; Space ticks (--cap-add, --cap-drop)"));
    m_list->setHeaderLabels({tr("Capability"), tr("What may be done with it")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (const CapabilityWords &one : capabilityWords()) {
        auto *item = new QTreeWidgetItem(m_list, {one.name, one.words});
        item->setFont(0, monospaceFont(m_list));
        item->setData(0, usualRole, one.usual);
        item->setToolTip(1, one.words);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    }
    m_list->setMinimumHeight(m_list->sizeHintForRow(0) * visibleRows + m_list->header()->sizeHint().height());
    m_count->setObjectName(u"create.capabilities.count"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    begin(Usual);

    auto *row = new QHBoxLayout;
    row->setSpacing(gridUnit);
    row->addWidget(m_base);
    row->addWidget(m_search, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(row);
    column->addWidget(m_list);
    column->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, this, &CapabilityList::filter);
    connect(m_base, &QComboBox::currentIndexChanged, this, [this]() {
        begin(base());
        Q_EMIT changed();
    });
    connect(m_list, &QTreeWidget::itemChanged, this, [this]() {
        count();
        Q_EMIT changed();
    });
}

bool CapabilityList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            m_list->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

CapabilityList::Base CapabilityList::base() const
{
    return static_cast<Base>(m_base->currentData().toInt());
}

void CapabilityList::begin(Base base)
{
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const bool ticked = base == All || (base == Usual && item->data(0, usualRole).toBool());
        item->setCheckState(0, ticked ? Qt::Checked : Qt::Unchecked);
    }
    count();
}

void CapabilityList::setChange(const Change &change)
{
    const Base base = contains(change.add, u"ALL"_s) ? All : contains(change.drop, u"ALL"_s) ? None : Usual;
    {
        const QSignalBlocker quiet(m_base);
        m_base->setCurrentIndex(m_base->findData(base));
    }
    begin(base);
    m_unknown = change.add;
    std::erase_if(m_unknown, [](const std::string &name) { return capabilityName(name) == "ALL"_L1; });
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const QString name = item->text(0);
        if (contains(change.add, name))
            item->setCheckState(0, Qt::Checked);
        else if (base != None && contains(change.drop, name))
            item->setCheckState(0, Qt::Unchecked);
        std::erase_if(m_unknown, [&](const std::string &one) { return capabilityName(one) == name; });
    }
    count();
}

CapabilityList::Change CapabilityList::change() const
{
    Change out;
    const Base from = base();
    if (from == All)
        out.add = {"ALL"};
    if (from == None)
        out.drop = {"ALL"};
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_list->topLevelItem(i);
        const bool ticked = item->checkState(0) == Qt::Checked;
        const bool before = from == All || (from == Usual && item->data(0, usualRole).toBool());
        if (ticked && !before)
            out.add.push_back(item->text(0).toStdString());
        else if (!ticked && before)
            out.drop.push_back(item->text(0).toStdString());
    }
    out.add.insert(out.add.end(), m_unknown.begin(), m_unknown.end());
    return out;
}

void CapabilityList::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text.trimmed(), Qt::CaseInsensitive) &&
                        !item->text(1).contains(text.trimmed(), Qt::CaseInsensitive));
    }
}

void CapabilityList::count()
{
    int ticked = 0;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        ticked += m_list->topLevelItem(i)->checkState(0) == Qt::Checked ? 1 : 0;
    m_count->setText(tr("%1 of %2 given").arg(ticked).arg(m_list->topLevelItemCount()));
}

} // namespace tare::gui
