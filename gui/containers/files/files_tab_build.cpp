// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of the Files tab, and what asks before it does something.
#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/files/container_path.h"
#include "gui/containers/files/file_actions.h"
#include "gui/containers/files/file_table.h"
#include "gui/containers/files/file_viewer.h"
#include "gui/containers/files/files_tab.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int typingPauseMs = 300;
constexpr int searchWidth = 24 * gridUnit;

QToolButton *toolButton(QWidget *parent, const QString &name, const QString &icon, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

QAction *FilesTab::verb(Verb verb, const QString &name, const QString &icon, const QString &text, const QString &tip,
                        const QKeySequence &key)
{
    auto *action = new QAction(themedIcon(icon), text, m_table);
    action->setObjectName(u"files.action."_s + name);
    action->setToolTip(key.isEmpty() ? tip : tip + u" ("_s + key.toString(QKeySequence::NativeText) + u')');
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(action);
    m_verbs[verb] = action;
    if (verb == CopyPath) // in the menu alone
        return action;
    m_bar->addAction(action);
    QWidget *button = m_bar->widgetForAction(action);
    button->setObjectName(u"files."_s + name);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return action;
}

void FilesTab::build()
{
    m_up = toolButton(this, u"files.up"_s, u"up"_s, tr("Up"), tr("To the folder above (Backspace)"));
    m_again = toolButton(this, u"files.again"_s, u"restart"_s, tr("Read again"), tr("Lists the folder once more (F5)"));
    m_again->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_changedOnly = toolButton(this, u"files.changedOnly"_s, u"edit"_s, tr("Changes only"),
                               tr("Only what differs from the image, folder by folder (docker diff)"));
    m_changedOnly->setCheckable(true);
    m_path = new QLineEdit(this);
    m_path->setObjectName(u"files.path"_s);
    m_path->setAccessibleName(tr("Folder in the container"));
    m_path->setToolTip(tr("The folder, as the container names it; type another and press Enter"));
    m_path->setFont(monospaceFont(m_path));
    m_search = new QLineEdit(this);
    m_search->setObjectName(u"files.search"_s);
    m_search->setAccessibleName(tr("Find below this folder"));
    m_search->setPlaceholderText(tr("Find: passwd, *.so"));
    m_search->setToolTip(tr("Finds by name below this folder: a part of the name; with * ? [ ] a pattern for the whole name, "
                            "and with a / for the whole path (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(searchWidth);
    m_count = new QLabel(this);
    m_count->setObjectName(u"files.count"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPauseMs);

    m_bar = new QToolBar(this);
    m_bar->setObjectName(u"files.bar"_s);
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->setIconSize({16, 16});
    connect(verb(MakeFolder, u"makeFolder"_s, u"add"_s, tr("New folder…"), u"docker exec … mkdir"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)),
            &QAction::triggered, this, &FilesTab::askName);
    connect(verb(AddFiles, u"addFiles"_s, u"import"_s, tr("Add files…"), tr("Copies files from this machine here, as dropping them does (docker cp)"),
                 QKeySequence(Qt::CTRL | Qt::Key_I)),
            &QAction::triggered, this, [this]() { chooseFiles(false); });
    connect(verb(AddFolder, u"addFolder"_s, u"import"_s, tr("Add folder…"), tr("Copies a folder from this machine here (docker cp)"), {}),
            &QAction::triggered, this, [this]() { chooseFiles(true); });
    connect(verb(Save, u"save"_s, u"save"_s, tr("Save…"), tr("Copies what is selected to this machine (docker cp)"), QKeySequence(Qt::CTRL | Qt::Key_S)),
            &QAction::triggered, this, &FilesTab::chooseTarget);
    connect(verb(Rename, u"rename"_s, u"edit"_s, tr("Rename"), u"docker exec … mv"_s, QKeySequence(Qt::Key_F2)), &QAction::triggered,
            m_table, &FileTable::editCurrent);
    connect(verb(Remove, u"remove"_s, u"remove"_s, tr("Remove…"), u"docker exec … rm -rf"_s, QKeySequence(Qt::Key_Delete)),
            &QAction::triggered, this, &FilesTab::askRemove);
    connect(verb(CopyPath, u"copyPath"_s, u"copy"_s, tr("Copy path"), tr("The paths in the container, for a command"), QKeySequence::Copy),
            &QAction::triggered, this, [this]() {
                QStringList paths;
                for (const std::string &path : selectedPaths())
                    paths += QString::fromStdString(path);
                QGuiApplication::clipboard()->setText(paths.join(u'\n'));
            });
    m_bar->addWidget(m_changedOnly);
    m_bar->addWidget(m_again);

    m_splitter->setObjectName(u"files.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_viewer);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setSizes({2000, 1000}); // a ratio
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 1);

    auto *first = new QHBoxLayout;
    first->setSpacing(gridUnit);
    first->addWidget(m_up);
    first->addWidget(m_path, 1);
    first->addWidget(m_search);
    auto *second = new QHBoxLayout;
    second->setSpacing(gridUnit);
    second->addWidget(m_bar, 1);
    second->addWidget(m_count);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit / 2);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addWidget(m_message);
    rows->addWidget(m_splitter, 1);

    auto *up = new QAction(tr("Up"), m_table);
    up->setShortcuts({QKeySequence(Qt::Key_Backspace), QKeySequence(Qt::ALT | Qt::Key_Up)});
    up->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(up);
    connect(up, &QAction::triggered, this, &FilesTab::goUp);
    connect(m_up, &QToolButton::clicked, this, &FilesTab::goUp);
    connect(m_again, &QToolButton::clicked, this, &FilesTab::refresh);
    connect(m_changedOnly, &QToolButton::toggled, m_table, &FileTable::setChangedOnly);
    connect(m_path, &QLineEdit::returnPressed, this, [this]() {
        // Left as it was, it stays the bytes that it was.
        go(m_path->text() == plainLine(m_folder) ? m_folder : cleanPath("/" + m_path->text().toStdString()));
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_search, &QLineEdit::textChanged, this, &FilesTab::searchTyped);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this]() {
        m_search->clear();
        m_table->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_search, &QLineEdit::returnPressed, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });
}

