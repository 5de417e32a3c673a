// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/file_tree.h"
#include "gui/app/context.h"

#include <QWidget>
#include <memory>

class QLabel;
class QPushButton;

namespace tare::gui {

class ElidedLabel;
class FileContents;
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
    void read();
    void shown(const Result<std::string> &bytes);
    void chooseTarget();
    [[nodiscard]] QString facts() const;

    Context &m_context;
    QString m_imageId;
    std::shared_ptr<const image::FileTree> m_tree;
    image::Node m_node;
    CancelSource m_request;
    std::unique_ptr<Task> m_saving;

    ElidedLabel *m_path = nullptr;
    QLabel *m_facts = nullptr;
    QPushButton *m_follow = nullptr, *m_save = nullptr;
    FileContents *m_contents = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
