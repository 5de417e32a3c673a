// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/print.h"

#include "core/base/file.h"

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace tare::cli {

void printOut(std::string_view text)
{
    if (!writeAll(STDOUT_FILENO, text) && errno == EPIPE)
        ::_exit(128 + SIGPIPE);
}

void printLine(std::string_view text)
{
    printOut(std::string(text) + "\n");
}

void printError(std::string_view text, std::string_view advice)
{
    std::string out = "tare: " + std::string(text) + "\n";
    if (!advice.empty())
        out += std::string(advice) + "\n";
    [[maybe_unused]] const Status written = writeAll(STDERR_FILENO, out);
}

void printWarning(std::string_view text)
{
    [[maybe_unused]] const Status written = writeAll(STDERR_FILENO, "WARNING! " + std::string(text) + "\n");
}

} // namespace tare::cli