void FilesTab::enableVerbs()
{
    const bool known = m_list.has_value();
    const auto paths = selectedPaths().size();
    for (const Verb verb : {MakeFolder, AddFiles, AddFolder})
        m_verbs[verb]->setEnabled(known && !searching());
    for (const Verb verb : {Save, Remove, CopyPath})
        m_verbs[verb]->setEnabled(known && paths > 0);
    m_verbs[Rename]->setEnabled(known && paths == 1 && !searching());
}

void FilesTab::askName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"files.nameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("New folder"));
    dialog->setLabelText(tr("Its name:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, folder = m_folder](const QString &name) {
        if (!name.isEmpty())
            m_actions->makeFolder(joinPath(folder, name.toStdString()));
    });
    dialog->open();
}

void FilesTab::rename(const std::string &name, const QString &wanted)
{
    m_message->dismiss();
    m_actions->rename(joinPath(m_folder, name), wanted.toStdString());
}

void FilesTab::askRemove()
{
    const std::vector<std::string> paths = selectedPaths();
    if (paths.empty())
        return;
    const QString advice = tr("It goes from this container for good; what is in the image stays there. A folder goes with all that is in it.");
    m_message->showNotice(paths.size() == 1 ? tr("Remove %1?").arg(plainLine(paths.front()))
                                            : tr("Remove %n file(s) and folders?", nullptr, static_cast<int>(paths.size())),
                          advice);
    QPushButton *yes = m_message->addAction(u"files.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker exec … rm -rf"_s);
    connect(yes, &QPushButton::clicked, this, [this, paths]() {
        m_message->dismiss();
        m_table->setFocus(Qt::OtherFocusReason);
        m_actions->remove(paths);
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void FilesTab::chooseFiles(bool folder)
{
    auto *dialog = new QFileDialog(this, folder ? tr("Add a folder") : tr("Add files"), m_context.settings().value(u"containers/files/from"_s).toString());
    dialog->setObjectName(u"files.addDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &files) {
        m_context.settings().setValue(u"containers/files/from"_s, dialog->directory().absolutePath());
        askAdd(files, {});
    });
    dialog->open();
}

void FilesTab::askAdd(const QStringList &files, const std::string &onto)
{
    if (!m_list || searching() || files.isEmpty())
        return;
    m_message->dismiss();
    const std::string folder = onto.empty() ? m_folder : joinPath(m_folder, onto);
    QStringList there;
    if (onto.empty()) {
        for (const QString &file : files) {
            const std::string name = QFileInfo(file).fileName().toStdString();
            if (std::any_of(m_list->entries.begin(), m_list->entries.end(), [&](const image::FileEntry &e) { return e.name == name; }))
                there += plainLine(name);
        }
    }
    if (there.isEmpty())
        return m_actions->add(files, folder);
    m_message->showNotice(there.size() == 1 ? tr("%1 is already in this folder.").arg(there.constFirst())
                                            : tr("%n of them are already in this folder.", nullptr, static_cast<int>(there.size())),
                          tr("A file is replaced; a folder keeps what the new one does not have."));
    QPushButton *yes = m_message->addAction(u"files.replace.confirm"_s, tr("Re&place"));
    yes->setToolTip(u"docker cp"_s);
    connect(yes, &QPushButton::clicked, this, [this, files, folder]() {
        m_message->dismiss();
        m_actions->add(files, folder);
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void FilesTab::chooseTarget()
{
    const std::vector<std::string> paths = selectedPaths();
    if (paths.empty())
        return;
    const std::vector<FileRow> rows = m_table->selected();
    const bool intoFolder = paths.size() > 1 || std::any_of(rows.begin(), rows.end(), [](const FileRow &row) {
                                return row.entry.type == image::FileEntry::Type::Folder;
                            });
    // Who saves a link alone wants what is behind it: here its path would mean something else.
    const bool follow = rows.size() == 1 && rows.front().entry.type == image::FileEntry::Type::Symlink;
    auto *dialog = new QFileDialog(this, intoFolder ? tr("Save into this folder") : tr("Save the file"),
                                   m_context.settings().value(u"containers/files/to"_s).toString());
    dialog->setObjectName(u"files.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (intoFolder) {
        dialog->setFileMode(QFileDialog::Directory);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(plainLine(lastName(paths.front())));
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, paths, follow](const QString &target) {
        m_context.settings().setValue(u"containers/files/to"_s, dialog->directory().absolutePath());
        m_actions->save(paths, target, follow);
    });
    dialog->open();
}

} // namespace tare::gui
