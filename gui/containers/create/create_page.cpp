// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/create_page.h"

#include "gui/app/theme.h"
#include "gui/widgets/field_note.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QString withoutMnemonic(QString title)
{
    static const QRegularExpression appended(u"\\(&.\\)"_s); // as in languages without the letter
    return title.remove(appended).remove(u'&');
}

} // namespace

CreatePage::CreatePage(const QString &id, const QString &title, QWidget *parent) : QScrollArea(parent), m_title(title)
{
    setObjectName(u"create.page."_s + id);
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(gridUnit, 0, gridUnit, 0);
    m_column->setSpacing(gridUnit);
    setWidget(content);
}

QString CreatePage::check(const cli::RunRequest &whole)
{
    m_problem.clear();
    m_whole = whole.spec;
    checkFields();
    return m_problem;
}

void CreatePage::say(QWidget *field, const QString &sentence)
{
    remark(field, sentence);
    note(sentence);
}

void CreatePage::remark(QWidget *field, const QString &sentence)
{
    field->setAccessibleDescription(sentence);
    if (FieldNote *at = noteOf(field))
        at->setText(sentence);
}

FieldNote *CreatePage::noteOf(QWidget *field)
{
    return m_notes.value(field);
}

QWidget *CreatePage::withNote(QWidget *field)
{
    auto *box = new QWidget(widget());
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(gridUnit / 2);
    rows->addWidget(field);
    auto *note = new FieldNote(field->objectName() + u".note"_s, box);
    rows->addWidget(note);
    m_notes.insert(field, note);
    return box;
}

void CreatePage::group(const QString &title)
{
    auto *head = new QLabel(title, widget());
    head->setTextFormat(Qt::PlainText);
    QFont bold = font();
    bold.setBold(true);
    head->setFont(bold);
    if (m_column->count() > 0)
        m_column->addSpacing(gridUnit);
    m_column->addWidget(head);
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(2 * gridUnit);
    m_form->setVerticalSpacing(gridUnit);
    m_column->addLayout(m_form);
}

void CreatePage::row(const QString &title, QWidget *field, QWidget *buddy)
{
    auto *label = new QLabel(title, widget());
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(buddy != nullptr ? buddy : field);
    label->setMinimumWidth(18 * gridUnit);
    m_form->addRow(label, withNote(field));
}

QLineEdit *CreatePage::line(const QString &name, const QString &title, const QString &placeholder, const QString &tip)
{
    auto *edit = new QLineEdit(widget());
    edit->setObjectName(u"create."_s + name);
    edit->setAccessibleName(withoutMnemonic(title));
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(tip);
    row(title, edit);
    connect(edit, &QLineEdit::textChanged, this, &CreatePage::changed);
    return edit;
}

QComboBox *CreatePage::choice(const QString &name, const QString &title, const QString &tip)
{
    auto *combo = new QComboBox(widget());
    combo->setObjectName(u"create."_s + name);
    combo->setAccessibleName(withoutMnemonic(title));
    combo->setToolTip(tip);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(16);
    row(title, combo);
    connect(combo, &QComboBox::currentTextChanged, this, &CreatePage::changed);
    return combo;
}

QCheckBox *CreatePage::tick(const QString &name, const QString &title, const QString &tip)
{
    auto *check = new QCheckBox(title, widget());
    check->setObjectName(u"create."_s + name);
    check->setAccessibleName(withoutMnemonic(title));
    check->setToolTip(tip);
    m_form->addRow(QString(), withNote(check));
    connect(check, &QCheckBox::toggled, this, &CreatePage::changed);
    return check;
}

void CreatePage::wide(QWidget *field)
{
    m_form->addRow(withNote(field));
}

void CreatePage::finish()
{
    m_column->addStretch(1); // in a taller window the rows stay together
}

std::vector<std::string> listOf(const QString &text)
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    std::vector<std::string> out;
    for (const QString &word : text.split(between, Qt::SkipEmptyParts))
        out.push_back(word.toStdString());
    return out;
}

QString textOf(const std::vector<std::string> &list)
{
    QStringList out;
    for (const std::string &word : list)
        out += QString::fromStdString(word);
    return out.join(u' ');
}

} // namespace tare::gui
