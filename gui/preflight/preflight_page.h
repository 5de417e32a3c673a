// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/page.h"
#include "gui/preflight/preflight_run.h"

class QCheckBox;
class QLabel;
class QScrollArea;

namespace tare::gui {

class CheckRow;
class MessageBar;
class PageHeader;

// What this machine has and lacks, each with what it means and the exact fix.
class PreflightPage : public Page
{
    Q_OBJECT
public:
    explicit PreflightPage(Context &context, QWidget *parent = nullptr, PreflightRun::Runner runner = {});

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    [[nodiscard]] Offer offer() override;
    void open(const QString &target) override; // the id of a check

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void start(bool again);
    void checked(const preflight::Check &check);
    void finished();
    void filter();

    struct Group
    {
        QLabel *title = nullptr;
        QVector<CheckRow *> rows;
    };
    PreflightRun *m_run = nullptr;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    QLabel *m_summary = nullptr;
    QCheckBox *m_lacking = nullptr;
    QScrollArea *m_area = nullptr;
    QVector<Group> m_groups; // made when the page is first shown
    QString m_wanted;        // a check to be shown
    QString m_text;          // of the filter
};

} // namespace tare::gui
