// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTimer;
class QTreeWidget;

namespace tare::gui {

class MessageBar;

// Looks for images as one types, lists the tags of the one that is chosen, and pulls it for a platform. Stays open, and
// stands in nobody's way.
class SearchDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SearchDialog(Context &context, QWidget *parent = nullptr);
    ~SearchDialog() override;

    // Shows the dialog with this to look for.
    void begin(const QString &term);
    // After a login: what a registry did not show before.
    void retryRefused();

Q_SIGNALS:
    void pullAsked(const QString &reference, const tare::PullOptions &options);
    void loginAsked(const QString &server);

private:
    void buildResults();
    void search();
    void found(const Result<std::vector<SearchResult>> &results);
    void listTags();
    void gotTags(const Result<std::vector<std::string>> &tags);
    void tellError(const Error &error);
    void again();
    void filterTags();
    [[nodiscard]] QString repository() const;
    [[nodiscard]] QString reference() const;
    void refreshPull();
    void pull();

    Context &m_context;
    CancelSource m_searching, m_listing;
    bool m_refused = false; // a search or a list of tags, for want of a login
    QString m_listed; // the repository whose tags are shown or on their way
    QLineEdit *m_term = nullptr, *m_tagFilter = nullptr;
    QLabel *m_state = nullptr, *m_tagState = nullptr;
    QTreeWidget *m_results = nullptr;
    QListWidget *m_tags = nullptr;
    QComboBox *m_platform = nullptr;
    QPushButton *m_pull = nullptr;
    MessageBar *m_message = nullptr;
    QTimer *m_pause = nullptr, *m_tagPause = nullptr;
};

} // namespace tare::gui
