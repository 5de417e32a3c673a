// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/network_page.h"

#include "core/network/address.h"
#include "core/network/ports.h"
#include "gui/app/theme.h"
#include "gui/containers/create/port_check.h"
#include "gui/widgets/row_list.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

enum PortColumn { HostAddress, HostPort, ContainerPort, Protocol };

// As -p takes it.
QString portText(const QStringList &row)
{
    QString address = row[HostAddress].trimmed();
    const QString host = row[HostPort].trimmed();
    if (address.contains(u':') && !address.startsWith(u'['))
        address = u'[' + address + u']';
    QString out;
    if (!address.isEmpty())
        out = address + u':' + host + u':';
    else if (!host.isEmpty())
        out = host + u':';
    out += row[ContainerPort].trimmed();
    return row[Protocol] == "udp"_L1 ? out + u"/udp"_s : out;
}

QStringList portRow(const PublishedPort &port)
{
    QString host = port.hostPort > 0 ? QString::number(port.hostPort) : QString();
    if (port.hostPortEnd > port.hostPort)
        host += u'-' + QString::number(port.hostPortEnd);
    return {QString::fromStdString(port.hostAddress), host, QString::number(port.containerPort), QString::fromStdString(port.protocol)};
}

bool isPort(const QString &text, bool mayBeEmpty)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return mayBeEmpty;
    const QStringList ends = trimmed.split(u'-');
    return ends.size() <= 2 && std::all_of(ends.begin(), ends.end(), [](const QString &end) {
        bool ok = false;
        const int port = end.toInt(&ok);
        return ok && port >= 1 && port <= 65535;
    });
}

bool isAddress(const QString &text)
{
    return network::IpAddress::parse(text.trimmed().toStdString()).has_value();
}

QString portProblem(const QStringList &row)
{
    QString address = row[HostAddress].trimmed();
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.mid(1, address.size() - 2);
    if (!address.isEmpty() && !isAddress(address))
        return NetworkPage::tr("“%1” is no address of this machine: write one such as 127.0.0.1, or nothing for all.").arg(plainLine(address.toStdString()));
    for (const PortColumn column : {HostPort, ContainerPort}) {
        if (!isPort(row[column], true))
            return NetworkPage::tr("“%1” is no port: write a number from 1 to 65535, or a range such as 8000-8010.")
                .arg(plainLine(row[column].trimmed().toStdString()));
    }
    if (row[ContainerPort].trimmed().isEmpty())
        return NetworkPage::tr("Write the container's port.");
    const auto parsed = network::parsePublished(portText(row).toStdString());
    return parsed ? QString() : NetworkPage::tr("These ranges of ports do not fit together.");
}

} // namespace

