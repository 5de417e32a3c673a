// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/port_words.h"

#include "core/network/address.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Ports
{
    Q_DECLARE_TR_FUNCTIONS(Ports)
};

// Whom a browser asks: this machine by its name when it answers on all addresses or on loopback.
QString hostFor(const std::string &address)
{
    const auto parsed = network::IpAddress::parse(address);
    if (!parsed || parsed->isUnspecified() || parsed->isLoopback())
        return u"localhost"_s;
    return parsed->v6 ? u'[' + QString::fromStdString(parsed->text()) + u']' : QString::fromStdString(parsed->text());
}

QString where(const std::string &address)
{
    const auto parsed = network::IpAddress::parse(address);
    if (!parsed || parsed->isUnspecified())
        return Ports::tr("on all addresses of this machine");
    return parsed->isLoopback() ? Ports::tr("for this machine alone") : Ports::tr("on the address %1").arg(plainLine(address));
}

} // namespace

std::vector<PortLine> portLines(const Container &container)
{
    // 0.0.0.0 and :: are one line.
    std::map<std::tuple<int, std::string, int, QString>, std::string> published;
    std::set<std::string> said;
    for (const PortMapping &one : container.ports) {
        published.emplace(std::tuple(int{one.containerPort}, one.protocol, int{one.hostPort}, where(one.hostAddress)), one.hostAddress);
        said.insert(std::to_string(one.containerPort) + "/" + one.protocol);
    }
    std::vector<PortLine> out;
    for (const auto &[key, address] : published) {
        const auto &[port, protocol, hostPort, place] = key;
        PortLine line;
        line.port = u"%1/%2"_s.arg(port).arg(plainLine(protocol));
        line.words = Ports::tr("at port %1, %2").arg(hostPort).arg(place);
        if (protocol == "tcp")
            line.address = u"%1://%2:%3"_s.arg(port == 443 || port == 8443 ? u"https"_s : u"http"_s, hostFor(address)).arg(hostPort);
        out.push_back(std::move(line));
    }
    for (const std::string &port : container.wantedPorts) {
        if (said.insert(port).second)
            out.push_back({plainLine(port), Ports::tr("is published when it starts"), {}});
    }
    for (const std::string &port : container.exposedPorts) {
        if (said.insert(port).second)
            out.push_back({plainLine(port), Ports::tr("not published: only its networks reach it"), {}});
    }
    return out;
}

} // namespace tare::gui
