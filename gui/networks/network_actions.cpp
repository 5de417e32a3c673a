// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_actions.h"

#include "gui/networks/network_line.h"

namespace tare::gui {

Result<NetworkEngine *> networksOf(Engine &engine)
{
    NetworkEngine *networks = engine.networks();
    if (networks == nullptr)
        return fail(Errc::Unsupported, "docker network", "this engine has no networks");
    return networks;
}

NetworkActions::NetworkActions(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

void NetworkActions::run(const QString &command, Work work)
{
    m_context.showCommand(command);
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), work = std::move(work)](const CancelToken &) -> Status {
            return work(*TARE_TRY(networksOf(*engine)));
        },
        [this](const Status &status) {
            if (!status)
                Q_EMIT failed(status.error());
            Q_EMIT done();
        });
}

void NetworkActions::remove(const std::string &network)
{
    run(networkRemoveLine(network), [network](NetworkEngine &networks) -> Status {
        (void)TARE_TRY(networks.remove(network));
        return {};
    });
}

void NetworkActions::connectTo(const std::string &container, const EndpointSpec &endpoint)
{
    run(networkConnectLine(container, endpoint),
        [container, endpoint](NetworkEngine &networks) { return networks.connect(container, endpoint); });
}

void NetworkActions::disconnectFrom(const std::string &container, const std::string &network)
{
    run(networkDisconnectLine(container, network),
        [container, network](NetworkEngine &networks) { return networks.disconnect(container, network, false); });
}

void NetworkActions::askPrune()
{
    runPrune(true);
}

void NetworkActions::prune()
{
    m_context.showCommand(QStringLiteral("docker network prune"));
    runPrune(false);
}

void NetworkActions::runPrune(bool dry)
{
    m_context.run<Result<std::vector<std::string>>>(
        this,
        [engine = m_context.engine(), dry](const CancelToken &) -> Result<std::vector<std::string>> {
            PruneOptions options;
            options.dryRun = dry;
            return TARE_TRY(networksOf(*engine))->prune(options);
        },
        [this, dry](const Result<std::vector<std::string>> &gone) {
            if (!gone) {
                Q_EMIT failed(gone.error());
                return;
            }
            QStringList names;
            for (const std::string &name : *gone)
                names += QString::fromStdString(name);
            if (dry) {
                Q_EMIT pruneKnown(names);
                return;
            }
            Q_EMIT pruned(names);
            Q_EMIT done();
        });
}

} // namespace tare::gui
