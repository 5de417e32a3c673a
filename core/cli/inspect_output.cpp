// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/inspect_output.h"

#include "core/base/strings.h"
#include "core/cli/output.h"

namespace tare::cli {

int inspectEach(const std::string &form, const std::vector<std::string> &names,
                const std::function<Result<std::string>(const std::string &)> &look)
{
    constexpr int noTemplate = 64; // Docker's for what cannot be understood; what does not fit what it is for is 1
    const bool asArray = form.empty() || form == "json";
    if (const auto parsed = asArray ? Status() : checkTemplate(form); !parsed) {
        printError(parsed.error());
        return noTemplate;
    }
    std::vector<std::string> documents;
    int code = 0;
    for (const std::string &name : names) {
        const auto document = look(name);
        if (!document) {
            code = printRefusal(document.error());
            continue;
        }
        if (asArray) {
            documents.emplace_back(trim(*document));
            continue;
        }
        const auto line = formatTemplate(form, *document);
        if (line)
            printLine(*line);
        else
            code = printRefusal(line.error());
    }
    if (asArray)
        printLine(documents.empty() ? "[]" : "[\n" + join(documents, ",\n") + "\n]");
    return code;
}

} // namespace tare::cli
