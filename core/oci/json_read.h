// SPDX-License-Identifier: GPL-3.0-or-later
// Reading JSON that a stranger wrote: a member of another type is the same as a missing one, and nothing throws.
// For .cpp files only.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tare::oci::read {

using nlohmann::json;

// Null when `object` is no object, or has no such member, or it is null.
inline const json *member(const json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto it = object.find(key);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

inline std::string text(const json &object, const char *key)
{
    const json *m = member(object, key);
    return m != nullptr && m->is_string() ? m->get_ref<const std::string &>() : std::string();
}

inline std::int64_t integer(const json &object, const char *key, std::int64_t otherwise = 0)
{
    const json *m = member(object, key);
    return m != nullptr && m->is_number_integer() ? m->get<std::int64_t>() : otherwise;
}

inline bool boolean(const json &object, const char *key)
{
    const json *m = member(object, key);
    return m != nullptr && m->is_boolean() && m->get<bool>();
}

inline std::vector<std::string> texts(const json &object, const char *key)
{
    std::vector<std::string> out;
    const json *m = member(object, key);
    if (m != nullptr && m->is_array()) {
        for (const json &one : *m) {
            if (one.is_string())
                out.push_back(one.get_ref<const std::string &>());
        }
    }
    return out;
}

inline std::map<std::string, std::string> textMap(const json &object, const char *key)
{
    std::map<std::string, std::string> out;
    const json *m = member(object, key);
    if (m != nullptr && m->is_object()) {
        for (const auto &[name, value] : m->items()) {
            if (value.is_string())
                out.emplace(name, value.get_ref<const std::string &>());
        }
    }
    return out;
}

inline std::vector<std::string> keys(const json &object, const char *key)
{
    std::vector<std::string> out;
    const json *m = member(object, key);
    if (m != nullptr && m->is_object()) {
        for (const auto &[name, value] : m->items())
            out.push_back(name);
    }
    return out;
}

} // namespace tare::oci::read
