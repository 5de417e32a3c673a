// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/terminal_session.h"

#include <QSocketNotifier>
#include <poll.h>

namespace tare::gui {

namespace {

constexpr std::size_t parcel = 64U << 10U;
constexpr qsizetype writeParcel = 4096;
constexpr qsizetype mostWaiting = 4 << 20; // what a program that reads nothing can make us keep

} // namespace

TerminalSession::TerminalSession(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

TerminalSession::~TerminalSession()
{
    delete m_notifier;
}

void TerminalSession::open(Kind kind, std::function<Result<std::unique_ptr<Session>>(Engine &)> work)
{
    m_kind = kind;
    m_context.run<Opened>(
        this,
        [engine = m_context.engine(), work = std::move(work)](const CancelToken &) {
            return std::make_shared<Result<std::unique_ptr<Session>>>(work(*engine));
        },
        [this](const Opened &opened) { take(opened); });
}

void TerminalSession::exec(const std::string &container, const std::vector<std::string> &command, int rows,
                           int columns)
{
    ExecSpec spec;
    spec.command = command;
    spec.env = {"TERM=xterm-256color"};
    spec.tty = true;
    spec.stdin_ = true;
    spec.rows = static_cast<unsigned short>(rows);
    spec.columns = static_cast<unsigned short>(columns);
    open(Kind::Exec, [container, spec](Engine &engine) { return engine.exec(container, spec); });
}

void TerminalSession::attach(const std::string &container, int rows, int columns)
{
    m_size = {rows, columns};
    open(Kind::Attach, [container](Engine &engine) { return engine.attach(container, true); });
}

void TerminalSession::take(const Opened &result)
{
    if (!*result) {
        Q_EMIT failed(result->error());
        return;
    }
    m_session = std::move(**result);
    m_notifier = new QSocketNotifier(m_session->pollFd(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &TerminalSession::read);
    Q_EMIT opened();
    pump();
}

void TerminalSession::read()
{
    QByteArray bytes;
    while (m_session != nullptr && bytes.size() < static_cast<qsizetype>(parcel)) {
        const auto chunk = m_session->read();
        if (chunk && chunk->stream != Session::Stream::Ended) {
            if (chunk->bytes.empty())
                break;
            bytes.append(chunk->bytes.data(), static_cast<qsizetype>(chunk->bytes.size()));
            continue;
        }
        const int code = m_session->exitCode().value_or(-1);
        m_notifier->setEnabled(false);
        m_notifier->deleteLater();
        m_notifier = nullptr;
        m_session.reset();
        m_waiting.clear();
        if (!bytes.isEmpty())
            Q_EMIT output(bytes);
        if (chunk)
            Q_EMIT ended(code);
        else
            Q_EMIT failed(chunk.error());
        return;
    }
    if (!bytes.isEmpty())
        Q_EMIT output(bytes);
}

void TerminalSession::write(const QByteArray &bytes)
{
    if (m_session == nullptr || m_waiting.size() + bytes.size() > mostWaiting)
        return;
    m_waiting += bytes;
    pump();
}

void TerminalSession::resize(int rows, int columns)
{
    m_size = {rows, columns};
    pump();
}

void TerminalSession::pump()
{
    if (m_writing || m_session == nullptr || (m_waiting.isEmpty() && !m_size))
        return;
    m_writing = true;
    const QByteArray part = m_waiting.left(writeParcel);
    m_waiting.remove(0, part.size());
    m_context.run<bool>(
        this,
        [session = m_session, part, size = std::exchange(m_size, {})](const CancelToken &cancel) {
            if (size)
                session->resize(static_cast<unsigned short>(size->first),
                                static_cast<unsigned short>(size->second));
            pollfd wake[2] = {{session->pollFd(), POLLOUT, 0}, {cancel.pollFd(), POLLIN, 0}};
            if (!part.isEmpty() && ::poll(wake, 2, -1) > 0 && !cancel.cancelled())
                (void)session->write({part.constData(), static_cast<std::size_t>(part.size())});
            return true;
        },
        [this](bool) {
            m_writing = false;
            pump();
        });
}

} // namespace tare::gui
