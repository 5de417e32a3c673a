// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/port_check.h"

#include "core/engine/free_ports.h"
#include "core/network/listeners.h"
#include "core/network/ports.h"
#include "gui/widgets/format.h"

#include <unistd.h>

namespace tare::gui {

namespace {

constexpr int typingPauseMs = 250;

struct Answer
{
    bool free = true, inUse = false, forRoot = false;
    std::uint16_t port = 0;
    PortHolder holder;
    std::string reason;
};

Answer answerTo(Engine &engine, const std::string &text)
{
    Answer out;
    const auto ports = network::parsePublished(text);
    if (!ports)
        return out; // its field says that
    const auto bound = network::bindPorts(*ports, [&](std::uint16_t port, const std::string &protocol) {
        out.inUse = true;
        out.port = port;
        out.holder = portHolder(engine, port, protocol);
        return std::string();
    });
    if (!bound) {
        out.free = false;
        out.reason = bound.error().text();
        out.forRoot = !out.inUse && ::geteuid() != 0 && out.reason.find("are for root") != std::string::npos;
        out.port = out.inUse ? out.port : ports->front().hostPort;
    }
    return out;
}

QString words(const Answer &answer)
{
    if (answer.free)
        return {};
    if (answer.forRoot)
        return PortCheck::tr("Port %1 of this machine is root's alone: publish a higher one.").arg(answer.port);
    if (!answer.inUse)
        return plainLine(answer.reason);
    if (!answer.holder.container.empty())
        return PortCheck::tr("Port %1 of this machine is in use: the container “%2” has it.")
            .arg(answer.port)
            .arg(plainLine(answer.holder.container));
    if (!answer.holder.process.empty())
        return PortCheck::tr("Port %1 of this machine is in use: %2 has it.").arg(answer.port).arg(plainLine(answer.holder.process));
    return PortCheck::tr("Port %1 of this machine is in use.").arg(answer.port);
}

} // namespace

PortCheck::PortCheck(Context &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &PortCheck::run);
}

void PortCheck::ask(const QStringList &ports)
{
    m_wanted.clear();
    for (const QString &port : ports) {
        if (!m_answers.contains(port) && !m_wanted.contains(port))
            m_wanted += port;
    }
    if (m_wanted.isEmpty())
        m_pause.stop();
    else
        m_pause.start();
}

void PortCheck::run()
{
    using Answers = QHash<QString, Answer>;
    m_request.cancel();
    m_request = m_context.run<Answers>(
        this,
        [engine = m_context.engine(), wanted = m_wanted](const CancelToken &) {
            Answers out;
            for (const QString &port : wanted)
                out.insert(port, answerTo(*engine, port.toStdString()));
            return out;
        },
        [this](const Answers &answers) {
            for (auto it = answers.begin(); it != answers.end(); ++it)
                m_answers.insert(it.key(), words(it.value()));
            Q_EMIT answered();
        });
}

} // namespace tare::gui
