// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/marked_picture.h"

#include <QColor>
#include <QString>
#include <vector>

namespace tare::gui {

// The layers of an image as a stack, the lowest at the bottom, each as high as it is big (but never too low to be
// read). Arrow keys and the mouse choose one.
class LayerStack : public MarkedPicture
{
    Q_OBJECT
public:
    struct Layer
    {
        QString name;  // "3"
        QString text;  // the instruction that made it: a stranger's
        qint64 size = 0;
        qint64 seen = 0; // of it, what the finished image still shows; 0 ≤ seen ≤ size
    };

    explicit LayerStack(QWidget *parent = nullptr);

    void setLayers(std::vector<Layer> layers); // lowest first
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int index);
    // Where a layer lies in the widget.
    [[nodiscard]] QRect layerRect(int index) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void markFirst() override;

private:
    void place();
    [[nodiscard]] int leastHeight() const;
    [[nodiscard]] int at(const QPoint &point) const;
    void choose(int index);

    std::vector<Layer> m_layers;
    std::vector<QRect> m_rects;
    int m_current = -1;
};

} // namespace tare::gui
