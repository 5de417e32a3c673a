// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_detail.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/images/image_overview.h"
#include "gui/models/image_model.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/json_view.h"
#include "gui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(QWidget *parent, const QString &name, const QString &icon, const QString &text, const QString &tip)
{
    auto *made = new QPushButton(themedIcon(icon), text, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(text).remove(u'&'));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

} // namespace

ImageDetail::ImageDetail(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(new ElidedLabel(this)),
      m_run(button(this, u"images.detail.run"_s, u"start"_s, tr("&Run…"),
                   tr("Creates a container from this image (docker run)"))),
      m_compare(button(this, u"images.detail.compare"_s, u"compare"_s, tr("C&ompare"),
                       tr("Weighs a container of this image against a virtual machine booted from it"))),
      m_remove(button(this, u"images.detail.remove"_s, u"remove"_s, tr("Remo&ve"),
                      tr("Removes the image; asks first and says what goes (docker rmi, Del)"))),
      m_message(new MessageBar(u"images.detail.message"_s, this)), m_tabs(new QTabWidget(this)),
      m_overview(new QTreeWidget(this)), m_json(new JsonView(this))
{
    setObjectName(u"images.detail"_s);
    m_title->setObjectName(u"images.detail.title"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);

    m_overview->setObjectName(u"images.detail.overview"_s);
    m_overview->setAccessibleName(tr("Overview of the image"));
    m_overview->setColumnCount(2);
    m_overview->setHeaderHidden(true);
    m_overview->setRootIsDecorated(false);
    m_overview->setIndentation(gridUnit);
    m_overview->setTextElideMode(Qt::ElideMiddle);
    m_overview->setAlternatingRowColors(true);
    m_overview->setTabKeyNavigation(false);
    m_overview->header()->setStretchLastSection(true);
    m_json->setObjectName(u"images.detail.json"_s);
    m_json->setAccessibleName(tr("JSON of docker image inspect"));
    m_tabs->setObjectName(u"images.detail.tabs"_s);
    m_tabs->setAccessibleName(tr("Views of the image"));
    m_tabs->tabBar()->setObjectName(u"images.detail.tabbar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("Views of the image"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_json, tr("Inspect"));

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_title, 1);
    for (QPushButton *each : {m_run, m_compare, m_remove})
        line->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(line);
    column->addWidget(m_message);
    column->addWidget(m_tabs, 1);

    const auto name = [this]() {
        return QString::fromStdString(m_image.names.empty() ? m_image.id : m_image.names.front());
    };
    connect(m_run, &QPushButton::clicked, this, [this, name]() { Q_EMIT runAsked(name()); });
    connect(m_compare, &QPushButton::clicked, this, [this, name]() { Q_EMIT compareAsked(name()); });
    connect(m_remove, &QPushButton::clicked, this,
            [this]() { Q_EMIT removeAsked(QString::fromStdString(m_image.id)); });
    clear();
}

void ImageDetail::setImage(const Image &image)
{
    if (image == m_image)
        return;
    m_request.cancel();
    m_image = image;
    m_title->setFullText(imageTitle(image));
    setEnabled(true);
    m_message->hide();
    m_request = m_context.run<Result<std::string>>(
        this, [engine = m_context.engine(), id = image.id](const CancelToken &) { return engine->inspectImage(id); },
        [this, id = image.id](const Result<std::string> &json) {
            if (id != m_image.id)
                return; // another one is selected by now
            if (json)
                fill(*json);
            else
                m_message->showError(json.error());
        });
}

void ImageDetail::fill(const std::string &json)
{
    m_json->setJson(json);
    fillImageOverview(*m_overview, m_image, QByteArray::fromStdString(json));
}

void ImageDetail::clear()
{
    m_request.cancel();
    m_image = {};
    m_title->setFullText(tr("No image selected"));
    m_overview->clear();
    m_json->clear();
    m_message->hide();
    setEnabled(false);
}

void ImageDetail::showJson()
{
    m_tabs->setCurrentWidget(m_json);
    m_json->setFocus(Qt::OtherFocusReason);
}

} // namespace tare::gui
