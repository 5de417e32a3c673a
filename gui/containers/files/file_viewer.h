// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/containers/files/file_model.h"

#include <QWidget>

class QLabel;
class QTimer;

namespace tare::gui {

class ElidedLabel;
class FileContents;
class MessageBar;

// The file that is chosen: what it is, and its beginning. Read a moment after it was chosen, so that going through a folder
// by the keyboard reads only where one stays.
class FileViewer : public QWidget
{
    Q_OBJECT
public:
    explicit FileViewer(Context &context, QWidget *parent = nullptr);
    ~FileViewer() override;

    // Nothing happens when it is what is shown already. `path`: the file's own.
    void show(const std::string &container, const std::string &path, const FileRow &row);
    void clear();

private:
    void read();
    [[nodiscard]] QString facts() const;

    Context &m_context;
    std::string m_container, m_path;
    FileRow m_row;
    CancelSource m_request;
    QTimer *m_pause = nullptr;
    ElidedLabel *m_title = nullptr;
    QLabel *m_facts = nullptr;
    FileContents *m_contents = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
