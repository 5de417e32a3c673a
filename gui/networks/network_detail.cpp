// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_detail.h"

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

NetworkDetail::NetworkDetail(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_facts(new FactTree(u"networks.facts"_s, tr("What the network is"), this)),
      m_members(new QTreeWidget(this)),
      m_connect(iconButton(this, u"networks.connect"_s, u"add"_s, tr("C&onnect…"), tr("Puts a container into this network (docker network connect)"))),
      m_disconnect(iconButton(this, u"networks.disconnect"_s, u"close"_s, tr("&Disconnect"),
                              tr("Takes the chosen container out of this network (docker network disconnect)"))),
      m_remove(iconButton(this, u"networks.remove"_s, u"remove"_s, tr("Re&move…"), u"docker network rm"_s)),
      m_open(iconButton(this, u"networks.openContainer"_s, u"containers"_s, tr("Sho&w container"), tr("Shows the chosen container on the page Containers")))
{
    setObjectName(u"networks.detail"_s);
    m_title->setObjectName(u"networks.name"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setToolTip(u"docker network inspect"_s);
    m_members->setObjectName(u"networks.members"_s);
    m_members->setAccessibleName(tr("Containers in this network"));
    m_members->setToolTip(tr("Containers in this network"));
    m_members->setHeaderLabels({tr("Container"), tr("State"), tr("IPv4"), tr("IPv6"), tr("Hardware address")});
    m_members->setRootIsDecorated(false);
    m_members->setUniformRowHeights(true);
    m_members->setAlternatingRowColors(true);
    m_members->setTabKeyNavigation(false);
    m_members->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    for (const auto &[column, letters] : {std::pair{0, 18}, std::pair{1, 11}, std::pair{2, 16}, std::pair{3, 20}})
        m_members->header()->resizeSection(column, letter * letters);
    auto *head = new QHBoxLayout;
    head->setSpacing(gridUnit);
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    auto *who = new QLabel(tr("Who is in it"), this);
    who->setFont(bold);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gridUnit);
    buttons->addWidget(who, 1);
    buttons->addWidget(m_open);
    buttons->addWidget(m_disconnect);
    buttons->addWidget(m_connect);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(gridUnit, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(head);
    column->addWidget(m_facts, 3);
    column->addLayout(buttons);
    column->addWidget(m_members, 2);
    connect(m_connect, &QPushButton::clicked, this, &NetworkDetail::connectAsked);
    connect(m_remove, &QPushButton::clicked, this, &NetworkDetail::removeAsked);
    connect(m_disconnect, &QPushButton::clicked, this, [this]() {
        if (const NetworkMember *member = chosen())
            Q_EMIT disconnectAsked(QString::fromStdString(member->name));
    });
    const auto open = [this]() {
        if (const NetworkMember *member = chosen())
            Q_EMIT containerAsked(QString::fromStdString(member->id));
    };
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_members, &QTreeWidget::itemActivated, this, open);
    connect(m_members, &QTreeWidget::itemSelectionChanged, this, &NetworkDetail::enable);
    clear();
}

void NetworkDetail::setRow(const NetworkRow &row)
{
    if (isEnabled() && row == m_row)
        return;
    const bool another = row.network.id != m_row.network.id;
    m_row = row;
    setEnabled(true);
    m_title->setFullText(plainLine(row.network.name));
    showFacts();
    showMembers();
    if (another && m_members->topLevelItemCount() > 0)
        m_members->setCurrentItem(m_members->topLevelItem(0));
    enable();
}

void NetworkDetail::clear()
{
    m_row = {};
    m_title->setFullText({});
    m_facts->begin();
    m_members->clear();
    setEnabled(false);
}

void NetworkDetail::showFacts()
{
    const Network &n = m_row.network;
    m_facts->begin();
    m_facts->group(tr("What it is"));
    m_facts->fact(tr("Driver"), n.driver == "host"   ? tr("host: this machine's own network, nothing between")
                                : n.driver == "null" ? tr("none: only the container itself")
                                                     : tr("bridge: a switch inside this machine"),
                  true);
    m_facts->fact(tr("Reaches"), n.driver != "bridge" ? QString()
                                 : n.internal         ? tr("only its own containers: nothing gets out of it, or in")
                                                      : tr("its own containers, and through this machine the outside"),
                  true);
    m_facts->fact(tr("Names"), n.driver != "bridge" ? QString()
                               : isPredefined(n)    ? tr("containers do not find each other by name")
                                                    : tr("containers find each other by their names"),
                  true);
    m_facts->fact(tr("Bridge"), plainLine(n.device));
    m_facts->fact(tr("Created"), n.created > 0 ? formatDateTime(n.created) : QString(), true);
    m_facts->fact(tr("Network id"), QString::fromStdString(n.id));
    if (!n.subnet.empty() || !n.subnet6.empty())
        m_facts->group(tr("Addresses"));
    m_facts->fact(tr("Subnet"), plainLine(n.subnet));
    m_facts->fact(tr("Gateway"), plainLine(n.gateway));
    m_facts->fact(tr("For containers"), plainLine(n.range));
    m_facts->fact(tr("IPv6 subnet"), plainLine(n.subnet6));
    m_facts->fact(tr("IPv6 gateway"), plainLine(n.gateway6));
    m_facts->fact(tr("IPv6 for containers"), plainLine(n.range6));
    if (!n.labels.empty() || !n.options.empty())
        m_facts->group(tr("Labels and options"));
    for (const auto &[key, value] : n.labels)
        m_facts->fact(tr("Label %1").arg(plainLine(key)), value.empty() ? u"–"_s : plainLine(value));
    for (const auto &[key, value] : n.options)
        m_facts->fact(plainLine(key), plainLine(value));
    m_facts->finish();
}

void NetworkDetail::showMembers()
{
    const NetworkMember *before = chosen();
    const QString kept = before == nullptr ? QString() : QString::fromStdString(before->id);
    m_members->clear();
    const QFont fixed = monospaceFont(m_members);
    for (const NetworkMember &member : m_row.members) {
        const auto value = [](const std::string &text) { return text.empty() ? u"–"_s : plainLine(text); };
        auto *item = new QTreeWidgetItem(
            m_members, {plainLine(member.name), formatStatus(member.status), value(member.address), value(member.address6), value(member.mac)});
        for (int i = 2; i < item->columnCount(); ++i)
            item->setFont(i, fixed);
        for (int i = 0; i < item->columnCount(); ++i)
            item->setToolTip(i, item->text(i).toHtmlEscaped());
        item->setData(0, Qt::UserRole, QString::fromStdString(member.id));
        if (item->data(0, Qt::UserRole).toString() == kept)
            m_members->setCurrentItem(item);
    }
}

const NetworkMember *NetworkDetail::chosen() const
{
    const QList<QTreeWidgetItem *> items = m_members->selectedItems();
    if (items.isEmpty())
        return nullptr;
    const std::string id = items.constFirst()->data(0, Qt::UserRole).toString().toStdString();
    for (const NetworkMember &member : m_row.members) {
        if (member.id == id)
            return &member;
    }
    return nullptr;
}

void NetworkDetail::enable()
{
    const bool bridge = m_row.network.driver == "bridge";
    const bool fixed = isPredefined(m_row.network);
    m_connect->setEnabled(bridge);
    m_disconnect->setEnabled(bridge && chosen() != nullptr);
    m_open->setEnabled(chosen() != nullptr);
    m_remove->setEnabled(!fixed);
    m_remove->setToolTip(fixed ? tr("This network is always there") : u"docker network rm (Del)"_s);
}

} // namespace tare::gui
