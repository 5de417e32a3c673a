// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of a parsed template (Go's text/template/parse).
#pragma once

#include "core/base/result.h"
#include "core/cli/template/value.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

struct TemplateNode;
using NodePtr = std::unique_ptr<TemplateNode>;

struct TemplateNode
{
    enum class Kind {
        Text,       // text
        Action,     // parts[0]: a pipeline
        If, With, Range, // parts: pipeline, list, else list (or null)
        List,       // parts
        Template,   // text: its name; parts[0]: a pipeline or null
        Break, Continue,
        Pipeline,   // names: variables that it sets (declares: `:=`); parts: commands
        Command,    // parts: operands
        Field,      // names: .A.B
        Chain,      // parts[0] and then names: (…).A.B
        Variable,   // names[0] with its $, then fields
        Dot, Nil,
        Function,   // text: its name
        Constant,   // value
    };
    Kind kind = Kind::List;
    std::size_t at = 0;  // offset in the template's text
    std::string source;  // as it was written: for messages
    std::string text;
    std::vector<std::string> names;
    std::vector<NodePtr> parts;
    bool declares = false;
    TemplateValue value;
};

struct TemplateTree
{
    std::string source;
    NodePtr root;
    std::map<std::string, NodePtr> defined; // {{define "name"}}
};

// InvalidArgument with Go's words: "template: :1: unclosed action".
[[nodiscard]] Result<TemplateTree> parseTemplate(std::string_view text);

[[nodiscard]] bool isTemplateFunction(std::string_view name);
// A function's answer, or why it has none (the message after "error calling NAME: ").
[[nodiscard]] Result<TemplateValue> callTemplateFunction(const std::string &name,
                                                         const std::vector<TemplateValue> &arguments);
// fmt.Sprintf.
[[nodiscard]] std::string goPrintf(const std::string &format, const std::vector<TemplateValue> &arguments);
[[nodiscard]] std::string goQuote(std::string_view text); // strconv.Quote

} // namespace tare::cli
