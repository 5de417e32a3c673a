// SPDX-License-Identifier: GPL-3.0-or-later
// The limits that few need: shares, quotas, sets of CPUs, block devices.
#include "gui/containers/create/limits_page.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "gui/widgets/row_list.h"
#include "gui/limits/limit_field.h"
#include "gui/widgets/format.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRegularExpression>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t anyNumber = std::int64_t{1} << 53U;
using Kind = DeviceLimit::Kind;

QString kindKey(Kind kind)
{
    return QString::number(static_cast<int>(kind));
}

bool isRate(Kind kind)
{
    return kind == Kind::ReadBps || kind == Kind::WriteBps;
}

// Nothing when the value is none.
std::optional<DeviceLimit> deviceOf(const QStringList &row)
{
    DeviceLimit out;
    out.kind = static_cast<Kind>(row[0].toInt());
    out.path = row[1].trimmed().toStdString();
    const std::string text = row[2].trimmed().toStdString();
    const auto value = isRate(out.kind) ? parseRamSize(text) : parseInt(text);
    if (!value || *value < 0 || (out.kind == Kind::Weight && *value != 0 && (*value < 10 || *value > 1000)))
        return std::nullopt;
    out.value = *value;
    return out;
}

std::optional<std::string> textOrNothing(const QLineEdit *edit, const std::optional<std::string> &filled)
{
    const std::string text = edit->text().trimmed().toStdString();
    return text.empty() ? filled && filled->empty() ? filled : std::nullopt : std::optional(text);
}

} // namespace

void CreateLimitsPage::addNumber(std::optional<std::int64_t> Limits::*member, const char *flag, const QString &title,
                                 const QString &placeholder, const QString &tip, std::int64_t least, std::int64_t most, std::int64_t none)
{
    QLineEdit *edit = line(QString::fromLatin1(flag + 2), title, placeholder, tip);
    m_numbers += Number{member, flag, edit, least, most, none};
}

