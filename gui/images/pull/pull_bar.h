// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/pull/transfer_item.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tare::gui {

class SearchDialog;

// A reference and a button, a search for those who know no reference, and below it a line for each pull and push that is
// under way: any number at once.
class PullBar : public QWidget
{
    Q_OBJECT
public:
    explicit PullBar(Context &context, QWidget *parent = nullptr);
    ~PullBar() override;

    // Puts the cursor in the field, or begins when there is a reference in it.
    void activate();
    void pull(const QString &reference, const PullOptions &options);
    void push(const QString &reference);
    void openSearch();

Q_SIGNALS:
    void pulled(const QString &imageId);
    void pushed(const QString &text);
    void failed(const tare::Error &error);
    void began();

private:
    void pullField();
    TransferItem *add(TransferItem::Work work);
    void remove(TransferItem *item);
    void fit();
    bool eventFilter(QObject *watched, QEvent *event) override;

    Context &m_context;
    QLineEdit *m_reference = nullptr;
    QPushButton *m_pull = nullptr, *m_search = nullptr;
    QScrollArea *m_area = nullptr;
    QVBoxLayout *m_items = nullptr;
    SearchDialog *m_dialog = nullptr;
};

} // namespace tare::gui
