// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/event_text.h"

#include <map>
#include <string>
#include <vector>

namespace tare::cli {

// `events --filter` by Docker's rules (moby, daemon/events/filter.go): values of one key are alternatives, except labels.
class EventFilter
{
public:
    // InvalidArgument for a key that is none.
    [[nodiscard]] static Result<EventFilter> create(const std::vector<std::string> &words);
    [[nodiscard]] bool fits(const Event &event, const EventSubject &subject) const;

private:
    [[nodiscard]] bool fitsLabels(const EventSubject &subject) const;
    std::multimap<std::string, std::string> m_filters;
};

} // namespace tare::cli
