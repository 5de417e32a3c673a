// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/marked_picture.h"

#include <QString>
#include <vector>

namespace tare::gui {

// The documents that an image is made of, each pointing at those that it names by digest: from left to right index,
// manifests, configuration and layers. Arrow keys and the mouse choose one.
class AnatomyGraph : public MarkedPicture
{
    Q_OBJECT
public:
    struct Node
    {
        QString kind;   // "Manifest"
        QString title;  // "linux/amd64"
        QString digest; // the first digits
        QString size;
        int column = 0;        // 0: the leftmost
        int parent = -1;       // the node that names it; before it in the list
        bool isHere = true;    // false: named, but not in the store
        int verified = 0;      // 1: the digest was seen to match, -1: it does not, 0: not looked at
    };

    explicit AnatomyGraph(QWidget *parent = nullptr);

    void setNodes(std::vector<Node> nodes);
    void setVerified(int index, bool matches);
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int index);
    [[nodiscard]] QRect nodeRect(int index) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void markFirst() override;

private:
    void place();
    void paintNode(QPainter &painter, std::size_t index) const;
    [[nodiscard]] int at(const QPoint &point) const;
    void choose(int index);
    void move(int key);

    std::vector<Node> m_nodes;
    std::vector<QRect> m_rects;
    QSize m_extent;
    int m_current = -1;
};

} // namespace tare::gui
