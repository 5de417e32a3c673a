// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/experiment.h"

#include <fmt/format.h>

namespace tare::measure {

namespace {

std::string field(const std::string &text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

} // namespace

std::string experimentToCsv(const Experiment &experiment)
{
    std::string out =
        "experiment,image,subject,accelerator,block,order,stage,duration_ns,start_ns,memory_pss_bytes,"
        "memory_reserved_bytes,error\r\n";
    for (const Sample &sample : experiment.samples) {
        const bool vm = sample.subject == Subject::Vm;
        const auto row = [&](const std::string &stage, std::int64_t duration) {
            out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\r\n", field(experiment.id),
                               field(experiment.spec.image), subjectName(sample.subject),
                               vm ? field(experiment.vmAccelerator) : "", sample.block, sample.order,
                               field(stage), duration, sample.start, sample.memoryPss, sample.memoryReserved,
                               field(sample.error));
        };
        row("total", sample.start);
        for (const Stage &stage : sample.stages)
            row(stage.name, stage.duration);
    }
    return out;
}

} // namespace tare::measure
