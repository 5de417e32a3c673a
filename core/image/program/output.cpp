// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error_json.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/image/program/options.h"

#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

namespace tare::image::program {
namespace {

struct Printer
{
    struct Last
    {
        std::int64_t time = 0;
        Progress::Phase phase = Progress::Phase::Waiting;
    };
    std::mutex mutex; // layers come from several threads
    std::map<std::string, Last> last;
};

std::string forPeople(const Progress &p)
{
    std::string out = p.id.empty() ? std::string() : p.id + ": ";
    out += p.text.empty() ? std::string(phaseName(p.phase)) : escapeControl(p.text);
    if (p.total > 0 && p.phase != Progress::Phase::Done && p.phase != Progress::Phase::AlreadyHere)
        out += " " + humanSize(static_cast<double>(p.current)) + "/" + humanSize(static_cast<double>(p.total));
    return out;
}

} // namespace

ProgressSink progressPrinter(bool json)
{
    auto printer = std::make_shared<Printer>();
    return [printer, json](const Progress &p) {
        const std::scoped_lock lock(printer->mutex);
        const auto [it, isNew] = printer->last.try_emplace(p.id);
        Printer::Last &last = it->second;
        const std::int64_t now = monotonicNs();
        const bool changed = isNew || last.phase != p.phase;
        // People read a log: only what changes. A window draws a bar.
        if (!changed && (!json || now - last.time < 50'000'000))
            return;
        last = {now, p.phase};
        std::fputs(((json ? progressToJson(p) : forPeople(p)) + "\n").c_str(), stdout);
        std::fflush(stdout);
    };
}

namespace {

int printFailure(const Error &error, bool json)
{
    if (json)
        std::printf("{\"error\":%s}\n", errorToJson(error).c_str());
    else
        std::fprintf(stderr, "tare-image: %s\n%s", error.text().c_str(),
                     error.advice.empty() ? "" : (escapeControl(error.advice) + "\n").c_str());
    return error.exitCode();
}

} // namespace

int printResult(const Result<std::string> &resultJson, bool json)
{
    if (!resultJson)
        return printFailure(resultJson.error(), json);
    std::printf(json ? "{\"result\":%s}\n" : "%s\n", resultJson->c_str());
    return 0;
}

int printResult(const Result<std::vector<StoredImage>> &result, bool json)
{
    using Json = nlohmann::ordered_json;
    if (!result)
        return printFailure(result.error(), json);
    if (json) {
        Json ids = Json::array();
        Json names = Json::array();
        for (const StoredImage &image : *result) {
            ids.push_back(image.id.text());
            for (const std::string &name : image.names)
                names.push_back(name);
        }
        std::printf("%s\n", Json{{"result", {{"ids", ids}, {"names", names}}}}.dump().c_str());
        return 0;
    }
    for (const StoredImage &image : *result)
        std::printf("%s%s%s\n", image.id.text().c_str(), image.names.empty() ? "" : " ",
                    join(image.names, " ").c_str());
    return 0;
}

} // namespace tare::image::program
