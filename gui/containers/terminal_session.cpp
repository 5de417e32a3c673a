// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/terminal_session.h"

#include <QSocketNotifier>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tare::gui {

namespace {

constexpr std::size_t parcel = 64U << 10U;
constexpr std::size_t writeParcel = 4096;
constexpr std::size_t mostWaiting = 4U << 20U; // what a program that reads nothing can make us keep

} // namespace

// Knows no object of the window: when that goes while a write still blocks, the thread stays behind until the
// program reads or ends, and touches nothing but this.
struct TerminalSession::Writer
{
    std::mutex mutex;
    std::condition_variable wake;
    std::shared_ptr<Session> session;
    std::string waiting;
    std::optional<std::pair<int, int>> size;
    bool closed = false;

    static void run(const std::shared_ptr<Writer> &self)
    {
        std::unique_lock lock(self->mutex);
        while (true) {
            self->wake.wait(lock, [&]() { return self->closed || self->size || !self->waiting.empty(); });
            if (self->closed)
                break;
            const auto size = std::exchange(self->size, {});
            const std::string part = self->waiting.substr(0, writeParcel);
            self->waiting.erase(0, part.size());
            const std::shared_ptr<Session> session = self->session;
            lock.unlock();
            if (size)
                session->resize(static_cast<unsigned short>(size->first),
                                static_cast<unsigned short>(size->second));
            const bool gone = !part.empty() && !session->write(part);
            lock.lock();
            if (gone)
                break;
        }
        self->session.reset();
    }
};

TerminalSession::TerminalSession(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

TerminalSession::~TerminalSession()
{
    close();
}

void TerminalSession::close()
{
    delete std::exchange(m_notifier, nullptr);
    if (m_writer != nullptr) {
        const std::lock_guard lock(m_writer->mutex);
        m_writer->closed = true;
        m_writer->wake.notify_all();
    }
    m_writer.reset();
    m_session.reset();
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
    m_writer = std::make_shared<Writer>();
    m_writer->session = m_session;
    m_writer->size = m_size;
    std::thread([writer = m_writer]() { Writer::run(writer); }).detach();
    Q_EMIT opened();
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
        std::exchange(m_notifier, nullptr)->deleteLater(); // it is what called us
        close();
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
    if (m_writer == nullptr)
        return;
    const std::lock_guard lock(m_writer->mutex);
    if (m_writer->waiting.size() + static_cast<std::size_t>(bytes.size()) > mostWaiting)
        return;
    m_writer->waiting.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    m_writer->wake.notify_all();
}

void TerminalSession::resize(int rows, int columns)
{
    m_size = {rows, columns};
    if (m_writer == nullptr)
        return;
    const std::lock_guard lock(m_writer->mutex);
    m_writer->size = m_size;
    m_writer->wake.notify_all();
}

} // namespace tare::gui
