// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/page.h"

#include "core/measure/experiment.h"

#include <vector>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace tare::gui {

class CompareForm;
class ExperimentView;
class MessageBar;
class PageHeader;
class Task;

class ComparePage : public Page
{
    Q_OBJECT
public:
    // How an experiment is run: measure::runExperimentInHelper, or a test's.
    using Runner = std::function<Result<measure::Experiment>(const measure::ExperimentSpec &,
                                                             const measure::ExperimentEvents &, const CancelToken &)>;
    explicit ComparePage(Context &context, QWidget *parent = nullptr, Runner runner = measure::runExperimentInHelper);
    ~ComparePage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QIcon icon() const override;
    [[nodiscard]] QString help() const override;
    void focusFilter() override;
    void primaryAction() override;
    void refresh() override;
    void open(const QString &target) override; // "image=REFERENCE", or "run?image=REFERENCE" to begin at once

    // Writes what is shown: .png, .csv or .json by the file's name.
    [[nodiscard]] Status exportTo(const QString &file) const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Live;
    void buildSide();
    void run();
    void sampleTaken(const measure::Sample &sample);
    void finished(const Result<measure::Experiment> &result);
    void showSaved(const std::vector<measure::Experiment> &saved);
    void showExperiment(const measure::Experiment &experiment);
    void filterSaved(const QString &text);
    void setRunning(bool running);
    void chooseExport(const QString &suffix);

    Context &m_context;
    Runner m_runner;
    PageHeader *m_header = nullptr;
    MessageBar *m_message = nullptr;
    CompareForm *m_form = nullptr;
    QWidget *m_side = nullptr;
    QPushButton *m_cancel = nullptr, *m_export = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_progressText = nullptr, *m_empty = nullptr;
    QListWidget *m_saved = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    ExperimentView *m_view = nullptr;
    std::vector<measure::Experiment> m_experiments; // as in m_saved
    measure::Experiment m_running;                  // what is known of the one that runs
    std::unique_ptr<Task> m_task;
    CancelSource m_runCancel;
    std::shared_ptr<Live> m_live;
    bool m_loaded = false, m_runWhenReady = false, m_valid = false;
};

} // namespace tare::gui
