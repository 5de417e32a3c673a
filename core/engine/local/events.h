// SPDX-License-Identifier: GPL-3.0-or-later
// <state>/events.jsonl: one JSON object a line, appended by everyone, watched with inotify(7).
#pragma once

#include "core/engine/engine.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tare::local {

// One write(2). The file is begun anew when it grows beyond a few megabytes.
void appendEvent(const std::string &file, const Event &event);
[[nodiscard]] std::optional<Event> parseEvent(std::string_view line);

// The last of these actions that was written down for the container: what is asked when somebody was killed between
// two steps, or when nothing else is left of it. Reads the file from its end.
[[nodiscard]] std::optional<Event> lastEventOf(const std::string &file, const std::string &id,
                                                   std::initializer_list<std::string_view> actions);
// Calls `callback` from a thread that ends with the subscription; for what is past, see Engine::subscribe().
[[nodiscard]] Result<std::unique_ptr<Subscription>>
watchEvents(const std::string &file, const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since);

} // namespace tare::local
