// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/network_model.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QFont>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QString text(const NetworkRow &row, int column)
{
    const Network &network = row.network;
    const auto both = [](const std::string &v4, const std::string &v6) {
        return plainLine(v4) + (v4.empty() || v6.empty() ? QString() : u", "_s) + plainLine(v6);
    };
    switch (column) {
    case NetworkModel::Name:
        return plainLine(network.name);
    case NetworkModel::Driver:
        return plainLine(network.driver);
    case NetworkModel::Subnet:
        return both(network.subnet, network.subnet6);
    case NetworkModel::Gateway:
        return both(network.gateway, network.gateway6);
    case NetworkModel::Containers:
        return row.members.empty() ? u"\u2013"_s : QString::number(row.members.size());
    case NetworkModel::Reach:
        return network.driver == "null"   ? NetworkModel::tr("nowhere")
               : network.internal         ? NetworkModel::tr("internal")
               : network.driver == "host" ? NetworkModel::tr("as this machine")
                                          : NetworkModel::tr("outside too");
    default:
        return {};
    }
}

QString toolTip(const NetworkRow &row, int column)
{
    if (column == NetworkModel::Containers) {
        QStringList names;
        for (const NetworkMember &member : row.members)
            names += plainLine(member.name);
        return names.isEmpty() ? NetworkModel::tr("No container is in it") : names.join(u'\n').toHtmlEscaped();
    }
    if (column == NetworkModel::Reach)
        return row.network.internal ? NetworkModel::tr("Nothing gets out of it, or in (--internal)")
                                    : NetworkModel::tr("How far its containers reach");
    return text(row, column).toHtmlEscaped();
}

} // namespace

bool isPredefined(const Network &network)
{
    return network.name == "bridge" || network.name == "host" || network.name == "none";
}

std::vector<NetworkRow> networkRows(const std::vector<Network> &networks, const std::vector<Container> &containers)
{
    std::vector<NetworkRow> out;
    for (const Network &network : networks) {
        NetworkRow row{network, {}};
        for (const Container &container : containers) {
            const auto endpoint = std::find_if(container.endpoints.begin(), container.endpoints.end(),
                                               [&](const Endpoint &one) { return one.networkId == network.id; });
            const bool connected = endpoint != container.endpoints.end();
            const bool shares = network.driver != "bridge" && container.network == network.name; // host, none
            const bool wants = std::find(container.networks.begin(), container.networks.end(), network.name) != container.networks.end();
            if (!connected && !wants && !shares)
                continue;
            NetworkMember member{container.id, container.name, container.status, {}, {}, {}};
            if (connected) {
                member.address = endpoint->address;
                member.address6 = endpoint->address6;
                member.mac = endpoint->mac;
            }
            row.members.push_back(std::move(member));
        }
        std::sort(row.members.begin(), row.members.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
        out.push_back(std::move(row));
    }
    return out;
}

int NetworkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NetworkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const NetworkRow &one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(one, index.column());
    case Qt::ToolTipRole:
        return toolTip(one, index.column());
    case Qt::FontRole:
        return index.column() == Subnet || index.column() == Gateway ? QVariant(monospaceFont(nullptr)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Containers ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return index.column() == Containers ? QVariant(static_cast<int>(one.members.size())) : QVariant(text(one, index.column()));
    default:
        return {};
    }
}

QVariant NetworkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Containers ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Subnet:
            return tr("The addresses that its containers get (--subnet)");
        case Gateway:
            return tr("This machine's address in it (--gateway)");
        case Containers:
            return tr("How many containers are in it, or will be when they run");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Driver:
        return tr("Driver");
    case Subnet:
        return tr("Subnet");
    case Gateway:
        return tr("Gateway");
    case Containers:
        return tr("Containers");
    case Reach:
        return tr("Reaches", "column: how far a network's containers reach");
    default:
        return {};
    }
}

} // namespace tare::gui
