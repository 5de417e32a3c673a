// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QScrollArea;

namespace tare::gui {

class LayerProgress;
class ProgressRelay;
class Task;

// A reference, a button, and while it works a row for each layer. One pull at a time; cancelled by the same button.
class PullBar : public QWidget
{
    Q_OBJECT
public:
    explicit PullBar(Context &context, QWidget *parent = nullptr);
    ~PullBar() override;

    // Puts the cursor in the field, or begins when there is a reference in it.
    void activate();
    [[nodiscard]] bool working() const { return m_task != nullptr; }

Q_SIGNALS:
    void pulled(const tare::Image &image);
    void failed(const tare::Error &error);
    void began();

private:
    void pull();
    void finish(const Result<Image> &result);
    void progressed(const std::vector<Progress> &parts);
    void setWorking(bool working);

    Context &m_context;
    QLineEdit *m_reference = nullptr;
    QPushButton *m_pull = nullptr, *m_cancel = nullptr;
    QScrollArea *m_area = nullptr;
    LayerProgress *m_layers = nullptr;
    ProgressRelay *m_relay = nullptr;
    std::unique_ptr<Task> m_task;
};

} // namespace tare::gui