void CreateLimitsPage::buildShares()
{
    group(tr("When others want the same"));
    addNumber(&Limits::cpuShares, "--cpu-shares", tr("CPU s&hare"), u"1024"_s,
              tr("Its share of the CPUs when they are short, beside others' 1024 (--cpu-shares)"), 2, 262'144, 0);
    m_reservation = line(u"memory-reservation"_s, tr("Memory it keeps"), tr("nothing"),
                         tr("How much it keeps when memory is short (--memory-reservation)"));
    addNumber(&Limits::blkioWeight, "--blkio-weight", tr("Share of the disks"), tr("as the others"),
              tr("Its share of block I/O, 10 to 1000 (--blkio-weight)"), 10, 1000, 0);
    addNumber(&Limits::memorySwappiness, "--memory-swappiness", tr("How gladly it is swapped"), tr("as the machine's"),
              tr("0 to 100; control groups v1 only (--memory-swappiness)"), 0, 100, -1);
    m_oomKillDisable = tick(u"oom-kill-disable"_s, tr("Let it wait for memory instead of killing one of its processes"),
                            tr("Control groups v1 only; with a limit of memory (--oom-kill-disable)"));
    group(tr("Where and when it runs"));
    m_cpusetCpus = line(u"cpuset-cpus"_s, tr("O&n the CPUs"), tr("all"), tr("Such as 0-2,4 (--cpuset-cpus)"));
    m_cpusetMems = line(u"cpuset-mems"_s, tr("Memory no&des"), tr("all"), tr("Such as 0,1 (--cpuset-mems)"));
    addNumber(&Limits::cpuPeriod, "--cpu-period", tr("CPU period"), u"100000"_s,
              tr("The period of the quota, in microseconds (--cpu-period)"), 1000, 1'000'000, 0);
    addNumber(&Limits::cpuQuota, "--cpu-quota", tr("CPU quota"), tr("no limit"),
              tr("CPU time that it may use in each period, in microseconds; -1: no limit; in place of the CPUs above (--cpu-quota)"), 0, anyNumber, -1);
}

void CreateLimitsPage::buildDevices()
{
    group(tr("Disks"));
    m_devices = new RowList(u"create.deviceLimits"_s,
                            {{u"kind"_s, tr("Limit"), {}, tr("What is limited (--device-read-bps and its kin)"), RowColumn::Choice, 4,
                              {{kindKey(Kind::ReadBps), tr("bytes read a second")},
                               {kindKey(Kind::WriteBps), tr("bytes written a second")},
                               {kindKey(Kind::ReadIops), tr("reads a second")},
                               {kindKey(Kind::WriteIops), tr("writes a second")},
                               {kindKey(Kind::Weight), tr("share of it, 10 to 1000")}}},
                             {u"device"_s, tr("Device"), u"/dev/sda"_s, tr("A disk of this machine"), RowColumn::Text, 4},
                             {u"value"_s, tr("Value"), u"1m"_s, tr("A number; of bytes with k, m or g after it"), RowColumn::Text, 3}},
                            tr("Add a dis&k limit"), tr("A limit of one disk (--device-read-bps and its kin)"), widget());
    wide(m_devices);
    connect(m_devices, &RowList::changed, this, &CreatePage::changed);
}

void CreateLimitsPage::fillMore(const Limits &limits)
{
    for (const Number &number : std::as_const(m_numbers))
        number.edit->setText(limits.*number.member ? QString::number(*(limits.*number.member)) : QString());
    m_cpusetCpus->setText(QString::fromStdString(limits.cpusetCpus.value_or("")));
    m_cpusetMems->setText(QString::fromStdString(limits.cpusetMems.value_or("")));
    m_reservation->setText(limits.memoryReservation ? QString::fromStdString(cli::sizeText(*limits.memoryReservation)) : QString());
    m_oomKillDisable->setChecked(limits.oomKillDisable);
    QVector<QStringList> rows;
    for (const DeviceLimit &device : limits.devices)
        rows += QStringList{kindKey(device.kind), QString::fromStdString(device.path),
                            isRate(device.kind) ? QString::fromStdString(cli::sizeText(device.value)) : QString::number(device.value)};
    m_devices->setRows(rows);
}

void CreateLimitsPage::applyMore(Limits &limits) const
{
    for (const Number &number : m_numbers)
        limits.*number.member = parseInt(number.edit->text().trimmed().toStdString());
    limits.cpusetCpus = textOrNothing(m_cpusetCpus, m_filled.cpusetCpus);
    limits.cpusetMems = textOrNothing(m_cpusetMems, m_filled.cpusetMems);
    limits.memoryReservation = m_reservation->text().trimmed().isEmpty() ? std::nullopt : parseRamSize(m_reservation->text().trimmed().toStdString());
    limits.oomKillDisable = m_oomKillDisable->isChecked();
    limits.devices.clear();
    for (const RowList::Row &row : m_devices->rows()) {
        if (const auto device = deviceOf(row.values))
            limits.devices.push_back(*device);
    }
}

void CreateLimitsPage::checkMore()
{
    for (const Number &number : std::as_const(m_numbers)) {
        const QString text = number.edit->text().trimmed();
        const auto value = parseInt(text.toStdString());
        const bool good = text.isEmpty() || (value && (*value == number.none || (*value >= number.least && *value <= number.most)));
        say(number.edit, good                                ? QString()
                         : number.most == anyNumber ? tr("Write a number.")
                                                    : tr("Write a number from %1 to %2.").arg(number.least).arg(number.most));
        if (number.member == &Limits::cpuQuota && good && value.value_or(0) > 0 && m_cpus->value() > 0)
            say(number.edit, tr("The CPUs above and a quota cannot go together."));
    }
    static const QRegularExpression set(u"^([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)?$"_s);
    for (QLineEdit *edit : {m_cpusetCpus, m_cpusetMems})
        say(edit, set.match(edit->text().trimmed()).hasMatch() ? QString() : tr("Write numbers such as 0-2,4."));
    const QString kept = m_reservation->text().trimmed();
    const auto bytes = parseRamSize(kept.toStdString());
    say(m_reservation, kept.isEmpty() ? QString()
                       : !bytes       ? tr("This is no size. Write a number with b, k, m or g after it, such as 64m.")
                       : m_memory->value() > 0 && *bytes > m_memory->value() ? tr("It can keep no more than it may use.")
                                                                            : QString());
    for (const RowList::Row &row : m_devices->rows()) {
        const QString wrong = !row.values[1].trimmed().startsWith("/dev/"_L1) || row.values[1].contains(u':') ? tr("A disk is a path such as /dev/sda.")
                              : !deviceOf(row.values) ? tr("Write a number; of bytes with k, m or g after it.")
                                                      : QString();
        m_devices->setNote(row.number, wrong);
        note(wrong);
    }
}

} // namespace tare::gui
