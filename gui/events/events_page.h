// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tare::gui {

class EventFeed;
class EventModel;
class MessageBar;
class PageHeader;

// What happened and what happens: found, held still, copied, and followed to what it speaks of.
class EventsPage : public Page
{
    Q_OBJECT
public:
    explicit EventsPage(Context &context, QWidget *parent = nullptr);
    ~EventsPage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override; // pause, or go on
    [[nodiscard]] Offer offer() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHeader();
    void buildTable();
    void happened(const std::vector<Event> &events);
    void readSubjects();
    void clear();
    void typeChosen();
    void copy(bool json);
    void openObject(const QModelIndex &index);
    void tell();

    Context &m_context;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    QComboBox *m_type = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_state = nullptr;
    EventModel *m_model = nullptr;
    EventFeed *m_feed = nullptr;
    std::vector<Event> m_held; // while it is paused
    bool m_started = false, m_paused = false, m_reading = false, m_again = false;
};

} // namespace tare::gui
