// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/logs/log_mark.h"

#include <QPlainTextEdit>

namespace tare::gui {

// The text of a log with a margin that says, by a word and a letter beside the colour, what came from stderr and of which
// level a line is.
class LogView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit LogView(QWidget *parent = nullptr);

    // What the margin says of a line, in words; empty: nothing.
    [[nodiscard]] static QString words(const LogMark &mark);
    // The block at a height of the margin.
    [[nodiscard]] LogMark markAt(int y) const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class LogMargin;
    void fitMargin();
    void paintMargin(QPaintEvent *event);

    QWidget *m_margin = nullptr;
};

// The colours of levels, legible on the base.
[[nodiscard]] QColor levelColor(LogLevel level);

} // namespace tare::gui
