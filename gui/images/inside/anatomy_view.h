// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/documents.h"
#include "gui/app/context.h"

#include <QWidget>
#include <memory>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QSplitter;

namespace tare::gui {

class AnatomyGraph;
class MessageBar;
class Task;

// Index, manifests, configuration and layers as a graph; below it the bytes of the one that is chosen, and whether their
// digest is what they are named by.
class AnatomyView : public QWidget
{
    Q_OBJECT
public:
    explicit AnatomyView(Context &context, QWidget *parent = nullptr);
    ~AnatomyView() override;

    // Fetches the documents when it is shown.
    void setImage(const QString &imageId);
    void clear();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load(bool verify);
    void fill(const image::ImageDocuments &documents, bool verified);
    void showDocument(int index);

    Context &m_context;
    QString m_imageId;
    bool m_loaded = false;
    image::ImageDocuments m_documents;
    CancelSource m_request;
    std::unique_ptr<Task> m_task;

    QSplitter *m_splitter = nullptr;
    QScrollArea *m_area = nullptr;
    AnatomyGraph *m_graph = nullptr;
    QLabel *m_title = nullptr, *m_meaning = nullptr, *m_digest = nullptr;
    QPlainTextEdit *m_bytes = nullptr;
    QPushButton *m_verify = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
