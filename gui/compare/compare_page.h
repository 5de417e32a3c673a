// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"
#include "gui/compare/experiment_run.h"
#include "gui/compare/kernel_offer.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace tare::gui {

class CompareForm;
class ExperimentView;
class MessageBar;
class PageHeader;
class SavedList;

class ComparePage : public Page
{
    Q_OBJECT
public:
    using Runner = ExperimentRun::Runner;
    explicit ComparePage(Context &context, QWidget *parent = nullptr, Runner runner = measure::runExperimentInHelper,
                         KernelOffer::Fetcher fetcher = measure::fetchGuestKernelInHelper);
    ~ComparePage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    [[nodiscard]] Offer offer() override;
    void open(const QString &target) override; // "image=REFERENCE", or "run?image=REFERENCE" to begin at once

    // Writes what is shown: .png, .csv or .json by the file's name.
    [[nodiscard]] Status exportTo(const QString &file) const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildSide();
    void run();
    void showProgress();
    void finished(const Error *error);
    void keep(const measure::Experiment &experiment);
    void showSaved(const std::vector<measure::Experiment> &saved);
    void showExperiment(const measure::Experiment &experiment);
    void setRunning(bool running);
    void enableRun();
    void chooseExport(const QString &suffix, std::function<Status(const QString &)> write);

    Context &m_context;
    ExperimentRun *m_run = nullptr;
    KernelOffer *m_kernel = nullptr;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    CompareForm *m_form = nullptr;
    QWidget *m_side = nullptr;
    QPushButton *m_cancel = nullptr, *m_export = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_progressText = nullptr, *m_empty = nullptr;
    SavedList *m_saved = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    ExperimentView *m_view = nullptr;
    bool m_loaded = false, m_runWhenReady = false, m_valid = false;
};

} // namespace tare::gui
