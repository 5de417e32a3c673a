// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QRadioButton;
class QTreeWidget;

namespace tare::gui {

class MessageBar;

// Says what a prune would remove and how much that frees, before it does.
class PruneDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PruneDialog(Context &context, QWidget *parent = nullptr);
    ~PruneDialog() override;

Q_SIGNALS:
    void pruned(const QString &text);

private:
    [[nodiscard]] PruneOptions options(bool dryRun) const;
    void ask();
    void answered(const Result<std::pair<Pruned, std::vector<Image>>> &answer);
    void prune();

    Context &m_context;
    CancelSource m_request;
    QRadioButton *m_dangling = nullptr, *m_unused = nullptr;
    QLabel *m_finding = nullptr;
    QTreeWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
