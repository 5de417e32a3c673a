// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/limits_page.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/cli/options/create_options.h"
#include "gui/app/context.h"
#include "gui/widgets/row_list.h"
#include "gui/limits/limit_field.h"
#include "gui/widgets/format.h"

#include <QLineEdit>
#include <algorithm>
#include <set>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t nano = 1'000'000'000;
constexpr std::int64_t manyPids = 4096;

std::string ulimitText(const QStringList &row)
{
    const QString hard = row[2].trimmed().isEmpty() ? row[1].trimmed() : row[2].trimmed();
    return (row[0].trimmed() + u'=' + row[1].trimmed() + u':' + hard).toStdString();
}

std::optional<std::int64_t> swapOf(const QString &text)
{
    return text.trimmed() == "-1"_L1 ? std::optional<std::int64_t>(-1) : parseRamSize(text.trimmed().toStdString());
}

} // namespace

CreateLimitsPage::CreateLimitsPage(QWidget *parent) : CreatePage(u"limits"_s, tr("Limits"), parent)
{
    group(tr("What it may use"));
    m_cpus = new LimitField(u"create.cpus"_s, LimitKind::Cpus, 2 * nano, widget());
    m_memory = new LimitField(u"create.memory"_s, LimitKind::Memory, std::int64_t{4} << 30U, widget());
    m_pids = new LimitField(u"create.pids"_s, LimitKind::Pids, manyPids, widget());
    for (LimitField *field : {m_cpus, m_memory, m_pids}) {
        wide(field);
        connect(field, &LimitField::edited, this, &CreatePage::changed);
        connect(field, &LimitField::validityChanged, this, &CreatePage::changed);
    }
    m_swap = line(u"memorySwap"_s, tr("Memory and s&wap"), tr("twice the memory"),
                  tr("The most of both together; -1: no limit (--memory-swap)"));
    group(tr("When memory is short"));
    m_oomScore = line(u"oomScore"_s, tr("&OOM score"), u"0"_s,
                      tr("Whom the kernel ends first when memory is short: -1000 never to 1000 first (--oom-score-adj)"));
    group(tr("Limits of each process"));
    m_ulimits = new RowList(u"create.ulimits"_s,
                            {{u"name"_s, tr("Limit"), u"nofile"_s, tr("Its name, such as nofile, nproc, core (--ulimit)"), RowColumn::Text, 3},
                             {u"soft"_s, tr("Soft"), u"1024"_s, tr("What applies; -1: no limit (--ulimit)"), RowColumn::Text, 3},
                             {u"hard"_s, tr("Hard"), tr("the same"), tr("How far the process may raise it; -1: no limit (--ulimit)"),
                              RowColumn::Text, 3}},
                            tr("Add a &limit"), u"--ulimit"_s, widget());
    wide(m_ulimits);
    buildShares();
    buildDevices();
    finish();
    connect(m_ulimits, &RowList::changed, this, &CreatePage::changed);
}

void CreateLimitsPage::setSurroundings(const CreateSurroundings &around)
{
    if (!around.infoKnown)
        return;
    m_cpus->setMost(std::max(1, around.info.cpus) * nano);
    if (around.info.memory > 0)
        m_memory->setMost(around.info.memory);
    const auto &limits = around.info.limits;
    const auto check = [&](LimitField *field, const char *name) {
        if (std::find(limits.begin(), limits.end(), name) == limits.end())
            field->setUnavailable(tr("This limit cannot be applied here: the control group is not this user's."));
    };
    check(m_cpus, "cpus");
    check(m_memory, "memory");
    check(m_pids, "pids");
}

