// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

#include <map>

class QSortFilterProxyModel;
class QSplitter;
class QTableView;
class QTimer;

namespace tare::gui {

class ImageDetail;
class ImageModel;
class MessageBar;
class PageHeader;
class ProgressRelay;
class PullBar;
class Task;

class ImagesPage : public Page
{
    Q_OBJECT
public:
    explicit ImagesPage(Context &context, QWidget *parent = nullptr);
    ~ImagesPage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    void open(const QString &target) override; // an image's id or name: selects it

    // An archive of docker save, podman save or skopeo.
    void loadFile(const QString &file);
    void importFile(const QString &file, const QString &reference);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildTable();
    void buildActions();
    void saveState() const;
    void restoreState();
    void merged(const Result<std::vector<Image>> &images);
    void selectionChanged();
    [[nodiscard]] const Image *selected() const;
    void select(const QString &nameOrId);
    void chooseArchive();
    void chooseImport();
    void askRemove();
    void remove(const Image &image);
    // One archive or import at a time in the task line; then the images that came are selected.
    void takeIn(const QString &title, const QString &command,
                std::function<Result<std::vector<Image>>(Engine &, const ProgressSink &, const CancelToken &)> work);

    Context &m_context;
    PageHeader *m_header = nullptr;
    PullBar *m_pull = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    QTableView *m_table = nullptr;
    ImageModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
    ImageDetail *m_detail = nullptr;
    QTimer *m_minute = nullptr;
    CancelSource m_request;
    QString m_wanted; // to be selected when it is there
    std::map<ProgressRelay *, std::unique_ptr<Task>> m_intakes; // archives on their way in
    bool m_loaded = false;
};

} // namespace tare::gui
