// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/inside_image.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace tare::gui {

// What the image carries for nothing, file by file, by both definitions.
class WasteView : public QWidget
{
    Q_OBJECT
public:
    explicit WasteView(QWidget *parent = nullptr);

    void setInside(const InsidePointer &inside);
    void clear();

Q_SIGNALS:
    void fileAsked(int layer, const std::string &path);

private:
    void fill();
    void fillRepeated();
    void fillUnseen();

    image::Waste m_waste;
    QLabel *m_finding = nullptr, *m_numbers = nullptr, *m_meaning = nullptr;
    QComboBox *m_which = nullptr;
    QTreeWidget *m_files = nullptr;
};

} // namespace tare::gui
