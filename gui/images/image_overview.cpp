// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_overview.h"

#include "core/base/strings.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

enum Column { Name, Value, Instruction, ColumnCount };
constexpr int noteRole = Qt::UserRole;
constexpr int noteLines = 2;

// Rows below one heading; a heading without rows is not shown.
class Group
{
public:
    Group(QTreeWidget &tree, const QString &title) : m_item(new QTreeWidgetItem({title}))
    {
        QFont bold = tree.font();
        bold.setBold(true);
        m_item->setFont(0, bold);
        tree.addTopLevelItem(m_item);
        m_item->setFirstColumnSpanned(true);
        m_item->setExpanded(true);
        m_fixed = monospaceFont(&tree);
    }
    void row(const QString &name, const QString &value, const QString &note = {}, const QString &instruction = {})
    {
        if (value.isEmpty())
            return;
        auto *item = new QTreeWidgetItem(m_item, {name, value, instruction});
        item->setFont(Value, m_fixed);
        item->setFont(Instruction, m_fixed);
        item->setToolTip(Name, note.toHtmlEscaped());
        item->setToolTip(Value, value.toHtmlEscaped());
        item->setData(Name, noteRole, note);
    }
    ~Group() { m_item->setHidden(m_item->childCount() == 0); }
    Group(const Group &) = delete;
    Group &operator=(const Group &) = delete;

private:
    QTreeWidgetItem *m_item;
    QFont m_fixed;
};

QString foreign(const QJsonValue &value)
{
    return plainLine(value.toString().toStdString());
}

// A command as a shell would read it back.
QString words(const QJsonValue &value)
{
    std::vector<std::string> list;
    const auto array = value.toArray();
    for (const QJsonValue &word : array)
        list.push_back(word.toString().toStdString());
    return list.empty() ? QString() : plainLine(shellQuote(list));
}

QString keys(const QJsonValue &value)
{
    return plainLine(value.toObject().keys().join(u", "_s).toStdString());
}

void fillImage(QTreeWidget &tree, const Image &image, const QJsonObject &object)
{
    Group group(tree, ImageOverview::tr("Image"));
    QStringList names;
    for (const auto &name : image.names)
        names += plainLine(name);
    group.row(ImageOverview::tr("Names"), names.join(u", "_s),
              ImageOverview::tr("Names are only pointers: one image may have several, and a name can be moved to another "
                                "image (docker tag)."));
    group.row(ImageOverview::tr("Image id"), QString::fromStdString(image.id),
              ImageOverview::tr("Digest of the configuration; what docker calls the image id. Two images with one id are "
                                "the same, wherever they come from."));
    group.row(ImageOverview::tr("Manifest"), QString::fromStdString(image.manifestDigest),
              ImageOverview::tr("Digest of the manifest, which lists the configuration and the layers."));
    group.row(ImageOverview::tr("Made"), formatDateTime(image.created));
    group.row(ImageOverview::tr("Author"), foreign(object.value("Author"_L1)), {}, u"MAINTAINER"_s);
    group.row(ImageOverview::tr("Machine"), plainLine(image.os + "/" + image.architecture),
              ImageOverview::tr("Operating system and processor that it is made for. A container runs on the kernel of "
                                "its host, so both must fit."),
              u"FROM --platform"_s);
    group.row(ImageOverview::tr("Size unpacked"), formatSize(image.size),
              ImageOverview::tr("What its layers take on the disk when they are unpacked; layers that other images share "
                                "are stored once."));
    group.row(ImageOverview::tr("Size fetched"), formatSize(image.compressedSize),
              ImageOverview::tr("What a pull transfers: the compressed layers."));
}

void fillRun(QTreeWidget &tree, const QJsonObject &config)
{
    Group group(tree, ImageOverview::tr("What it runs"));
    group.row(ImageOverview::tr("Entrypoint"), words(config.value("Entrypoint"_L1)),
              ImageOverview::tr("Always runs; what stands after the image's name in docker run is added to it. "
                                "--entrypoint replaces it."),
              u"ENTRYPOINT"_s);
    group.row(ImageOverview::tr("Command"), words(config.value("Cmd"_L1)),
              ImageOverview::tr("Cmd: runs unless a command is given after the image's name. With an entrypoint, it is its "
                                "arguments."),
              u"CMD"_s);
    group.row(ImageOverview::tr("Working folder"), foreign(config.value("WorkingDir"_L1)),
              ImageOverview::tr("Where the command starts (--workdir); made when it is not there."), u"WORKDIR"_s);
    group.row(ImageOverview::tr("User"), foreign(config.value("User"_L1)),
              ImageOverview::tr("Who the command runs as (--user). Without it, root of the container."), u"USER"_s);
    group.row(ImageOverview::tr("Stop signal"), foreign(config.value("StopSignal"_L1)),
              ImageOverview::tr("What docker stop sends before it kills; SIGTERM when the image does not say."),
              u"STOPSIGNAL"_s);
    group.row(ImageOverview::tr("Ports"), keys(config.value("ExposedPorts"_L1)),
              ImageOverview::tr("Ports that the program listens on: a hint. Only docker run -p opens one to the outside."),
              u"EXPOSE"_s);
    group.row(ImageOverview::tr("Volumes"), keys(config.value("Volumes"_L1)),
              ImageOverview::tr("Folders whose data live outside of the container's own layer (--volume)."), u"VOLUME"_s);
    group.row(ImageOverview::tr("Shell"), words(config.value("Shell"_L1)),
              ImageOverview::tr("Runs the instructions that are written as one line."), u"SHELL"_s);
    group.row(ImageOverview::tr("On build"), words(config.value("OnBuild"_L1)),
              ImageOverview::tr("Instructions that run when another image is built from this one."), u"ONBUILD"_s);
}

