// SPDX-License-Identifier: GPL-3.0-or-later
// The top of every page: title, filter, further buttons, and the one main button.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tare::gui {

class PageHeader : public QWidget
{
    Q_OBJECT
public:
    // `pageId` begins the object names: "images.filter", "images.primary", "images.title".
    PageHeader(const QString &pageId, const QString &title, QWidget *parent = nullptr);

    // With its mnemonic, accessible name and tooltip; emits primaryClicked().
    QPushButton *addPrimary(const QString &text, const QString &toolTip);
    // Emits filterChanged() as it is typed in. Escape clears it.
    QLineEdit *addFilter(const QString &placeholder);
    // Between the filter and the main button.
    void addWidget(QWidget *widget);

    void focusFilter();
    void clearFilter(); // so that a row that it hides can be shown
    [[nodiscard]] QPushButton *primary() const { return m_primary; }

Q_SIGNALS:
    void primaryClicked();
    void filterLeft(); // Enter or Down: to the rows
    void filterChanged(const QString &text);

private:
    QString m_pageId;
    QHBoxLayout *m_layout = nullptr;
    QLabel *m_title = nullptr;
    QLineEdit *m_filter = nullptr;
    QPushButton *m_primary = nullptr;
};

} // namespace tare::gui
