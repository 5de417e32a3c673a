// SPDX-License-Identifier: GPL-3.0-or-later
// Reading JSON whose shape a stranger chose. Throws BadField, which parse functions turn into an Error: not
// for use outside core/runtime/spec.
#pragma once

#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/userns/userns.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <strings.h>
#include <vector>

namespace tare::runtime {

using nlohmann::json;

// Discarded when it is no JSON, or nested deeper than any config.json is.
[[nodiscard]] json parseBounded(std::string_view text);

struct BadField
{
    std::string field, reason;
};

// A value with the name that its errors carry.
class Field
{
public:
    Field(const json &value, std::string name) : m_value(value), m_name(std::move(name)) {}

    [[nodiscard]] const json &raw() const { return m_value; }
    [[nodiscard]] const std::string &name() const { return m_name; }
    [[noreturn]] void bad(std::string reason) const { throw BadField{m_name, std::move(reason)}; }

    // A member, or nullopt when it is missing or null. In another case ("pagesize") it is found as well, since the JSON library
    // of the runtimes that the world knows does that, and there are configurations which live on it.
    [[nodiscard]] std::optional<Field> get(const char *key) const
    {
        if (!m_value.is_object())
            bad("it must be an object");
        auto it = m_value.find(key);
        if (it == m_value.end()) {
            for (it = m_value.begin(); it != m_value.end() && ::strcasecmp(it.key().c_str(), key) != 0;)
                ++it;
        }
        if (it == m_value.end() || it->is_null())
            return std::nullopt;
        return Field(*it, m_name.empty() ? key : m_name + "." + key);
    }
    [[nodiscard]] std::string text() const
    {
        if (!m_value.is_string())
            bad("it must be text");
        auto s = m_value.get<std::string>();
        if (s.find('\0') != std::string::npos)
            bad("it must not hold a zero byte");
        return s;
    }
    [[nodiscard]] bool boolean() const
    {
        if (!m_value.is_boolean())
            bad("it must be true or false");
        return m_value.get<bool>();
    }
    template <class T> [[nodiscard]] T integer() const
    {
        if (m_value.is_number_unsigned()) {
            const auto n = m_value.get<std::uint64_t>();
            if (n <= static_cast<std::uint64_t>(std::numeric_limits<T>::max()))
                return static_cast<T>(n);
            bad("it is out of range");
        }
        if (!m_value.is_number_integer())
            bad("it must be a whole number");
        const auto n = m_value.get<std::int64_t>();
        if constexpr (std::numeric_limits<T>::is_signed) {
            if (n >= static_cast<std::int64_t>(std::numeric_limits<T>::min()))
                return static_cast<T>(n);
        }
        bad("it is out of range");
    }
    // A user or group id: 2³² - 1 means "none" to the kernel.
    [[nodiscard]] std::uint32_t id() const
    {
        const auto n = integer<std::uint32_t>();
        if (n == std::numeric_limits<std::uint32_t>::max())
            bad("it is out of range");
        return n;
    }
    [[nodiscard]] std::vector<Field> items() const
    {
        if (!m_value.is_array())
            bad("it must be a list");
        std::vector<Field> out;
        std::size_t n = 0;
        out.reserve(m_value.size());
        for (const json &item : m_value)
            out.emplace_back(item, m_name + "[" + std::to_string(n++) + "]");
        return out;
    }
    [[nodiscard]] std::vector<std::string> texts() const
    {
        if (!m_value.is_array())
            bad("it must be a list");
        std::vector<std::string> out;
        out.reserve(m_value.size());
        for (const json &item : m_value)
            out.push_back(Field(item, m_name).text());
        return out;
    }

    [[nodiscard]] std::string textOr(const char *key, std::string otherwise = {}) const
    {
        const auto f = get(key);
        return f ? f->text() : std::move(otherwise);
    }
    [[nodiscard]] bool booleanOr(const char *key, bool otherwise) const
    {
        const auto f = get(key);
        return f ? f->boolean() : otherwise;
    }
    template <class T> [[nodiscard]] T integerOr(const char *key, T otherwise) const
    {
        const auto f = get(key);
        return f ? f->integer<T>() : otherwise;
    }
    [[nodiscard]] std::vector<std::string> textsOr(const char *key) const
    {
        const auto f = get(key);
        return f ? f->texts() : std::vector<std::string>();
    }
    [[nodiscard]] std::vector<Field> itemsOr(const char *key) const
    {
        const auto f = get(key);
        return f ? f->items() : std::vector<Field>();
    }

private:
    const json &m_value;
    std::string m_name;
};

struct Process;
struct Spec;
namespace detail {
[[nodiscard]] cgroup::Resources readResources(const Field &f);
[[nodiscard]] cgroup::DeviceRule readDeviceRule(const Field &f);
} // namespace detail
[[nodiscard]] std::vector<userns::Range> readRanges(const Field &f, const char *key);
[[nodiscard]] Process readProcess(const Field &f);
void readLinux(const Field &f, Spec &spec);

} // namespace tare::runtime
