// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/experiment.h"

#include <QScrollArea>

class QLabel;
class QTableView;

namespace tare::gui {

class BarChart;
class FactsView;
class SampleModel;

// An experiment from top to bottom: its charts, its runs, the machine, the versions, the method, the warnings.
class ExperimentView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ExperimentView(QWidget *parent = nullptr);

    void setExperiment(const measure::Experiment &experiment);
    [[nodiscard]] const measure::Experiment &experiment() const { return m_experiment; }
    // The whole report: verdict, charts, runs, and what stands behind them; for a file.
    [[nodiscard]] QImage picture() const;
    // Brings the table of runs into sight and gives it the keyboard.
    void showTable();

Q_SIGNALS:
    // One chart, to be saved.
    void pictureAsked(const QImage &picture);

private:
    void fitTable();
    [[nodiscard]] QString headline() const;

    measure::Experiment m_experiment;
    QLabel *m_headline = nullptr, *m_verdict = nullptr, *m_emulation = nullptr;
    BarChart *m_start = nullptr, *m_stages = nullptr, *m_memory = nullptr;
    SampleModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    FactsView *m_facts = nullptr;
};

} // namespace tare::gui
