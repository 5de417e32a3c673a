// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/overview_tab.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "gui/app/theme.h"
#include "gui/containers/container_words.h"
#include "gui/limits/limit_scale.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// Room between the lines.
class AiryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + gridUnit, size.height() + gridUnit / 2};
    }
};

} // namespace

OverviewTab::OverviewTab(Context &context, QWidget *parent) : QTreeWidget(parent), m_context(context)
{
    setObjectName(u"containers.overview"_s);
    setAccessibleName(tr("Overview of the container"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setItemDelegate(new AiryDelegate(this));
    setIndentation(2 * gridUnit);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

void OverviewTab::setContainer(const Container &container)
{
    if (container == m_container)
        return;
    const bool another = container.id != m_container.id;
    m_container = container;
    m_request.cancel();
    m_request = m_context.run<Result<std::string>>(
        this,
        [engine = m_context.engine(), id = container.id](const CancelToken &) {
            return engine->inspectContainer(id);
        },
        [this](const Result<std::string> &json) {
            fill(json ? QByteArray::fromStdString(*json) : QByteArray());
        });
    if (another)
        fill({});
    else
        updateTimes(); // the rest follows; what is read does not vanish meanwhile
}

void OverviewTab::updateTimes()
{
    const QString text = formatStatusLine(m_container, nowNs());
    if (m_state != nullptr && m_state->text(1) != text)
        m_state->setText(1, text);
}

void OverviewTab::fill(const QByteArray &inspect)
{
    const QJsonDocument document = QJsonDocument::fromJson(inspect);
    const QJsonObject object = document.isArray() ? document.array().at(0).toObject() : document.object();
    QTreeWidgetItem *group = nullptr;
    QFont bold = font();
    bold.setBold(true);
    const QFont fixed = monospaceFont(this);
    const int scrolled = verticalScrollBar()->value();
    m_state = nullptr;
    clear();
    const auto begin = [&](const QString &title) {
        group = new QTreeWidgetItem(this, {title});
        group->setFont(0, bold);
        group->setFirstColumnSpanned(true);
        group->setExpanded(true);
    };
    // Values are a stranger's: a view takes a tooltip for rich text when it looks like it.
    const auto row = [&](const QString &name, const QString &value, bool words = false) {
        if (value.isEmpty())
            return;
        auto *item = new QTreeWidgetItem(group, {name, value});
        if (!words)
            item->setFont(1, fixed);
        item->setToolTip(1, value.toHtmlEscaped());
    };
    const Container &c = m_container;
    begin(tr("What runs"));
    row(tr("State"), formatStatusLine(c, nowNs()), true);
    m_state = group->child(0);
    if (c.status == ContainerStatus::Exited || c.status == ContainerStatus::Dead) {
        row(tr("Exit code"), QString::number(c.exitCode));
        row(tr("That means"), exitMeaning(c.exitCode, c.oomKilled), true);
    } else if (c.oomKilled) {
        row(tr("Memory"), tr("The kernel killed one of its processes for want of memory (OOM)."), true);
    }
    row(tr("Last error"), plainLine(c.error), true);
    row(tr("Command"), plainLine(shellQuote(c.command)));
    row(tr("Image"), plainLine(c.image));
    row(tr("First process"), c.pid > 0 ? tr("PID %1 on this machine").arg(c.pid) : QString(), true);

    begin(tr("When"));
    row(tr("Created"), formatDateTime(c.created), true);
    row(tr("Started"), c.started > 0 ? formatDateTime(c.started) : QString(), true);
    row(tr("Ended"), c.finished > 0 ? formatDateTime(c.finished) : QString(), true);

    begin(tr("What it may use"));
    const auto limit = [&](LimitKind kind, const std::optional<std::int64_t> &value) {
        return value.value_or(0) > 0 ? LimitScale(kind, 0).spoken(*value) : tr("no limit");
    };
    row(tr("CPU"), limit(LimitKind::Cpus, c.limits.nanoCpus), true);
    row(tr("Memory"), limit(LimitKind::Memory, c.limits.memory), true);
    row(tr("Processes"), limit(LimitKind::Pids, c.limits.pids), true);
    row(tr("Network"), plainLine(c.network));

    const QJsonArray mounts = object.value("Mounts"_L1).toArray();
    if (!mounts.isEmpty())
        begin(tr("Folders of this machine"));
    for (const QJsonValue &mount : mounts) {
        const QJsonObject m = mount.toObject();
        row(plainLine(m.value("Destination"_L1).toString().toStdString()),
            plainLine(m.value("Source"_L1).toString().toStdString()) +
                (m.value("RW"_L1).toBool(true) ? QString() : u" "_s + tr("(reading only)")));
    }
    const QJsonArray env = object.value("Config"_L1).toObject().value("Env"_L1).toArray();
    if (!env.isEmpty())
        begin(tr("Environment"));
    for (const QJsonValue &variable : env) {
        const QString text = plainLine(variable.toString().toStdString());
        row(text.section(u'=', 0, 0), text.section(u'=', 1));
    }
    begin(tr("Identity"));
    row(tr("Name"), plainLine(c.name));
    row(tr("Container id"), QString::fromStdString(c.id));
    row(tr("Image id"), QString::fromStdString(c.imageId));
    for (const auto &[key, value] : c.labels)
        row(tr("Label %1").arg(plainLine(key)), plainLine(value));
    verticalScrollBar()->setValue(scrolled);
}

} // namespace tare::gui
