// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/inspect_output.h"

#include "core/base/strings.h"
#include "core/cli/output.h"

namespace tare::cli {

bool InspectOutput::add(const std::string &document)
{
    if (m_form.empty()) {
        m_documents.emplace_back(trim(document));
        return true;
    }
    const auto line = formatTemplate(m_form, document);
    if (!line) {
        printError(line.error());
        return false;
    }
    printLine(*line);
    return true;
}

void InspectOutput::finish() const
{
    if (m_form.empty())
        printLine(m_documents.empty() ? "[]" : "[\n" + join(m_documents, ",\n") + "\n]");
}

} // namespace tare::cli
