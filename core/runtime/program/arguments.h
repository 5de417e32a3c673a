// SPDX-License-Identifier: GPL-3.0-or-later
// The command line. Not CLI11, which the other programs use: setting it up takes longer than reading a
// bundle, and this program is started once for every container.
#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <vector>

namespace tare::runtime {

struct Option
{
    const char *name; // without dashes
    char letter = 0;  // 0: none
    bool takesValue = false;
    bool repeats = false;
};

class Arguments
{
public:
    // Options up to the first word that is none (after which everything is a word), or "--". With `mixed`,
    // options may also come after words.
    [[nodiscard]] static Result<Arguments> parse(const std::vector<std::string> &in,
                                                 const std::vector<Option> &known, bool mixed);

    [[nodiscard]] bool has(const std::string &name) const { return m_values.count(name) != 0; }
    [[nodiscard]] std::string get(const std::string &name, std::string otherwise = {}) const;
    [[nodiscard]] std::vector<std::string> all(const std::string &name) const;
    [[nodiscard]] const std::vector<std::string> &words() const { return m_words; }

private:
    std::map<std::string, std::vector<std::string>> m_values;
    std::vector<std::string> m_words;
};

} // namespace tare::runtime
