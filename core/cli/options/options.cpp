// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/options.h"

#include "core/base/strings.h"
#include "core/cli/options/print.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

namespace tare::cli {

namespace {

class Formatter final : public CLI::Formatter
{
public:
    explicit Formatter(std::string usage) : m_usage(std::move(usage)) { column_width(34); }
    std::string make_usage(const CLI::App *, std::string) const override { return "Usage:  tare " + m_usage + "\n"; }
    // The usage names the words; a list of them would say nothing more.
    std::string make_positionals(const CLI::App *) const override { return {}; }

private:
    std::string m_usage;
};

struct BadValue
{
    std::string text;
};

std::string plural(int n)
{
    return std::to_string(n) + (n == 1 ? " argument" : " arguments");
}

} // namespace

std::string badValue(const std::string &value, const std::string &flag, const std::string &why)
{
    return "invalid argument \"" + value + "\" for \"" + flag + "\" flag: " + why;
}

void addPairs(const std::vector<std::string> &texts, std::map<std::string, std::string> &out)
{
    for (const std::string &text : texts) {
        const std::size_t equals = text.find('=');
        out[text.substr(0, equals)] = equals == std::string::npos ? "" : text.substr(equals + 1);
    }
}

struct Options::Impl
{
    explicit Impl(const std::string &description) : app(description) {}
    CLI::App app;
    std::string usage, command;
    std::vector<std::string> *rest = nullptr, *words = nullptr;
    int least = 0, most = 0;
    std::map<std::string, Flag> flags; // by each of their names

