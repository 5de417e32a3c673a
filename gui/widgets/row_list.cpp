// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/row_list.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/widgets/field_note.h"
#include "gui/widgets/icon_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// The widths are the columns' shares, in every row alike, whatever stands in them.
void shareWidth(QWidget *cell)
{
    cell->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QHBoxLayout *lineLayout(QWidget *parent)
{
    auto *row = new QHBoxLayout(parent);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridUnit);
    return row;
}

} // namespace

RowList::RowList(const QString &name, QVector<RowColumn> columns, const QString &addText, const QString &addTip, QWidget *parent)
    : QWidget(parent), m_name(name), m_columns(std::move(columns)), m_head(new QWidget(this)),
      m_add(iconButton(this, name + u".add"_s, u"add"_s, addText, addTip)), m_rows(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    setObjectName(name);
    auto *head = lineLayout(m_head);
    for (const RowColumn &column : m_columns) {
        auto *title = new QLabel(column.kind == RowColumn::Tick ? QString() : column.title, m_head);
        title->setForegroundRole(QPalette::PlaceholderText);
        shareWidth(title);
        head->addWidget(title, column.stretch);
    }
    auto *end = new QWidget(m_head);
    end->setFixedWidth(m_add->sizeHint().height());
    head->addWidget(end);
    m_head->hide();
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(gridUnit / 2);
    m_buttons->setSpacing(gridUnit);
    m_buttons->addWidget(m_add);
    m_buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addWidget(m_head);
    column->addLayout(m_rows);
    column->addLayout(m_buttons);
    connect(m_add, &QPushButton::clicked, this, [this]() { addRow({}, 0); });
}

QVector<RowList::Row> RowList::rows() const
{
    QVector<Row> out;
    for (int i = 0; i < m_lines.size(); ++i) {
        Row row{i, {}};
        bool written = false;
        for (int c = 0; c < m_columns.size(); ++c) {
            row.values += value(m_lines[i].cells[c]);
            written |= m_columns[c].kind == RowColumn::Text && !row.values.last().trimmed().isEmpty();
        }
        if (written)
            out += row;
    }
    return out;
}

void RowList::setRows(const QVector<QStringList> &rows)
{
    for (const Line &line : std::exchange(m_lines, {}))
        delete line.widget;
    m_head->hide();
    addRows(rows);
}

void RowList::addRows(const QVector<QStringList> &rows)
{
    for (const QStringList &values : rows)
        append(values);
    Q_EMIT changed();
}

QWidget *RowList::makeCell(const RowColumn &column, QWidget *parent)
{
    if (column.kind == RowColumn::Choice) {
        auto *choice = new QComboBox(parent);
        for (const auto &[value, words] : column.choices)
            choice->addItem(words, value);
        connect(choice, &QComboBox::currentIndexChanged, this, &RowList::changed);
        return choice;
    }
    if (column.kind == RowColumn::Tick) {
        auto *tick = new QCheckBox(column.title, parent);
        connect(tick, &QCheckBox::toggled, this, &RowList::changed);
        return tick;
    }
    auto *text = new QLineEdit(parent);
    text->setPlaceholderText(column.placeholder);
    text->installEventFilter(this);
    connect(text, &QLineEdit::textChanged, this, &RowList::changed);
    return text;
}

