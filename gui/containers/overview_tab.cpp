// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/overview_tab.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "gui/containers/container_words.h"
#include "gui/containers/port_words.h"
#include "gui/limits/limit_scale.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QUrl>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::int64_t healthAge = 10'000'000'000; // ns
constexpr int textMargin = 3; // a view's, left of a cell's text

// Of a volume that was made for one container.
bool isDrawn(const QString &name)
{
    return name.size() == 64 && isHex(name.toStdString());
}
} // namespace

OverviewTab::OverviewTab(Context &context, QWidget *parent)
    : FactTree(u"containers.overview"_s, tr("Overview of the container"), parent), m_context(context)
{
}

void OverviewTab::setContainer(const Container &container)
{
    if (container == m_container)
        return;
    const bool another = container.id != m_container.id;
    m_container = container;
    read();
    if (another)
        fill({});
    else
        updateTimes(); // the rest follows; what is read does not vanish meanwhile
}

void OverviewTab::read()
{
    m_readAt = nowNs();
    m_request.cancel();
    m_request = m_context.run<Result<std::string>>(
        this,
        [engine = m_context.engine(), id = m_container.id](const CancelToken &) {
            return engine->inspectContainer(id);
        },
        [this](const Result<std::string> &json) {
            fill(json ? QByteArray::fromStdString(*json) : QByteArray());
        });
}

void OverviewTab::updateTimes()
{
    // Checks go on without a word while their outcome stays the same.
    if (!m_container.health.empty() && m_container.status == ContainerStatus::Running && nowNs() - m_readAt > healthAge)
        read();
    const QString text = formatStatusLine(m_container, nowNs());
    if (m_state != nullptr && m_state->text(1) != text)
        m_state->setText(1, text);
}

void OverviewTab::fill(const QByteArray &inspect)
{
    const QJsonDocument document = QJsonDocument::fromJson(inspect);
    const QJsonObject object = document.isArray() ? document.array().at(0).toObject() : document.object();
    m_state = nullptr;
    begin();
    fillRun();
    fillHealth(object);
    fillNetworks();
    fillPorts();
    fillLimits();
    fillMounts(object);
    fillEnvironment(object);
    fillIdentity();
    finish();
}

void OverviewTab::fillRun()
{
    const Container &c = m_container;
    group(tr("What runs"));
    m_state = fact(tr("State"), formatStatusLine(c, nowNs()), true);
    if (c.status == ContainerStatus::Exited || c.status == ContainerStatus::Dead) {
        fact(tr("Exit code"), QString::number(c.exitCode));
        fact(tr("That means"), exitMeaning(c.exitCode, c.oomKilled), true);
    } else if (c.oomKilled) {
        fact(tr("Memory"), tr("The kernel killed one of its processes for want of memory (OOM)."), true);
    }
    fact(tr("Last error"), plainLine(c.error), true);
    fact(tr("Command"), plainLine(shellQuote(c.command)));
    fact(tr("Image"), plainLine(c.image));
    fact(tr("Started again"), restartWords(c.restart), true);
    if (c.restarts > 0)
        fact(tr("So far"), tr("%n time(s)", nullptr, c.restarts), true);
    fact(tr("First process"), c.pid > 0 ? tr("PID %1 on this machine").arg(c.pid) : QString(), true);
    group(tr("When"));
    fact(tr("Created"), formatDateTime(c.created), true);
    fact(tr("Started"), c.started > 0 ? formatDateTime(c.started) : QString(), true);
    fact(tr("Ended"), c.finished > 0 ? formatDateTime(c.finished) : QString(), true);
}

void OverviewTab::fillHealth(const QJsonObject &object)
{
    const QJsonObject health = object.value("State"_L1).toObject().value("Health"_L1).toObject();
    if (health.isEmpty())
        return;
    group(tr("Health"));
    const QString status = health.value("Status"_L1).toString();
    const int streak = health.value("FailingStreak"_L1).toInt();
    fact(tr("State"), status == "starting"_L1 ? tr("%1; failures do not count yet").arg(formatHealth("starting"))
                                              : formatHealth(status.toStdString()),
         true);
    if (streak > 0)
        fact(tr("Failures in a row"), QString::number(streak), true);
    const QJsonArray log = health.value("Log"_L1).toArray();
    for (qsizetype i = log.size() - 1; i >= 0; --i) { // the last one first
        const QJsonObject one = log.at(i).toObject();
        const QString output = plainLine(one.value("Output"_L1).toString().trimmed().toStdString());
        const int code = one.value("ExitCode"_L1).toInt();
        const QDateTime time = QDateTime::fromString(one.value("Start"_L1).toString().left(19) + u'Z', Qt::ISODate);
        fact(time.isValid() ? formatDateTime(time.toMSecsSinceEpoch() * 1'000'000) : tr("Check"),
             (code == 0 ? formatHealth("healthy") : tr("failed (%1)").arg(code)) + (output.isEmpty() ? QString() : u": "_s + output), true);
    }
}

