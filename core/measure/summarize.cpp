// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/statistics.h"

#include <algorithm>
#include <map>

namespace tare::measure {

namespace {

// Every interval draws from a stream of its own, so that leaving a subject out does not change the others.
std::uint64_t stream(std::uint64_t seed, Subject subject, unsigned what)
{
    return seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(subject) * 16 + what;
}

bool usable(const Sample &sample)
{
    return sample.error.empty() && sample.start > 0;
}

std::vector<Stage> medianStages(const std::vector<const Sample *> &samples)
{
    std::vector<Stage> result;
    for (const Sample *sample : samples)
        for (std::size_t i = 0; i < sample->stages.size(); ++i) {
            const std::string &name = sample->stages[i].name;
            if (std::any_of(result.begin(), result.end(),
                            [&](const Stage &stage) { return stage.name == name; }))
                continue;
            std::vector<double> values;
            for (const Sample *other : samples)
                for (const Stage &stage : other->stages)
                    if (stage.name == name)
                        values.push_back(static_cast<double>(stage.duration));
            result.push_back({name, static_cast<std::int64_t>(quantile(std::move(values), 0.5))});
        }
    return result;
}

} // namespace

Estimate pairedRatio(const Experiment &experiment, Subject numerator, Subject denominator, std::uint64_t seed)
{
    std::map<int, std::int64_t> below; // by block
    for (const Sample &sample : experiment.samples)
        if (sample.subject == denominator && usable(sample))
            below.emplace(sample.block, sample.start);
    std::vector<double> ratios;
    for (const Sample &sample : experiment.samples)
        if (const auto paired = below.find(sample.block);
            sample.subject == numerator && usable(sample) && paired != below.end())
            ratios.push_back(static_cast<double>(sample.start) / static_cast<double>(paired->second));
    return estimate(ratios, seed);
}

void summarize(Experiment &experiment)
{
    experiment.summaries.clear();
    const std::uint64_t seed = experiment.spec.seed;
    for (const Subject subject : experiment.spec.subjects) {
        std::vector<const Sample *> samples;
        for (const Sample &sample : experiment.samples)
            if (sample.subject == subject && usable(sample))
                samples.push_back(&sample);
        std::vector<double> start, pss, reserved;
        for (const Sample *sample : samples) {
            start.push_back(static_cast<double>(sample->start));
            reserved.push_back(static_cast<double>(sample->memoryReserved));
            if (sample->memoryPss > 0)
                pss.push_back(static_cast<double>(sample->memoryPss));
        }
        SubjectSummary summary;
        summary.subject = subject;
        summary.start = estimate(start, stream(seed, subject, 0));
        summary.memoryPss = estimate(pss, stream(seed, subject, 1));
        summary.memoryReserved = estimate(reserved, stream(seed, subject, 2));
        summary.ratioToHost = pairedRatio(experiment, subject, Subject::Host, stream(seed, subject, 3));
        summary.stages = medianStages(samples);
        experiment.summaries.push_back(std::move(summary));
    }
}

} // namespace tare::measure
