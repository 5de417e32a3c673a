// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QByteArray>
#include <QWidget>

class QLabel;
class QTreeWidget;

namespace tare::gui {

// What `docker inspect` knows, in words: each with the Dockerfile instruction that sets it, and for the row that is chosen
// a note for a learner.
class ImageOverview : public QWidget
{
    Q_OBJECT
public:
    explicit ImageOverview(QWidget *parent = nullptr);

    void show(const Image &image, const QByteArray &inspectJson);
    void clear();

private:
    void noteCurrent();

    QTreeWidget *m_tree = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace tare::gui
