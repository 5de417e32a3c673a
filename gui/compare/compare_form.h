// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "core/measure/experiment.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QComboBox;
class QSettings;
class QSpinBox;

namespace tare::gui {

// What to compare: image, repeats, subjects, what the virtual machine is given. Kept in the settings.
class CompareForm : public QWidget
{
    Q_OBJECT
public:
    explicit CompareForm(QSettings &settings, QWidget *parent = nullptr);

    void setImages(const std::vector<Image> &images);
    void setImage(const QString &reference);
    [[nodiscard]] measure::ExperimentSpec spec() const;
    void leaveOut(measure::Subject subject);
    void save() const;

Q_SIGNALS:
    // Whether there is an image and at least one subject.
    void validChanged(bool valid);

private:
    void check();

    QSettings &m_settings;
    QComboBox *m_image = nullptr;
    QSpinBox *m_repeats = nullptr, *m_memory = nullptr, *m_cpus = nullptr;
    QCheckBox *m_host = nullptr, *m_container = nullptr, *m_vm = nullptr;
    QString m_wanted;
};

} // namespace tare::gui
