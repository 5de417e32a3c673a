// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancel.h"

#include "tests/support/result_test.h"

#include <poll.h>
#include <thread>

using namespace tare;

class CancelTest : public QObject
{
    Q_OBJECT
private slots:
    void anEmptyTokenIsNever()
    {
        const CancelToken token;
        QVERIFY(!token.cancelled());
        QCOMPARE(token.pollFd(), -1);
        TARE_OK(token.check());
    }
    void wakesAPoll()
    {
        CancelSource source;
        const CancelToken token = source.token();
        std::thread other([&] { source.cancel(); });
        pollfd fd{token.pollFd(), POLLIN, 0};
        QCOMPARE(::poll(&fd, 1, 10000), 1);
        other.join();
        QVERIFY(token.cancelled());
        TARE_FAILS(token.check(), Errc::Cancelled);
        source.cancel(); // twice is harmless
    }
};

QTEST_APPLESS_MAIN(CancelTest)
#include "cancel_test.moc"