NetworkPage::NetworkPage(Context &context, QWidget *parent)
    : CreatePage(u"network"_s, tr("Network and ports"), parent), m_check(new PortCheck(context, this))
{
    group(tr("Network"));
    m_network = choice(u"network"_s, tr("Netwo&rk"),
                       tr("bridge: a way out, and published ports. none: only itself. host: the machine's own network, unprotected. "
                          "Another container's: the same addresses and ports as it has (--network)"));
    offer(u"default"_s, tr("bridge: a way out, and published ports (the usual one)"));
    offer(u"none"_s, tr("none: a network of its own without a way out"));
    offer(u"host"_s, tr("host: the machine's own network"));

    group(tr("Published ports"));
    m_ports = new RowList(u"create.ports"_s,
                          {{u"address"_s, tr("Address here"), tr("all"), tr("Which address of this machine; empty: all of them (-p)"),
                            RowColumn::Text, 3},
                           {u"host"_s, tr("Port here"), tr("any free"),
                            tr("A port of this machine, or a range to choose from; empty: any that is free (-p)"), RowColumn::Text, 2},
                           {u"container"_s, tr("Port in the container"), u"80"_s, tr("What the container listens on (-p)"),
                            RowColumn::Text, 2},
                           {u"protocol"_s, tr("Protocol"), {}, tr("tcp or udp (-p)"), RowColumn::Choice, 2,
                            {{u"tcp"_s, u"tcp"_s}, {u"udp"_s, u"udp"_s}}}},
                          tr("Add a por&t"), tr("A port of the container that this machine answers for (-p, --publish)"), widget());
    m_offers = new QWidget(m_ports);
    auto *offers = new QHBoxLayout(m_offers);
    offers->setContentsMargins(0, 0, 0, 0);
    offers->setSpacing(gridUnit);
    m_ports->addWidget(m_offers);
    wide(m_ports);
    m_publishAll = tick(u"publishAll"_s, tr("Publish a&ll that the image exposes"), tr("Each at any port that is free (-P, --publish-all)"));
    m_expose = line(u"expose"_s, tr("E&xposed too"), u"80 53/udp"_s, tr("Further ports that the container listens on (--expose)"));

    group(tr("Names"));
    m_hostname = line(u"hostname"_s, tr("&Host name"), tr("the container's id"), tr("What the container calls itself (--hostname)"));
    m_domainname = line(u"domainname"_s, tr("Do&main"), {}, tr("Its NIS domain name (--domainname)"));
    m_aliases = line(u"aliases"_s, tr("&Called in its network"), tr("its name"),
                     tr("Further names that containers of the same network find it by (--network-alias)"));
    m_hosts = new RowList(u"create.hosts"_s,
                          {{u"name"_s, tr("Name"), u"db.example"_s, tr("A name that the container knows (--add-host)"), RowColumn::Text, 3},
                           {u"address"_s, tr("Address"), u"192.0.2.1"_s,
                            tr("Its address; host-gateway is this machine (--add-host)"), RowColumn::Text, 3}},
                          tr("Add a h&ost"), tr("A line of the container's /etc/hosts (--add-host)"), widget());
    wide(m_hosts);
    m_dns = line(u"dns"_s, tr("Name ser&vers"), tr("this machine's"), tr("Whom it asks for addresses (--dns)"));
    m_dnsSearch = line(u"dnsSearch"_s, tr("Search &in"), tr("this machine's"), tr("Domains that short names are looked up in; . for none (--dns-search)"));
    m_dnsOptions = line(u"dnsOptions"_s, tr("R&esolver options"), u"ndots:1"_s, tr("Of resolv.conf (--dns-option)"));

    group(tr("Its addresses"));
    m_address = line(u"ip"_s, u"IPv&4"_s, tr("chosen by the network"), tr("In a network that you made (--ip)"));
    m_address6 = line(u"ip6"_s, u"IPv&6"_s, tr("chosen by the network"), tr("In a network that you made (--ip6)"));
    m_mac = line(u"mac"_s, tr("Har&dware address"), tr("chosen by the network"), tr("Its hardware address, such as 92:d0:c6:0a:29:33 (--mac-address)"));
    finish();
    connect(m_ports, &RowList::changed, this, &CreatePage::changed);
    connect(m_hosts, &RowList::changed, this, &CreatePage::changed);
    connect(m_check, &PortCheck::answered, this, &CreatePage::changed);
}

QString NetworkPage::network() const
{
    return m_network->currentData().toString();
}

bool NetworkPage::hasAddresses() const
{
    const QString chosen = network();
    return chosen != "default"_L1 && chosen != "bridge"_L1 && chosen != "none"_L1 && chosen != "host"_L1 &&
           !chosen.startsWith("container:"_L1);
}

bool NetworkPage::publishes() const
{
    const QString chosen = network();
    return chosen != "none"_L1 && chosen != "host"_L1 && !chosen.startsWith("container:"_L1);
}

void NetworkPage::offer(const QString &value, const QString &words)
{
    if (m_network->findData(value) < 0)
        m_network->addItem(words, value);
}

