// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/limits/limit_scale.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSlider;
class QTimer;

namespace tare::gui {

// One limit: a tick that sets it, a slider and an exact field. What is typed wrong is said below, in place.
class LimitField : public QWidget
{
    Q_OBJECT
public:
    // Object names: NAME.set, NAME.slider, NAME.field, NAME.message.
    LimitField(const QString &name, LimitKind kind, std::int64_t most, QWidget *parent = nullptr);

    // 0: no limit. Does not emit edited().
    void setValue(std::int64_t value);
    [[nodiscard]] std::int64_t value() const; // of the last good input; 0: no limit
    [[nodiscard]] bool isValid() const;
    // While a slider or field is under the hand, a value from outside must not pull it away.
    [[nodiscard]] bool isBusy() const;
    // Not applicable on this machine: disabled, and `reason` says why. Empty: applicable.
    void setUnavailable(const QString &reason);
    // An error of the engine about this limit, until the next edit.
    void setMessage(const QString &text);
    [[nodiscard]] const LimitScale &scale() const { return m_scale; }
    void setMost(std::int64_t most);

Q_SIGNALS:
    // By the user; again while a slider is dragged.
    void edited(qint64 value);
    void validityChanged(bool valid);
    void messageShown(); // or taken away: the field has another height

private:
    void fieldEdited(const QString &text);
    void sliderMoved(int position);
    void toggled(bool set);
    void showMessage(const QString &text);
    void enableParts();
    void setValid(bool valid);

    LimitScale m_scale;
    std::int64_t m_value = 0;
    bool m_valid = true;
    QString m_unavailable;
    QCheckBox *m_set = nullptr;
    QSlider *m_slider = nullptr;
    QLineEdit *m_field = nullptr;
    QLabel *m_message = nullptr;
    QTimer *m_pause = nullptr;
    QString m_complaint; // about what is typed, until the typing pauses
};

} // namespace tare::gui
