// SPDX-License-Identifier: GPL-3.0-or-later
// What host and guest say to each other on the virtio port "tare.0": frames of a type byte, a 32-bit
// big-endian length and a body. Shared with tare-guest-init, so nothing but the standard library.
//
// To the guest, once, as soon as it has said H:
//   C  the command, as NUL-terminated "key=value": arg, env, cwd, user, hostname, disk, modules (see
//   guest_command.h)
// To the host:
//   H  the guest's first process runs (body: the version, "1")
//   S  a stage was reached: "init", "disk", "exec"
//   O  bytes of the command's standard output      E  of its standard error
//   F  why the guest cannot go on, in words
//   X  the command's exit code, 32 bits; the guest powers off then
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tare::vm {

constexpr const char *channelName = "tare.0";
constexpr const char *channelVersion = "1";
constexpr std::size_t frameHead = 5;
constexpr std::size_t largestFrame = 64U << 10U;  // of a body from the guest
constexpr std::size_t largestCommand = 4U << 20U; // of a C

[[nodiscard]] inline std::string frameHeadFor(char type, std::size_t length)
{
    std::string head(frameHead, '\0');
    head[0] = type;
    for (unsigned i = 0; i < 4; ++i)
        head[1 + i] = static_cast<char>((length >> (24 - 8 * i)) & 0xFFU);
    return head;
}

[[nodiscard]] inline std::uint32_t bigEndian32(std::string_view four)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(four[i]);
    return value;
}

[[nodiscard]] inline std::string frame(char type, std::string_view body)
{
    return frameHeadFor(type, body.size()).append(body);
}

} // namespace tare::vm
