// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/networks.h"
#include "gui/app/context.h"

#include <QObject>

namespace tare::gui {

// What can be done to networks, each with the docker line that equals it.
class NetworkActions : public QObject
{
    Q_OBJECT
public:
    explicit NetworkActions(Context &context, QObject *parent = nullptr);

    void remove(const std::string &network);
    void connectTo(const std::string &container, const EndpointSpec &endpoint);
    void disconnectFrom(const std::string &container, const std::string &network);
    // What a prune would remove: pruneKnown().
    void askPrune();
    void prune();

Q_SIGNALS:
    void done();
    void failed(const tare::Error &error);
    void pruneKnown(const QStringList &names);
    void pruned(const QStringList &names);

private:
    using Work = std::function<Status(NetworkEngine &)>;
    void run(const QString &command, Work work);
    void runPrune(bool dry);

    Context &m_context;
};

// The engine's networks, on a pool thread; Unsupported when it has none.
[[nodiscard]] Result<NetworkEngine *> networksOf(Engine &engine);

} // namespace tare::gui