void OverviewTab::fillLimits()
{
    group(tr("What it may use"));
    const auto limit = [](LimitKind kind, const std::optional<std::int64_t> &value) {
        return value.value_or(0) > 0 ? LimitScale(kind, 0).spoken(*value) : tr("no limit");
    };
    fact(tr("CPU"), limit(LimitKind::Cpus, m_container.limits.nanoCpus), true);
    fact(tr("Memory"), limit(LimitKind::Memory, m_container.limits.memory), true);
    fact(tr("Processes"), limit(LimitKind::Pids, m_container.limits.pids), true);
}

void OverviewTab::fillNetworks()
{
    const Container &c = m_container;
    group(tr("Network"));
    if (c.network == "host")
        fact(tr("Network"), tr("host: it uses this machine's own network"), true);
    else if (c.network == "none")
        fact(tr("Network"), tr("none: it reaches nothing but itself"), true);
    else if (c.network.starts_with("container:"))
        fact(tr("Network"), tr("that of another container: %1").arg(plainLine(c.network.substr(10, 12))), true);
    for (const Endpoint &one : c.endpoints) {
        const QString network = plainLine(one.network);
        const auto words = [](const std::string &address, int prefix, const std::string &gateway) {
            const QString text = plainLine(address + "/" + std::to_string(prefix));
            return gateway.empty() ? text : tr("%1, outwards by way of %2").arg(text, plainLine(gateway));
        };
        if (!one.address.empty())
            fact(network, words(one.address, one.prefix, one.gateway), true);
        if (!one.address6.empty())
            fact(network, words(one.address6, one.prefix6, one.gateway6), true);
        fact(tr("Hardware address"), plainLine(one.mac));
    }
    for (const std::string &name : c.networks) {
        if (c.endpoints.empty() && name != "host" && name != "none")
            fact(plainLine(name), tr("gets its address when it starts"), true);
    }
}

// A published port is one click away.
void OverviewTab::fillPorts()
{
    const std::vector<PortLine> lines = portLines(m_container);
    if (!lines.empty())
        group(tr("Ports"));
    int number = 0;
    for (const PortLine &line : lines) {
        QTreeWidgetItem *item = fact(line.port, line.words, true);
        if (line.address.isEmpty())
            continue;
        item->setText(1, {});
        auto *box = new QWidget(this);
        auto *row = new QHBoxLayout(box);
        row->setContentsMargins(textMargin, 0, 0, 0);
        auto *words = new QLabel(line.words, box);
        words->setTextFormat(Qt::PlainText);
        auto *open = iconButton(box, u"containers.port.%1"_s.arg(number++), u"start"_s, line.address,
                                tr("Opens %1 in the browser").arg(line.address));
        open->setAccessibleName(tr("Open %1").arg(line.address));
        row->addWidget(words);
        row->addWidget(open);
        row->addStretch(1);
        setItemWidget(item, 1, box);
        item->setSizeHint(1, box->sizeHint());
        connect(open, &QPushButton::clicked, this, [address = line.address]() { QDesktopServices::openUrl(QUrl(address)); });
    }
}

void OverviewTab::fillMounts(const QJsonObject &object)
{
    const QJsonArray mounts = object.value("Mounts"_L1).toArray();
    const QJsonObject tmpfs = object.value("HostConfig"_L1).toObject().value("Tmpfs"_L1).toObject();
    if (!mounts.isEmpty() || !tmpfs.isEmpty())
        group(tr("Folders that it sees"));
    const auto text = [](const QJsonValue &value) { return plainLine(value.toString().toStdString()); };
    for (const QJsonValue &mount : mounts) {
        const QJsonObject m = mount.toObject();
        const QString type = m.value("Type"_L1).toString();
        const QString name = text(m.value("Name"_L1));
        QString words = type == "volume"_L1  ? isDrawn(name) ? tr("a folder of its own: %1").arg(name.left(12)) : tr("the volume %1").arg(name)
                        : type == "tmpfs"_L1 ? tr("in memory")
                                             : tr("%1 of this machine").arg(text(m.value("Source"_L1)));
        if (!m.value("RW"_L1).toBool(true))
            words += u" "_s + tr("(reading only)");
        fact(text(m.value("Destination"_L1)), words, true);
    }
    for (auto it = tmpfs.begin(); it != tmpfs.end(); ++it)
        fact(plainLine(it.key().toStdString()), it.value().toString().isEmpty() ? tr("in memory") : tr("in memory (%1)").arg(text(it.value())), true);
}

void OverviewTab::fillEnvironment(const QJsonObject &object)
{
    const QJsonArray env = object.value("Config"_L1).toObject().value("Env"_L1).toArray();
    if (!env.isEmpty())
        group(tr("Environment"));
    for (const QJsonValue &variable : env) {
        const QString text = plainLine(variable.toString().toStdString());
        const QString value = text.section(u'=', 1);
        if (value.isEmpty())
            fact(text.section(u'=', 0, 0), tr("(empty)"), true);
        else
            fact(text.section(u'=', 0, 0), value);
    }
}

void OverviewTab::fillIdentity()
{
    const Container &c = m_container;
    group(tr("Identity"));
    fact(tr("Name"), plainLine(c.name));
    fact(tr("Container id"), QString::fromStdString(c.id));
    fact(tr("Image id"), QString::fromStdString(c.imageId));
    for (const auto &[key, value] : c.labels)
        fact(tr("Label %1").arg(plainLine(key)), plainLine(value));
}

} // namespace tare::gui
