// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_form.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView starter("tare/starter:latest");
constexpr int mostRepeats = 200;
constexpr int usualRepeats = 5;
constexpr int leastMemory = 64, mostMemory = 65536, usualMemory = 256; // MiB
constexpr int memoryStep = 64;
constexpr int mostCpus = 64;

QCheckBox *subjectBox(QWidget *parent, const QString &name, const QString &text, const QString &tip)
{
    auto *box = new QCheckBox(text, parent);
    box->setObjectName(name);
    box->setAccessibleName(QString(text).remove(u'&'));
    box->setToolTip(tip);
    return box;
}

} // namespace

CompareForm::CompareForm(QSettings &settings, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_image(new QComboBox(this)), m_repeats(new QSpinBox(this)),
      m_memory(new QSpinBox(this)), m_cpus(new QSpinBox(this)),
      m_host(subjectBox(this, u"compare.subject.host"_s, tr("&Host process"),
                   tr("The image's program, started on this machine without any isolation"))),
      m_container(subjectBox(this, u"compare.subject.container"_s, tr("&Container"), tr("The same program in a container of the image"))),
      m_vm(subjectBox(this, u"compare.subject.vm"_s, tr("&Virtual machine"), tr("The same program in a guest booted from the image (QEMU)")))
{
    m_image->setObjectName(u"compare.image"_s);
    m_image->setAccessibleName(tr("Image"));
    m_image->setToolTip(tr("The image that all subjects start"));
    m_image->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_repeats->setObjectName(u"compare.repeats"_s);
    m_repeats->setAccessibleName(tr("Repeats"));
    m_repeats->setToolTip(tr("Fresh instances of each subject; intervals need at least five"));
    m_repeats->setRange(1, mostRepeats);
    m_memory->setObjectName(u"compare.vm.memory"_s);
    m_memory->setAccessibleName(tr("Memory of the virtual machine"));
    m_memory->setToolTip(tr("What the guest is given; it is reserved for it alone"));
    m_memory->setRange(leastMemory, mostMemory);
    m_memory->setSingleStep(memoryStep);
    m_memory->setSuffix(u" MiB"_s);

    m_cpus->setObjectName(u"compare.vm.cpus"_s);
    m_cpus->setAccessibleName(tr("Processors of the virtual machine"));
    m_cpus->setToolTip(tr("Virtual processors (vCPUs) that the guest sees"));
    m_cpus->setRange(1, mostCpus);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(gridUnit);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto row = [&](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    row(tr("I&mage:"), m_image);
    row(tr("&Repeats:"), m_repeats);
    auto *subjects = new QVBoxLayout;
    subjects->setSpacing(gridUnit / 2);
    for (QCheckBox *box : {m_host, m_container, m_vm})
        subjects->addWidget(box);
    auto *subjectsLabel = new QLabel(tr("Subjects:", "what is compared"), this);
    subjectsLabel->setTextFormat(Qt::PlainText);
    form->addRow(subjectsLabel, subjects);
    row(tr("VM m&emory:"), m_memory);
    row(tr("VM C&PUs:"), m_cpus);

    m_repeats->setValue(settings.value(u"compare/repeats"_s, usualRepeats).toInt());
    m_memory->setValue(settings.value(u"compare/memory"_s, usualMemory).toInt());
    m_cpus->setValue(settings.value(u"compare/cpus"_s, 1).toInt());
    m_host->setChecked(settings.value(u"compare/host"_s, true).toBool());
    m_container->setChecked(settings.value(u"compare/container"_s, true).toBool());
    m_vm->setChecked(settings.value(u"compare/vm"_s, true).toBool());
    m_wanted = settings.value(u"compare/image"_s, QString(starter)).toString();
    for (QCheckBox *box : {m_host, m_container, m_vm})
        connect(box, &QCheckBox::toggled, this, &CompareForm::check);
    connect(m_image, &QComboBox::currentIndexChanged, this, &CompareForm::check);
}

void CompareForm::setImages(const std::vector<Image> &images)
{
    QString chosen = m_image->currentIndex() >= 0 ? m_image->currentData().toString() : m_wanted;
    QStringList names;
    for (const Image &image : images)
        for (const auto &name : image.names)
            names += QString::fromStdString(name);
    names.sort();
    if (!names.contains(chosen) && names.contains(starter))
        chosen = starter;
    const QSignalBlocker quiet(m_image);
    m_image->clear();
    for (const QString &name : names)
        m_image->addItem(plainLine(name.toStdString()), name);
    if (const int index = m_image->findData(chosen); index >= 0)
        m_image->setCurrentIndex(index);
    check();
}

void CompareForm::setImage(const QString &reference)
{
    m_wanted = reference;
    const int index = m_image->findData(reference);
    if (index >= 0)
        m_image->setCurrentIndex(index);
}

measure::ExperimentSpec CompareForm::spec() const
{
    constexpr qint64 mib = 1 << 20;
    measure::ExperimentSpec spec;
    spec.image = m_image->currentData().toString().toStdString();
    spec.repeats = m_repeats->value();
    spec.vmMemory = m_memory->value() * mib;
    spec.vmCpus = m_cpus->value();
    spec.subjects.clear();
    if (m_host->isChecked())
        spec.subjects.push_back(measure::Subject::Host);
    if (m_container->isChecked())
        spec.subjects.push_back(measure::Subject::Container);
    if (m_vm->isChecked())
        spec.subjects.push_back(measure::Subject::Vm);
    return spec;
}

void CompareForm::leaveOut(measure::Subject subject)
{
    QCheckBox *box = subject == measure::Subject::Vm          ? m_vm
                     : subject == measure::Subject::Container ? m_container
                                                              : m_host;
    box->setChecked(false);
}

void CompareForm::save() const
{
    if (m_image->currentIndex() >= 0)
        m_settings.setValue(u"compare/image"_s, m_image->currentData());
    m_settings.setValue(u"compare/repeats"_s, m_repeats->value());
    m_settings.setValue(u"compare/memory"_s, m_memory->value());
    m_settings.setValue(u"compare/cpus"_s, m_cpus->value());
    m_settings.setValue(u"compare/host"_s, m_host->isChecked());
    m_settings.setValue(u"compare/container"_s, m_container->isChecked());
    m_settings.setValue(u"compare/vm"_s, m_vm->isChecked());
}

void CompareForm::check()
{
    m_memory->setEnabled(m_vm->isChecked());
    m_cpus->setEnabled(m_vm->isChecked());
    Q_EMIT validChanged(m_image->currentIndex() >= 0 &&
                        (m_host->isChecked() || m_container->isChecked() || m_vm->isChecked()));
}

} // namespace tare::gui
