// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/anatomy_view.h"

#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/images/inside/anatomy_graph.h"
#include "gui/files/hex_text.h"
#include "gui/images/inside/media_words.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QCryptographicHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <functional>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::ImageDocument;

namespace {

QString kindText(const ImageDocument &document)
{
    switch (document.kind) {
    case ImageDocument::Kind::Layout:
        return AnatomyView::tr("Store's list of names");
    case ImageDocument::Kind::Index:
        return AnatomyView::tr("Index");
    case ImageDocument::Kind::Manifest:
        return AnatomyView::tr("Manifest");
    case ImageDocument::Kind::Config:
        return AnatomyView::tr("Configuration");
    case ImageDocument::Kind::Layer:
        return AnatomyView::tr("Layer");
    case ImageDocument::Kind::Other:
        break;
    }
    return AnatomyView::tr("Document");
}

// "application/vnd.oci.image.layer.v1.tar+gzip" is "layer.v1.tar+gzip".
QString shortType(const std::string &mediaType)
{
    QString type = plainLine(mediaType.substr(mediaType.rfind('/') + 1));
    for (const QLatin1StringView prefix : {"vnd.oci.image."_L1, "vnd.docker."_L1}) {
        if (type.startsWith(prefix))
            return type.mid(prefix.size());
    }
    return type;
}

// A document is small and its bytes are at hand: whether it has its digest is seen at once. Layers wait to be asked for.
void check(image::ImageDocuments &documents)
{
    for (ImageDocument &document : documents.all) {
        const QLatin1StringView algorithm("sha256:");
        const QString digest = QString::fromStdString(document.digest);
        if (document.check != ImageDocument::Check::NotChecked || document.bytes.empty() || !digest.startsWith(algorithm))
            continue;
        const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(document.bytes), QCryptographicHash::Sha256);
        document.check = QString::fromLatin1(hash.toHex()) == digest.mid(algorithm.size()) ? ImageDocument::Check::Good
                                                                                         : ImageDocument::Check::Bad;
    }
}

int verdict(ImageDocument::Check check)
{
    return check == ImageDocument::Check::Good ? 1 : check == ImageDocument::Check::Bad ? -1 : 0;
}

QString checkText(ImageDocument::Check check)
{
    switch (check) {
    case ImageDocument::Check::Good:
        return AnatomyView::tr("verified: the bytes have this digest");
    case ImageDocument::Check::Bad:
        return AnatomyView::tr("DAMAGED: the bytes do not have this digest");
    case ImageDocument::Check::Missing:
        return AnatomyView::tr("not in the store: it was not pulled");
    case ImageDocument::Check::NotChecked:
        break;
    }
    return AnatomyView::tr("not verified yet");
}

// Each document's column and who names it; a document that two name stands under the first.
std::vector<AnatomyGraph::Node> nodesOf(const image::ImageDocuments &documents)
{
    std::vector<AnatomyGraph::Node> nodes(documents.all.size());
    std::vector<bool> placed(documents.all.size(), false);
    int layer = 0;
    const std::function<void(std::size_t, int, int)> place = [&](std::size_t at, int column, int parent) {
        if (at >= nodes.size() || placed[at])
            return;
        placed[at] = true;
        const ImageDocument &document = documents.all[at];
        AnatomyGraph::Node &node = nodes[at];
        node.kind = kindText(document);
        if (document.kind == ImageDocument::Kind::Layer)
            node.kind += u' ' + QString::number(++layer);
        node.title = !document.platform.empty() ? plainLine(document.platform) : shortType(document.mediaType);
        node.digest = document.digest.empty() ? QString() : shortId(document.digest);
        node.size = formatSize(document.size);
        node.column = column;
        node.parent = parent;
        node.isHere = document.check != ImageDocument::Check::Missing;
        node.verified = document.digest.empty() ? 0 : verdict(document.check);
        for (const std::size_t child : document.children)
            place(child, column + 1, static_cast<int>(at));
    };
    for (std::size_t i = 0; i < nodes.size(); ++i)
        place(i, 0, -1);
    return nodes;
}

} // namespace

AnatomyView::AnatomyView(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_splitter(new QSplitter(Qt::Vertical, this)), m_area(new QScrollArea),
      m_graph(new AnatomyGraph), m_title(new QLabel), m_meaning(new QLabel), m_digest(new QLabel),
      m_bytes(new QPlainTextEdit), m_verify(new QPushButton(themedIcon(u"inspect"_s), tr("&Verify all"))),
      m_message(new MessageBar(u"images.anatomy.message"_s, this))
{
    setObjectName(u"images.anatomy"_s);
    m_graph->setObjectName(u"images.anatomy.graph"_s);
    m_graph->setAccessibleName(tr("Documents of the image and what each names"));
    m_area->setWidget(m_graph);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_title->setObjectName(u"images.anatomy.title"_s);
    m_digest->setObjectName(u"images.anatomy.digest"_s);
    for (QLabel *label : {m_title, m_meaning, m_digest}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_digest->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_digest->setFont(monospaceFont(this));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_bytes->setObjectName(u"images.anatomy.bytes"_s);
    m_bytes->setAccessibleName(tr("The document's bytes, as they are stored"));
    m_bytes->setReadOnly(true);
    m_bytes->setTabChangesFocus(true);
    m_bytes->setFont(monospaceFont(this));
    m_verify->setObjectName(u"images.anatomy.verify"_s);
    m_verify->setAccessibleName(tr("Verify all"));
    m_verify->setToolTip(tr("Reads every byte, layers too, and compares its digest with the one that it is named by"));
    m_verify->setAutoDefault(false);

    auto *bottom = new QWidget;
    auto *line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_verify);
    auto *lower = new QVBoxLayout(bottom);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(gridUnit / 2);
    lower->addLayout(line);
    lower->addWidget(m_meaning);
    lower->addWidget(m_digest);
    lower->addWidget(m_bytes, 1);
    m_splitter->setObjectName(u"images.anatomy.splitter"_s);
    m_splitter->addWidget(m_area);
    m_splitter->addWidget(bottom);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setSizes({1000, 1000});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, gridUnit, 0, 0);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);
    connect(m_graph, &AnatomyGraph::currentChanged, this, &AnatomyView::showDocument);
    connect(m_verify, &QPushButton::clicked, this, [this]() { load(true); });
}

