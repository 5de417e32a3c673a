// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_detail.h"

#include "gui/app/theme.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/fact_tree.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

VolumeDetail::VolumeDetail(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_facts(new FactTree(u"volumes.facts"_s, tr("What the volume is"), this)),
      m_users(new QTreeWidget(this)),
      m_remove(iconButton(this, u"volumes.remove"_s, u"remove"_s, tr("Re&move…"), u"docker volume rm (Del)"_s)),
      m_open(iconButton(this, u"volumes.openContainer"_s, u"containers"_s, tr("Sho&w container"), tr("Shows the chosen container on the page Containers")))
{
    setObjectName(u"volumes.detail"_s);
    m_title->setObjectName(u"volumes.name"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setToolTip(u"docker volume inspect"_s);
    m_users->setObjectName(u"volumes.users"_s);
    m_users->setAccessibleName(tr("Containers that have this volume"));
    m_users->setToolTip(tr("Containers that have this volume"));
    m_users->setHeaderLabels({tr("Container"), tr("State"), tr("Where in it"), tr("May")});
    m_users->setRootIsDecorated(false);
    m_users->setUniformRowHeights(true);
    m_users->setAlternatingRowColors(true);
    m_users->setTabKeyNavigation(false);
    m_users->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    for (const auto &[column, letters] : {std::pair{0, 18}, std::pair{1, 11}, std::pair{2, 30}})
        m_users->header()->resizeSection(column, letter * letters);
    auto *head = new QHBoxLayout;
    head->setSpacing(gridUnit);
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    auto *who = new QLabel(tr("Who has it"), this);
    who->setFont(bold);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gridUnit);
    buttons->addWidget(who, 1);
    buttons->addWidget(m_open);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(gridUnit, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(head);
    column->addWidget(m_facts, 3);
    column->addLayout(buttons);
    column->addWidget(m_users, 2);
    connect(m_remove, &QPushButton::clicked, this, &VolumeDetail::removeAsked);
    const auto open = [this]() {
        if (const QList<QTreeWidgetItem *> items = m_users->selectedItems(); !items.isEmpty())
            Q_EMIT containerAsked(items.constFirst()->data(0, Qt::UserRole).toString());
    };
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_users, &QTreeWidget::itemActivated, this, open);
    connect(m_users, &QTreeWidget::itemSelectionChanged, this, &VolumeDetail::enable);
    clear({});
}

void VolumeDetail::setRow(const VolumeRow &row)
{
    if (isEnabled() && row == m_row)
        return;
    m_row = row;
    setEnabled(true);
    m_title->setFullText(plainLine(row.volume.name));
    showFacts();
    showUsers();
    enable();
}

void VolumeDetail::clear(const QString &why)
{
    m_row = {};
    m_title->setFullText(why);
    m_facts->begin();
    m_users->clear();
    setEnabled(false);
}

void VolumeDetail::showFacts()
{
    const Volume &v = m_row.volume;
    m_facts->begin();
    m_facts->group(tr("What it is"));
    m_facts->fact(tr("Kind"), v.anonymous          ? tr("made for one container; it goes with it when that is asked for")
                              : !v.options.empty() ? tr("mounted by its options when a container starts")
                                                   : tr("a folder that stays until it is removed"),
                  true);
    m_facts->fact(tr("On this machine"), plainLine(v.mountpoint));
    m_facts->fact(tr("Driver"), plainLine(v.driver), true);
    m_facts->fact(tr("Created"), v.created > 0 ? formatDateTime(v.created) : QString(), true);
    if (!v.labels.empty() || !v.options.empty())
        m_facts->group(tr("Labels and options"));
    for (const auto &[key, value] : v.labels)
        m_facts->fact(tr("Label %1").arg(plainLine(key)), value.empty() ? u"–"_s : plainLine(value));
    for (const auto &[key, value] : v.options)
        m_facts->fact(plainLine(key), plainLine(value));
    m_facts->finish();
}

void VolumeDetail::showUsers()
{
    const QList<QTreeWidgetItem *> chosen = m_users->selectedItems();
    const QString kept = chosen.isEmpty() ? QString() : chosen.constFirst()->data(0, Qt::UserRole).toString();
    m_users->clear();
    for (const VolumeUser &user : m_row.users) {
        auto *item = new QTreeWidgetItem(m_users, {plainLine(user.name), formatStatus(user.status), user.target.empty() ? u"–"_s : plainLine(user.target),
                                                   user.readOnly ? tr("only read") : tr("read and write")});
        item->setFont(2, monospaceFont(m_users));
        for (int i = 0; i < item->columnCount(); ++i)
            item->setToolTip(i, item->text(i).toHtmlEscaped());
        item->setData(0, Qt::UserRole, QString::fromStdString(user.id));
        if (item->data(0, Qt::UserRole).toString() == kept)
            m_users->setCurrentItem(item);
    }
    if (m_users->selectedItems().isEmpty() && m_users->topLevelItemCount() > 0)
        m_users->setCurrentItem(m_users->topLevelItem(0));
}

void VolumeDetail::enable()
{
    m_open->setEnabled(!m_users->selectedItems().isEmpty());
    m_remove->setEnabled(m_row.users.empty());
    m_remove->setToolTip(m_row.users.empty() ? u"docker volume rm (Del)"_s : tr("A container has it: remove that one first"));
}

} // namespace tare::gui
