// SPDX-License-Identifier: GPL-3.0-or-later
// A template's text in tokens (Go's text/template/parse, lex.go).
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

struct TemplateToken
{
    enum class Kind {
        Text, Open, Close, Identifier, Field, Variable, Dot, Number, Char, String, Bool, Nil, Space, Pipe, LeftParen,
        RightParen, Assign, Declare, Comma, End
    };
    Kind kind = Kind::End;
    std::string text; // Field: without its dot; String and Char: what they mean
    std::size_t at = 0, end = 0;
};

// "template: :LINE: WHY" as InvalidArgument.
[[nodiscard]] Result<std::vector<TemplateToken>> lexTemplate(std::string_view text);
[[nodiscard]] tl::unexpected<Error> templateError(std::string_view text, std::size_t at, const std::string &why);

} // namespace tare::cli
