// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_dialog.h"

#include "gui/app/theme.h"
#include "gui/volumes/volume_actions.h"
#include "gui/volumes/volume_line.h"
#include "gui/widgets/field_note.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/row_list.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int dialogWidth = 620;
}

VolumeDialog::VolumeDialog(Context &context, QStringList taken, QWidget *parent)
    : QDialog(parent), m_context(context), m_taken(std::move(taken)), m_message(new MessageBar(u"volumes.create.message"_s, this)),
      m_name(new QLineEdit(this)), m_note(new FieldNote(u"volumes.create.name.note"_s, this)), m_line(new QLabel(this)),
      m_create(new QPushButton(tr("&Create"), this))
{
    setObjectName(u"volumes.create"_s);
    setWindowTitle(tr("Create a volume"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(u"volumes.create.name"_s);
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("made up when empty"));
    m_name->setToolTip(tr("What containers ask for it by (-v NAME:/folder)"));
    m_labels = new RowList(u"volumes.create.labels"_s,
                           {{u"key"_s, tr("Key"), u"com.example.role"_s, tr("Of the label (--label)"), RowColumn::Text, 3},
                            {u"value"_s, tr("Value"), {}, tr("Of the label (--label)"), RowColumn::Text, 4}},
                           tr("Add a &label"), tr("A label, to find it by (--label)"), this);
    m_options = new RowList(u"volumes.create.options"_s,
                            {{u"key"_s, tr("Option"), u"type"_s, tr("type, device or o, as mount(8) has them (-o)"), RowColumn::Text, 3},
                             {u"value"_s, tr("Value"), u"tmpfs"_s, tr("Of the option (-o)"), RowColumn::Text, 4}},
                            tr("Add an &option"), tr("How it is mounted, in place of a folder of the engine's: type=tmpfs, device=tmpfs, o=size=64m (-o)"), this);
    m_line->setObjectName(u"volumes.create.line"_s);
    m_line->setAccessibleName(tr("The docker command that equals these fields"));
    m_line->setToolTip(tr("The docker command that equals these fields"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setWordWrap(true);
    m_line->setFont(monospaceFont(m_line));
    m_create->setObjectName(u"volumes.create.create"_s);
    m_create->setAccessibleName(tr("Create"));
    m_create->setToolTip(u"docker volume create"_s);
    m_create->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"volumes.create.cancel"_s);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Closes without a volume (Esc)"));
    cancel->setAutoDefault(false);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(gridUnit);
    auto *label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    form->addRow(label, m_name);
    form->addRow(QString(), m_note);
    form->addRow(QString(), m_labels);
    form->addRow(QString(), m_options);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gridUnit);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addWidget(m_message);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(m_line);
    column->addLayout(buttons);
    resize(dialogWidth, sizeHint().height());
    connect(m_name, &QLineEdit::textChanged, this, &VolumeDialog::changed);
    connect(m_labels, &RowList::changed, this, &VolumeDialog::changed);
    connect(m_options, &RowList::changed, this, &VolumeDialog::changed);
    connect(m_create, &QPushButton::clicked, this, &VolumeDialog::create);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    changed();
    m_name->setFocus();
}

VolumeSpec VolumeDialog::spec() const
{
    VolumeSpec out;
    out.name = m_name->text().trimmed().toStdString();
    for (const RowList::Row &row : m_labels->rows())
        out.labels[row.values[0].toStdString()] = row.values[1].toStdString();
    for (const RowList::Row &row : m_options->rows())
        out.options[row.values[0].trimmed().toStdString()] = row.values[1].trimmed().toStdString();
    return out;
}

bool VolumeDialog::check()
{
    static const QRegularExpression name(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"_s);
    const QString typed = m_name->text().trimmed();
    const QString wrong = !typed.isEmpty() && !name.match(typed).hasMatch()
                              ? tr("A name has at least two letters, digits or _ . - and begins with a letter or digit.")
                          : m_taken.contains(typed) ? tr("A volume has this name already.")
                                                    : QString();
    m_note->setText(wrong);
    m_name->setAccessibleDescription(wrong);
    bool good = wrong.isEmpty();
    for (RowList *list : {m_labels, m_options}) {
        for (const RowList::Row &row : list->rows()) {
            const QString problem = row.values[0].trimmed().isEmpty() || row.values[0].contains(u'=')
                                        ? list == m_labels ? tr("Write the label's key, without =.") : tr("Write the option's name: type, device or o.")
                                        : QString();
            list->setNote(row.number, problem);
            good = good && problem.isEmpty();
        }
    }
    return good;
}

void VolumeDialog::changed()
{
    m_create->setEnabled(check() && !m_working);
    m_line->setText(volumeCreateLine(spec()));
}

void VolumeDialog::create()
{
    const VolumeSpec wanted = spec();
    m_working = true;
    m_message->hide();
    changed();
    m_context.showCommand(volumeCreateLine(wanted));
    m_context.run<Result<Volume>>(
        this,
        [engine = m_context.engine(), wanted](const CancelToken &) -> Result<Volume> {
            return TARE_TRY(volumesOf(*engine))->create(wanted);
        },
        [this](const Result<Volume> &made) {
            m_working = false;
            changed();
            if (!made)
                return m_message->showError(made.error());
            Q_EMIT created(QString::fromStdString(made->name));
            accept();
        });
}

} // namespace tare::gui