void NetworkPage::offerNetworks(const CreateSurroundings &around)
{
    for (const Network &one : around.networks) {
        const QString name = QString::fromStdString(one.name);
        if (name != "bridge"_L1 && name != "host"_L1 && name != "none"_L1)
            offer(name, one.subnet.empty() ? plainLine(one.name) : u"%1 (%2)"_s.arg(plainLine(one.name), plainLine(one.subnet)));
    }
    for (const Container &one : around.containers) {
        if (one.status == ContainerStatus::Running)
            offer(u"container:"_s + QString::fromStdString(one.name), tr("the same as the container “%1” has").arg(plainLine(one.name)));
    }
}

void NetworkPage::setSurroundings(const CreateSurroundings &around)
{
    offerNetworks(around);
    if (around.exposedPorts != m_exposed)
        offerPorts(around.exposedPorts);
}

// A button for each port that the image says it listens on.
void NetworkPage::offerPorts(const QStringList &exposed)
{
    m_exposed = exposed;
    constexpr int most = 4;
    for (QPushButton *old : m_offers->findChildren<QPushButton *>())
        delete old;
    for (const QString &port : exposed.first(std::min<qsizetype>(most, exposed.size()))) {
        const auto [number, protocol] = network::splitPort(port.toStdString());
        if (number == 0)
            continue;
        auto *button = iconButton(m_offers, u"create.ports.offer."_s + port, u"add"_s, port,
                                  tr("The image listens on this port: publish it (-p)"));
        button->setAccessibleName(tr("Publish %1").arg(port));
        const QStringList row{{}, QString::number(number), QString::number(number), QString::fromStdString(protocol)};
        connect(button, &QPushButton::clicked, this, [this, row]() { m_ports->addRow(row, HostPort); });
        m_offers->layout()->addWidget(button);
    }
}

void NetworkPage::fill(const cli::RunRequest &request)
{
    const CreateSpec &spec = request.spec;
    const NetworkingSpec &in = spec.networking;
    offer(QString::fromStdString(spec.network), plainLine(spec.network));
    m_network->setCurrentIndex(m_network->findData(QString::fromStdString(spec.network)));
    QVector<QStringList> rows;
    for (const PublishedPort &port : in.ports)
        rows += portRow(port);
    m_ports->setRows(rows);
    rows.clear();
    for (const std::string &host : in.extraHosts) {
        const QString text = QString::fromStdString(host);
        rows += QStringList{text.section(u':', 0, 0), text.section(u':', 1)};
    }
    m_hosts->setRows(rows);
    m_publishAll->setChecked(in.publishAll);
    m_expose->setText(textOf(in.expose));
    m_hostname->setText(QString::fromStdString(spec.hostname));
    m_domainname->setText(QString::fromStdString(in.domainname));
    m_aliases->setText(textOf(in.first.aliases));
    m_dns->setText(textOf(in.dns));
    m_dnsSearch->setText(textOf(in.dnsSearch));
    m_dnsOptions->setText(textOf(in.dnsOptions));
    m_address->setText(QString::fromStdString(in.first.address));
    m_address6->setText(QString::fromStdString(in.first.address6));
    m_mac->setText(QString::fromStdString(in.first.mac));
}

void NetworkPage::apply(cli::RunRequest &request) const
{
    CreateSpec &spec = request.spec;
    NetworkingSpec &out = spec.networking;
    spec.network = network().toStdString();
    out.ports.clear();
    for (const RowList::Row &row : m_ports->rows()) {
        if (auto ports = network::parsePublished(portText(row.values).toStdString()))
            out.ports.insert(out.ports.end(), ports->begin(), ports->end());
    }
    out.publishAll = m_publishAll->isChecked();
    out.expose.clear();
    for (const std::string &text : listOf(m_expose->text())) {
        if (const auto ports = network::parseExposed(text))
            out.expose.insert(out.expose.end(), ports->begin(), ports->end());
    }
    out.extraHosts.clear();
    for (const RowList::Row &row : m_hosts->rows())
        out.extraHosts.push_back((row.values[0].trimmed() + u':' + row.values[1].trimmed()).toStdString());
    spec.hostname = m_hostname->text().trimmed().toStdString();
    out.domainname = m_domainname->text().trimmed().toStdString();
    out.first.aliases = listOf(m_aliases->text());
    out.dns = listOf(m_dns->text());
    out.dnsSearch = listOf(m_dnsSearch->text());
    out.dnsOptions = listOf(m_dnsOptions->text());
    out.first.address = m_address->text().trimmed().toStdString();
    out.first.address6 = m_address6->text().trimmed().toStdString();
    out.first.mac = m_mac->text().trimmed().toStdString();
}