QString interval(const QJsonValue &nanoseconds)
{
    const double value = nanoseconds.toDouble();
    return value > 0 ? formatDuration(value) : QString();
}

void fillHealth(QTreeWidget &tree, const QJsonObject &health)
{
    Group group(tree, ImageOverview::tr("Health check"));
    const QString note = ImageOverview::tr("A command that is run again and again in the container: exit code 0 is healthy.");
    group.row(ImageOverview::tr("Test"), words(health.value("Test"_L1)), note, u"HEALTHCHECK"_s);
    group.row(ImageOverview::tr("Interval"), interval(health.value("Interval"_L1)), note, u"--interval"_s);
    group.row(ImageOverview::tr("Timeout"), interval(health.value("Timeout"_L1)), note, u"--timeout"_s);
    group.row(ImageOverview::tr("Start period"), interval(health.value("StartPeriod"_L1)), note, u"--start-period"_s);
    const int retries = health.value("Retries"_L1).toInt();
    group.row(ImageOverview::tr("Retries"), retries > 0 ? QString::number(retries) : QString(), note, u"--retries"_s);
}

void fillLists(QTreeWidget &tree, const Image &image, const QJsonObject &config)
{
    {
        Group group(tree, ImageOverview::tr("Environment"));
        const auto variables = config.value("Env"_L1).toArray();
        for (const QJsonValue &variable : variables) {
            const QString text = foreign(variable);
            group.row(text.section(u'=', 0, 0), text.section(u'=', 1),
                      ImageOverview::tr("A variable that every process of the container starts with (--env)."), u"ENV"_s);
        }
    }
    {
        Group group(tree, ImageOverview::tr("Labels"));
        const QJsonObject labels = config.value("Labels"_L1).toObject();
        for (auto label = labels.begin(); label != labels.end(); ++label)
            group.row(plainLine(label.key().toStdString()), foreign(label.value()),
                      ImageOverview::tr("Says something about the image and changes nothing (--label)."), u"LABEL"_s);
    }
    Group group(tree, ImageOverview::tr("Layers, lowest first"));
    int number = 1;
    for (const auto &layer : image.layers)
        group.row(QString::number(number++), QString::fromStdString(layer),
                  ImageOverview::tr("Digest of the unpacked layer (diff id). The view Layers says what is in it."),
                  u"RUN, COPY, ADD"_s);
}

} // namespace

ImageOverview::ImageOverview(QWidget *parent)
    : QWidget(parent), m_tree(new QTreeWidget(this)), m_note(new QLabel(this))
{
    m_tree->setObjectName(u"images.detail.overview"_s);
    m_tree->setAccessibleName(tr("Overview of the image"));
    m_tree->setColumnCount(ColumnCount);
    m_tree->setHeaderLabels({tr("What"), tr("Value"), tr("Set by, in a Dockerfile")});
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(gridUnit);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(Name, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(Value, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(Instruction, QHeaderView::ResizeToContents);
    m_note->setObjectName(u"images.detail.note"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_note->setMinimumHeight(noteLines * m_note->fontMetrics().lineSpacing()); // nothing jumps when it fills
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, gridUnit, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_tree, 1);
    column->addWidget(m_note);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ImageOverview::noteCurrent);
    noteCurrent();
}

void ImageOverview::show(const Image &image, const QByteArray &inspectJson)
{
    m_tree->clear();
    const QJsonDocument document = QJsonDocument::fromJson(inspectJson);
    const QJsonObject object = document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonObject config = object.value("Config"_L1).toObject();
    fillImage(*m_tree, image, object);
    fillRun(*m_tree, config);
    fillHealth(*m_tree, config.value("Healthcheck"_L1).toObject());
    fillLists(*m_tree, image, config);
    noteCurrent();
}

void ImageOverview::clear()
{
    m_tree->clear();
    noteCurrent();
}

void ImageOverview::noteCurrent()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const QString note = item == nullptr ? QString() : item->data(Name, noteRole).toString();
    m_note->setText(note.isEmpty() ? tr("Choose a row to read what it means.") : note);
}

} // namespace tare::gui
