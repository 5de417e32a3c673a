// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/command.h"
#include "core/cli/event_filter.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"
#include "core/base/time.h"

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>

namespace tare::cli {
namespace {

using json = nlohmann::ordered_json;

class Printer
{
public:
    Printer(Engine &engine, EventFilter filter, std::string form, ListFormat list)
        : m_engine(engine), m_filter(std::move(filter)), m_form(std::move(form)), m_list(std::move(list))
    {
    }
    void setEnd(std::optional<std::int64_t> end) { m_end = end; }

    void print(const Event &event)
    {
        const std::scoped_lock lock(m_mutex);
        const EventSubject subject = event.type == "container" ? subjectOf(event.id) : EventSubject();
        if ((m_end && event.time > *m_end) || !m_filter.fits(event, subject))
            return;
        m_form.empty() ? printLine(eventLine(event, subject)) : printFormatted(event, subject);
    }

private:
    // Containers that come later are looked for when they are spoken of; of one that has gone only the name is known.
    EventSubject subjectOf(const std::string &id)
    {
        const auto known = m_subjects.find(id);
        if (known != m_subjects.end())
            return known->second;
        if (const auto all = m_engine.containers()) {
            for (const Container &one : *all)
                m_subjects[one.id] = {one.image, one.labels};
        }
        return m_subjects[id];
    }

    void printFormatted(const Event &event, const EventSubject &subject)
    {
        constexpr std::int64_t second = 1'000'000'000;
        json object = eventJson(event, subject);
        if (m_form != "json") { // a template knows the names of Docker's structure
            object["Status"] = event.action;
            object["ID"] = event.id;
            object["From"] = subject.image;
            object["Scope"] = "local";
            object["Time"] = event.time / second;
            object["TimeNano"] = event.time;
        }
        const Status added = m_list.add(object.dump(-1, ' ', false, json::error_handler_t::replace));
        const auto line = added ? m_list.take() : tl::unexpected<Error>(added.error());
        printOut(line ? *line : line.error().text() + "\n");
    }

    Engine &m_engine;
    EventFilter m_filter;
    std::string m_form;
    ListFormat m_list;
    std::optional<std::int64_t> m_end;
    std::map<std::string, EventSubject> m_subjects;
    std::mutex m_mutex;
};

} // namespace

int eventsCommand(Context &context, const Arguments &args)
{
    std::string form;
    std::optional<std::string> since, until;
    std::vector<std::string> filters;
    Options options("events [OPTIONS]", "Print what happens, as it happens");
    options.text("--since", since, "Begin with what happened since: a time, seconds, or 10m for ten minutes ago");
    options.text("--until", until, "End then");
    options.list("-f,--filter", filters, "type=, event=, container=, image=, network=, volume=, label=");
    options.text("--format", form, "json, or a template such as '{{.Action}} {{.Actor.ID}}'");
    if (const auto code = options.parse(args))
        return *code;
    const std::int64_t now = nowNs();
    std::optional<std::int64_t> from, end;
    for (const auto &[text, time, flag] : {std::tuple(&since, &from, "since"), std::tuple(&until, &end, "until")}) {
        if (!*text)
            continue;
        *time = parseSince(**text, now);
        if (!*time) {
            printError("invalid value for \"" + std::string(flag) + "\": " + **text);
            return 1;
        }
    }
    if (from && end && *end < *from) {
        printError("`since` time (" + *since + ") cannot be after `until` time (" + *until + ")");
        return 1;
    }
    auto filter = EventFilter::create(filters);
    if (!filter) {
        const int usage = printError(filter.error());
        const bool isPair = std::all_of(filters.begin(), filters.end(), [](auto &word) { return word.find('=') != std::string::npos; });
        return isPair ? 1 : usage; // Docker's daemon refuses keys, its command what is no pair
    }
    auto list = ListFormat::create(form.empty() ? "json" : form, {}, {});
    if (!list)
        return printError(list.error());
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    Printer printer(*engine, std::move(*filter), form, std::move(*list));
    printer.setEnd(end);
    if (end && *end <= now && !from)
        return 0; // nothing is both new and past
    const auto subscription = engine->subscribe([&](const Event &event) { printer.print(event); }, from);
    if (!subscription)
        return printError(subscription.error());
    while (!end || nowNs() <= *end) {
        constexpr std::int64_t millisecond = 1'000'000, longest = 60'000;
        ::poll(nullptr, 0, end ? static_cast<int>(std::min(longest, (*end - nowNs()) / millisecond + 1)) : -1);
    }
    return 0;
}

} // namespace tare::cli
