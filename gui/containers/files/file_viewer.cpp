// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/file_viewer.h"

#include "gui/app/theme.h"
#include "gui/containers/files/container_path.h"
#include "gui/containers/files/files_of.h"
#include "gui/files/change_look.h"
#include "gui/files/file_contents.h"
#include "gui/files/mode_text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using Type = image::FileEntry::Type;

namespace {
constexpr int pauseMs = 120;
}

FileViewer::FileViewer(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_pause(new QTimer(this)), m_title(new ElidedLabel(this, Qt::ElideMiddle)),
      m_facts(new QLabel(this)), m_contents(new FileContents(u"files.file"_s, this)),
      m_message(new MessageBar(u"files.file.message"_s, this))
{
    setObjectName(u"files.file"_s);
    m_title->setObjectName(u"files.file.name"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setObjectName(u"files.file.facts"_s);
    m_facts->setAccessibleName(tr("What is known of the file"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pause->setSingleShot(true);
    m_pause->setInterval(pauseMs);
    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_title, 1);
    line->addWidget(m_contents->look());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(line);
    column->addWidget(m_facts);
    column->addWidget(m_message);
    column->addWidget(m_contents, 1);
    // What is not shown leaves its room at the foot.
    column->addStretch(0);
    setFocusProxy(m_contents);
    connect(m_pause, &QTimer::timeout, this, &FileViewer::read);
    clear();
}

FileViewer::~FileViewer()
{
    m_request.cancel();
}

void FileViewer::clear()
{
    m_request.cancel();
    m_pause->stop();
    m_container.clear();
    m_path.clear();
    m_row = {};
    m_title->setFullText(tr("No file selected"));
    m_facts->clear();
    m_contents->clear();
    m_message->hide();
}

void FileViewer::show(const std::string &container, const std::string &path, const FileRow &row)
{
    if (container == m_container && path == m_path && row == m_row)
        return;
    clear();
    m_container = container;
    m_path = path;
    m_row = row;
    m_title->setFullText(plainLine(lastName(path)));
    m_facts->setText(facts());
    if (row.isGone())
        m_contents->showNote(tr("It is in the image, and was removed in this container."));
    else if (row.entry.type == Type::File || (row.entry.type == Type::Symlink && !row.isFolder()))
        m_pause->start();
    else if (!row.isFolder())
        m_contents->showNote(tr("This is no regular file: it is not opened."));
}

QString FileViewer::facts() const
{
    const image::FileEntry &e = m_row.entry;
    QStringList out;
    if (!m_row.isGone()) {
        out += modeText(static_cast<char>(e.type), e.mode);
        out += tr("owner %1:%2", "user and group number").arg(e.uid).arg(e.gid);
        if (e.type == Type::File)
            out += formatSize(e.size);
        out += formatDateTime(e.modified);
    }
    if (m_row.change)
        out += changeWord(*m_row.change == FileChange::Kind::Added     ? image::Change::Added
                          : *m_row.change == FileChange::Kind::Removed ? image::Change::Removed
                                                                       : image::Change::Changed);
    QString text = out.join(u"  ·  "_s);
    if (e.type == Type::Symlink)
        text += u'\n' + tr("link to %1").arg(plainLine(e.target));
    return text;
}

void FileViewer::read()
{
    const qint64 wanted = FileContents::wanted(lastName(m_path), m_row.entry.size);
    m_request = m_context.run<Result<FilePart>>(
        this,
        [engine = m_context.engine(), container = m_container, path = m_path, wanted](const CancelToken &cancel) -> Result<FilePart> {
            return TARE_TRY(filesOf(*engine))->readPart(container, path, 0, wanted, cancel);
        },
        [this, container = m_container, path = m_path](const Result<FilePart> &part) {
            if (container != m_container || path != m_path)
                return;
            if (part)
                m_contents->show(lastName(path), part->bytes, std::max<qint64>(part->size, part->more ? static_cast<qint64>(part->bytes.size()) + 1 : 0));
            else if (m_row.entry.type == Type::Symlink && (part.error().code == Errc::NotFound || part.error().code == Errc::InvalidArgument))
                m_contents->showNote(part.error().code == Errc::NotFound ? tr("The link leads nowhere.")
                                                                         : tr("The link does not lead to a regular file."));
            else if (part.error().code != Errc::Cancelled)
                m_message->showError(part.error());
        });
}

} // namespace tare::gui
