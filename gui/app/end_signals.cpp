// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/end_signals.h"

#include <QSocketNotifier>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tare::gui {

namespace {

std::atomic<int> wake = -1; // lock-free: read in a signal handler

void handle(int)
{
    const int before = errno;
    const char byte = 0;
    (void)!::write(wake.load(), &byte, 1);
    errno = before;
}

constexpr int ends[] = {SIGTERM, SIGINT, SIGHUP};

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    int pipe[2] = {-1, -1};
    if (::pipe2(pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals do what they do without us
    m_read = UniqueFd(pipe[0]);
    m_write = UniqueFd(pipe[1]);
    wake = m_write.get();
    m_notifier = new QSocketNotifier(m_read.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this]() {
        m_notifier->setEnabled(false);
        Q_EMIT asked();
    });
    struct sigaction action{};
    action.sa_handler = handle;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (const int signal : ends) {
        struct sigaction now{};
        // nohup and the like: who ignores a signal goes on to.
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN)
            ::sigaction(signal, &action, nullptr);
    }
}

EndSignals::~EndSignals()
{
    if (m_notifier == nullptr)
        return;
    for (const int signal : ends) {
        struct sigaction now{};
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == handle)
            ::signal(signal, SIG_DFL);
    }
    wake = -1;
}

} // namespace tare::gui
