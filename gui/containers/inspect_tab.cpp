// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/inspect_tab.h"

#include "gui/app/theme.h"
#include "gui/widgets/json_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

InspectTab::InspectTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_search(new QLineEdit(this)), m_found(new QLabel(this)),
      m_view(new JsonView(this))
{
    setObjectName(u"inspect"_s);
    m_search->setObjectName(u"inspect.search"_s);
    m_search->setAccessibleName(tr("Search in the JSON"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Enter finds the next place (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_found->setObjectName(u"inspect.found"_s);
    m_view->setObjectName(u"inspect.view"_s);
    m_view->setAccessibleName(tr("JSON of the container, as docker inspect prints it"));
    auto *bar = new QHBoxLayout;
    bar->addStretch(1);
    bar->addWidget(m_found);
    bar->addWidget(m_search);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit);
    rows->addLayout(bar);
    rows->addWidget(m_view, 1);
    connect(m_search, &QLineEdit::returnPressed, this, &InspectTab::find);
    connect(m_search, &QLineEdit::textChanged, m_found, &QLabel::clear);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, [this]() {
        m_search->clear();
        m_view->setFocus(Qt::ShortcutFocusReason);
    });
}

void InspectTab::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void InspectTab::setContainer(const Container &container)
{
    if (container == m_container)
        return;
    m_container = container;
    m_stale = true;
    if (isVisible())
        read();
}

void InspectTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        read();
}

void InspectTab::read()
{
    if (m_container.id.empty())
        return;
    m_stale = false;
    m_request.cancel();
    m_request = m_context.run<Result<std::string>>(
        this,
        [engine = m_context.engine(), id = m_container.id](const CancelToken &) {
            return engine->inspectContainer(id);
        },
        [this](const Result<std::string> &json) { m_view->setJson(json ? *json : json.error().text()); });
}

void InspectTab::find()
{
    const QString wanted = m_search->text();
    bool found = wanted.isEmpty() || m_view->find(wanted);
    if (!found) {
        m_view->moveCursor(QTextCursor::Start);
        found = m_view->find(wanted);
    }
    m_found->setText(found ? QString() : tr("Not found"));
}

} // namespace tare::gui
