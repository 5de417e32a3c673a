// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/limit_field.h"

#include "gui/app/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fieldCharacters = 9;
// Half of a number is no number: whoever types is not told so at every key, and nothing moves under the mouse meanwhile.
constexpr int typingPauseMs = 700;

} // namespace

LimitField::LimitField(const QString &name, LimitKind kind, std::int64_t most, QWidget *parent)
    : QWidget(parent), m_scale(kind, most), m_set(new QCheckBox(this)),
      m_slider(new QSlider(Qt::Horizontal, this)), m_field(new QLineEdit(this)), m_message(new QLabel(this)),
      m_pause(new QTimer(this))
{
    QString title;
    QString tip;
    QString example;
    switch (kind) {
    case LimitKind::Cpus:
        title = tr("&CPUs");
        tip = tr("How many CPUs' time the container may use: 0.5 is half of one (--cpus)");
        example = u"0.5"_s;
        break;
    case LimitKind::Memory:
        title = tr("&Memory");
        tip = tr(
            "The most memory the container may use, at least 6 MiB; beyond it the kernel kills (--memory)");
        example = u"64m"_s;
        break;
    case LimitKind::Pids:
        title = tr("&Processes");
        tip = tr(
            "The most processes and threads the container may have, which stops a fork bomb (--pids-limit)");
        example = u"100"_s;
        break;
    }
    QString plain = title;
    plain.remove(u'&');
    m_set->setText(title);
    m_set->setObjectName(name + u".set"_s);
    m_set->setAccessibleName(tr("Limit: %1").arg(plain));
    m_slider->setObjectName(name + u".slider"_s);
    m_slider->setAccessibleName(tr("%1, slider").arg(plain));
    m_slider->setRange(0, m_scale.positions());
    m_slider->setPageStep(std::max(1, m_scale.positions() / 10));
    m_field->setObjectName(name + u".field"_s);
    m_field->setAccessibleName(tr("%1, exact").arg(plain));
    m_field->setPlaceholderText(tr("no limit"));
    m_field->setAlignment(Qt::AlignRight);
    m_field->setMaximumWidth(m_field->fontMetrics().averageCharWidth() * fieldCharacters + 3 * gridUnit);
    m_message->setObjectName(name + u".message"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    for (QWidget *part : std::initializer_list<QWidget *>{m_set, m_slider, m_field})
        part->setToolTip(tip);
    m_field->setToolTip(tip + u'\n' + tr("For example: %1").arg(example));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(gridUnit);
    grid->setVerticalSpacing(gridUnit / 2);
    grid->addWidget(m_set, 0, 0);
    grid->addWidget(m_slider, 0, 1);
    grid->addWidget(m_field, 0, 2);
    grid->addWidget(m_message, 1, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, m_set->fontMetrics().averageCharWidth() * 14 + 2 * gridUnit);
    setFocusProxy(m_field);

    connect(m_set, &QCheckBox::toggled, this, &LimitField::toggled);
    connect(m_slider, &QSlider::valueChanged, this, &LimitField::sliderMoved);
    connect(m_field, &QLineEdit::textEdited, this, &LimitField::fieldEdited);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPauseMs);
    const auto complain = [this]() {
        m_pause->stop();
        if (!m_complaint.isEmpty())
            showMessage(QString(m_complaint));
    };
    connect(m_pause, &QTimer::timeout, this, complain);
    connect(m_field, &QLineEdit::editingFinished, this, complain);
    enableParts();
}

void LimitField::setValue(std::int64_t value)
{
    m_value = std::max<std::int64_t>(0, value);
    setValid(true);
    const QSignalBlocker noSet(m_set);
    const QSignalBlocker noSlide(m_slider);
    m_set->setChecked(m_value > 0);
    if (m_value > 0)
        m_slider->setValue(m_scale.position(m_value));
    if (m_scale.parse(m_field->text()).value_or(0) != m_value)
        m_field->setText(m_scale.text(m_value));
    showMessage({});
    enableParts();
}

std::int64_t LimitField::value() const
{
    return m_value;
}

bool LimitField::isValid() const
{
    return m_valid;
}

bool LimitField::isBusy() const
{
    return m_slider->isSliderDown() || (m_field->hasFocus() && m_field->isModified());
}

void LimitField::setUnavailable(const QString &reason)
{
    if (reason == m_unavailable)
        return;
    m_unavailable = reason;
    showMessage(reason);
    enableParts();
}

void LimitField::setMessage(const QString &text)
{
    showMessage(text);
}

void LimitField::setMost(std::int64_t most)
{
    if (most == m_scale.most())
        return;
    m_scale = LimitScale(m_scale.kind(), most);
    const QSignalBlocker noSlide(m_slider);
    m_slider->setRange(0, m_scale.positions());
    m_slider->setPageStep(std::max(1, m_scale.positions() / 10));
    m_slider->setValue(m_scale.position(m_value));
}

void LimitField::setValid(bool valid)
{
    if (valid == m_valid)
        return;
    m_valid = valid;
    Q_EMIT validityChanged(valid);
}

void LimitField::enableParts()
{
    const bool usable = m_unavailable.isEmpty();
    m_set->setEnabled(usable);
    m_slider->setEnabled(usable);
    m_field->setEnabled(usable);
}

void LimitField::showMessage(const QString &text)
{
    m_complaint.clear();
    const QString shown = text.isEmpty() ? m_unavailable : text;
    if (shown == m_message->text())
        return;
    m_message->setText(shown);
    m_message->setVisible(!shown.isEmpty());
    m_field->setAccessibleDescription(shown);
    Q_EMIT messageShown();
}

void LimitField::toggled(bool set)
{
    // What the slider stands at is what the user sees.
    m_value = set ? m_scale.value(m_slider->value()) : 0;
    setValid(true);
    m_field->setText(m_scale.text(m_value));
    showMessage({});
    Q_EMIT edited(m_value);
}

void LimitField::sliderMoved(int position)
{
    m_value = m_scale.value(position);
    setValid(true);
    const QSignalBlocker noSet(m_set);
    m_set->setChecked(true);
    m_field->setText(m_scale.text(m_value));
    showMessage({});
    Q_EMIT edited(m_value);
}

void LimitField::fieldEdited(const QString &text)
{
    const QSignalBlocker noSet(m_set);
    const QSignalBlocker noSlide(m_slider);
    if (text.trimmed().isEmpty()) {
        m_value = 0;
        setValid(true);
        m_set->setChecked(false);
        showMessage({});
        Q_EMIT edited(0);
        return;
    }
    const auto typed = m_scale.parse(text);
    setValid(typed && *typed >= m_scale.least());
    if (!m_valid) {
        m_complaint = typed ? tr("The least is %1.").arg(m_scale.spoken(m_scale.least()))
                      : m_scale.kind() == LimitKind::Memory
                          ? tr("This is no size. Write a number with b, k, m or g after it, such as 64m.")
                      : m_scale.kind() == LimitKind::Cpus
                          ? tr("This is no number of CPUs. Write one such as 0.5.")
                          : tr("This is no number of processes. Write one such as 100.");
        m_pause->start();
        return;
    }
    m_value = *typed;
    m_set->setChecked(true);
    m_slider->setValue(m_scale.position(m_value));
    showMessage({});
    Q_EMIT edited(m_value);
}

} // namespace tare::gui
