// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QByteArray>
#include <QObject>
#include <optional>

class QSocketNotifier;

namespace tare::gui {

// Carries bytes between a Session and a terminal. Reads on the UI thread, a bounded parcel at a time, so that
// a program that writes without end leaves the window alive; writes on a pool thread, since a program may not
// read.
class TerminalSession : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Exec, Attach };

    TerminalSession(Context &context, QObject *parent = nullptr);
    ~TerminalSession() override;

    // `rows` and `columns` of the terminal. opened() or failed() follows.
    void exec(const std::string &container, const std::vector<std::string> &command, int rows, int columns);
    void attach(const std::string &container, int rows, int columns);
    void write(const QByteArray &bytes);
    void resize(int rows, int columns);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }

Q_SIGNALS:
    void opened();
    void failed(const tare::Error &error);
    void output(const QByteArray &bytes);
    void ended(int exitCode); // -1: not known

private:
    using Opened = std::shared_ptr<Result<std::unique_ptr<Session>>>;
    void open(Kind kind, std::function<Result<std::unique_ptr<Session>>(Engine &)> work);
    void take(const Opened &opened);
    void read();
    void close();

    struct Writer;

    Context &m_context;
    Kind m_kind = Kind::Exec;
    std::shared_ptr<Session> m_session;
    std::shared_ptr<Writer> m_writer;
    QSocketNotifier *m_notifier = nullptr;
    std::optional<std::pair<int, int>> m_size; // to be told when it is open
};

} // namespace tare::gui
