// SPDX-License-Identifier: GPL-3.0-or-later
// The functions that a template may call: Go's own (text/template) and those that Docker's command adds (cli/templates).
#include "core/base/strings.h"
#include "core/cli/template/node.h"

#include <algorithm>
#include <fmt/format.h>

namespace tare::cli {
namespace {

using Values = std::vector<TemplateValue>;
using Answer = Result<TemplateValue>;

constexpr std::size_t maxText = 1U << 20U; // of padding

tl::unexpected<Error> wrong(const std::string &why) { return fail(Errc::InvalidArgument, {}, why); }

Result<std::string> stringAt(const Values &values, std::size_t i)
{
    if (!values[i].isString())
        return wrong("wrong type for value; expected string; got " + values[i].typeName());
    return values[i].string();
}

Result<std::int64_t> intAt(const Values &values, std::size_t i)
{
    if (!values[i].isNumber() || values[i].json->is_number_float())
        return wrong("wrong type for value; expected int; got " + values[i].typeName());
    return values[i].json->get<std::int64_t>();
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }


Answer json(const Values &v) { return TemplateValue::of(goJson(v[0])); }

Answer changeCase(const Values &v, char (*change)(char, char))
{
    std::string text = TARE_TRY(stringAt(v, 0));
    char before = ' ';
    for (char &c : text) {
        const char now = c;
        c = change(c, before);
        before = now;
    }
    return TemplateValue::of(std::move(text));
}
char up(char c, char) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char down(char c, char) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char titled(char c, char before)
{
    const bool inWord = isLetter(before) || before == '\'' || (static_cast<unsigned char>(before) & 0x80U) != 0;
    return inWord ? c : up(c, before);
}

Answer splitText(const Values &v)
{
    const std::string text = TARE_TRY(stringAt(v, 0));
    const std::string by = TARE_TRY(stringAt(v, 1));
    TemplateJson out = TemplateJson::array();
    if (by.empty()) {
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
                ++end;
            out.push_back(text.substr(i, end - i));
            i = end;
        }
        return TemplateValue::of(std::move(out));
    }
    std::size_t from = 0;
    for (std::size_t at = text.find(by); at != std::string::npos; at = text.find(by, from)) {
        out.push_back(text.substr(from, at - from));
        from = at + by.size();
    }
    out.push_back(text.substr(from));
    return TemplateValue::of(std::move(out));
}

Answer joinTexts(const Values &v)
{
    if (!v[0].isList())
        return wrong("wrong type for value; expected []string; got " + v[0].typeName());
    std::vector<std::string> parts;
    for (std::size_t i = 0; !v[0].isNil() && i < v[0].json->size(); ++i)
        parts.push_back(v[0].child((*v[0].json)[i], {}, false).text());
    return TemplateValue::of(join(parts, TARE_TRY(stringAt(v, 1))));
}

Answer pad(const Values &v)
{
    const std::string text = TARE_TRY(stringAt(v, 0));
    const std::int64_t before = TARE_TRY(intAt(v, 1));
    const std::int64_t after = TARE_TRY(intAt(v, 2));
    if (text.empty())
        return TemplateValue::of(text);
    if (before < 0 || after < 0 || before > static_cast<std::int64_t>(maxText) || after > static_cast<std::int64_t>(maxText))
        return wrong("invalid padding");
    return TemplateValue::of(std::string(static_cast<std::size_t>(before), ' ') + text +
                             std::string(static_cast<std::size_t>(after), ' '));
}

Answer truncate(const Values &v)
{
    std::string text = TARE_TRY(stringAt(v, 0));
    const std::int64_t length = TARE_TRY(intAt(v, 1));
    if (length < 0)
        return wrong("slice bounds out of range");
    if (static_cast<std::int64_t>(text.size()) > length)
        text.resize(static_cast<std::size_t>(length));
    return TemplateValue::of(std::move(text));
}

Answer length(const Values &v)
{
    if (v[0].isString())
        return TemplateValue::of(static_cast<std::int64_t>(v[0].string().size()));
    if (v[0].isList() || v[0].isMapLike() || (v[0].json != nullptr && v[0].json->is_object()))
        return TemplateValue::of(static_cast<std::int64_t>(v[0].isNil() ? 0 : v[0].json->size()));
    return wrong(v[0].isNil() ? "len of nil pointer" : "len of type " + v[0].typeName());
}

Answer index(const Values &v)
{
    TemplateValue at = v[0];
    for (std::size_t i = 1; i < v.size(); ++i) {
        if (at.isMapLike() || (at.json != nullptr && at.json->is_object())) {
            const std::string key = TARE_TRY(stringAt(v, i));
            const auto found = at.isNil() ? TemplateJson::const_iterator() : at.json->find(key);
            if (!at.isNil() && found != at.json->end()) {
                at = at.child(*found, key, !at.isMap);
                continue;
            }
            // The zero value of the map's elements: of a map of strings "".
            const bool ofTexts = at.isNil() || at.json->empty() || at.json->begin()->is_string();
            const bool ofLists = !ofTexts && at.json->begin()->is_array();
            at = ofTexts ? TemplateValue::of("") : ofLists ? TemplateValue::of(TemplateJson::array()) : TemplateValue();
        } else if (at.isList() || at.isString()) {
            const std::int64_t n = TARE_TRY(intAt(v, i));
            const std::size_t size = at.isNil() ? 0 : at.isString() ? at.string().size() : at.json->size();
            if (n < 0 || n >= static_cast<std::int64_t>(size))
                return wrong("index out of range: " + std::to_string(n));
            const auto position = static_cast<std::size_t>(n);
            at = at.isString()
                     ? TemplateValue::of(static_cast<std::int64_t>(static_cast<unsigned char>(at.string()[position])))
                     : at.child((*at.json)[position], {}, false);
        } else {
            return wrong(at.isNil() ? "index of untyped nil" : "can't index item of type " + at.typeName());
        }
    }
    return at;
}

Answer slice(const Values &v)
{
    if (!v[0].isList() && !v[0].isString())
        return wrong("can't slice item of type " + v[0].typeName());
    const auto size = static_cast<std::int64_t>(v[0].isNil() ? 0 : v[0].isString() ? v[0].string().size() : v[0].json->size());
    const std::int64_t from = v.size() > 1 ? TARE_TRY(intAt(v, 1)) : 0;
    const std::int64_t to = v.size() > 2 ? TARE_TRY(intAt(v, 2)) : size;
    if (from < 0 || from > size || to < 0 || to > size)
        return wrong("index out of range: " + std::to_string(from < 0 || from > size ? from : to));
    if (from > to)
        return wrong(fmt::format("invalid slice index: {} > {}", from, to));
    const auto first = static_cast<std::size_t>(from);
    const auto count = static_cast<std::size_t>(to - from);
    if (v[0].isString())
        return TemplateValue::of(v[0].string().substr(first, count));
    TemplateJson out = TemplateJson::array();
    for (std::size_t i = 0; i < count; ++i)
        out.push_back((*v[0].json)[first + i]);
    return TemplateValue::of(std::move(out));
}

// fmt.Sprint: a space between two that are no strings.
std::string sprint(const Values &v)
{
    std::string out;
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (i > 0 && !v[i].isString() && !v[i - 1].isString())
            out += ' ';
        out += v[i].text();
    }
    return out;
}