void CreateLimitsPage::fill(const cli::RunRequest &request)
{
    m_filled = request.spec.limits;
    m_cpus->setValue(m_filled.nanoCpus.value_or(0));
    m_memory->setValue(m_filled.memory.value_or(0));
    m_pids->setValue(m_filled.pids.value_or(0));
    m_swap->setText(m_filled.memorySwap ? QString::fromStdString(cli::sizeText(*m_filled.memorySwap)) : QString());
    const auto &score = request.spec.isolation.oomScoreAdj;
    m_oomScore->setText(score ? QString::number(*score) : QString());
    QVector<QStringList> rows;
    for (const Ulimit &limit : request.spec.ulimits) {
        rows += QStringList{QString::fromStdString(limit.name), QString::number(limit.soft),
                            limit.hard == limit.soft ? QString() : QString::number(limit.hard)};
    }
    m_ulimits->setRows(rows);
    fillMore(m_filled);
}

void CreateLimitsPage::apply(cli::RunRequest &request) const
{
    const auto valueOf = [](const LimitField *field, const std::optional<std::int64_t> &filled) {
        return field->value() > 0 ? std::optional<std::int64_t>(field->value()) : filled.value_or(1) <= 0 ? filled : std::nullopt;
    };
    Limits &out = request.spec.limits;
    out.nanoCpus = valueOf(m_cpus, m_filled.nanoCpus);
    out.memory = valueOf(m_memory, m_filled.memory);
    out.pids = valueOf(m_pids, m_filled.pids);
    out.memorySwap = m_swap->text().trimmed().isEmpty() ? std::nullopt : swapOf(m_swap->text());
    applyMore(out);
    const auto score = parseInt(m_oomScore->text().trimmed().toStdString());
    request.spec.isolation.oomScoreAdj = score ? std::optional(static_cast<int>(std::clamp<std::int64_t>(*score, -100000, 100000))) : std::nullopt;
    request.spec.ulimits.clear();
    for (const RowList::Row &row : m_ulimits->rows()) {
        if (auto limit = cli::parseUlimit(ulimitText(row.values)))
            request.spec.ulimits.push_back(std::move(*limit));
    }
}

void CreateLimitsPage::checkFields()
{
    for (const LimitField *field : {m_cpus, m_memory, m_pids}) {
        if (!field->isValid())
            note(tr("The limit %1 is not set right.").arg(field->scale().flag()));
    }
    const QString swap = m_swap->text().trimmed();
    const auto bytes = swapOf(swap);
    say(m_swap, swap.isEmpty() ? QString()
                : !bytes       ? tr("This is no size. Write a number with b, k, m or g after it, such as 64m, or -1.")
                : *bytes > 0 && m_memory->value() == 0      ? tr("Set the memory's limit first.")
                : *bytes > 0 && *bytes < m_memory->value() ? tr("Memory and swap together are at least the memory.")
                                                            : QString());
    const QString score = m_oomScore->text().trimmed();
    const auto number = parseInt(score.toStdString());
    say(m_oomScore, score.isEmpty() || (number && *number >= -1000 && *number <= 1000) ? QString() : tr("Write a number from -1000 to 1000."));
    checkMore();
    std::set<QString> names;
    for (const RowList::Row &row : m_ulimits->rows()) {
        const QString name = row.values[0].trimmed();
        const auto parsed = cli::parseUlimit(ulimitText(row.values));
        const QString wrong = name.isEmpty()                 ? tr("Write the limit's name.")
                              : !parsed                      ? tr("Write numbers, or -1 for no limit; the soft one is at most the hard one.")
                              : !names.insert(name).second ? tr("This limit stands here twice.")
                                                             : QString();
        m_ulimits->setNote(row.number, wrong);
        note(wrong);
    }
}

bool CreateLimitsPage::showError(const Error &error)
{
    if (error.code != Errc::LimitNotApplied && error.code != Errc::LimitOutOfRange)
        return false;
    for (const Number &number : m_numbers) {
        if (error.subject == number.flag) {
            remark(number.edit, describe(error).what);
            number.edit->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    for (LimitField *field : {m_cpus, m_memory, m_pids}) {
        if (QString::fromStdString(error.subject) == field->scale().flag()) {
            field->setMessage(describe(error).what);
            field->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace tare::gui
