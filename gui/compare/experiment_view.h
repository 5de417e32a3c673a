// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/experiment.h"

#include <QScrollArea>

class QLabel;
class QTableView;
class QTreeWidget;

namespace tare::gui {

class BarChart;
class SampleModel;

// An experiment from top to bottom: its charts, its runs, the machine, the versions, the method, the warnings.
class ExperimentView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ExperimentView(QWidget *parent = nullptr);

    void setExperiment(const measure::Experiment &experiment);
    [[nodiscard]] const measure::Experiment &experiment() const { return m_experiment; }
    // All charts below each other, with what they were measured on; for a file.
    [[nodiscard]] QImage picture() const;
    // Brings the table of runs into sight and gives it the keyboard.
    void showTable();

private:
    void fillFacts();
    void fitTable();
    [[nodiscard]] QString headline() const;

    measure::Experiment m_experiment;
    QLabel *m_headline = nullptr, *m_emulation = nullptr;
    BarChart *m_start = nullptr, *m_stages = nullptr, *m_memory = nullptr;
    SampleModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QTreeWidget *m_facts = nullptr;
};

} // namespace tare::gui