std::string sprintLine(const Values &v)
{
    std::string out;
    for (const TemplateValue &value : v)
        out += (out.empty() ? "" : " ") + value.text();
    return out + "\n";
}

std::string escapeHtml(const std::string &text)
{
    std::string out;
    for (const char c : text)
        out += c == '<'    ? "&lt;"
               : c == '>'  ? "&gt;"
               : c == '&'  ? "&amp;"
               : c == '"'  ? "&#34;"
               : c == '\'' ? "&#39;"
                           : std::string(1, c);
    return out;
}

std::string escapeUrl(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (isLetter(c) || c == '-' || c == '.' || c == '~')
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string escapeJs(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '\'' || c == '"')
            out += std::string("\\") + c;
        else if (c == '<' || c == '>' || c == '&' || c == '=' || static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out;
}

// -1, 0, 1; nothing for values that cannot be compared.
Result<int> compare(const TemplateValue &a, const TemplateValue &b)
{
    const auto kind = [](const TemplateValue &v) {
        if (v.isNil())
            return 'n';
        if (v.json->is_boolean())
            return 'b';
        if (v.json->is_string())
            return 's';
        return v.json->is_number_float() ? 'f' : v.json->is_number() ? 'i' : 'x';
    };
    const char ka = kind(a), kb = kind(b);
    if (ka == 'x' || kb == 'x')
        return wrong("invalid type for comparison");
    if (ka != kb)
        return wrong("incompatible types for comparison");
    if (ka == 'n' || *a.json == *b.json)
        return 0;
    return *a.json < *b.json ? -1 : 1;
}

Answer equals(const Values &v)
{
    for (std::size_t i = 1; i < v.size(); ++i) {
        if (v[0].isNil() || v[i].isNil()) { // nil equals only nil
            if (v[0].isNil() == v[i].isNil())
                return TemplateValue::of(true);
            continue;
        }
        if (TARE_TRY(compare(v[0], v[i])) == 0)
            return TemplateValue::of(true);
    }
    return TemplateValue::of(false);
}

Answer order(const std::string &name, const Values &v)
{
    const bool isBool = v[0].json != nullptr && v[0].json->is_boolean();
    if (name != "ne" && (isBool || v[0].isNil()))
        return wrong("invalid type for comparison");
    if (name == "ne" && v[0].isNil() != v[1].isNil())
        return TemplateValue::of(true);
    const int c = TARE_TRY(compare(v[0], v[1]));
    return TemplateValue::of(name == "ne"   ? c != 0
                             : name == "lt" ? c < 0
                             : name == "le" ? c <= 0
                             : name == "gt" ? c > 0
                                            : c >= 0);
}

struct Function
{
    const char *name;
    std::size_t least, most; // most 0: any number
};
constexpr Function functions[] = {
    {"and", 1, 0},    {"or", 1, 0},      {"not", 1, 1},      {"len", 1, 1},      {"index", 1, 0}, {"slice", 1, 4},
    {"print", 0, 0},  {"printf", 1, 0},  {"println", 0, 0},  {"html", 0, 0},     {"js", 0, 0},    {"urlquery", 0, 0},
    {"eq", 2, 0},     {"ne", 2, 2},      {"lt", 2, 2},       {"le", 2, 2},       {"gt", 2, 2},    {"ge", 2, 2},
    {"json", 1, 1},   {"split", 2, 2},   {"join", 2, 2},     {"title", 1, 1},    {"lower", 1, 1}, {"upper", 1, 1},
    {"pad", 3, 3},    {"truncate", 2, 2}};

const Function *find(std::string_view name)
{
    const auto *at = std::find_if(std::begin(functions), std::end(functions), [&](const Function &f) { return name == f.name; });
    return at == std::end(functions) ? nullptr : at;
}

} // namespace

