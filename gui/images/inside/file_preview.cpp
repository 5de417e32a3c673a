// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/file_preview.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/images/inside/change_look.h"
#include "gui/images/inside/file_tree_model.h"
#include "gui/images/inside/hex_text.h"
#include "gui/images/inside/picture.h"
#include "gui/images/inside/save_file.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::NodeType;

namespace {

constexpr std::int64_t shownBytes = 256 << 10;     // of a text or of bytes
constexpr std::int64_t pictureBytes = 16 << 20;    // a picture is shown whole or not at all
constexpr std::size_t attributesShown = 8;

} // namespace

FilePreview::FilePreview(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_path(new ElidedLabel(this, Qt::ElideMiddle)), m_facts(new QLabel(this)),
      m_note(new QLabel(this)), m_picture(new QLabel), m_look(new QComboBox(this)),
      m_follow(iconButton(this, u"images.file.follow"_s, u"start"_s, tr("&Follow"), tr("To the file that this link names"))),
      m_save(iconButton(this, u"images.file.save"_s, u"save"_s, tr("&Save as…"),
                    tr("Writes the file to this machine (docker cp)"))),
      m_stack(new QStackedWidget(this)), m_text(new QPlainTextEdit), m_pictureArea(new QScrollArea),
      m_message(new MessageBar(u"images.file.message"_s, this))
{
    setObjectName(u"images.file"_s);
    m_path->setObjectName(u"images.file.path"_s);
    QFont bold = font();
    bold.setBold(true);
    m_path->setFont(bold);
    for (QLabel *label : {m_facts, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_facts->setObjectName(u"images.file.facts"_s);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setObjectName(u"images.file.note"_s);
    m_look->setObjectName(u"images.file.look"_s);
    m_look->setAccessibleName(tr("How the file is shown"));
    m_look->setToolTip(tr("Text, the bytes as hexadecimal numbers, or a picture"));
    m_look->addItems({tr("Text"), tr("Bytes"), tr("Picture")});
    m_text->setObjectName(u"images.file.text"_s);
    m_text->setAccessibleName(tr("The beginning of the file"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(monospaceFont(this));
    m_text->setTabChangesFocus(true);
    m_picture->setObjectName(u"images.file.picture"_s);
    m_picture->setAlignment(Qt::AlignCenter);
    m_pictureArea->setWidget(m_picture);
    m_pictureArea->setWidgetResizable(true);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_pictureArea);

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_path, 1);
    line->addWidget(m_look);
    line->addWidget(m_follow);
    line->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(line);
    column->addWidget(m_facts);
    column->addWidget(m_message);
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);

    connect(m_look, &QComboBox::activated, this, [this](int look) { setLook(static_cast<Look>(look)); });
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
    m_bytes.clear();
    m_path->setFullText(tr("No file selected"));
    m_facts->clear();
    m_note->clear();
    m_note->hide();
    m_text->clear();
    m_message->hide();
    m_stack->hide();
    for (QWidget *each : std::initializer_list<QWidget *>{m_look, m_follow, m_save})
        each->hide();
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
        m_note->setText(tr("This layer removes the file. Choose an earlier layer to see what was in it."));
        m_note->show();
        return;
    }
    m_save->show();
    read();
}

QString FilePreview::facts() const
{
    QStringList out;
    out += modeText(m_node.type, m_node.mode);
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
    const bool picture = mayBePicture(m_node.name) && m_node.size <= pictureBytes;
    image::FileRequest request;
    request.path = m_tree->path(m_node.id);
    request.layer = m_tree->query().layer;
    request.length = picture ? pictureBytes : shownBytes;
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
    m_bytes = *bytes;
    const QPixmap picture = mayBePicture(m_node.name) ? readPicture(m_bytes) : QPixmap();
    m_picture->setPixmap(picture);
    m_look->setItemData(2, picture.isNull() ? QVariant(0) : QVariant(), Qt::UserRole - 1); // 0: cannot be chosen
    m_look->show();
    m_stack->show();
    setLook(!picture.isNull() ? Look::Picture : looksLikeText(m_bytes) ? Look::Text : Look::Bytes);
}

void FilePreview::setLook(Look look)
{
    m_look->setCurrentIndex(static_cast<int>(look));
    m_stack->setCurrentIndex(look == Look::Picture ? 1 : 0);
    const std::string head = m_bytes.substr(0, static_cast<std::size_t>(shownBytes));
    if (look == Look::Text)
        m_text->setPlainText(plainText(head));
    else if (look == Look::Bytes)
        m_text->setPlainText(hexText(head));
    const bool cut = look != Look::Picture && static_cast<std::int64_t>(head.size()) < m_node.size;
    m_note->setVisible(cut || m_node.size == 0);
    m_note->setText(m_node.size == 0 ? tr("The file is empty.")
                                     : tr("The first %1 of %2. Save it to see the whole.")
                                           .arg(formatMemory(static_cast<double>(head.size())), formatSize(m_node.size)));
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
