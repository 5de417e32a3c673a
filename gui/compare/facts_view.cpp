// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/facts_view.h"

#include "gui/app/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QLabel *words(QWidget *parent, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

} // namespace

FactsView::FactsView(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"compare.facts"_s);
    setAccessibleName(tr("Machine, versions, method and warnings"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void FactsView::show(const measure::Experiment &experiment)
{
    delete m_body;
    m_body = new QWidget(this);
    m_grid = new QGridLayout(m_body);
    m_grid->setContentsMargins(gridUnit, 0, gridUnit, gridUnit);
    m_grid->setHorizontalSpacing(3 * gridUnit);
    m_grid->setVerticalSpacing(gridUnit / 2);
    m_grid->setColumnStretch(1, 1);
    int row = 0;
    QStringList spoken;
    for (const FactSection &section : factSections(experiment)) {
        auto *title = words(m_body, section.title);
        QFont bold = title->font();
        bold.setBold(true);
        title->setFont(bold);
        if (row > 0)
            m_grid->setRowMinimumHeight(row++, gridUnit);
        m_grid->addWidget(title, row++, 0, 1, 2);
        spoken += section.title;
        for (const auto &[name, value] : section.facts) {
            spoken += name.isEmpty() ? value : name + u": "_s + value;
            if (name.isEmpty()) {
                m_grid->addWidget(words(m_body, u"\u2022 "_s + value), row++, 0, 1, 2);
                continue;
            }
            auto *label = words(m_body, name);
            label->setWordWrap(false);
            label->setForegroundRole(QPalette::PlaceholderText);
            m_grid->addWidget(label, row, 0);
            m_grid->addWidget(words(m_body, value), row++, 1);
        }
    }
    layout()->addWidget(m_body);
    setAccessibleDescription(spoken.join(u'\n'));
}

} // namespace tare::gui
