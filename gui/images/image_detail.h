// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QWidget>

class QPushButton;
class QTabWidget;
class QTreeWidget;

namespace tare::gui {

class ElidedLabel;
class JsonView;
class MessageBar;

// The selected image: what it is, what it runs, its layers, and the JSON of `docker image inspect`.
class ImageDetail : public QWidget
{
    Q_OBJECT
public:
    explicit ImageDetail(Context &context, QWidget *parent = nullptr);

    // Fetches the JSON when it is another image, or the same with other names.
    void setImage(const Image &image);
    void clear();
    // To the JSON (Inspect).
    void showJson();

Q_SIGNALS:
    void runAsked(const QString &image);
    void compareAsked(const QString &image);
    void removeAsked(const QString &imageId);

private:
    void fill(const std::string &json);

    Context &m_context;
    Image m_image;
    CancelSource m_request;
    ElidedLabel *m_title = nullptr;
    QPushButton *m_run = nullptr, *m_compare = nullptr, *m_remove = nullptr;
    MessageBar *m_message = nullptr;
    QTabWidget *m_tabs = nullptr;
    QTreeWidget *m_overview = nullptr;
    JsonView *m_json = nullptr;
};

} // namespace tare::gui
