// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/security_page.h"

#include "core/base/file.h"
#include "gui/containers/create/capability_list.h"
#include "gui/widgets/row_list.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <set>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

const QString fileProfile = u"file"_s;
constexpr std::size_t largestProfile = std::size_t{4} << 20U;

void choose(QComboBox *combo, const std::string &value)
{
    const QString text = QString::fromStdString(value);
    if (combo->findData(text) < 0)
        combo->addItem(plainLine(value), text);
    combo->setCurrentIndex(combo->findData(text));
}

std::string chosen(const QComboBox *combo)
{
    return combo->currentData().toString().toStdString();
}

} // namespace

SecurityPage::SecurityPage(Context &context, QWidget *parent) : CreatePage(u"security"_s, tr("Security"), parent), m_context(context)
{
    group(tr("Rights"));
    m_privileged = tick(u"privileged"_s, tr("Pri&vileged: all rights of this machine's root"),
                        tr("Every capability and device, and no filter of system calls (--privileged)"));
    m_noNewPrivileges = tick(u"noNewPrivileges"_s, tr("No program gives &more rights than it was started with"),
                             tr("setuid programs such as sudo do nothing (--security-opt no-new-privileges)"));
    m_capabilities = new CapabilityList(widget());
    m_capabilities->setObjectName(u"create.capabilityList"_s);
    wide(m_capabilities);
    m_groups = line(u"groups"_s, tr("&Groups too"), u"audio video"_s, tr("Further groups of its first process (--group-add)"));

    group(tr("System calls"));
    m_seccomp = choice(u"seccomp"_s, tr("&Filter"), tr("Which system calls the kernel lets through (--security-opt seccomp)"));
    m_seccomp->addItem(tr("the usual one: what could harm this machine is refused"), QString());
    m_seccomp->addItem(tr("none: every system call (unconfined)"), u"unconfined"_s);
    m_seccomp->addItem(tr("a profile in a file"), fileProfile);
    m_profile = line(u"seccompFile"_s, tr("&Its profile"), u"/folder/profile.json"_s,
                     tr("A profile in Docker's form (--security-opt seccomp=FILE)"));
    auto *browseButton = iconButton(widget(), u"create.seccompFile.browse"_s, u"load"_s, tr("Choose &the profile…"), tr("A file of this machine"));
    row(QString(), browseButton);

    group(tr("What it shares with this machine"));
    m_pid = choice(u"pid"_s, tr("P&rocesses"), tr("Whose processes it sees (--pid)"));
    m_pid->addItem(tr("its own"), QString());
    m_pid->addItem(tr("all of this machine's (host)"), u"host"_s);
    m_ipc = choice(u"ipc"_s, tr("Shared memor&y"), tr("Whose shared memory it sees (--ipc)"));
    m_ipc->addItem(tr("its own"), QString());
    m_ipc->addItem(tr("its own, and others may join (shareable)"), u"shareable"_s);
    m_ipc->addItem(tr("its own, and nobody may join (private)"), u"private"_s);
    m_ipc->addItem(tr("none"), u"none"_s);
    m_ipc->addItem(tr("this machine's (host)"), u"host"_s);
    m_uts = choice(u"uts"_s, tr("&Host name"), tr("Whose host name it has (--uts)"));
    m_uts->addItem(tr("its own"), QString());
    m_uts->addItem(tr("this machine's (host)"), u"host"_s);
    m_userns = choice(u"userns"_s, tr("&Users"), tr("Who its root is outside (--userns)"));
    m_userns->addItem(tr("this machine's: its root is root here"), QString());
    m_userns->addItem(tr("its own: its root is nobody here (auto)"), u"auto"_s);
    m_sysctls = new RowList(u"create.sysctls"_s,
                            {{u"name"_s, tr("Kernel setting"), u"net.ipv4.ip_forward"_s,
                              tr("One that a container has of its own: net.…, fs.mqueue.…, kernel.shm… (--sysctl)"), RowColumn::Text, 4},
                             {u"value"_s, tr("Value"), u"1"_s, tr("Of the setting (--sysctl)"), RowColumn::Text, 3}},
                            tr("Add a &kernel setting"), u"--sysctl"_s, widget());
    wide(m_sysctls);
    finish();
    connect(m_capabilities, &CapabilityList::changed, this, &CreatePage::changed);
    connect(m_sysctls, &RowList::changed, this, &CreatePage::changed);
    connect(browseButton, &QPushButton::clicked, this, &SecurityPage::browse);
    connect(m_seccomp, &QComboBox::currentIndexChanged, browseButton, [this, browseButton]() {
        m_profile->setEnabled(seccomp() == fileProfile);
        browseButton->setEnabled(seccomp() == fileProfile);
    });
    connect(m_profile, &QLineEdit::textChanged, this, &SecurityPage::readProfile);
    m_profile->setEnabled(false);
    browseButton->setEnabled(false);
}

