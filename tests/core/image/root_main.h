// SPDX-License-Identifier: GPL-3.0-or-later
// A test that makes files of several owners: as root, or as root of a user namespace that it enters first.
#pragma once

#include "core/runtime/userns/userns.h"

#include <QCoreApplication>
#include <QTest>
#include <cstdio>
#include <string>

// Root, and not of a user namespace: for what only the machine's own may do.
inline bool isMachinesRoot()
{
    return !tare::userns::needed() && !tare::userns::inside();
}

inline void enterNamespaceUnlessRoot(int argc, char **argv)
{
    if (!tare::userns::needed())
        return;
    const auto mapping = tare::userns::mappingOfCaller();
    tare::userns::RunOptions options;
    options.argv = {"/proc/self/exe"};
    for (int i = 1; i < argc; ++i)
        options.argv.emplace_back(argv[i]);
    if (mapping && !mapping->single()) {
        const tare::Error error = tare::userns::exec(*mapping, options); // comes back only when it failed
        std::printf("SKIP: %s\n", error.text().c_str());
    } else {
        std::printf("SKIP: needs root, or subordinate ids (subuid(5))\n");
    }
    std::exit(0);
}

#define TARE_ROOT_TEST_MAIN(Test)                                                                            \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        enterNamespaceUnlessRoot(argc, argv);                                                                \
        const QCoreApplication app(argc, argv);                                                              \
        Test test;                                                                                           \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
