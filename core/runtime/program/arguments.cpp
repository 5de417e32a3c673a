// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/arguments.h"

namespace tare::runtime {
namespace {

const Option *find(const std::vector<Option> &known, const std::string &name)
{
    for (const Option &o : known) {
        if (name == o.name)
            return &o;
    }
    return nullptr;
}

const Option *findLetter(const std::vector<Option> &known, char letter)
{
    for (const Option &o : known) {
        if (o.letter == letter && letter != 0)
            return &o;
    }
    return nullptr;
}

} // namespace

std::string Arguments::get(const std::string &name, std::string otherwise) const
{
    const auto it = m_values.find(name);
    return it == m_values.end() ? std::move(otherwise) : it->second.back();
}

std::vector<std::string> Arguments::all(const std::string &name) const
{
    const auto it = m_values.find(name);
    return it == m_values.end() ? std::vector<std::string>() : it->second;
}

Result<Arguments> Arguments::parse(const std::vector<std::string> &in, const std::vector<Option> &known,
                                   bool mixed)
{
    Arguments out;
    for (std::size_t i = 0; i < in.size(); ++i) {
        const std::string &arg = in[i];
        if (arg == "--") {
            out.m_words.insert(out.m_words.end(), in.begin() + static_cast<std::ptrdiff_t>(i) + 1, in.end());
            return out;
        }
        if (arg.size() < 2 || arg[0] != '-') {
            if (!mixed) {
                out.m_words.insert(out.m_words.end(), in.begin() + static_cast<std::ptrdiff_t>(i), in.end());
                return out;
            }
            out.m_words.push_back(arg);
            continue;
        }
        // One dash or two, as Go's flag packages take them.
        const std::size_t dashes = arg[1] == '-' ? 2 : 1;
        const std::size_t equals = arg.find('=');
        const std::string name = arg.substr(dashes, equals == std::string::npos ? equals : equals - dashes);
        const Option *option = find(known, name);
        if (option == nullptr && dashes == 1 && name.size() == 1)
            option = findLetter(known, name[0]);
        if (option == nullptr && dashes == 1 && equals == std::string::npos) { // "-tc": flags together
            bool allFlags = true;
            for (const char c : name) {
                const Option *flag = findLetter(known, c);
                allFlags = allFlags && flag != nullptr && !flag->takesValue;
            }
            if (allFlags) {
                for (const char c : name)
                    out.m_values[findLetter(known, c)->name] = {"true"};
                continue;
            }
        }
        if (option == nullptr)
            return fail(Errc::InvalidArgument, arg, "there is no such option");
        std::string value = "true";
        if (equals != std::string::npos)
            value = arg.substr(equals + 1);
        else if (option->takesValue && ++i >= in.size())
            return fail(Errc::InvalidArgument, arg, "it needs a value");
        else if (option->takesValue)
            value = in[i];
        if (!option->takesValue && value == "false")
            continue;
        auto &values = out.m_values[option->name];
        if (!option->repeats)
            values.clear();
        values.push_back(std::move(value));
    }
    return out;
}

} // namespace tare::runtime
