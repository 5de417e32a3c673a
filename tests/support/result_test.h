// SPDX-License-Identifier: GPL-3.0-or-later
// Test macros that print the Error of a Result.
#pragma once

#include "core/base/result.h"

#include <QTest>

#define TARE_OK(expression)                                                                                  \
    do {                                                                                                     \
        const auto &tareResult = (expression);                                                               \
        if (!tareResult)                                                                                     \
            QFAIL(qPrintable(QString::fromLatin1(#expression ": ") +                                         \
                             QString::fromStdString(tareResult.error().text())));                            \
    } while (false)

#define TARE_FAILS(expression, expectedCode)                                                                 \
    do {                                                                                                     \
        const auto &tareResult = (expression);                                                               \
        QVERIFY2(!tareResult, #expression " should fail");                                                   \
        if (tareResult.error().code != (expectedCode))                                                       \
            QFAIL(qPrintable(QString::fromLatin1("wrong error: ") +                                          \
                             QString::fromLatin1(tare::errcName(tareResult.error().code)) +                  \
                             QString::fromLatin1(": ") + QString::fromStdString(tareResult.error().text())));\
    } while (false)