QString SecurityPage::seccomp() const
{
    return m_seccomp->currentData().toString();
}

void SecurityPage::setSurroundings(const CreateSurroundings &around)
{
    m_rootless = around.infoKnown && around.info.rootless;
    if (m_rootless)
        m_privileged->setToolTip(tr("Only root can give such rights (--privileged)"));
    if (m_rootless) {
        m_userns->setItemText(0, tr("its own, as in all containers of a user without root"));
        m_userns->setToolTip(tr("Without root, a container's root is always you and nobody else (--userns)"));
    }
    for (const Container &one : around.containers) {
        const QString value = u"container:"_s + QString::fromStdString(one.name);
        if (one.status == ContainerStatus::Running && m_pid->findData(value) < 0)
            m_pid->addItem(tr("those of the container “%1”").arg(plainLine(one.name)), value);
    }
}

void SecurityPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("A profile of system calls"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_profile, &QLineEdit::setText);
    dialog->open();
}

void SecurityPage::readProfile()
{
    const std::string file = m_profile->text().trimmed().toStdString();
    if (file.empty() || file == m_profileOf)
        return;
    m_context.run<Result<std::string>>(
        this, [file](const CancelToken &) { return tare::readFile(file, largestProfile); },
        [this, file](const Result<std::string> &text) {
            if (m_profile->text().trimmed().toStdString() != file)
                return;
            m_profileOf = text ? file : std::string();
            m_profileText = text ? *text : std::string();
            m_profileProblem = text ? QString() : tr("This file cannot be read.");
            Q_EMIT changed();
        });
}

void SecurityPage::fill(const cli::RunRequest &request)
{
    const Isolation &in = request.spec.isolation;
    m_privileged->setChecked(in.privileged);
    m_noNewPrivileges->setChecked(in.noNewPrivileges);
    m_capabilities->setChange({in.capAdd, in.capDrop});
    m_groups->setText(textOf(in.groups));
    const bool profile = !in.seccomp.empty() && in.seccomp != "unconfined";
    // Before the field, so that what is here already is not read again; a profile without a file is a container's own.
    m_profileText = profile ? in.seccomp : std::string();
    m_profileOf = profile ? request.seccompFile : std::string();
    m_profileProblem.clear();
    m_seccomp->setCurrentIndex(m_seccomp->findData(profile ? fileProfile : QString::fromStdString(in.seccomp)));
    m_profile->setText(QString::fromStdString(request.seccompFile));
    m_profile->setPlaceholderText(profile && request.seccompFile.empty() ? tr("a copy of the other container's") : u"/folder/profile.json"_s);
    choose(m_pid, in.pid);
    choose(m_ipc, in.ipc);
    choose(m_uts, in.uts);
    choose(m_userns, in.userns);
    QVector<QStringList> rows;
    for (const auto &[name, value] : in.sysctls)
        rows += QStringList{QString::fromStdString(name), QString::fromStdString(value)};
    m_sysctls->setRows(rows);
}

