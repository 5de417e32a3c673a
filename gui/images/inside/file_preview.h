// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/file_tree.h"
#include "gui/app/context.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tare::gui {

class ElidedLabel;
class MessageBar;
class Task;

// The file that is chosen: what it is, and its beginning as text, bytes or a picture. Any of it can be saved.
class FilePreview : public QWidget
{
    Q_OBJECT
public:
    explicit FilePreview(Context &context, QWidget *parent = nullptr);
    ~FilePreview() override;

    // `imageId` names the image for the engine.
    void show(const QString &imageId, const std::shared_ptr<const image::FileTree> &tree, image::NodeId id);
    void clear();
    // Writes the whole file to `target`, which is there in whole or not at all.
    void saveAs(const QString &target);

Q_SIGNALS:
    void linkFollowed(quint32 id);

private:
    enum class Look { Text, Bytes, Picture };
    void read();
    void shown(const Result<std::string> &bytes);
    void setLook(Look look);
    void chooseTarget();
    [[nodiscard]] QString facts() const;

    Context &m_context;
    QString m_imageId;
    std::shared_ptr<const image::FileTree> m_tree;
    image::Node m_node;
    std::string m_bytes; // the beginning of the file
    CancelSource m_request;
    std::unique_ptr<Task> m_saving;

    ElidedLabel *m_path = nullptr;
    QLabel *m_facts = nullptr, *m_note = nullptr, *m_picture = nullptr;
    QComboBox *m_look = nullptr;
    QPushButton *m_follow = nullptr, *m_save = nullptr;
    QStackedWidget *m_stack = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QScrollArea *m_pictureArea = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
