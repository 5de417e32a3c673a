// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error_json.h"
#include "core/base/result.h"

#include "tests/support/result_test.h"

#include <cerrno>

using namespace tare;

namespace {

Result<int> half(int n)
{
    if (n % 2 != 0)
        return fail(Errc::InvalidArgument, std::to_string(n), "odd");
    return n / 2;
}

Result<int> quarter(int n)
{
    const int h = TARE_TRY(half(n));
    return TARE_TRY(half(h));
}

Status check(int n)
{
    TARE_CHECK(half(n).map([](int) {}));
    return {};
}

} // namespace

class ResultTest : public QObject
{
    Q_OBJECT
private slots:
    void tryPassesErrorsOn()
    {
        QCOMPARE(quarter(8).value_or(-1), 2);
        TARE_FAILS(quarter(6), Errc::InvalidArgument);
        QCOMPARE(quarter(6).error().text(), std::string("3: odd"));
        TARE_OK(check(2));
        TARE_FAILS(check(3), Errc::InvalidArgument);
    }
    void systemErrors()
    {
        const Error e = failSystem("open", "/x", EACCES).value();
        QCOMPARE(e.text(), std::string("open /x: Permission denied"));
        QCOMPARE(e.osError, EACCES);
        const Error full = failSystem("write", "/x", ENOSPC).value();
        QCOMPARE(full.code, Errc::NoSpace);
    }
    void textsAreDockers()
    {
        QCOMPARE(fail(Errc::NoSuchContainer, "web").value().text(), std::string("No such container: web"));
        QCOMPARE(fail(Errc::NoSuchImage, "x\x1b[2J").value().text(), std::string("No such image: x\\x1b[2J"));
        QCOMPARE(fail(Errc::CommandNotFound, "x").value().exitCode(), 127);
        QCOMPARE(fail(Errc::CommandNotRunnable, "x").value().exitCode(), 126);
        QCOMPARE(fail(Errc::Internal, "x").value().exitCode(), 125);
    }
    void chainIsOutermostFirst()
    {
        Error e = fail(Errc::NotFound, "a").value();
        const Error outer = std::move(e).while_("read layer").while_("load image");
        QCOMPARE(outer.text(), std::string("load image: read layer: Not found: a"));
    }
    void everyCodeCrossesAProcess()
    {
        for (int c = 0; c <= static_cast<int>(Errc::NotOnThisMachine); ++c) {
            Error e;
            e.code = static_cast<Errc>(c);
            e.subject = "s";
            e.reason = "r\xff";
            e.chain = {"one", "two"};
            e.osError = 5;
            const Error back = errorFromJson(errorToJson(e));
            QCOMPARE(static_cast<int>(back.code), c);
            QCOMPARE(back.subject, e.subject);
            QCOMPARE(back.chain, e.chain);
            QCOMPARE(back.osError, 5);
        }
        QCOMPARE(errorFromJson("segfault").reason, std::string("segfault"));
        QCOMPARE(errorFromJson("{\"code\":7}").code, Errc::Internal);
    }
};

QTEST_APPLESS_MAIN(ResultTest)
#include "result_test.moc"
