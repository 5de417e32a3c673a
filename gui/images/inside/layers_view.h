// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/inside_image.h"

#include <QWidget>
#include <memory>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QSplitter;
class QTableWidget;
class QTreeWidget;

namespace tare::gui {

class LayerStack;

// The layers as a stack of sizes; beside it what made the chosen one and what it does to the files.
class LayersView : public QWidget
{
    Q_OBJECT
public:
    explicit LayersView(QWidget *parent = nullptr);

    void setInside(const InsidePointer &inside);
    void clear();

Q_SIGNALS:
    void filesAsked(int layer);                             // only this layer's
    void fileAsked(int layer, const std::string &path);

private:
    void showLayer(int index);

    std::shared_ptr<const image::ImageContents> m_contents;
    QSplitter *m_splitter = nullptr;
    QScrollArea *m_area = nullptr;
    LayerStack *m_stack = nullptr;
    QLabel *m_title = nullptr, *m_legend = nullptr;
    QPlainTextEdit *m_instruction = nullptr;
    QTreeWidget *m_facts = nullptr, *m_largest = nullptr;
    QPushButton *m_files = nullptr;
};

} // namespace tare::gui