void SecurityPage::apply(cli::RunRequest &request) const
{
    Isolation &out = request.spec.isolation;
    out.privileged = m_privileged->isChecked();
    out.noNewPrivileges = m_noNewPrivileges->isChecked();
    CapabilityList::Change change = m_capabilities->change();
    out.capAdd = std::move(change.add);
    out.capDrop = std::move(change.drop);
    out.groups = listOf(m_groups->text());
    const bool profile = seccomp() == fileProfile;
    request.seccompFile = profile ? m_profile->text().trimmed().toStdString() : std::string();
    out.seccomp = !profile ? seccomp().toStdString() : request.seccompFile == m_profileOf ? m_profileText : std::string();
    out.pid = chosen(m_pid);
    out.ipc = chosen(m_ipc);
    out.uts = chosen(m_uts);
    out.userns = chosen(m_userns);
    out.sysctls.clear();
    for (const RowList::Row &row : m_sysctls->rows())
        out.sysctls[row.values[0].trimmed().toStdString()] = row.values[1].trimmed().toStdString();
}

// What --userns auto does not go with: what is the host's, or another container's.
bool SecurityPage::sharesNamespaces() const
{
    const std::string pid = chosen(m_pid), &network = whole().network;
    return !pid.empty() || chosen(m_ipc) == "host" || chosen(m_uts) == "host" || network == "host" || network.starts_with("container:");
}

void SecurityPage::checkFields()
{
    if (m_rootless && m_privileged->isChecked()) // of a pasted line
        say(m_privileged, tr("Only root can give such rights."));
    else
        remark(m_privileged, m_privileged->isChecked()
                                 ? tr("Whoever is root in this container is root of this machine: there is no wall left between them.")
                                 : QString());
    m_privileged->setEnabled(!m_rootless || m_privileged->isChecked());
    m_capabilities->setEnabled(!m_privileged->isChecked());
    const QString file = m_profile->text().trimmed();
    say(m_profile, seccomp() != fileProfile || (!m_profileText.empty() && file.toStdString() == m_profileOf) ? QString()
                   : file.isEmpty() ? tr("Choose the file with the profile.")
                                    : m_profileProblem.isEmpty() ? tr("The profile is being read.") : m_profileProblem);
    remark(m_seccomp, seccomp() == "unconfined"_L1
                          ? tr("Without the filter, an error in the kernel is easier to use against this machine.")
                          : QString());
    remark(m_pid, chosen(m_pid) == "host" ? tr("It sees, and as root may end, the processes of this machine.") : QString());
    say(m_uts, chosen(m_uts) == "host" && !whole().hostname.empty() ? tr("With this machine's host name it cannot have one of its own.")
                                                                    : QString());
    say(m_userns, chosen(m_userns) != "auto"       ? QString()
                  : m_privileged->isChecked()      ? tr("A privileged container is root of this machine: it cannot have users of its own.")
                  : sharesNamespaces()             ? tr("With users of its own it has processes, memory, name and network of its own, too.")
                                                   : QString());
    std::set<QString> names;
    for (const RowList::Row &row : m_sysctls->rows()) {
        const QString name = row.values[0].trimmed();
        const bool namespaced = name.startsWith("net."_L1) || name.startsWith("fs.mqueue."_L1) || name.startsWith("kernel.msg"_L1) ||
                                name.startsWith("kernel.shm"_L1) || name == "kernel.sem"_L1;
        const QString wrong = !namespaced || name.contains(u'=') || name.contains(u'/')
                                  ? tr("A container has of its own only net.…, fs.mqueue.…, kernel.msg…, kernel.sem and kernel.shm….")
                              : name.startsWith("net."_L1) && whole().network == "host"
                                  ? tr("With this machine's own network, its settings cannot be changed.")
                              : !name.startsWith("net."_L1) && whole().isolation.ipc == "host"
                                  ? tr("With this machine's own shared memory, its settings cannot be changed.")
                              : !names.insert(name).second ? tr("This setting stands here twice.")
                                                           : QString();
        m_sysctls->setNote(row.number, wrong);
        note(wrong);
    }
}

} // namespace tare::gui
