// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/volumes.h"
#include "gui/app/context.h"

#include <QObject>

namespace tare::gui {

// What can be done to volumes, each with the docker line that equals it.
class VolumeActions : public QObject
{
    Q_OBJECT
public:
    explicit VolumeActions(Context &context, QObject *parent = nullptr);

    void remove(const std::string &name);
    // What a prune would remove: pruneKnown().
    void askPrune();
    void prune(bool all); // those with a name, too

Q_SIGNALS:
    void done();
    void failed(const tare::Error &error);
    // Names of those that were made for one container, and of those that people named; the bytes of each.
    void pruneKnown(const tare::Pruned &anonymous, const tare::Pruned &all);
    void pruned(const tare::Pruned &gone);

private:
    Context &m_context;
};

// The engine's volumes, on a pool thread; Unsupported when it has none.
[[nodiscard]] Result<VolumeEngine *> volumesOf(Engine &engine);

} // namespace tare::gui
