// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"
#include "gui/containers/container_bar.h"

class QSplitter;
class QTimer;

namespace tare::gui {

class ContainerActions;
class ContainerDetail;
class ContainerModel;
class CreateDialog;
class ContainerTable;
class MessageBar;
class PageHeader;
class StatsSampler;

class ContainersPage : public Page
{
    Q_OBJECT
public:
    explicit ContainersPage(Context &context, QWidget *parent = nullptr);
    ~ContainersPage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    [[nodiscard]] Offer offer() override;
    void open(const QString &target) override; // "create?image=…", or a container's id or name

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void act(ContainerBar::Verb verb);
    void read();
    void restoreState();
    void saveState() const;
    void merged(const Result<std::vector<Container>> &containers);
    void retarget();
    void sampled();
    void selectionChanged();
    void settleSelection();
    bool choose(const QString &id);
    void updateTimes();
    void enableActions();
    void create(const QString &image);
    void duplicate(const Container &container);
    void openDialog(CreateDialog *dialog);
    void created(const Container &container, bool started);
    void askRemove();
    void readMachine();

    Context &m_context;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    ContainerModel *m_model = nullptr;
    ContainerTable *m_table = nullptr;
    ContainerBar *m_bar = nullptr;
    ContainerDetail *m_detail = nullptr;
    ContainerActions *m_actions = nullptr;
    StatsSampler *m_sampler = nullptr;
    QTimer *m_times = nullptr, *m_soon = nullptr;
    QString m_wanted; // to be selected when it is there
    QString m_shown;  // the id of what is selected
    bool m_loaded = false, m_reading = false, m_again = false, m_machineKnown = false;
    bool m_sampled = false; // something runs, so that there are readings every second
};

} // namespace tare::gui
