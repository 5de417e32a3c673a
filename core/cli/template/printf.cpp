// SPDX-License-Identifier: GPL-3.0-or-later
// fmt.Sprintf for the values that a template has.
#include "core/cli/template/node.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace tare::cli {
namespace {

constexpr int mostWidth = 1'000'000; // as fmt's tooLarge

struct Spec
{
    bool minus = false, plus = false, sharp = false, space = false, zero = false;
    int width = -1, precision = -1;
    char verb = 0;
};

std::size_t runes(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, const Spec &spec, bool number = false)
{
    const std::size_t have = runes(text);
    const auto want = static_cast<std::size_t>(std::max(spec.width, 0));
    if (have >= want)
        return text;
    if (spec.minus)
        return text + std::string(want - have, ' ');
    if (!spec.zero)
        return std::string(want - have, ' ') + text;
    const bool sign = number && !text.empty() && (text[0] == '-' || text[0] == '+');
    text.insert(sign ? 1 : 0, want - have, '0');
    return text;
}

std::string bad(const TemplateValue &value, char verb)
{
    return std::string("%!") + verb + "(" + value.typeName() + (value.isNil() ? "" : "=" + value.text()) + ")";
}

std::string integer(std::int64_t value, const Spec &spec)
{
    const bool negative = value < 0;
    const std::uint64_t size = negative ? 0U - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::string digits;
    switch (spec.verb) {
    case 'b': digits = (spec.sharp ? "0b" : "") + fmt::format("{:b}", size); break;
    case 'o': digits = (spec.sharp ? "0" : "") + fmt::format("{:o}", size); break;
    case 'O': digits = "0o" + fmt::format("{:o}", size); break;
    case 'x': digits = (spec.sharp ? "0x" : "") + fmt::format("{:x}", size); break;
    case 'X': digits = (spec.sharp ? "0X" : "") + fmt::format("{:X}", size); break;
    default: digits = std::to_string(size);
    }
    if (spec.precision > static_cast<int>(digits.size()))
        digits.insert(0, static_cast<std::size_t>(spec.precision) - digits.size(), '0');
    Spec at = spec;
    at.zero = spec.zero && spec.precision < 0;
    return padded((negative ? "-" : spec.plus ? "+" : spec.space ? " " : "") + digits, at, true);
}

std::string real(double value, const Spec &spec)
{
    std::string text;
    if (spec.verb == 'v' || (spec.verb == 'g' && spec.precision < 0)) {
        text = goFloat(value);
    } else {
        const char form[] = {'%', '.', '*', spec.verb == 'F' ? 'f' : spec.verb, '\0'};
        char buffer[512];
        const int precision = std::clamp(spec.precision < 0 ? 6 : spec.precision, 0, 100);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        const int n = std::snprintf(buffer, sizeof buffer, form, precision, value);
#pragma GCC diagnostic pop
        text.assign(buffer, static_cast<std::size_t>(std::clamp(n, 0, static_cast<int>(sizeof buffer) - 1)));
    }
    if (spec.plus && text[0] != '-' && text[0] != '+')
        text.insert(0, "+");
    else if (spec.space && text[0] != '-')
        text.insert(0, " ");
    return padded(std::move(text), spec, true);
}

std::string cut(std::string text, const Spec &spec)
{
    if (spec.precision < 0)
        return text;
    std::size_t at = 0;
    for (int left = spec.precision; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && left-- == 0)
            break;
    }
    return text.substr(0, at);
}

