// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/import_dialog.h"

#include "gui/app/theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int fieldWidth = 360;
}

ImportDialog::ImportDialog(const QString &folder, QWidget *parent)
    : QDialog(parent), m_folder(folder), m_file(new QLineEdit(this)), m_reference(new QLineEdit(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(u"import"_s);
    setWindowTitle(tr("Import a root file system"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(2 * gridUnit, 2 * gridUnit, 2 * gridUnit, 2 * gridUnit);
    form->setSpacing(gridUnit);
    auto *hint = new QLabel(tr("Makes an image of one layer from a tar of a root file system, as docker export or "
                               "debootstrap with tar make one."), this);
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    form->addRow(hint);

    m_file->setObjectName(u"import.file"_s);
    m_file->setAccessibleName(tr("Tar file"));
    m_file->setToolTip(tr("A tar, plain or compressed; or its http or https address"));
    m_file->setMinimumWidth(fieldWidth);
    auto *browseButton = new QPushButton(tr("&Browse…"), this);
    browseButton->setObjectName(u"import.browse"_s);
    browseButton->setAccessibleName(tr("Browse"));
    browseButton->setToolTip(tr("Choose the file"));
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ImportDialog::browse);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(browseButton);
    auto *fileLabel = new QLabel(tr("&Tar file:"), this);
    fileLabel->setBuddy(m_file);
    form->addRow(fileLabel, line);

    m_reference->setObjectName(u"import.reference"_s);
    m_reference->setAccessibleName(tr("Name of the image"));
    m_reference->setToolTip(tr("Repository and tag; without a tag, latest"));
    m_reference->setPlaceholderText(u"my/image:latest"_s);
    auto *nameLabel = new QLabel(tr("&Name of the image:"), this);
    nameLabel->setBuddy(m_reference);
    form->addRow(nameLabel, m_reference);

    m_buttons->setObjectName(u"import.buttons"_s);
    auto *ok = m_buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("&Import"));
    ok->setObjectName(u"import.ok"_s);
    ok->setAccessibleName(tr("Import"));
    ok->setToolTip(u"docker import"_s);
    auto *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("&Cancel"));
    cancel->setObjectName(u"import.cancel"_s);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Close without importing (Esc)"));
    form->addRow(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_file, &QLineEdit::textChanged, this, &ImportDialog::check);
    connect(m_reference, &QLineEdit::textChanged, this, &ImportDialog::check);
    check();
}

QString ImportDialog::file() const
{
    return m_file->text().trimmed();
}

QString ImportDialog::reference() const
{
    return m_reference->text().trimmed();
}

void ImportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Tar of a root file system"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void ImportDialog::check()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!file().isEmpty() && !reference().isEmpty());
}

} // namespace tare::gui