void NetworkPage::checkPorts()
{
    m_portInUse.clear();
    QStringList asked;
    QHash<QString, int> seen;
    const auto rows = m_ports->rows();
    for (const RowList::Row &row : rows) {
        QString wrong = portProblem(row.values);
        const QString text = portText(row.values);
        if (wrong.isEmpty() && !row.values[HostPort].trimmed().isEmpty() && ++seen[text] > 1)
            wrong = tr("This port stands here twice.");
        note(wrong);
        if (wrong.isEmpty() && publishes()) {
            asked += text;
            wrong = m_check->problem(text);
            if (m_portInUse.isEmpty())
                m_portInUse = wrong;
        }
        m_ports->setNote(row.number, wrong);
    }
    m_check->ask(asked);
    const bool any = !rows.isEmpty() || m_publishAll->isChecked();
    const QString chosen = network();
    if (any && chosen.startsWith("container:"_L1))
        say(m_ports, tr("A container that uses another's network publishes nothing: the other one does."));
    else
        remark(m_ports, any && !publishes() ? tr("On this network nothing is published: the ports are kept, and do nothing.") : QString());
}

void NetworkPage::checkAddresses()
{
    const auto address = [this](QLineEdit *edit, bool v6) {
        const QString text = edit->text().trimmed();
        const auto parsed = network::IpAddress::parse(text.toStdString());
        say(edit, text.isEmpty()                  ? QString()
                  : !parsed || parsed->v6 != v6 ? tr("“%1” is no such address.").arg(plainLine(text.toStdString()))
                  : !hasAddresses()             ? tr("Only a network that you made gives the address that you want.")
                                                : QString());
    };
    address(m_address, false);
    address(m_address6, true);
    const QString mac = m_mac->text().trimmed();
    say(m_mac, mac.isEmpty() || network::parseMac(mac.toStdString())
                   ? QString()
                   : tr("A hardware address is six pairs of hexadecimal digits, such as 92:d0:c6:0a:29:33."));
    say(m_aliases, m_aliases->text().trimmed().isEmpty() || hasAddresses() ? QString()
                                                                           : tr("Only a network that you made knows such names."));
}

void NetworkPage::checkFields()
{
    checkPorts();
    checkAddresses();
    QString wrong;
    for (const std::string &text : listOf(m_expose->text())) {
        if (!network::parseExposed(text))
            wrong = tr("“%1” is no port: write a number from 1 to 65535, or a range such as 8000-8010.").arg(plainLine(text));
    }
    say(m_expose, wrong);
    for (const RowList::Row &row : m_hosts->rows()) {
        const QString name = row.values[0].trimmed(), address = row.values[1].trimmed();
        wrong = name.isEmpty() || name.contains(u':') || name.contains(u' ') ? tr("Write a name.")
                : address != "host-gateway"_L1 && !isAddress(address)
                    ? tr("“%1” is no address.").arg(plainLine(address.toStdString()))
                    : QString();
        m_hosts->setNote(row.number, wrong);
        note(wrong);
    }
    wrong.clear();
    for (const std::string &server : listOf(m_dns->text())) {
        if (!network::IpAddress::parse(server))
            wrong = tr("“%1” is no address.").arg(plainLine(server));
    }
    say(m_dns, wrong);
}

QString NetworkPage::startProblem() const
{
    return m_portInUse;
}

// Somebody was quicker: what was free a moment ago is asked again.
bool NetworkPage::showError(const Error &error)
{
    if (error.reason.find("port is already allocated") == std::string::npos)
        return false;
    m_check->forget();
    Q_EMIT changed();
    return true;
}

} // namespace tare::gui
