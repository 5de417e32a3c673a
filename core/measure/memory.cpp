// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/memory.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <dirent.h>
#include <memory>
#include <optional>

namespace tare::measure {

namespace {

std::vector<pid_t> childrenOf(pid_t pid)
{
    std::vector<pid_t> out;
    const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(tasks.c_str()), ::closedir);
    while (dir) {
        const dirent *entry = ::readdir(dir.get()); // NOLINT(concurrency-mt-unsafe): a stream of our own
        if (entry == nullptr)
            break;
        const auto text = readFile(tasks + "/" + entry->d_name + "/children", 1U << 20U);
        if (entry->d_name[0] == '.' || !text)
            continue;
        for (const std::string_view word : split(trim(*text), ' '))
            if (const auto child = parseInt(word); child && *child > 0)
                out.push_back(static_cast<pid_t>(*child));
    }
    return out;
}

} // namespace

Result<std::int64_t> pssOf(pid_t pid)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/smaps_rollup";
    const std::string text = TARE_TRY(readFile(path, 64U << 10U));
    for (const std::string_view line : split(text, '\n')) {
        if (line.rfind("Pss:", 0) != 0)
            continue;
        std::string_view number = trim(line.substr(4));
        number = trim(number.substr(0, number.find(' ')));
        if (const auto kibibytes = parseInt(number))
            return *kibibytes * 1024;
    }
    return fail(Errc::NotFound, path, "it does not say Pss");
}

std::vector<pid_t> descendants(pid_t pid)
{
    std::vector<pid_t> out = {pid};
    for (std::size_t i = 0; i < out.size() && out.size() < 4096; ++i)
        for (const pid_t child : childrenOf(out[i]))
            out.push_back(child);
    return out;
}

std::int64_t pssOfTree(pid_t pid)
{
    std::int64_t sum = 0;
    for (const pid_t one : descendants(pid))
        if (const auto pss = pssOf(one))
            sum += *pss;
    return sum;
}

} // namespace tare::measure
