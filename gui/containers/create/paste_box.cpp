// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/paste_box.h"

#include "gui/app/theme.h"
#include "gui/widgets/field_note.h"
#include "gui/widgets/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int visibleLines = 4;
}

PasteBox::PasteBox(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_text(new QPlainTextEdit(this)), m_fill(new QPushButton(tr("Fill in"), this)),
      m_note(new FieldNote(u"create.paste.note"_s, this))
{
    m_text->setObjectName(u"create.paste.text"_s);
    m_text->setAccessibleName(tr("A docker run line"));
    m_text->setToolTip(tr("A line of docker run, podman run or tare run; Ctrl+Enter fills it in"));
    m_text->setPlaceholderText(u"docker run -d --name web -p 8080:80 nginx"_s);
    m_text->setTabChangesFocus(true);
    m_text->setFont(monospaceFont(m_text));
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * visibleLines + 2 * gridUnit);
    m_text->installEventFilter(this);
    m_fill->setObjectName(u"create.paste.fill"_s);
    m_fill->setAccessibleName(tr("Fill in"));
    m_fill->setToolTip(tr("Puts what the line says into the fields, in place of what stands there (Ctrl+Enter)"));
    m_fill->setAutoDefault(false);
    m_fill->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(gridUnit);
    row->addWidget(m_text, 1);
    row->addWidget(m_fill, 0, Qt::AlignBottom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this]() {
        m_note->setText({});
        m_fill->setEnabled(!m_text->toPlainText().trimmed().isEmpty());
    });
    connect(m_fill, &QPushButton::clicked, this, &PasteBox::take);
    hide();
}

void PasteBox::open(bool open)
{
    setVisible(open);
    if (open)
        m_text->setFocus(Qt::OtherFocusReason);
}

bool PasteBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers().testFlag(Qt::ControlModifier)) {
            take();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// It may name files to be read: not on this thread.
void PasteBox::take()
{
    m_context.run<Result<cli::PastedLine>>(
        this,
        [text = m_text->toPlainText().toStdString()](const CancelToken &) -> Result<cli::PastedLine> {
            cli::PastedLine line = TARE_TRY(cli::readRunLine(text));
            cli::readFilesOf(line);
            return line;
        },
        [this](const Result<cli::PastedLine> &line) {
            if (line) {
                m_text->clear();
                Q_EMIT read(*line);
            } else {
                m_note->setText(tr("This line cannot be read: %1.").arg(plainLine(line.error().reason)));
            }
        });
}

QStringList leftOutWords(const std::vector<cli::LeftOut> &leftOut)
{
    using Why = cli::LeftOut::Why;
    QStringList out;
    for (const cli::LeftOut &one : leftOut) {
        const QString text = plainLine(one.text);
        switch (one.why) {
        case Why::NotHere:
            out += PasteBox::tr("%1: Tare has nothing like it, so it was left out.").arg(text);
            break;
        case Why::Client:
            out += PasteBox::tr("%1: says how the command behaves, nothing of the container; it was left out.").arg(text);
            break;
        case Why::Unknown:
            out += PasteBox::tr("%1: nobody knows this option; it was left out.").arg(text);
            break;
        case Why::Refused:
            out += PasteBox::tr("%1: it was left out, for its value does not work (%2).").arg(text, plainLine(one.reason));
            break;
        case Why::Shell:
            out += PasteBox::tr("%1: a shell would put something in its place; here it stands as it is.").arg(text);
            break;
        case Why::After:
            out += PasteBox::tr("%1: belongs to another command; it was left out.").arg(text);
            break;
        }
    }
    return out;
}

} // namespace tare::gui
