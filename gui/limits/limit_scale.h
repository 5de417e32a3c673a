// SPDX-License-Identifier: GPL-3.0-or-later
// Between a slider's position, a limit's value and what the user types. Values are those of tare::Limits:
// nanoCpus, bytes, a number of processes; 0: no limit.
#pragma once

#include <QString>
#include <cstdint>
#include <optional>

namespace tare::gui {

enum class LimitKind { Cpus, Memory, Pids };

class LimitScale
{
public:
    // `most` is what the machine has (nanoCpus, bytes); for pids the slider's far end. Typed values may
    // exceed it.
    LimitScale(LimitKind kind, std::int64_t most);

    [[nodiscard]] LimitKind kind() const { return m_kind; }
    [[nodiscard]] std::int64_t least() const; // below it the engine refuses
    [[nodiscard]] std::int64_t most() const { return m_most; }
    [[nodiscard]] int positions() const; // the slider's range is 0 … positions()
    // CPUs are linear in steps of 0.05; memory and pids logarithmic, with values that read well.
    [[nodiscard]] std::int64_t value(int position) const;
    [[nodiscard]] int position(std::int64_t value) const; // the nearest
    // As the flag takes it: "0.5", "64m", "100". 0 gives an empty text.
    [[nodiscard]] QString text(std::int64_t value) const;
    // Nothing for what is no value; the least is not enforced.
    [[nodiscard]] std::optional<std::int64_t> parse(const QString &text) const;
    // With its unit, for people: "0.5 CPUs", "64 MiB", "100 processes".
    [[nodiscard]] QString spoken(std::int64_t value) const;
    [[nodiscard]] QString flag() const; // "--cpus"

private:
    LimitKind m_kind;
    std::int64_t m_most;
};

// Bytes as the shortest text that Docker's --memory reads back exactly: "64m", "1g", "6500000b".
[[nodiscard]] QString memoryText(std::int64_t bytes);

} // namespace tare::gui
