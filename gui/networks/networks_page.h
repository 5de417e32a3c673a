// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

#include <vector>

class QSplitter;
class QTimer;

namespace tare::gui {

class MessageBar;
class NetworkActions;
class NetworkDetail;
class NetworkTable;
class PageHeader;
struct NetworkRow;

class NetworksPage : public Page
{
    Q_OBJECT
public:
    explicit NetworksPage(Context &context, QWidget *parent = nullptr);
    ~NetworksPage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    void open(const QString &target) override; // a network's id or name
    [[nodiscard]] Offer offer() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Snapshot
    {
        std::vector<NetworkRow> rows;
        std::vector<Container> containers;
    };
    void merged(Result<Snapshot> snapshot);
    bool choose(const QString &id);
    void selectionChanged();
    void connectContainer();
    void askRemove();
    void askPrune(const QStringList &names);

    Context &m_context;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    NetworkTable *m_table = nullptr;
    NetworkDetail *m_detail = nullptr;
    NetworkActions *m_actions = nullptr;
    QTimer *m_soon = nullptr;
    std::vector<Container> m_containers;
    QString m_wanted; // to be selected when it is there
    bool m_loaded = false, m_reading = false, m_again = false;
};

} // namespace tare::gui
