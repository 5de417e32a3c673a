// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests against the specification share.
#pragma once

#include "core/base/subprocess.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <string>
#include <vector>

[[nodiscard]] inline bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

// For what leaves a process behind, which would keep our pipes open.
[[nodiscard]] inline int quietly(const Bundle &b, const std::vector<std::string> &words)
{
    tare::SpawnOptions options;
    options.argv = b.runtime();
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    options.argv.push_back(b.id());
    auto child = tare::spawn(options);
    return child ? child->wait(std::chrono::minutes(1)).value_or(-1) : -1;
}

[[nodiscard]] inline nlohmann::json shellHook(const std::string &script)
{
    return {{"path", "/bin/sh"}, {"args", {"sh", "-c", script}}};
}

// `out` is what it said; the test fails when it did not end well.
#define RUNS(b, out)                                                                                         \
    const auto out = (b).run();                                                                              \
    TARE_OK(out);                                                                                            \
    QVERIFY2(out->exitCode == 0, (out->out + out->err).c_str())
