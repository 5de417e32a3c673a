// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/experiment.h"

#include "core/base/file.h"

#include <algorithm>
#include <cctype>
#include <dirent.h>
#include <memory>

namespace tare::measure {

namespace {

constexpr std::size_t largestFile = 16U << 20U;

bool safeName(const std::string &id)
{
    return !id.empty() && id.size() <= 128 && id.front() != '.' &&
           std::all_of(id.begin(), id.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
           });
}

} // namespace

Result<std::string> saveExperiment(const Experiment &experiment, const std::string &folder)
{
    if (!safeName(experiment.id))
        return fail(Errc::InvalidArgument, experiment.id,
                    "an experiment's id is letters, digits, '-', '_' and '.'");
    TARE_CHECK(makeDirs(folder));
    const std::string path = folder + "/" + experiment.id + ".json";
    TARE_CHECK(writeFileAtomic(path, experimentToJson(experiment), 0644));
    return path;
}

Result<std::vector<Experiment>> savedExperiments(const std::string &folder)
{
    std::vector<Experiment> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(folder.c_str()), ::closedir);
    if (!dir) {
        if (errno == ENOENT)
            return out;
        return failSystem("open folder", folder);
    }
    while (const dirent *entry = ::readdir(dir.get())) { // NOLINT(concurrency-mt-unsafe): a stream of our own
        const std::string name = entry->d_name;
        if (name.size() < 6 || name.compare(name.size() - 5, 5, ".json") != 0)
            continue;
        // A file that is not one of ours is somebody else's business: the others are shown all the same.
        const auto bytes = readFile(folder + "/" + name, largestFile);
        if (!bytes)
            continue;
        auto experiment = experimentFromJson(*bytes);
        if (experiment)
            out.push_back(std::move(*experiment));
    }
    std::sort(out.begin(), out.end(), [](const Experiment &a, const Experiment &b) {
        return a.started != b.started ? a.started > b.started : a.id > b.id;
    });
    return out;
}

} // namespace tare::measure
