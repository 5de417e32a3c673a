// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/images/inside/inside_image.h"

#include <QWidget>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace tare::gui {

class AnatomyView;
class DifferenceView;
class ElidedLabel;
class FilesView;
class ImageOverview;
class JsonView;
class LayersView;
class MessageBar;
class Task;
class WasteView;

// The selected image, in seven views of one selection. What is inside is looked at when a view asks for it first.
class ImageDetail : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Overview, Anatomy, Layers, Files, Waste, Difference, Inspect };

    explicit ImageDetail(Context &context, QWidget *parent = nullptr);
    ~ImageDetail() override;

    // Fetches the JSON when it is another image, or the same with other names.
    void setImage(const Image &image);
    // All there are: what this one can be compared with.
    void setImages(const std::vector<Image> &images);
    void clear();
    // To the JSON (Inspect).
    void showJson();
    void setTab(int tab);
    // "overview", "anatomy", "layers", "files", "map" (the files as areas), "waste", "differences", "inspect".
    void setView(const QString &name);
    [[nodiscard]] int tab() const;
    // What else can be done with it, under a button.
    void setMore(const QList<QAction *> &actions);
    // Beside another image of the list.
    void compareWith(const QString &imageId);

Q_SIGNALS:
    void runAsked(const QString &image);
    void compareAsked(const QString &image);
    void removeAsked(const QString &imageId);

private:
    void buildTabs();
    void fill(const std::string &json);
    [[nodiscard]] bool needsInside() const;
    void look();
    void looked(const Result<InsidePointer> &inside);
    void showFile(int layer, const std::string &path);

    Context &m_context;
    Image m_image;
    CancelSource m_request, m_looking;
    InsidePointer m_inside;
    bool m_isLooking = false;
    std::unique_ptr<Task> m_task;
    ElidedLabel *m_title = nullptr;
    QPushButton *m_run = nullptr, *m_compare = nullptr, *m_remove = nullptr, *m_more = nullptr;
    MessageBar *m_message = nullptr;
    QLabel *m_progressText = nullptr;
    QProgressBar *m_progress = nullptr;
    QTabWidget *m_tabs = nullptr;
    ImageOverview *m_overview = nullptr;
    AnatomyView *m_anatomy = nullptr;
    LayersView *m_layers = nullptr;
    FilesView *m_files = nullptr;
    WasteView *m_waste = nullptr;
    DifferenceView *m_difference = nullptr;
    JsonView *m_json = nullptr;
};

} // namespace tare::gui
