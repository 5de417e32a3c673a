// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/mount_kinds.h"

#include "core/cli/options/run_line.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct MountKinds
{
    Q_DECLARE_TR_FUNCTIONS(MountKinds)
};

std::string cell(const QStringList &row, MountColumn column)
{
    return row[column].trimmed().toStdString();
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

// The one among `all` that the row was filled from: it is known by its two ends.
template <class Mount, class Source>
Mount filledFrom(const std::vector<Mount> &all, Mount plain, const Source &source)
{
    const auto at = std::find_if(all.begin(), all.end(), [&](const Mount &one) { return one.target == plain.target && source(one) == source(plain); });
    if (at == all.end())
        return plain;
    Mount out = *at;
    if (out.readOnly != plain.readOnly) {
        out.readOnly = plain.readOnly;
        out.mode.clear(); // it says the other thing
    }
    return out;
}

std::string sourceOf(const BindMount &mount) { return mount.source; }
std::string nameOf(const VolumeMount &mount) { return mount.name; }

BindMount bindOf(const QStringList &row, const CreateSpec &filled)
{
    return filledFrom(filled.mounts, BindMount{cell(row, MountSource), cell(row, MountTarget), !row[MountReadOnly].isEmpty()}, sourceOf);
}

VolumeMount volumeOf(const QStringList &row, const CreateSpec &filled)
{
    const std::string name = row[MountKindColumn] == "own"_L1 ? std::string() : cell(row, MountSource);
    return filledFrom(filled.volumes, VolumeMount{name, cell(row, MountTarget), !row[MountReadOnly].isEmpty()}, nameOf);
}

TmpfsMount tmpfsOf(const QStringList &row, const CreateSpec &filled)
{
    TmpfsMount out{cell(row, MountTarget), cell(row, MountSource)};
    for (const TmpfsMount &one : filled.isolation.tmpfs)
        out.byMount |= one.target == out.target && one.byMount;
    return out;
}

MountKind folder()
{
    return {u"folder"_s, MountKinds::tr("folder of this machine (-v)"), MountKinds::tr("/folder/here"), true, true,
            [](const QStringList &row, const CreateSpec &filled, CreateSpec &spec) { spec.mounts.push_back(bindOf(row, filled)); },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const BindMount &mount : spec.mounts)
                    out += QStringList{u"folder"_s, text(mount.source), text(mount.target), mount.readOnly ? u"1"_s : QString()};
                return out;
            },
            [](CreateSpec &spec) { spec.mounts.clear(); }};
}

// Volumes are of two kinds of rows, and stay in the order in which they were filled in.
MountKind volume()
{
    return {u"volume"_s, MountKinds::tr("volume with a name (-v)"), MountKinds::tr("name"), true, false,
            [](const QStringList &row, const CreateSpec &filled, CreateSpec &spec) { spec.volumes.push_back(volumeOf(row, filled)); },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const VolumeMount &mount : spec.volumes)
                    out += QStringList{mount.name.empty() ? u"own"_s : u"volume"_s, text(mount.name), text(mount.target),
                                       mount.readOnly ? u"1"_s : QString()};
                return out;
            },
            [](CreateSpec &spec) { spec.volumes.clear(); }};
}

MountKind ownFolder()
{
    return {u"own"_s, MountKinds::tr("folder of its own, that stays with it (-v)"), {}, true, false,
            [](const QStringList &row, const CreateSpec &filled, CreateSpec &spec) { spec.volumes.push_back(volumeOf(row, filled)); },
            [](const CreateSpec &) { return QVector<QStringList>(); }, [](CreateSpec &) {}};
}

MountKind memory()
{
    return {u"tmpfs"_s, MountKinds::tr("folder in memory (--tmpfs)"), u"size=64m,mode=1777"_s, false, false,
            [](const QStringList &row, const CreateSpec &filled, CreateSpec &spec) { spec.isolation.tmpfs.push_back(tmpfsOf(row, filled)); },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const TmpfsMount &mount : spec.isolation.tmpfs)
                    out += QStringList{u"tmpfs"_s, text(mount.options), text(mount.target), {}};
                return out;
            },
            [](CreateSpec &spec) { spec.isolation.tmpfs.clear(); }};
}

} // namespace

QVector<MountKind> mountKinds()
{
    return {folder(), volume(), ownFolder(), memory()};
}

QString mountRemark(const QStringList &row, const CreateSpec &filled)
{
    const QString &kind = row[MountKindColumn];
    const bool plain = kind == "folder"_L1  ? bindOf(row, filled) == BindMount{cell(row, MountSource), cell(row, MountTarget), !row[MountReadOnly].isEmpty()}
                       : kind == "tmpfs"_L1 ? !tmpfsOf(row, filled).byMount
                                            : volumeOf(row, filled) == volumeOf(row, {});
    if (plain)
        return {};
    const std::string words = kind == "folder"_L1  ? bindOf(row, filled).byMount ? cli::mountWords(bindOf(row, filled)) : mountMode(bindOf(row, filled))
                              : kind == "tmpfs"_L1 ? cli::mountWords(tmpfsOf(row, filled))
                              : volumeOf(row, filled).byMount ? cli::mountWords(volumeOf(row, filled))
                                                              : mountMode(volumeOf(row, filled));
    return MountKinds::tr("More than these fields say stays with it: %1").arg(plainLine(words));
}

QString mountProblem(const QStringList &row)
{
    const auto kinds = mountKinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const MountKind &one) { return one.key == row[MountKindColumn]; });
    const QString source = row[MountSource].trimmed(), target = row[MountTarget].trimmed();
    if (kind != kinds.end() && kind->sourceIsPath && !source.startsWith(u'/'))
        return source.isEmpty() ? MountKinds::tr("Which folder of this machine?")
                                : MountKinds::tr("“%1” is no folder: it begins with a /.").arg(plainLine(source.toStdString()));
    if (kind != kinds.end() && kind->key == "volume"_L1 && !QRegularExpression(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"_s).match(source).hasMatch())
        return MountKinds::tr("A volume's name has at least two letters, digits or _ . - and begins with a letter or digit.");
    if (target.isEmpty())
        return MountKinds::tr("Where in the container?");
    if (!target.startsWith(u'/') || target == "/"_L1)
        return MountKinds::tr("“%1” is no folder of the container: it begins with a /, and is not / itself.").arg(plainLine(target.toStdString()));
    if (kind != kinds.end() && kind->sourceIsPath && (source.contains(u':') || target.contains(u':')))
        return MountKinds::tr("A folder with a : in its name cannot be given with -v.");
    return {};
}

} // namespace tare::gui
