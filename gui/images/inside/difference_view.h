// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/comparison.h"
#include "gui/app/context.h"
#include "gui/images/inside/inside_image.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QTabWidget;
class QTreeWidget;

namespace tare::gui {

class MessageBar;
class Task;

// The image beside another one: configuration, packages, layers, files.
class DifferenceView : public QWidget
{
    Q_OBJECT
public:
    explicit DifferenceView(Context &context, QWidget *parent = nullptr);
    ~DifferenceView() override;

    // What it may be compared with.
    void setImages(const std::vector<Image> &images);
    void setInside(const InsidePointer &inside);
    void clear();
    void compareWith(const QString &imageId);

private:
    void compare();
    void fill(const image::Comparison &comparison);
    void fillConfig(const image::Comparison &comparison);
    void fillPackages(const image::Comparison &comparison);
    void fillLayers(const image::Comparison &comparison);
    void fillFiles(const image::Comparison &comparison);
    void fillOthers();

    Context &m_context;
    InsidePointer m_inside;
    std::vector<Image> m_images;
    CancelSource m_request;
    std::unique_ptr<Task> m_task;
    QString m_done; // the two that are shown

    QComboBox *m_other = nullptr;
    QLabel *m_finding = nullptr;
    MessageBar *m_message = nullptr;
    QTabWidget *m_tabs = nullptr;
    QTreeWidget *m_config = nullptr, *m_packages = nullptr, *m_layers = nullptr, *m_files = nullptr;
};

} // namespace tare::gui
