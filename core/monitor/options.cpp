// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/options.h"

#include "core/monitor/io.h"

#include <cstring>

namespace tare::monitor {

const char *Options::parse(int argc, char **argv)
{
    const struct
    {
        const char *name;
        const char **value;
    } texts[] = {{"--id", &id},
                 {"--bundle", &bundle},
                 {"--live", &live},
                 {"--runtime", &runtime},
                 {"--runtime-root", &runtimeRoot},
                 {"--log", &log},
                 {"--log-attributes", &logAttributes},
                 {"--events", &events},
                 {"--names", &names},
                 {"--restart", &restart},
                 {"--health", &health}};
    const struct
    {
        const char *name;
        bool *value;
    } flags[] = {{"--tty", &tty}, {"--stdin", &openStdin}, {"--auto-remove", &autoRemove}};
    for (int i = 1; i < argc; ++i) {
        const char *name = argv[i];
        bool known = false;
        for (const auto &flag : flags) {
            if (std::strcmp(name, flag.name) == 0)
                known = *flag.value = true;
        }
        if (known)
            continue;
        if (++i >= argc)
            return "an option is unknown or lacks its value";
        const char *value = argv[i];
        for (const auto &text : texts) {
            if (std::strcmp(name, text.name) == 0) {
                *text.value = value;
                known = true;
            }
        }
        if (known)
            continue;
        if (std::strcmp(name, "--runtime-arg") == 0) {
            if (runtimeArgCount == maxRuntimeArgs)
                return "too many --runtime-arg";
            runtimeArgs[runtimeArgCount++] = value;
        } else if (std::strcmp(name, "--at-end") == 0) {
            if (endArgCount == maxEndArgs)
                return "too many --at-end";
            endArgs[endArgCount++] = value;
        } else if (std::strcmp(name, "--own-volume") == 0) {
            if (volumeCount == maxVolumes)
                return "too many --own-volume";
            volumes[volumeCount++] = value;
        } else if (std::strcmp(name, "--health-times") == 0) {
            std::int64_t numbers[5] = {};
            for (std::size_t n = 0; n < 5 && *value != '\0'; ++n) {
                numbers[n] = parseNumber(value);
                const char *comma = std::strchr(value, ',');
                value = comma == nullptr ? "" : comma + 1;
            }
            healthTimes = {numbers[0], numbers[1], numbers[2], numbers[3], static_cast<int>(numbers[4])};
        } else if (std::strcmp(name, "--log-size") == 0) {
            logSize = parseNumber(value);
        } else if (std::strcmp(name, "--log-files") == 0) {
            logFiles = static_cast<int>(parseNumber(value));
        } else if (std::strcmp(name, "--sync-fd") == 0) {
            syncFd = static_cast<int>(parseNumber(value));
        } else if (std::strcmp(name, "--attach-fd") == 0) {
            attachFd = static_cast<int>(parseNumber(value));
        } else if (std::strcmp(name, "--rows") == 0) {
            rows = static_cast<unsigned short>(parseNumber(value));
        } else if (std::strcmp(name, "--columns") == 0) {
            columns = static_cast<unsigned short>(parseNumber(value));
        } else {
            return "an option is unknown";
        }
    }
    if (id == nullptr || bundle == nullptr || live == nullptr || runtime == nullptr || runtimeRoot == nullptr)
        return "--id, --bundle, --live, --runtime and --runtime-root are needed";
    if (autoRemove && names == nullptr)
        return "--auto-remove needs --names";
    return nullptr;
}

} // namespace tare::monitor
