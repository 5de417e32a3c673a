// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/files/container_changes.h"

#include <QHash>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QTimer;
class QToolBar;
class QToolButton;

namespace tare::gui {

class FileActions;
class FileTable;
class FileViewer;
class MessageBar;

// The files of a container, folder by folder, whether it runs or not and whatever it has in it: to look at, to save here, to
// bring there, to rename and to remove.
class FilesTab : public QWidget
{
    Q_OBJECT
public:
    explicit FilesTab(Context &context, QWidget *parent = nullptr);
    ~FilesTab() override;

    void setContainer(const Container &container);
    void keepOnly(const QStringList &ids); // whose folders are remembered
    void focusSearch();
    void refresh();
    // The docker line that equals what is seen.
    void showCommand();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Verb { MakeFolder, AddFiles, AddFolder, Save, Rename, Remove, CopyPath, VerbCount };
    void build();
    QAction *verb(Verb verb, const QString &name, const QString &icon, const QString &text, const QString &tip,
                  const QKeySequence &key);
    void go(const std::string &path);
    void read();
    void readChanges();
    void listed(const Result<image::FileList> &list);
    void fill();
    void searchTyped();
    void openCurrent();
    void goUp();
    void currentMoved();
    void enableVerbs();
    void askName();
    void rename(const std::string &name, const QString &wanted);
    void askRemove();
    void chooseFiles(bool folder);
    void askAdd(const QStringList &files, const std::string &onto);
    void chooseTarget();
    [[nodiscard]] std::vector<std::string> selectedPaths() const;
    [[nodiscard]] bool searching() const;

    Context &m_context;
    Container m_container;
    std::string m_folder = "/";
    QHash<QString, QByteArray> m_folders; // where one was, by container
    std::optional<image::FileList> m_list; // of m_folder, or what was found
    ContainerChanges m_changes;
    CancelSource m_listing, m_diffing;
    std::string m_wanted; // to be selected when it is listed
    bool m_stale = true, m_fresh = true; // to be read when it is seen; another folder than what is shown

    FileActions *m_actions = nullptr;
    QToolBar *m_bar = nullptr;
    QAction *m_verbs[VerbCount] = {};
    QToolButton *m_up = nullptr, *m_again = nullptr, *m_changedOnly = nullptr;
    QLineEdit *m_path = nullptr, *m_search = nullptr;
    QLabel *m_count = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    FileTable *m_table = nullptr;
    FileViewer *m_viewer = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace tare::gui
