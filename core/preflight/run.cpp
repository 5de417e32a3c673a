// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <cstdlib>

namespace tare::preflight {

std::string sentence(std::string text)
{
    if (!text.ends_with('.') && !text.ends_with('!'))
        text += '.';
    return text;
}

std::optional<long> numberIn(const std::string &file)
{
    const auto text = readFile(file, 64);
    if (!text || trim(*text).empty())
        return {};
    char *end = nullptr;
    const std::string word(trim(*text));
    const long value = std::strtol(word.c_str(), &end, 10);
    return *end == '\0' ? std::optional(value) : std::nullopt;
}

Status run(const Paths &paths, bool again, const Report &report, const CancelToken &cancel)
{
    const Machine machine;
    checkKernel(report);
    checkRootless(paths, machine, report);
    TARE_CHECK(cancel.check());
    checkLimits(machine, report);
    checkNetworks(paths, machine, report);
    TARE_CHECK(cancel.check());
    checkMachine(paths, machine, report);
    checkVirtualMachines(paths, again, report, cancel);
    return cancel.check();
}

} // namespace tare::preflight
