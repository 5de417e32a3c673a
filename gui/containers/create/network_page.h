// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/create/create_page.h"

namespace tare::gui {

class PortCheck;
class RowList;

// Network and ports: what reaches the container and what it reaches.
class NetworkPage : public CreatePage
{
    Q_OBJECT
public:
    explicit NetworkPage(Context &context, QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;
    [[nodiscard]] QString startProblem() const override;
    bool showError(const Error &error) override;

protected:
    void checkFields() override;

private:
    [[nodiscard]] QString network() const;
    // Of a network that a person made.
    [[nodiscard]] bool hasAddresses() const;
    void offer(const QString &value, const QString &words);
    void offerNetworks(const CreateSurroundings &around);
    void offerPorts(const QStringList &exposed);
    void checkPorts();
    void checkAddresses();
    [[nodiscard]] bool publishes() const;

    QComboBox *m_network = nullptr;
    RowList *m_ports = nullptr, *m_hosts = nullptr;
    QWidget *m_offers = nullptr;
    QCheckBox *m_publishAll = nullptr;
    QLineEdit *m_hostname = nullptr, *m_domainname = nullptr, *m_address = nullptr, *m_address6 = nullptr, *m_mac = nullptr,
              *m_aliases = nullptr, *m_dns = nullptr, *m_dnsSearch = nullptr, *m_dnsOptions = nullptr, *m_expose = nullptr;
    PortCheck *m_check = nullptr;
    QStringList m_exposed;
    QString m_portInUse;
    std::vector<Network> m_networks;
    std::vector<std::string> m_containers;
};

} // namespace tare::gui
