// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/files/file_contents.h"

#include "gui/app/theme.h"
#include "gui/files/hex_text.h"
#include "gui/files/picture.h"
#include "gui/widgets/format.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shownBytes = 256 << 10;  // of a text or of bytes
constexpr qint64 pictureBytes = 16 << 20; // a picture is shown whole or not at all

} // namespace

FileContents::FileContents(const QString &name, QWidget *parent)
    : QWidget(parent), m_look(new QComboBox(this)), m_note(new QLabel(this)), m_picture(new QLabel),
      m_stack(new QStackedWidget(this)), m_text(new QPlainTextEdit), m_pictureArea(new QScrollArea)
{
    m_note->setObjectName(name + u".note"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_look->setObjectName(name + u".look"_s);
    m_look->setAccessibleName(tr("How the file is shown"));
    m_look->setToolTip(tr("Text, the bytes as hexadecimal numbers, or a picture"));
    m_look->addItems({tr("Text"), tr("Bytes"), tr("Picture")});
    m_text->setObjectName(name + u".text"_s);
    m_text->setAccessibleName(tr("The beginning of the file"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(monospaceFont(this));
    m_text->setTabChangesFocus(true);
    m_picture->setObjectName(name + u".picture"_s);
    m_picture->setAlignment(Qt::AlignCenter);
    m_pictureArea->setWidget(m_picture);
    m_pictureArea->setWidgetResizable(true);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_pictureArea);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_text);
    connect(m_look, &QComboBox::activated, this, &FileContents::setLook);
    clear();
}

qint64 FileContents::wanted(const std::string &fileName, qint64 size)
{
    return mayBePicture(fileName) && size <= pictureBytes ? pictureBytes : shownBytes;
}

void FileContents::clear()
{
    m_bytes.clear();
    m_note->clear();
    m_note->hide();
    m_text->clear();
    m_picture->clear();
    m_stack->hide();
    m_look->hide();
}

void FileContents::showNote(const QString &text)
{
    clear();
    m_note->setText(text);
    m_note->show();
}

void FileContents::show(const std::string &fileName, std::string bytes, qint64 size)
{
    m_bytes = std::move(bytes);
    m_size = size;
    const QPixmap picture = mayBePicture(fileName) ? readPicture(m_bytes) : QPixmap();
    m_picture->setPixmap(picture);
    m_look->setItemData(Picture, picture.isNull() ? QVariant(0) : QVariant(), Qt::UserRole - 1); // 0: cannot be chosen
    m_look->show();
    m_stack->show();
    setLook(!picture.isNull() ? Picture : looksLikeText(m_bytes) ? Text : Bytes);
}

void FileContents::setLook(int look)
{
    m_look->setCurrentIndex(look);
    m_stack->setCurrentIndex(look == Picture ? 1 : 0);
    const std::string head = m_bytes.substr(0, static_cast<std::size_t>(shownBytes));
    if (look == Text)
        m_text->setPlainText(plainText(head));
    else if (look == Bytes)
        m_text->setPlainText(hexText(head));
    const bool cut = look != Picture && static_cast<qint64>(head.size()) < m_size;
    m_note->setVisible(cut || m_size == 0);
    m_note->setText(m_size == 0 ? tr("The file is empty.")
                                : tr("The first %1 of %2. Save it to see the whole.")
                                      .arg(formatMemory(static_cast<double>(head.size())), formatSize(m_size)));
}

} // namespace tare::gui
