// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflight/preflight_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/preflight/check_row.h"
#include "gui/preflight/preflight_words.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

PreflightPage::PreflightPage(Context &context, QWidget *parent, PreflightRun::Runner runner)
    : Page(parent), m_run(new PreflightRun(context, std::move(runner), this)),
      m_header(new PageHeader(pageId(), title(), this)), m_message(new MessageBar(u"preflight.message"_s, this)),
      m_summary(new QLabel(this)), m_lacking(new QCheckBox(tr("Only what is limited or &missing"), this)), m_area(new QScrollArea(this))
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter checks"));
    m_header->addPrimary(tr("Check again"), tr("Tries everything again, a guest on KVM too (tare preflight --again, Ctrl+N)"));
    m_summary->setObjectName(u"preflight.summary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_lacking->setObjectName(u"preflight.lacking"_s);
    m_lacking->setAccessibleName(withoutMnemonic(m_lacking->text()));
    m_lacking->setToolTip(tr("Hides what works and what is not needed"));
    m_area->setObjectName(u"preflight.area"_s);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::StrongFocus); // so that the arrows scroll it
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *line = new QHBoxLayout;
    line->setSpacing(2 * gridUnit);
    line->addWidget(m_summary, 1);
    line->addWidget(m_lacking);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addLayout(line);
    column->addWidget(m_message);
    column->addWidget(m_area, 1);

    connect(m_header, &PageHeader::primaryClicked, this, &PreflightPage::primaryAction);
    connect(m_header, &PageHeader::filterChanged, this, [this](const QString &text) {
        m_text = text;
        filter();
    });
    connect(m_header, &PageHeader::filterLeft, m_area, [this]() { m_area->setFocus(Qt::OtherFocusReason); });
    connect(m_lacking, &QCheckBox::toggled, this, &PreflightPage::filter);
    connect(m_run, &PreflightRun::checked, this, &PreflightPage::checked);
    connect(m_run, &PreflightRun::finished, this, &PreflightPage::finished);
    connect(m_run, &PreflightRun::failed, m_message, [this](const Error &error) { m_message->showError(error); });
}

QString PreflightPage::pageId() const
{
    return u"preflight"_s;
}

QString PreflightPage::title() const
{
    return tr("Machine");
}

QIcon PreflightPage::icon() const
{
    return themedIcon(u"machine"_s);
}

QString PreflightPage::help() const
{
    return tr("What this machine has and lacks for containers, networks, limits, virtual machines and measurements. Each is tried, not "
              "looked up: a namespace is made, an overlay is mounted, rules are loaded in a network of their own, a guest is booted. Beside "
              "what is missing stands the command that mends it: copy it into a terminal, then Check again (Ctrl+N).");
}

void PreflightPage::focusFilter()
{
    m_header->focusFilter();
}

void PreflightPage::primaryAction()
{
    start(true);
}

void PreflightPage::refresh()
{
    start(false);
}

Offer PreflightPage::offer()
{
    Offer out{offeredButtons(m_header), {}, {}};
    for (const CheckGroup &group : checkGroups()) {
        for (const QString &id : group.ids)
            out.objects += OfferedObject{id, checkTitle(id), id, group.title, {}, {}};
    }
    return out;
}

void PreflightPage::open(const QString &target)
{
    m_wanted = target; // what is still being looked at may push it away
    m_header->clearFilter();
    m_lacking->setChecked(false);
    for (const Group &group : m_groups) {
        for (CheckRow *row : group.rows) {
            if (row->id() == target)
                m_area->ensureWidgetVisible(row);
        }
    }
}

void PreflightPage::build()
{
    auto *inside = new QWidget;
    inside->setObjectName(u"preflight.checks"_s);
    inside->setAutoFillBackground(true);
    inside->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(2 * gridUnit, gridUnit, 2 * gridUnit, gridUnit);
    column->setSpacing(0);
    for (const CheckGroup &one : checkGroups()) {
        Group group;
        group.title = new QLabel(one.title, inside);
        group.title->setTextFormat(Qt::PlainText);
        group.title->setContentsMargins(0, gridUnit, 0, gridUnit / 2);
        QFont large = group.title->font();
        large.setPointSizeF(large.pointSizeF() * 1.2);
        large.setBold(true);
        group.title->setFont(large);
        column->addWidget(group.title);
        for (const QString &id : one.ids) {
            auto *row = new CheckRow(id, inside);
            column->addWidget(row);
            group.rows += row;
        }
        m_groups += group;
    }
    column->addStretch(1);
    m_area->setWidget(inside);
}

void PreflightPage::start(bool again)
{
    if (m_run->isRunning())
        return;
    m_message->hide();
    for (const Group &group : m_groups) {
        for (CheckRow *row : group.rows)
            row->setChecking();
    }
    m_header->primary()->setEnabled(false);
    m_summary->setText(tr("Looking at this machine…"));
    filter();
    m_run->start(again);
}

void PreflightPage::checked(const preflight::Check &check)
{
    for (const Group &group : m_groups) {
        for (CheckRow *row : group.rows) {
            if (row->id().toStdString() == check.id)
                row->setCheck(check);
        }
    }
    filter();
}

void PreflightPage::finished()
{
    m_header->primary()->setEnabled(true);
    int lacking = 0, known = 0;
    for (const Group &group : m_groups) {
        for (const CheckRow *row : group.rows) {
            lacking += row->lacks() ? 1 : 0;
            known += row->state() ? 1 : 0;
        }
    }
    if (known == 0)
        m_summary->clear();
    else if (lacking == 0)
        m_summary->setText(tr("This machine lacks nothing."));
    else
        m_summary->setText(tr("%n thing(s) of %1 are limited or missing; everything else works.", nullptr, lacking).arg(known));
    if (!m_wanted.isEmpty())
        open(QString(m_wanted));
    m_wanted.clear();
    Q_EMIT offerChanged();
}

void PreflightPage::filter()
{
    for (const Group &group : m_groups) {
        bool any = false;
        for (CheckRow *row : group.rows) {
            const bool named = checkTitle(row->id()).contains(m_text, Qt::CaseInsensitive) ||
                               checkMeaning(row->id()).contains(m_text, Qt::CaseInsensitive) || row->id().contains(m_text, Qt::CaseInsensitive);
            // What is being looked at may turn out to be missing.
            const bool shown = named && (!m_lacking->isChecked() || row->lacks() || !row->state());
            row->setVisible(shown);
            any = any || shown;
        }
        group.title->setVisible(any);
    }
}

void PreflightPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_groups.isEmpty())
        return;
    build();
    start(false);
}

} // namespace tare::gui
