// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/file_preview.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/images/inside/file_tree_model.h"
#include "gui/files/file_contents.h"
#include "gui/files/hex_text.h"
#include "gui/files/mode_text.h"
#include "gui/images/inside/save_file.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::NodeType;

namespace {

constexpr std::size_t attributesShown = 8;

} // namespace

FilePreview::FilePreview(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_path(new ElidedLabel(this, Qt::ElideMiddle)), m_facts(new QLabel(this)),
      m_follow(iconButton(this, u"images.file.follow"_s, u"start"_s, tr("&Follow"), tr("To the file that this link names"))),
      m_save(iconButton(this, u"images.file.save"_s, u"save"_s, tr("&Save as…"),
                    tr("Writes the file to this machine (docker cp)"))),
      m_contents(new FileContents(u"images.file"_s, this)), m_message(new MessageBar(u"images.file.message"_s, this))
{
    setObjectName(u"images.file"_s);
    m_path->setObjectName(u"images.file.path"_s);
    QFont bold = font();
    bold.setBold(true);
    m_path->setFont(bold);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setObjectName(u"images.file.facts"_s);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_path, 1);
    line->addWidget(m_contents->look());
    line->addWidget(m_follow);
    line->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(line);
    column->addWidget(m_facts);
    column->addWidget(m_message);
    column->addWidget(m_contents, 1);

    connect(m_save, &QPushButton::clicked, this, &FilePreview::chooseTarget);
    connect(m_follow, &QPushButton::clicked, this, [this]() {
        const image::NodeId target = m_tree ? m_tree->resolve(m_tree->path(m_node.id)) : image::noNode;
        if (target != image::noNode)
            Q_EMIT linkFollowed(target);
        else
            m_message->showNotice(tr("The link leads nowhere in this image."));
    });
    clear();
}

FilePreview::~FilePreview()
{
    m_request.cancel();
}

void FilePreview::clear()
{
    m_request.cancel();
    m_tree.reset();
    m_node = {};
    m_path->setFullText(tr("No file selected"));
    m_facts->clear();
    m_contents->clear();
    m_message->hide();
    m_follow->hide();
    m_save->hide();
}

void FilePreview::show(const QString &imageId, const std::shared_ptr<const image::FileTree> &tree, image::NodeId id)
{
    clear();
    m_imageId = imageId;
    m_tree = tree;
    m_node = tree->node(id);
    if (m_node.id == image::noNode)
        return clear();
    m_path->setFullText(u'/' + plainLine(tree->path(id)));
    m_facts->setText(facts());
    m_follow->setVisible(m_node.type == NodeType::Symlink);
    if (m_node.type != NodeType::File)
        return;
    if (m_node.change == image::Change::Removed) {
        m_contents->showNote(tr("This layer removes the file. Choose an earlier layer to see what was in it."));
        return;
    }
    m_save->show();
    read();
}

QString FilePreview::facts() const
{
    QStringList out;
    out += modeText(kindLetter(m_node.type), m_node.mode);
    out += tr("owner %1:%2", "user and group number").arg(m_node.uid).arg(m_node.gid);
    out += m_node.type == NodeType::Folder ? tr("%1 below").arg(formatSize(m_node.totalSize)) : formatSize(m_node.size);
    out += formatDateTime(m_node.modified);
    out += tr("from layer %1").arg(m_node.layer + 1);
    if (m_node.change != image::Change::Unchanged)
        out += changeWord(m_node.change) +
               (m_node.changedParts != 0 ? u" ("_s + changedPartsText(m_node.changedParts) + u')' : QString());
    QString text = out.join(u"  ·  "_s);
    const image::NodeDetails details = m_tree->details(m_node.id);
    if (m_node.type == NodeType::Symlink)
        text += u'\n' + tr("link to %1").arg(plainLine(details.target));
    if (m_node.type == NodeType::CharDevice || m_node.type == NodeType::BlockDevice)
        text += u'\n' + tr("device %1:%2").arg(details.deviceMajor).arg(details.deviceMinor);
    if (!details.hardLinks.empty())
        text += u'\n' + tr("%n more name(s), first: %1", nullptr, static_cast<int>(details.hardLinks.size()))
                            .arg(u'/' + plainLine(m_tree->path(details.hardLinks.front())));
    for (std::size_t i = 0; i < std::min(details.attributes.size(), attributesShown); ++i) {
        const auto &[name, value] = details.attributes[i];
        const bool readable = looksLikeText(value) && value.size() <= 256;
        text += u'\n' + plainLine(name) + u" = "_s +
                (readable ? plainLine(value) : QString::fromLatin1(QByteArray::fromStdString(value.substr(0, 64)).toHex()));
    }
    if (details.history.size() > 1) {
        QStringList steps;
        for (const image::NodeDetails::Event &event : details.history)
            steps += tr("layer %1: %2").arg(event.layer + 1).arg(changeWord(event.change));
        text += u'\n' + steps.join(u"  ·  "_s);
    }
    return text;
}

void FilePreview::read()
{
    image::FileRequest request;
    request.path = m_tree->path(m_node.id);
    request.layer = m_tree->query().layer;
    request.length = FileContents::wanted(m_node.name, m_node.size);
    m_request = m_context.run<Result<std::string>>(
        this,
        [engine = m_context.engine(), id = m_imageId.toStdString(), request](const CancelToken &cancel) -> Result<std::string> {
            std::string bytes;
            const image::FileSink sink = [&](std::string_view piece) {
                bytes.append(piece.substr(0, static_cast<std::size_t>(request.length) - bytes.size()));
                return static_cast<std::int64_t>(bytes.size()) < request.length;
            };
            [[maybe_unused]] const std::int64_t size = TARE_TRY(engine->readImageFile(id, request, sink, cancel));
            return bytes;
        },
        [this](const Result<std::string> &bytes) { shown(bytes); });
}

void FilePreview::shown(const Result<std::string> &bytes)
{
    if (!bytes) {
        if (bytes.error().code != Errc::Cancelled)
            m_message->showError(bytes.error());
        return;
    }
    m_contents->show(m_node.name, *bytes, m_node.size);
}

void FilePreview::chooseTarget()
{
    const QString name = plainLine(m_node.name).replace(u'/', u'_');
    auto *dialog = new QFileDialog(this, tr("Save the file"), m_context.settings().value(u"images/folder"_s).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &FilePreview::saveAs);
    dialog->open();
}

void FilePreview::saveAs(const QString &target)
{
    if (!m_tree || m_node.type != NodeType::File)
        return;
    image::FileRequest request;
    request.path = m_tree->path(m_node.id);
    request.layer = m_tree->query().layer;
    const CancelSource cancel = m_context.run<Status>(
        this,
        [engine = m_context.engine(), id = m_imageId.toStdString(), request, target](const CancelToken &token) {
            return saveImageFile(*engine, id, request, target, token);
        },
        [this, target](const Status &saved) {
            m_saving.reset();
            if (saved)
                m_message->showNotice(tr("Saved to %1").arg(target));
            else if (saved.error().code != Errc::Cancelled)
                m_message->showError(saved.error());
        });
    m_saving = std::make_unique<Task>(m_context.tasks(), tr("Saving %1").arg(plainLine(m_node.name)), cancel);
}

} // namespace tare::gui
