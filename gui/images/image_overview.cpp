// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_overview.h"

#include "core/base/strings.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTreeWidget>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct ImageOverview
{
    Q_DECLARE_TR_FUNCTIONS(ImageOverview)
};

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
    void row(const QString &name, const QString &value, const QString &term = {})
    {
        if (value.isEmpty())
            return;
        auto *item = new QTreeWidgetItem(m_item, {name, value});
        item->setFont(1, m_fixed);
        item->setToolTip(0, term.toHtmlEscaped());
        item->setToolTip(1, value.toHtmlEscaped());
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

} // namespace

void fillImageOverview(QTreeWidget &tree, const Image &image, const QByteArray &inspectJson)
{
    tree.clear();
    QJsonDocument document = QJsonDocument::fromJson(inspectJson);
    const QJsonObject object = document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonObject config = object.value("Config"_L1).toObject();
    {
        Group group(tree, ImageOverview::tr("Image"));
        group.row(ImageOverview::tr("Names"), [&]() {
            QStringList names;
            for (const auto &name : image.names)
                names += plainLine(name);
            return names.join(u", "_s);
        }());
        group.row(ImageOverview::tr("Image id"), QString::fromStdString(image.id),
                  ImageOverview::tr("Digest of the configuration; what docker calls the image id"));
        group.row(ImageOverview::tr("Manifest"), QString::fromStdString(image.manifestDigest),
                  ImageOverview::tr("Digest of the manifest, which lists the configuration and the layers"));
        group.row(ImageOverview::tr("Made"), formatDateTime(image.created));
        group.row(ImageOverview::tr("Machine"), plainLine(image.os + "/" + image.architecture),
                  ImageOverview::tr("Operating system and processor that it is made for"));
        group.row(ImageOverview::tr("Size unpacked"), formatSize(image.size));
        group.row(ImageOverview::tr("Size fetched"), formatSize(image.compressedSize));
    }
    {
        Group group(tree, ImageOverview::tr("What it runs"));
        group.row(ImageOverview::tr("Entrypoint"), words(config.value("Entrypoint"_L1)), u"--entrypoint"_s);
        group.row(ImageOverview::tr("Command"), words(config.value("Cmd"_L1)),
                  ImageOverview::tr("Cmd: used unless a command is given"));
        group.row(ImageOverview::tr("Working folder"), foreign(config.value("WorkingDir"_L1)), u"--workdir"_s);
        group.row(ImageOverview::tr("User"), foreign(config.value("User"_L1)), u"--user"_s);
        group.row(ImageOverview::tr("Stop signal"), foreign(config.value("StopSignal"_L1)));
        group.row(ImageOverview::tr("Ports"), plainLine(config.value("ExposedPorts"_L1).toObject().keys().join(u", "_s).toStdString()));
        group.row(ImageOverview::tr("Volumes"), plainLine(config.value("Volumes"_L1).toObject().keys().join(u", "_s).toStdString()));
    }
    {
        Group group(tree, ImageOverview::tr("Environment"));
        const auto variables = config.value("Env"_L1).toArray();
        for (const QJsonValue &variable : variables) {
            const QString text = foreign(variable);
            group.row(text.section(u'=', 0, 0), text.section(u'=', 1), u"--env"_s);
        }
    }
    {
        Group group(tree, ImageOverview::tr("Labels"));
        const QJsonObject labels = config.value("Labels"_L1).toObject();
        for (auto label = labels.begin(); label != labels.end(); ++label)
            group.row(plainLine(label.key().toStdString()), foreign(label.value()), u"--label"_s);
    }
    {
        Group group(tree, ImageOverview::tr("Layers, lowest first"));
        int number = 1;
        for (const auto &layer : image.layers)
            group.row(QString::number(number++), QString::fromStdString(layer),
                      ImageOverview::tr("Digest of the unpacked layer (diff id)"));
    }
    tree.resizeColumnToContents(0);
}

} // namespace tare::gui
