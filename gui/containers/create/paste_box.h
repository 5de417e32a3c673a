// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/options/run_line.h"
#include "gui/app/context.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tare::gui {

class FieldNote;

// A place to paste a line of docker run into, which then fills the dialog.
class PasteBox : public QWidget
{
    Q_OBJECT
public:
    explicit PasteBox(Context &context, QWidget *parent = nullptr);

    void open(bool open);

Q_SIGNALS:
    void read(const tare::cli::PastedLine &line);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take();

    Context &m_context;
    QPlainTextEdit *m_text = nullptr;
    QPushButton *m_fill = nullptr;
    FieldNote *m_note = nullptr;
};

// What a pasted line said and the dialog did not take, a sentence each; foreign text made visible.
[[nodiscard]] QStringList leftOutWords(const std::vector<cli::LeftOut> &leftOut);

} // namespace tare::gui