    [[nodiscard]] std::string see() const { return "See 'tare " + command + " --help'."; }
    // Docker's: 125 for flags that are wrong, 1 for a wrong number of words.
    [[nodiscard]] Refusal wrongCount() const
    {
        std::string text = "'tare " + command + "' ";
        if (most == 0)
            text += "accepts no arguments";
        else if (least == most)
            text += "requires " + plural(least);
        else if (most < 0)
            text += "requires at least " + plural(least);
        else if (least == 0)
            text += "requires at most " + plural(most);
        else
            text += "requires at least " + std::to_string(least) + " and at most " + plural(most);
        return {1, text, "\nUsage:  tare " + usage + "\n\n" + see()};
    }
    [[nodiscard]] Refusal unknownFlag(const std::string &word) const
    {
        return {125,
                word.starts_with("--") ? "unknown flag: " + word.substr(0, word.find('='))
                                       : "unknown shorthand flag: '" + word.substr(1, 1) + "' in " + word,
                see()};
    }
    [[nodiscard]] std::optional<Refusal> check()
    {
        std::vector<std::string> *given = rest != nullptr ? rest : words;
        if (rest != nullptr) {
            *rest = app.remaining();
            if (!rest->empty() && rest->front() == "--")
                rest->erase(rest->begin());
            else if (!rest->empty() && rest->front().size() > 1 && rest->front()[0] == '-')
                return unknownFlag(rest->front());
        }
        const int count = given == nullptr ? 0 : static_cast<int>(given->size());
        if (count < least || (most >= 0 && count > most))
            return wrongCount();
        return std::nullopt;
    }
};

Options::Options(const std::string &usage, const std::string &description)
    : m(std::make_unique<Impl>(description))
{
    m->usage = usage;
    m->command = usage.substr(0, usage.find(' '));
    m->app.formatter(std::make_shared<Formatter>(usage));
    m->app.set_help_flag("-h,--help", "Print this help");
}

Options::~Options() = default;

void Options::flag(const std::string &names, bool &value, const std::string &help)
{
    note(names, false);
    m->app.add_flag(names, value, help)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void Options::flag(const std::string &names, std::optional<bool> &value, const std::string &help)
{
    note(names, false);
    m->app.add_flag_function(names, [&value](std::int64_t count) { value = count > 0; }, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void Options::text(const std::string &names, std::string &value, const std::string &help)
{
    note(names, true);
    m->app.add_option(names, value, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("TEXT");
}

void Options::text(const std::string &names, std::optional<std::string> &value, const std::string &help)
{
    note(names, true);
    m->app
        .add_option_function<std::string>(
            names, [&value](const std::string &given) { value = given; }, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("TEXT");
}

void Options::number(const std::string &names, std::optional<std::int64_t> &value, const std::string &help)
{
    note(names, true);
    std::string shown = names;
    for (std::size_t at = 0; (at = shown.find(',', at)) != std::string::npos; at += 2)
        shown.insert(at + 1, " ");
    m->app
        .add_option_function<std::string>(
            names,
            [&value, shown](const std::string &given) {
                value = parseInt(given);
                if (!value)
                    throw BadValue{badValue(given, shown, "a number is needed")};
            },
            help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("N");
}

void Options::list(const std::string &names, std::vector<std::string> &values, const std::string &help)
{
    note(names, true);
    m->app.add_option(names, values, help)->allow_extra_args(false)->type_name("LIST");
}

void Options::hiddenFlag(const std::string &names, bool &value)
{
    note(names, false);
    m->app.add_flag(names, value)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->group("");
}

void Options::hiddenText(const std::string &names, std::string &value)
{
    note(names, true);
    m->app.add_option(names, value)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->group("");
}

void Options::refuse(const std::string &name, bool takesValue, const std::string &why)
{
    m->flags[name] = {name, takesValue, true};
    const std::string text = name + ": " + why;
    if (takesValue)
        m->app.add_option_function<std::vector<std::string>>(name, [text](const auto &) { throw BadValue{text}; })->group("");
    else
        m->app.add_flag_function(name, [text](std::int64_t) { throw BadValue{text}; })->group("");
}

void Options::arguments(const std::string &name, std::vector<std::string> &into, int least, int most)
{
    m->words = &into;
    m->least = least;
    m->most = most;
    m->app.add_option(name, into)->expected(0, CLI::detail::expected_max_vector_size)->type_name("");
}

void Options::rest(std::vector<std::string> &into, int least)
{
    m->rest = &into;
    m->least = least;
    m->most = -1;
    m->app.prefix_command();
}

void Options::keepShortHelp()
{
    m->app.set_help_flag("--help", "Print this help");
}

void Options::footer(const std::string &text)
{
    m->app.footer(text);
}

void Options::note(const std::string &names, bool takesValue)
{
    const auto all = split(names, ',');
    const auto longName = std::find_if(all.begin(), all.end(), [](std::string_view name) { return name.starts_with("--"); });
    for (const std::string_view name : all)
        m->flags[std::string(name)] = {std::string(longName == all.end() ? name : *longName), takesValue, false};
}

std::optional<Options::Flag> Options::known(const std::string &name) const
{
    const auto at = m->flags.find(name);
    return at == m->flags.end() ? std::nullopt : std::optional(at->second);
}

// What CLI11 reads otherwise than Docker (pflag), said so that both mean the same: "--entrypoint=" has the empty value and not
// the next word, "-e=A=1" has no '=' in its value, and a value is a value even if it begins with '-'.
std::vector<std::string> Options::plain(const std::vector<std::string> &args) const
{
    std::vector<std::string> out;
    const auto add = [&out](const std::string &name, const std::string &value) {
        if (value.starts_with('-')) {
            out.push_back(name + "=" + value);
        } else {
            out.push_back(name);
            out.push_back(value);
        }
    };
    std::size_t i = 0;
    for (; i < args.size(); ++i) {
        std::string word = args[i];
        const bool isFlag = word.size() > 1 && word.front() == '-', isLong = word.starts_with("--");
        if (word == "--" || (!isFlag && m->rest != nullptr))
            break;
        std::size_t letter = 1; // "-itp": one flag each, the last may have a value
        const auto name = [&] { return isLong ? word.substr(0, word.find('=')) : std::string{'-', word[letter]}; };
        while (isFlag && !isLong && letter + 1 < word.size() && word[letter + 1] != '=') {
            const auto flag = known(name());
            if (!flag || flag->takesValue || !known(std::string{'-', word[letter + 1]}))
                break;
            out.push_back(flag->name);
            ++letter;
        }
        const auto flag = isFlag ? known(name()) : std::nullopt;
        if (letter > 1)
            word = "-" + word.substr(letter);
        const std::size_t equals = word.find('=');
        const bool takes = flag && flag->takesValue;
        if (takes && isLong && equals != std::string::npos)
            add(flag->name, word.substr(equals + 1));
        else if (takes && !isLong && word.size() > 2)
            add(flag->name, word.substr(word[2] == '=' ? 3 : 2));
        else if (takes && i + 1 < args.size())
            add(flag->name, args[++i]);
        else
            out.push_back(word);
    }
    out.insert(out.end(), args.begin() + static_cast<std::ptrdiff_t>(i), args.end());
    return out;
}

std::optional<Options::Refusal> Options::read(const std::vector<std::string> &given)
{
    const std::vector<std::string> args = plain(given);
    const auto wrong = [this](std::string text) { return Refusal{125, std::move(text), m->see()}; };
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());
        m->app.parse(reversed);
        return m->check();
    } catch (const CLI::CallForHelp &) {
        return Refusal{0, m->app.help(), {}};
    } catch (const CLI::ExtrasError &) {
        const auto extra = m->app.remaining();
        for (const std::string &word : extra) {
            if (word.size() > 1 && word.front() == '-')
                return m->unknownFlag(word);
        }
        return m->wrongCount();
    } catch (const CLI::ArgumentMismatch &e) {
        const std::string what = e.what();
        return wrong("flag needs an argument: " + what.substr(0, what.find(':')));
    } catch (const CLI::ConversionError &e) {
        // "Could not convert: --rm = maybe"
        const std::string what = e.what();
        const std::size_t colon = what.find(": "), equals = what.find(" = ");
        return wrong(colon != std::string::npos && equals != std::string::npos && colon < equals
                         ? badValue(what.substr(equals + 3), what.substr(colon + 2, equals - colon - 2),
                                    "true or false is needed")
                         : what);
    } catch (const BadValue &e) {
        return wrong(escapeControl(e.text));
    } catch (const std::exception &e) {
        return wrong(e.what());
    }
}

std::optional<int> Options::parse(const std::vector<std::string> &args)
{
    const auto refusal = read(args);
    if (!refusal)
        return std::nullopt;
    if (refusal->exitCode == 0)
        printOut(refusal->text);
    else
        printError(refusal->text, refusal->advice);
    return refusal->exitCode;
}

} // namespace tare::cli
