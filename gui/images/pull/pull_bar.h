// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/pull/transfer_item.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tare::gui {

class AccountsDialog;
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
    // `tagFrom`: the id of the image that gets this name first; empty when it has it.
    void push(const QString &reference, const PushOptions &options = {}, const QString &tagFrom = {});
    // One that failed or was cancelled, from where it ended.
    void retry(const QString &reference);
    void openPush(const Image &image);
    void openSearch();
    // Logging in at a registry; what was refused there is tried again then.
    void openAccounts(const QString &server = {}, const QString &reason = {});

Q_SIGNALS:
    void pulled(const QString &imageId);
    void pushed(const QString &text);
    // Of what was pulled or pushed.
    void failed(const tare::Error &error, const QString &reference);
    void began();
    void accountsChanged();

private:
    void pullField();
    TransferItem *add(TransferItem::Work work);
    void remove(TransferItem *item);
    void fit();
    void retryRefused(const QString &domain);
    bool eventFilter(QObject *watched, QEvent *event) override;

    Context &m_context;
    QLineEdit *m_reference = nullptr;
    QPushButton *m_pull = nullptr, *m_search = nullptr, *m_accounts = nullptr;
    QScrollArea *m_area = nullptr;
    QVBoxLayout *m_items = nullptr;
    SearchDialog *m_dialog = nullptr;
    AccountsDialog *m_accountsDialog = nullptr;
};

} // namespace tare::gui