AnatomyView::~AnatomyView()
{
    m_request.cancel();
}

void AnatomyView::setImage(const QString &imageId)
{
    clear();
    m_imageId = imageId;
    setEnabled(true);
    if (isVisible())
        load(false);
}

void AnatomyView::clear()
{
    m_request.cancel();
    m_task.reset();
    m_imageId.clear();
    m_loaded = false;
    m_documents = {};
    m_graph->setNodes({});
    for (QLabel *label : {m_title, m_meaning, m_digest})
        label->clear();
    m_bytes->clear();
    m_message->hide();
    setEnabled(false);
}

void AnatomyView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_loaded && !m_imageId.isEmpty())
        load(false);
}

void AnatomyView::load(bool verify)
{
    m_loaded = true;
    m_request.cancel();
    m_verify->setEnabled(false);
    auto *relay = new ProgressRelay(this);
    m_request = m_context.run<Result<image::ImageDocuments>>(
        this,
        [engine = m_context.engine(), id = m_imageId.toStdString(), verify, sink = relay->sink()](const CancelToken &cancel) {
            return engine->imageDocuments(id, verify, sink, cancel);
        },
        [this, relay, verify, id = m_imageId](const Result<image::ImageDocuments> &documents) {
            relay->deleteLater();
            if (id != m_imageId)
                return; // another image is shown by now
            m_task.reset();
            m_verify->setEnabled(true);
            if (documents)
                fill(*documents, verify);
            else if (documents.error().code != Errc::Cancelled)
                m_message->showError(documents.error());
        });
    if (!verify)
        return;
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Verifying digests"), m_request);
    connect(relay, &ProgressRelay::progressed, this, [this](const std::vector<Progress> &parts) {
        if (m_task && !parts.empty())
            m_task->progress(parts.back().current, parts.back().total);
    });
}

void AnatomyView::fill(const image::ImageDocuments &documents, bool verified)
{
    const int current = m_graph->current();
    m_documents = documents;
    check(m_documents);
    m_graph->setNodes(nodesOf(m_documents));
    const int shown = verified && current >= 0 ? current : static_cast<int>(m_documents.manifest);
    m_graph->setCurrent(shown);
    showDocument(shown);
    if (!verified)
        return;
    const auto bad = std::count_if(m_documents.all.begin(), m_documents.all.end(), [](const ImageDocument &document) {
        return document.check == ImageDocument::Check::Bad;
    });
    if (bad > 0)
        m_message->showNotice(tr("%n document(s) do not have the digest that they are named by.", nullptr,
                                 static_cast<int>(bad)),
                              tr("The store is damaged: tare fsck repairs what its registry still has."));
    else
        m_message->showNotice(tr("Every byte has the digest that it is named by."));
}

void AnatomyView::showDocument(int index)
{
    if (index < 0 || index >= static_cast<int>(m_documents.all.size()))
        return;
    const ImageDocument &document = m_documents.all[static_cast<std::size_t>(index)];
    m_title->setText(kindText(document) + u"  ·  "_s + plainLine(document.mediaType));
    const QString meaning = mediaTypeWords(document.mediaType);
    m_meaning->setText(meaning);
    m_meaning->setVisible(!meaning.isEmpty());
    QString digest = document.digest.empty() ? tr("It is the store's own, and nobody names it by a digest.")
                                             : plainLine(document.digest) + u"  ("_s + checkText(document.check) + u')';
    if (!document.diffId.empty())
        digest += u'\n' + tr("unpacked (diff id): %1").arg(plainLine(document.diffId));
    m_digest->setText(digest);
    if (document.kind == ImageDocument::Kind::Layer)
        m_bytes->setPlainText(tr("A layer is %1 of compressed tar: the views Layers and Files show what is in it.")
                                  .arg(formatSize(document.size)));
    else
        m_bytes->setPlainText(plainText(document.bytes));
    m_area->ensureVisible(m_graph->nodeRect(index).center().x(), m_graph->nodeRect(index).center().y(),
                          m_graph->nodeRect(index).width(), m_graph->nodeRect(index).height());
}

} // namespace tare::gui
