// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflight/check_row.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/preflight/found_words.h"
#include "gui/preflight/preflight_words.h"
#include "gui/widgets/format.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int signSize = 16, wordWidth = 14 * gridUnit;

QLabel *plainLabel(QWidget *parent, const QString &name, bool quiet)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (quiet)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

CheckRow::CheckRow(const QString &id, QWidget *parent) : QWidget(parent), m_id(id)
{
    const QString name = u"preflight."_s + id;
    setObjectName(name);
    m_sign = new QLabel(this);
    m_sign->setFixedSize(signSize, signSize);
    m_word = plainLabel(this, name + u".state"_s, false);
    m_word->setFixedWidth(wordWidth);
    m_title = plainLabel(this, name + u".title"_s, false);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setText(checkTitle(id));
    m_meaning = plainLabel(this, name + u".meaning"_s, false);
    m_meaning->setText(checkMeaning(id));
    m_found = plainLabel(this, name + u".found"_s, true);
    m_found->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fix = new QLineEdit(this);
    m_fix->setObjectName(name + u".fix"_s);
    m_fix->setReadOnly(true);
    m_fix->setFont(monospaceFont(m_fix));
    m_fix->setAccessibleName(tr("Command that mends %1").arg(m_title->text()));
    m_fix->setToolTip(tr("Paste it into a terminal, then check again"));
    m_copy = new QToolButton(this);
    m_copy->setObjectName(name + u".copy"_s);
    m_copy->setIcon(themedIcon(u"copy"_s));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setAccessibleName(tr("Copy the command that mends %1").arg(m_title->text()));
    m_copy->setToolTip(tr("Copy the command"));
    connect(m_copy, &QToolButton::clicked, this, [this]() { QGuiApplication::clipboard()->setText(m_fix->text()); });

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, gridUnit, 0, gridUnit);
    grid->setHorizontalSpacing(gridUnit);
    grid->setVerticalSpacing(gridUnit / 2);
    grid->addWidget(m_sign, 0, 0, Qt::AlignTop);
    grid->addWidget(m_word, 0, 1, Qt::AlignTop);
    grid->addWidget(m_title, 0, 2, 1, 2);
    grid->addWidget(m_meaning, 1, 2, 1, 2);
    grid->addWidget(m_found, 2, 2, 1, 2);
    grid->addWidget(m_fix, 3, 2);
    grid->addWidget(m_copy, 3, 3);
    grid->setColumnStretch(2, 1);
    setChecking();
}

void CheckRow::setChecking()
{
    m_state.reset();
    m_found->hide();
    m_fix->hide();
    m_copy->hide();
    show(u"history"_s, tr("looking…", "a check that is being made"));
}

void CheckRow::setCheck(const preflight::Check &check)
{
    m_state = check.state;
    m_found->setText(foundWords(check.found));
    m_found->setVisible(!check.found.empty());
    m_fix->setText(plainLine(check.fix));
    m_fix->setCursorPosition(0);
    m_fix->setVisible(!check.fix.empty());
    m_copy->setVisible(!check.fix.empty());
    show(stateIconName(check.state), stateWord(check.state));
}

void CheckRow::show(const QString &icon, const QString &word)
{
    m_icon = themedIcon(icon);
    m_word->setText(word);
    QFont face = m_word->font();
    face.setBold(lacks());
    m_word->setFont(face);
    paintSign();
}

void CheckRow::paintSign()
{
    m_sign->setPixmap(m_icon.pixmap(QSize(signSize, signSize), devicePixelRatioF()));
}

void CheckRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_sign != nullptr)
        paintSign();
}

} // namespace tare::gui
