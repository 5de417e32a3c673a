// SPDX-License-Identifier: GPL-3.0-or-later
// What can be put into a container's files: a row of the dialog's table each. A further kind is one more entry.
#pragma once

#include "core/engine/types.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace tare::gui {

// The columns of a row.
enum MountColumn { MountKindColumn, MountSource, MountTarget, MountReadOnly };

struct MountKind
{
    QString key;    // in the row's first column
    QString title;  // in the list to choose from
    QString source; // what stands in the source's field while it is empty; empty: it has none
    bool mayBeReadOnly = false;
    bool sourceIsPath = false;
    // `filled`: what the rows were filled from. What they cannot say of a mount stays with it.
    void (*apply)(const QStringList &row, const CreateSpec &filled, CreateSpec &spec);
    QVector<QStringList> (*rows)(const CreateSpec &spec);
    void (*clear)(CreateSpec &spec);
};
[[nodiscard]] QVector<MountKind> mountKinds();
// Such as ":z", "nocopy", --mount: what a row of `filled` has beside what stands in its fields; empty: nothing.
[[nodiscard]] QString mountRemark(const QStringList &row, const CreateSpec &filled);
// One sentence; empty when the row can be used.
[[nodiscard]] QString mountProblem(const QStringList &row);

} // namespace tare::gui
