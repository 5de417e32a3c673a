// SPDX-License-Identifier: GPL-3.0-or-later
// Go's text/template with the functions of Docker's command, on JSON: what `--format` means everywhere. Fields, chains,
// pipelines, variables, if, with, range, define, comments, trim markers; a field that a struct has not is an error, a key
// that a map has not is "<no value>", as in Docker.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

struct TemplateTree;

class GoTemplate
{
public:
    // InvalidArgument; its text is Go's: "template: :1: unclosed action".
    [[nodiscard]] static Result<GoTemplate> parse(std::string_view text);
    ~GoTemplate();
    GoTemplate(GoTemplate &&) noexcept;
    GoTemplate &operator=(GoTemplate &&) noexcept;

    // `json` is a document; members of `methods`, an object of objects, may be called with a key: {{.Label "x"}}.
    // InvalidArgument; TooLarge above 64 MiB of text.
    [[nodiscard]] Result<std::string> execute(const std::string &json, const std::string &methods = {}) const;
    // On a table's headers, an object of texts: Docker's functions leave them as they are there.
    [[nodiscard]] Result<std::string> executeHeader(const std::string &json) const;

private:
    explicit GoTemplate(std::unique_ptr<TemplateTree> tree);
    std::unique_ptr<TemplateTree> m_tree;
};

} // namespace tare::cli
