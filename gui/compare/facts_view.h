// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/experiment.h"

#include <QWidget>

class QGridLayout;

namespace tare::gui {

// What stands behind the numbers: warnings, what they do not show, the machine, the versions, the method. As tall as its
// words.
class FactsView : public QWidget
{
    Q_OBJECT
public:
    explicit FactsView(QWidget *parent = nullptr);
    void show(const measure::Experiment &experiment);

private:
    QGridLayout *m_grid = nullptr;
    QWidget *m_body = nullptr;
};

// The same as sections, for the view and for the report.
struct FactSection
{
    QString title;
    QVector<std::pair<QString, QString>> facts; // name, value; no name: a sentence
    bool warning = false;
};
[[nodiscard]] QVector<FactSection> factSections(const measure::Experiment &experiment);

} // namespace tare::gui
