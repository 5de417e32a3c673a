// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/progress.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/cli/output.h"
#include "core/cli/terminal.h"

#include <unistd.h>

namespace tare::cli {
namespace {

std::string phaseText(const Progress &step)
{
    switch (step.phase) {
    case Progress::Phase::Waiting:
        return "Waiting";
    case Progress::Phase::Downloading:
        return "Downloading";
    case Progress::Phase::Uploading:
        return "Pushing";
    case Progress::Phase::Verifying:
        return "Verifying Checksum";
    case Progress::Phase::Unpacking:
        return "Extracting";
    case Progress::Phase::AlreadyHere: // with words of its own when it is about a push
        return step.text.empty() ? "Already exists" : escapeControl(step.text);
    case Progress::Phase::Done:
        return step.text.empty() ? "Pull complete" : escapeControl(step.text);
    case Progress::Phase::Working:
        break;
    }
    return step.text.empty() ? "Working" : escapeControl(step.text);
}

std::string lineOf(const std::string &id, const Progress &step, bool bar)
{
    std::string out = (id.empty() ? "" : escapeControl(id) + ": ") + phaseText(step);
    const bool moving =
        step.phase == Progress::Phase::Downloading || step.phase == Progress::Phase::Uploading ||
        step.phase == Progress::Phase::Unpacking;
    if (!bar || !moving || step.total <= 0)
        return out;
    constexpr std::int64_t width = 30;
    const auto filled = static_cast<std::size_t>(std::min(width, width * step.current / step.total));
    return out + " [" + std::string(filled, '=') + ">" +
           std::string(static_cast<std::size_t>(width) - filled, ' ') + "] " +
           humanSize(static_cast<double>(step.current)) + "/" + humanSize(static_cast<double>(step.total));
}

} // namespace

ProgressDisplay::ProgressDisplay(bool quiet) : m_quiet(quiet), m_terminal(isTerminal(STDERR_FILENO)) {}

ProgressSink ProgressDisplay::sink()
{
    return [this](const Progress &step) { show(step); };
}

void ProgressDisplay::show(const Progress &step)
{
    if (m_quiet)
        return;
    const auto [at, isNew] = m_parts.try_emplace(step.id, step);
    if (isNew)
        m_order.push_back(step.id);
    const bool changed = isNew || at->second.phase != step.phase || at->second.text != step.text;
    at->second = step;
    if (m_terminal) {
        if (changed || monotonicNs() - m_lastDraw > 50'000'000)
            redraw();
    } else if (changed) {
        const std::string line = lineOf(step.id, step, false) + "\n";
        [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
    }
}

void ProgressDisplay::redraw()
{
    std::string out = m_drawn > 0 ? "\x1b[" + std::to_string(m_drawn) + "A" : "";
    for (const std::string &id : m_order)
        out += "\x1b[2K" + lineOf(id, m_parts.at(id), true) + "\n";
    m_drawn = m_order.size();
    m_lastDraw = monotonicNs();
    [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, out.data(), out.size());
}

} // namespace tare::cli
