// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of one command, as Docker's: short flags combine (-it), "--rm=false" works. CLI11 is behind it,
// in one file, and only the command that was asked for is ever built.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

// What is wrong with a flag's value, in Docker's words.
[[nodiscard]] std::string badValue(const std::string &value, const std::string &flag, const std::string &why);

// "KEY=VALUE", or KEY alone for an empty value; a later one wins.
void addPairs(const std::vector<std::string> &texts, std::map<std::string, std::string> &out);

class Options
{
public:
    // "run [OPTIONS] IMAGE [COMMAND] [ARG...]" and one sentence.
    Options(const std::string &usage, const std::string &description);
    ~Options();
    Options(const Options &) = delete;
    Options &operator=(const Options &) = delete;

    // `names` as CLI11 writes them: "-i,--interactive".
    void flag(const std::string &names, bool &value, const std::string &help);
    void flag(const std::string &names, std::optional<bool> &value, const std::string &help); // who cares whether it was given
    void text(const std::string &names, std::string &value, const std::string &help);
    void text(const std::string &names, std::optional<std::string> &value, const std::string &help);
    void number(const std::string &names, std::optional<std::int64_t> &value, const std::string &help);
    // May be given several times.
    void list(const std::string &names, std::vector<std::string> &values, const std::string &help);
    // Not told of by --help.
    void hiddenFlag(const std::string &names, bool &value);
    void hiddenText(const std::string &names, std::string &value);
    // Docker has it; whoever gives it is told why it is not here.
    void refuse(const std::string &name, bool takesValue, const std::string &why);
    // Words that are not options. `most` -1: any number.
    void arguments(const std::string &name, std::vector<std::string> &into, int least, int most);
    // From the first word that is not an option on, everything is taken as it is.
    void rest(std::vector<std::string> &into, int least);
    // -h is an option of its own and only --help asks for help.
    void keepShortHelp();
    void footer(const std::string &text);

    // Why a command does not go on.
    struct Refusal
    {
        int exitCode = 125; // 0 for --help, 125 for a wrong flag, 1 for a wrong number of words (as Docker's)
        std::string text, advice;
    };
    [[nodiscard]] std::optional<Refusal> read(const std::vector<std::string> &args);
    // As read(); the exit code, and all printed already.
    [[nodiscard]] std::optional<int> parse(const std::vector<std::string> &args);

    struct Flag
    {
        std::string name; // its long form
        bool takesValue = false;
        bool refused = false; // see refuse()
    };
    // "--env", "-e"; nothing when it is none of these.
    [[nodiscard]] std::optional<Flag> known(const std::string &name) const;

private:
    void note(const std::string &names, bool takesValue);
    [[nodiscard]] std::vector<std::string> plain(const std::vector<std::string> &args) const;

    struct Impl;
    std::unique_ptr<Impl> m;
};

} // namespace tare::cli
