// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

#include <vector>

class QSplitter;
class QTimer;

namespace tare::gui {

class ImageArchives;
class ImageDetail;
class ImageRemoval;
class ImageTable;
class MessageBar;
class PageHeader;
class PullBar;

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
    // An image's id or name, and in which view: "debian:12?view=layers" (see ImageDetail::setView).
    void open(const QString &target) override;
    [[nodiscard]] Offer offer() override;

    // An archive of docker save, podman save or skopeo.
    void loadFile(const QString &file);
    void importFile(const QString &file, const QString &reference);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildActions();
    void saveState() const;
    void restoreState();
    void merged(const Result<std::vector<Image>> &images);
    void selectionChanged();
    bool choose(const QString &id);
    void chooseArchive();
    void chooseImport();
    void chooseSave();
    void chooseTag();
    void openPrune();

    Context &m_context;
    PageHeader *m_header = nullptr;
    PullBar *m_pull = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    ImageTable *m_table = nullptr;
    ImageDetail *m_detail = nullptr;
    ImageArchives *m_archives = nullptr;
    ImageRemoval *m_removal = nullptr;
    QTimer *m_minute = nullptr;
    CancelSource m_request;
    QString m_wanted; // to be selected when it is there
    bool m_loaded = false;
};

} // namespace tare::gui
