// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/files_page.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "gui/containers/create/mount_kinds.h"
#include "gui/widgets/row_list.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>
#include <set>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

enum DeviceColumn { DeviceSource, DeviceTarget, DeviceRights };

DeviceAccess deviceOf(const QStringList &row)
{
    DeviceAccess out;
    out.source = row[DeviceSource].trimmed().toStdString();
    out.target = row[DeviceTarget].trimmed().isEmpty() ? out.source : row[DeviceTarget].trimmed().toStdString();
    out.access = row[DeviceRights].toStdString();
    return out;
}

} // namespace

FilesPage::FilesPage(QWidget *parent) : CreatePage(u"files"_s, tr("Files"), parent)
{
    group(tr("Folders"));
    QVector<QPair<QString, QString>> kinds;
    for (const MountKind &kind : mountKinds())
        kinds += qMakePair(kind.key, kind.title);
    m_mounts = new RowList(u"create.mounts"_s,
                           {{u"kind"_s, tr("What"), {}, tr("Where the folder's files are (-v, --tmpfs)"), RowColumn::Choice, 4, kinds},
                            {u"source"_s, tr("From"), {}, tr("A folder of this machine, or how a folder in memory is made"),
                             RowColumn::Text, 4},
                            {u"target"_s, tr("In the container"), tr("/folder/in/it"), tr("Where the container sees it"),
                             RowColumn::Text, 4},
                            {u"readOnly"_s, tr("reading only"), {}, tr("The container cannot change it (:ro)"), RowColumn::Tick, 2}},
                           tr("Add a &row"), tr("A folder that the container sees (-v, --tmpfs)"), widget());
    auto *browseButton = iconButton(m_mounts, u"create.addMount"_s, u"add"_s, tr("&Choose a folder…"), tr("A folder of this machine (-v)"));
    m_mounts->addWidget(browseButton);
    wide(m_mounts);
    m_volumesFrom = line(u"volumesFrom"_s, tr("&Those of"), u"web db:ro"_s,
                         tr("Containers whose volumes and folders it sees, too; :ro for reading only (--volumes-from)"));
    m_readOnly = tick(u"readOnly"_s, tr("Its own files cannot &be changed"), tr("Nobody may write to its root; folders above may still be written (--read-only)"));
    m_shm = line(u"shmSize"_s, tr("Shared &memory"), u"64m"_s, tr("The size of /dev/shm (--shm-size)"));
    group(tr("Devices"));
    m_devices = new RowList(u"create.devices"_s,
                            {{u"source"_s, tr("Device"), u"/dev/fuse"_s, tr("A device of this machine, or a folder of them (--device)"),
                              RowColumn::Text, 4},
                             {u"target"_s, tr("Its name in the container"), tr("the same"), tr("Where the container finds it (--device)"),
                              RowColumn::Text, 4},
                             {u"access"_s, tr("May"), {}, tr("What the container may do with it (--device)"), RowColumn::Choice, 4,
                              {{u"rwm"_s, tr("read, write, make (rwm)")},
                               {u"rw"_s, tr("read and write (rw)")},
                               {u"r"_s, tr("only read (r)")},
                               {u"w"_s, tr("only write (w)")},
                               {u"rm"_s, u"rm"_s}, {u"wm"_s, u"wm"_s}, {u"m"_s, u"m"_s}}}},
                            tr("Add a &device"), u"--device"_s, widget());
    wide(m_devices);
    finish();
    connect(m_mounts, &RowList::changed, this, &CreatePage::changed);
    connect(m_devices, &RowList::changed, this, &CreatePage::changed);
    connect(browseButton, &QPushButton::clicked, this, &FilesPage::browse);
}

void FilesPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("A folder that the container sees"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_mounts->addRow({u"folder"_s, folder, u"/mnt"_s, {}}, MountTarget); });
    dialog->open();
}

void FilesPage::setSurroundings(const CreateSurroundings &around)
{
    m_volumes.clear();
    for (const std::string &name : around.volumes)
        m_volumes += QString::fromStdString(name);
}

void FilesPage::fill(const cli::RunRequest &request)
{
    m_filled = request.spec;
    QVector<QStringList> rows;
    for (const MountKind &kind : mountKinds())
        rows += kind.rows(request.spec);
    m_mounts->setRows(rows);
    m_volumesFrom->setText(textOf(request.spec.volumesFrom));
    rows.clear();
    for (const DeviceAccess &device : request.spec.isolation.devices) {
        const QString source = QString::fromStdString(device.source), target = QString::fromStdString(device.target);
        rows += QStringList{source, target == source ? QString() : target, QString::fromStdString(device.access)};
    }
    m_devices->setRows(rows);
    m_readOnly->setChecked(request.spec.readOnlyRoot);
    const auto &shm = request.spec.isolation.shmSize;
    m_shm->setText(shm ? QString::fromStdString(cli::sizeText(*shm)) : QString());
}

void FilesPage::apply(cli::RunRequest &request) const
{
    CreateSpec &spec = request.spec;
    const QVector<MountKind> kinds = mountKinds();
    for (const MountKind &kind : kinds)
        kind.clear(spec);
    for (const RowList::Row &row : m_mounts->rows()) {
        for (const MountKind &kind : kinds) {
            if (row.values[MountKindColumn] == kind.key)
                kind.apply(row.values, m_filled, spec);
        }
    }
    spec.volumesFrom = listOf(m_volumesFrom->text());
    spec.isolation.devices.clear();
    for (const RowList::Row &row : m_devices->rows())
        spec.isolation.devices.push_back(deviceOf(row.values));
    spec.readOnlyRoot = m_readOnly->isChecked();
    spec.isolation.shmSize = parseRamSize(m_shm->text().trimmed().toStdString());
}

void FilesPage::checkFields()
{
    std::set<std::string> targets;
    for (const RowList::Row &row : m_mounts->rows()) {
        for (const MountKind &kind : mountKinds()) {
            if (kind.key != row.values[MountKindColumn])
                continue;
            m_mounts->setCell(row.number, MountSource, !kind.source.isEmpty(), kind.source);
            m_mounts->setCell(row.number, MountReadOnly, kind.mayBeReadOnly, {});
        }
        QString wrong = mountProblem(row.values);
        if (wrong.isEmpty() && !targets.insert(cleanPath(row.values[MountTarget].trimmed().toStdString())).second)
            wrong = tr("Two rows have this place in the container.");
        m_mounts->setNote(row.number, wrong.isEmpty() ? mountRemark(row.values, m_filled) : wrong);
        m_mounts->setSuggestions(row.number, MountSource, row.values[MountKindColumn] == "volume"_L1 ? m_volumes : QStringList());
        note(wrong);
    }
    for (const RowList::Row &row : m_devices->rows()) {
        const DeviceAccess device = deviceOf(row.values);
        const QString wrong = device.source.starts_with('/') && device.target.starts_with('/') && device.source.find(':') == std::string::npos
                                  ? QString()
                                  : tr("A device is a path such as /dev/fuse.");
        m_devices->setNote(row.number, wrong);
        note(wrong);
    }
    const QString size = m_shm->text().trimmed();
    say(m_shm, size.isEmpty() || parseRamSize(size.toStdString()).value_or(0) > 0
                   ? QString()
                   : tr("This is no size. Write a number with b, k, m or g after it, such as 64m."));
}

} // namespace tare::gui
