// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_actions.h"

#include "gui/volumes/volume_line.h"

namespace tare::gui {

Result<VolumeEngine *> volumesOf(Engine &engine)
{
    VolumeEngine *volumes = engine.volumes();
    if (volumes == nullptr)
        return fail(Errc::Unsupported, "docker volume", "this engine has no volumes");
    return volumes;
}

VolumeActions::VolumeActions(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

void VolumeActions::remove(const std::string &name)
{
    m_context.showCommand(volumeRemoveLine(name));
    m_context.run<Status>(
        this, [engine = m_context.engine(), name](const CancelToken &) -> Status { return TARE_TRY(volumesOf(*engine))->remove(name); },
        [this](const Status &status) {
            if (!status)
                Q_EMIT failed(status.error());
            Q_EMIT done();
        });
}

void VolumeActions::askPrune()
{
    using Both = std::pair<Pruned, Pruned>;
    m_context.run<Result<Both>>(
        this,
        [engine = m_context.engine()](const CancelToken &) -> Result<Both> {
            VolumeEngine *volumes = TARE_TRY(volumesOf(*engine));
            PruneOptions options;
            options.dryRun = true;
            Both out;
            out.first = TARE_TRY(volumes->prune(options));
            options.all = true;
            out.second = TARE_TRY(volumes->prune(options));
            return out;
        },
        [this](const Result<Both> &both) {
            if (both)
                Q_EMIT pruneKnown(both->first, both->second);
            else
                Q_EMIT failed(both.error());
        });
}

void VolumeActions::prune(bool all)
{
    m_context.showCommand(volumePruneLine(all));
    m_context.run<Result<Pruned>>(
        this,
        [engine = m_context.engine(), all](const CancelToken &) -> Result<Pruned> {
            PruneOptions options;
            options.all = all;
            return TARE_TRY(volumesOf(*engine))->prune(options);
        },
        [this](const Result<Pruned> &gone) {
            if (gone)
                Q_EMIT pruned(*gone);
            else
                Q_EMIT failed(gone.error());
            Q_EMIT done();
        });
}

} // namespace tare::gui
