// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/experiment.h"

#include <QListWidget>
#include <vector>

namespace tare::gui {

// The comparisons that were kept, newest first; choosing one asks for it.
class SavedList : public QListWidget
{
    Q_OBJECT
public:
    explicit SavedList(QWidget *parent = nullptr);

    // Keeps what is chosen. Says nothing.
    void setExperiments(std::vector<measure::Experiment> experiments);
    // Without asking for it.
    void choose(const std::string &id);
    void filter(const QString &text);
    [[nodiscard]] const std::vector<measure::Experiment> &experiments() const { return m_experiments; }

Q_SIGNALS:
    void chosen(const tare::measure::Experiment &experiment);

private:
    std::vector<measure::Experiment> m_experiments;
};

} // namespace tare::gui
