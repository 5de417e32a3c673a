// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/mount_kinds.h"

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

// What a row can say. Anything else a spec has besides is left as it is.
bool isPlain(const BindMount &mount)
{
    return mount == BindMount{mount.source, mount.target, mount.readOnly};
}

bool isOwn(const VolumeMount &mount)
{
    return mount == VolumeMount{{}, mount.target};
}

bool isNamed(const VolumeMount &mount)
{
    return !mount.name.empty() && mount == VolumeMount{mount.name, mount.target, mount.readOnly};
}

MountKind folder()
{
    return {u"folder"_s, MountKinds::tr("folder of this machine (-v)"), MountKinds::tr("/folder/here"), true, true,
            [](const QStringList &row, CreateSpec &spec) {
                spec.mounts.push_back({cell(row, MountSource), cell(row, MountTarget), !row[MountReadOnly].isEmpty()});
            },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const BindMount &mount : spec.mounts)
                    if (isPlain(mount))
                        out += QStringList{u"folder"_s, text(mount.source), text(mount.target), mount.readOnly ? u"1"_s : QString()};
                return out;
            },
            [](CreateSpec &spec) { std::erase_if(spec.mounts, isPlain); }};
}

MountKind ownFolder()
{
    return {u"own"_s, MountKinds::tr("folder of its own, that stays with it (-v)"), {}, false, false,
            [](const QStringList &row, CreateSpec &spec) { spec.volumes.push_back({{}, cell(row, MountTarget)}); },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const VolumeMount &mount : spec.volumes) {
                    if (isOwn(mount))
                        out += QStringList{u"own"_s, {}, text(mount.target), {}};
                }
                return out;
            },
            [](CreateSpec &spec) { std::erase_if(spec.volumes, isOwn); }};
}

MountKind volume()
{
    return {u"volume"_s, MountKinds::tr("volume with a name (-v)"), MountKinds::tr("name"), true, false,
            [](const QStringList &row, CreateSpec &spec) {
                spec.volumes.push_back({cell(row, MountSource), cell(row, MountTarget), !row[MountReadOnly].isEmpty()});
            },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const VolumeMount &mount : spec.volumes) {
                    if (isNamed(mount))
                        out += QStringList{u"volume"_s, text(mount.name), text(mount.target), mount.readOnly ? u"1"_s : QString()};
                }
                return out;
            },
            [](CreateSpec &spec) { std::erase_if(spec.volumes, isNamed); }};
}

MountKind memory()
{
    return {u"tmpfs"_s, MountKinds::tr("folder in memory (--tmpfs)"), u"size=64m,mode=1777"_s, false, false,
            [](const QStringList &row, CreateSpec &spec) {
                spec.isolation.tmpfs.push_back({cell(row, MountTarget), cell(row, MountSource)});
            },
            [](const CreateSpec &spec) {
                QVector<QStringList> out;
                for (const TmpfsMount &mount : spec.isolation.tmpfs)
                    if (!mount.byMount)
                        out += QStringList{u"tmpfs"_s, text(mount.options), text(mount.target), {}};
                return out;
            },
            [](CreateSpec &spec) { std::erase_if(spec.isolation.tmpfs, [](const TmpfsMount &mount) { return !mount.byMount; }); }};
}

} // namespace

QVector<MountKind> mountKinds()
{
    return {folder(), volume(), ownFolder(), memory()};
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
        return MountKinds::tr("A volume's name is letters, digits, _, . and -, and begins with a letter or a digit.");
    if (target.isEmpty())
        return MountKinds::tr("Where in the container?");
    if (!target.startsWith(u'/') || target == "/"_L1)
        return MountKinds::tr("“%1” is no folder of the container: it begins with a /, and is not / itself.").arg(plainLine(target.toStdString()));
    if (kind != kinds.end() && kind->sourceIsPath && (source.contains(u':') || target.contains(u':')))
        return MountKinds::tr("A folder with a : in its name cannot be given with -v.");
    return {};
}

} // namespace tare::gui