std::string hex(const std::string &text, bool upper)
{
    std::string out;
    for (const char c : text)
        out += upper ? fmt::format("{:02X}", static_cast<unsigned char>(c)) : fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

// Lists and maps: each element by itself, as fmt does.
std::string one(const TemplateValue &value, const Spec &spec, int depth = 0);

std::string each(const TemplateValue &value, const Spec &spec, int depth)
{
    std::string out = value.isList() ? "[" : "map[";
    bool first = true;
    const auto add = [&](const std::string &key, const TemplateValue &element) {
        if (!std::exchange(first, false))
            out += ' ';
        if (!value.isList()) {
            out += spec.verb == 'q' ? goQuote(key) : key;
            out += ':';
        }
        out += one(element, spec, depth + 1);
    };
    if (!value.isNil() && value.isList()) {
        for (const TemplateJson &element : *value.json)
            add({}, value.child(element, {}, false));
    } else if (!value.isNil()) {
        for (const std::string &key : value.sortedKeys())
            add(key, value.child(value.json->at(key), key, !value.isMap));
    }
    return out + "]";
}

std::string one(const TemplateValue &value, const Spec &spec, int depth)
{
    if (spec.verb == 'T')
        return padded(value.typeName(), spec);
    if (value.isList() || value.isMapLike() || (!value.isNil() && value.json->is_object())) {
        if (spec.verb == 'v' || depth > 50)
            return padded(value.text(), spec);
        return each(value, spec, depth);
    }
    if (value.isNil())
        return padded(spec.verb == 'v' ? "<nil>" : std::string("%!") + spec.verb + "(<nil>)", spec);
    if (value.json->is_boolean())
        return spec.verb == 't' || spec.verb == 'v' ? padded(value.text(), spec) : bad(value, spec.verb);
    if (value.json->is_string()) {
        switch (spec.verb) {
        case 'v':
            if (spec.sharp)
                return padded(goQuote(value.string()), spec);
            [[fallthrough]];
        case 's': return padded(cut(value.string(), spec), spec);
        case 'q': return padded(goQuote(cut(value.string(), spec)), spec);
        case 'x':
        case 'X': return padded(hex(value.string(), spec.verb == 'X'), spec);
        default: return bad(value, spec.verb);
        }
    }
    if (value.json->is_number_float()) {
        return std::string_view("vgGeEfF").find(spec.verb) != std::string_view::npos ? real(value.json->get<double>(), spec)
                                                                                     : bad(value, spec.verb);
    }
    const auto number = value.json->get<std::int64_t>();
    if (spec.verb == 'c' || spec.verb == 'q' || spec.verb == 'U') {
        if (spec.verb == 'U')
            return padded(fmt::format("U+{:04X}", number), spec);
        const std::string text = number > 0 && number < 0x80 ? std::string(1, static_cast<char>(number)) : "\xEF\xBF\xBD";
        return padded(spec.verb == 'q' ? "'" + text + "'" : text, spec);
    }
    return std::string_view("vdboOxX").find(spec.verb) != std::string_view::npos ? integer(number, spec)
                                                                                 : bad(value, spec.verb);
}

} // namespace

std::string goQuote(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\a': out += "\\a"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\v': out += "\\v"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
            else
                out += c;
        }
    }
    return out + "\"";
}

std::string goPrintf(const std::string &format, const std::vector<TemplateValue> &arguments)
{
    std::string out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        Spec spec;
        for (++i; i < format.size(); ++i) {
            bool *flag = format[i] == '-'   ? &spec.minus
                         : format[i] == '+' ? &spec.plus
                         : format[i] == '#' ? &spec.sharp
                         : format[i] == ' ' ? &spec.space
                         : format[i] == '0' ? &spec.zero
                                            : nullptr;
            if (flag == nullptr)
                break;
            *flag = true;
        }
        const auto number = [&](int &into) {
            if (i < format.size() && format[i] == '*') {
                ++i;
                const bool good = next < arguments.size() && arguments[next].isNumber() &&
                                  !arguments[next].json->is_number_float();
                const std::int64_t value = good ? arguments[next].json->get<std::int64_t>() : 0;
                ++next;
                if (!good || value > mostWidth || value < -mostWidth) {
                    out += "%!(BADWIDTH)";
                    return;
                }
                spec.minus = spec.minus || value < 0;
                into = static_cast<int>(value < 0 ? -value : value);
                return;
            }
            while (i < format.size() && format[i] >= '0' && format[i] <= '9') {
                into = std::min(std::max(into, 0) * 10 + (format[i] - '0'), mostWidth);
                ++i;
            }
        };
        number(spec.width);
        if (i < format.size() && format[i] == '.') {
            ++i;
            spec.precision = 0;
            number(spec.precision);
        }
        if (i >= format.size()) {
            out += "%!(NOVERB)";
            break;
        }
        spec.verb = format[i];
        if (spec.verb == '%')
            out += '%';
        else if (next >= arguments.size())
            out += std::string("%!") + spec.verb + "(MISSING)";
        else
            out += one(arguments[next++], spec);
    }
    if (next < arguments.size()) {
        out += "%!(EXTRA ";
        for (std::size_t i = next; i < arguments.size(); ++i)
            out += (i == next ? "" : ", ") + arguments[i].typeName() + (arguments[i].isNil() ? "" : "=" + arguments[i].text());
        out += ")";
    }
    return out;
}

} // namespace tare::cli
