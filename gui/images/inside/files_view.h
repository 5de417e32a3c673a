// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/inside_image.h"
#include "gui/app/context.h"

#include <QWidget>
#include <memory>
#include <set>

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;
class QTreeView;

namespace tare::gui {

class FilePreview;
class FileTreeModel;
class Treemap;

// The files of one layer, of the image up to a layer, or of the whole: as a tree or as areas, with the one that is chosen
// below.
class FilesView : public QWidget
{
    Q_OBJECT
public:
    enum Scope { Whole, UpToLayer, OneLayer };

    explicit FilesView(Context &context, QWidget *parent = nullptr);
    ~FilesView() override;

    void setInside(const InsidePointer &inside);
    void clear();
    void setScope(Scope scope, int layer);
    // Selects it in the whole image, or where the scope has it.
    void showPath(const std::string &path);
    void focusSearch();
    // As areas, or as a tree.
    void setMap(bool map);

private:
    void buildTree();
    void applyScope();
    void search();
    void found(const QString &text, std::vector<image::NodeId> ids);
    void selectId(image::NodeId id);
    void currentChanged();
    void showFolder(image::NodeId folder);

    Context &m_context;
    QString m_imageId;
    std::shared_ptr<const image::ImageContents> m_contents;
    image::NodeId m_folder = image::rootNode; // that the treemap shows
    std::set<image::NodeId> m_unfolded;       // ids mean the same in every tree of an image
    CancelSource m_searching;

    QComboBox *m_scope = nullptr, *m_layer = nullptr;
    QLineEdit *m_search = nullptr;
    QToolButton *m_asTree = nullptr, *m_asMap = nullptr, *m_up = nullptr;
    QLabel *m_count = nullptr, *m_where = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QTreeView *m_tree = nullptr;
    FileTreeModel *m_model = nullptr;
    Treemap *m_map = nullptr;
    FilePreview *m_preview = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace tare::gui
