// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

#include <vector>

class QSplitter;
class QTimer;

namespace tare::gui {

class MessageBar;
class PageHeader;
class VolumeActions;
class VolumeDetail;
class VolumeTable;
struct VolumeRow;

class VolumesPage : public Page
{
    Q_OBJECT
public:
    explicit VolumesPage(Context &context, QWidget *parent = nullptr);
    ~VolumesPage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    void open(const QString &target) override; // a volume's name
    [[nodiscard]] Offer offer() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void merged(Result<std::vector<VolumeRow>> rows);
    void selectionChanged();
    bool choose(const QString &name);
    void askRemove();
    void askPrune(const Pruned &anonymous, const Pruned &all);
    void offerPrune(const QString &name, const QString &text, bool all);

    Context &m_context;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    VolumeTable *m_table = nullptr;
    VolumeDetail *m_detail = nullptr;
    VolumeActions *m_actions = nullptr;
    QTimer *m_soon = nullptr, *m_minute = nullptr;
    QStringList m_names;
    QString m_wanted; // to be selected when it is there
    bool m_loaded = false, m_reading = false, m_again = false;
};

} // namespace tare::gui
