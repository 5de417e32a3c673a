// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options.h"

#include "core/cli/output.h"

#include <CLI/CLI.hpp>

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

} // namespace

struct Options::Impl
{
    explicit Impl(const std::string &description) : app(description) {}
    CLI::App app;
    std::string usage, command;
    std::vector<std::string> *rest = nullptr;
    std::size_t least = 0;
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
    m->app.add_flag(names, value, help)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void Options::text(const std::string &names, std::string &value, const std::string &help)
{
    m->app.add_option(names, value, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("TEXT");
}

void Options::text(const std::string &names, std::optional<std::string> &value, const std::string &help)
{
    m->app
        .add_option_function<std::string>(
            names, [&value](const std::string &given) { value = given; }, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("TEXT");
}

void Options::number(const std::string &names, std::optional<std::int64_t> &value, const std::string &help)
{
    m->app
        .add_option_function<std::int64_t>(
            names, [&value](std::int64_t given) { value = given; }, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("N");
}

void Options::list(const std::string &names, std::vector<std::string> &values, const std::string &help)
{
    m->app.add_option(names, values, help)->allow_extra_args(false)->type_name("LIST");
}

void Options::arguments(const std::string &name, std::vector<std::string> &into, int least, int most)
{
    auto *option = m->app.add_option(name, into);
    if (least > 0)
        option->required();
    option->expected(least > 0 ? least : 0, most < 0 ? CLI::detail::expected_max_vector_size : most);
    option->type_name("");
}

void Options::rest(std::vector<std::string> &into, int least)
{
    m->rest = &into;
    m->least = static_cast<std::size_t>(least);
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

std::optional<int> Options::parse(const std::vector<std::string> &args)
{
    const std::string see = "See 'tare " + m->command + " --help'.";
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());
        m->app.parse(reversed);
        if (m->rest != nullptr) {
            *m->rest = m->app.remaining();
            if (!m->rest->empty() && m->rest->front() == "--")
                m->rest->erase(m->rest->begin());
            else if (!m->rest->empty() && m->rest->front().size() > 1 && m->rest->front()[0] == '-') {
                const std::string &word = m->rest->front();
                printError((word.starts_with("--") ? "unknown flag: " : "unknown shorthand flag: ") + word,
                           see);
                return 125;
            }
            if (m->rest->size() < m->least) {
                printError("\"tare " + m->command + "\" requires at least " + std::to_string(m->least) +
                               " argument" + (m->least == 1 ? "" : "s"),
                           "Usage:  tare " + m->usage + "\n" + see);
                return 125;
            }
        }
        return std::nullopt;
    } catch (const CLI::CallForHelp &) {
        printOut(m->app.help());
        return 0;
    } catch (const CLI::ExtrasError &) {
        const auto extra = m->app.remaining();
        printError(extra.empty()               ? "too many arguments"
                   : extra[0].starts_with("-") ? "unknown flag: " + extra[0]
                                               : "unexpected argument: " + extra[0],
                   see);
    } catch (const CLI::ParseError &e) {
        printError(e.what(), see);
    } catch (const std::exception &e) {
        printError(e.what(), see);
    }
    return 125;
}

} // namespace tare::cli