bool isTemplateFunction(std::string_view name) { return find(name) != nullptr; }

Result<TemplateValue> callTemplateFunction(const std::string &name, const std::vector<TemplateValue> &v)
{
    const Function *function = find(name);
    if (function == nullptr)
        return wrong("function \"" + name + "\" not defined");
    if (v.size() < function->least || (function->most != 0 && v.size() > function->most))
        return wrong(fmt::format("wrong number of args for {}: want {}{} got {}", name,
                                 function->most == 0 ? "at least " : "", function->least, v.size()));
    if (name == "not")
        return TemplateValue::of(!v[0].truth());
    if (name == "len")
        return length(v);
    if (name == "index")
        return index(v);
    if (name == "slice")
        return slice(v);
    if (name == "print")
        return TemplateValue::of(sprint(v));
    if (name == "println")
        return TemplateValue::of(sprintLine(v));
    if (name == "printf")
        return TemplateValue::of(goPrintf(TARE_TRY(stringAt(v, 0)), {v.begin() + 1, v.end()}));
    if (name == "html")
        return TemplateValue::of(escapeHtml(sprint(v)));
    if (name == "js")
        return TemplateValue::of(escapeJs(sprint(v)));
    if (name == "urlquery")
        return TemplateValue::of(escapeUrl(sprint(v)));
    if (name == "eq")
        return equals(v);
    if (name == "ne" || name == "lt" || name == "le" || name == "gt" || name == "ge")
        return order(name, v);
    if (name == "json")
        return json(v);
    if (name == "split")
        return splitText(v);
    if (name == "join")
        return joinTexts(v);
    if (name == "title")
        return changeCase(v, titled);
    if (name == "lower")
        return changeCase(v, down);
    if (name == "upper")
        return changeCase(v, up);
    if (name == "pad")
        return pad(v);
    return truncate(v);
}

} // namespace tare::cli