void RowList::addRow(const QStringList &values, int focusColumn)
{
    append(values);
    if (focusColumn >= 0)
        m_lines.last().cells[focusColumn]->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void RowList::append(const QStringList &values)
{
    Line line;
    line.widget = new QWidget(this);
    auto *rows = new QVBoxLayout(line.widget);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto *cells = new QWidget(line.widget);
    auto *layout = lineLayout(cells);
    for (int c = 0; c < m_columns.size(); ++c) {
        QWidget *cell = makeCell(m_columns[c], cells);
        cell->setToolTip(m_columns[c].tip);
        shareWidth(cell);
        if (c < values.size())
            setValue(cell, values[c]);
        layout->addWidget(cell, m_columns[c].stretch);
        line.cells += cell;
    }
    line.remove = iconButton(cells, {}, u"close"_s, {}, tr("Takes this row away"));
    line.remove->setFixedWidth(m_add->sizeHint().height());
    layout->addWidget(line.remove);
    line.note = new FieldNote({}, line.widget);
    rows->addWidget(cells);
    rows->addWidget(line.note);
    m_rows->addWidget(line.widget);
    connect(line.remove, &QPushButton::clicked, this, [this, widget = line.widget]() { removeRow(widget); });
    m_lines += line;
    m_head->show();
    line.widget->show(); // now: the keyboard goes there
    nameRow(static_cast<int>(m_lines.size()) - 1);
    QWidget *last = m_add->previousInFocusChain(); // by Tab, rows come before the button that adds one
    for (QWidget *cell : line.cells) {
        QWidget::setTabOrder(last, cell);
        last = cell;
    }
    QWidget::setTabOrder(last, line.remove);
    QWidget::setTabOrder(line.remove, m_add);
}

bool RowList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !key->modifiers().testFlag(Qt::ControlModifier)) {
            goOn(qobject_cast<QWidget *>(watched));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RowList::goOn(const QWidget *cell)
{
    bool passed = false;
    for (const Line &line : std::as_const(m_lines)) {
        for (QWidget *next : line.cells) {
            if (passed && next->isEnabled() && qobject_cast<QLineEdit *>(next) != nullptr) {
                next->setFocus(Qt::TabFocusReason);
                return;
            }
            passed |= next == cell;
        }
    }
    addRow({}, 0);
}

void RowList::removeRow(const QWidget *widget)
{
    const auto at = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.widget == widget; });
    if (at == m_lines.end())
        return;
    m_add->setFocus(Qt::OtherFocusReason);
    at->widget->hide();
    at->widget->deleteLater();
    for (QWidget *child : at->widget->findChildren<QWidget *>())
        child->setObjectName({}); // the next row takes over the name
    m_lines.erase(at);
    m_head->setVisible(!m_lines.isEmpty());
    for (int i = 0; i < m_lines.size(); ++i)
        nameRow(i);
    Q_EMIT changed();
}

void RowList::nameRow(int row)
{
    const Line &line = m_lines[row];
    const QString begin = m_name + u'.' + QString::number(row) + u'.';
    for (int c = 0; c < m_columns.size(); ++c) {
        line.cells[c]->setObjectName(begin + m_columns[c].key);
        line.cells[c]->setAccessibleName(tr("%1, row %2").arg(m_columns[c].title).arg(row + 1));
    }
    line.remove->setObjectName(begin + u"remove"_s);
    line.remove->setAccessibleName(tr("Remove row %1").arg(row + 1));
    line.note->setName(begin + u"note"_s);
}

void RowList::setNote(int row, const QString &text)
{
    m_lines[row].note->setText(text);
    for (QWidget *cell : m_lines[row].cells)
        cell->setAccessibleDescription(text);
}

void RowList::setCell(int row, int column, bool enabled, const QString &placeholder)
{
    QWidget *cell = m_lines[row].cells[column];
    cell->setEnabled(enabled);
    if (auto *text = qobject_cast<QLineEdit *>(cell))
        text->setPlaceholderText(placeholder);
}

void RowList::setSuggestions(int row, int column, const QStringList &values)
{
    auto *text = qobject_cast<QLineEdit *>(m_lines[row].cells[column]);
    if (text == nullptr || (text->completer() == nullptr && values.isEmpty()))
        return;
    if (values.isEmpty()) {
        text->setCompleter(nullptr);
        return;
    }
    if (text->completer() == nullptr) {
        text->setCompleter(new QCompleter(QStringList(), text));
        text->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    }
    auto *model = qobject_cast<QStringListModel *>(text->completer()->model());
    if (model != nullptr && model->stringList() != values)
        model->setStringList(values);
}

void RowList::setCellText(int row, int column, const QString &text)
{
    setValue(m_lines[row].cells[column], text);
}

void RowList::addWidget(QWidget *widget)
{
    m_buttons->insertWidget(m_buttons->count() - 1, widget);
}

QString RowList::value(const QWidget *cell)
{
    if (const auto *choice = qobject_cast<const QComboBox *>(cell))
        return choice->currentData().toString();
    if (const auto *tick = qobject_cast<const QCheckBox *>(cell))
        return tick->isChecked() ? u"1"_s : QString();
    const auto *text = qobject_cast<const QLineEdit *>(cell);
    return text != nullptr ? text->text() : QString();
}

void RowList::setValue(QWidget *cell, const QString &value)
{
    if (auto *choice = qobject_cast<QComboBox *>(cell))
        choice->setCurrentIndex(std::max(0, choice->findData(value)));
    else if (auto *tick = qobject_cast<QCheckBox *>(cell))
        tick->setChecked(!value.isEmpty());
    else if (auto *text = qobject_cast<QLineEdit *>(cell))
        text->setText(value);
}

} // namespace tare::gui
