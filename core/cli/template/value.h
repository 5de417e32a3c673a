// SPDX-License-Identifier: GPL-3.0-or-later
// What a template works on: JSON, seen as the Go value that Docker's command would have there. For .cpp files only.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tare::cli {

using TemplateJson = nlohmann::ordered_json;

struct TemplateValue
{
    std::shared_ptr<const TemplateJson> owner;
    const TemplateJson *json = nullptr; // null: no value at all
    bool isMap = false;                 // a Go map, whose keys are data; else an object is a struct
    std::string name;                   // of the field it came from

    [[nodiscard]] static TemplateValue of(TemplateJson value);
    // The field or element; it lives as long as this one's owner.
    [[nodiscard]] TemplateValue child(const TemplateJson &at, const std::string &name, bool isField) const;

    [[nodiscard]] bool missing() const { return json == nullptr; }
    [[nodiscard]] bool isNil() const { return json == nullptr || json->is_null(); }
    // A null that would be an empty slice or map in Go, or one of these.
    [[nodiscard]] bool isList() const;
    [[nodiscard]] bool isMapLike() const;
    [[nodiscard]] bool isString() const { return json != nullptr && json->is_string(); }
    [[nodiscard]] bool isNumber() const { return json != nullptr && json->is_number(); }
    [[nodiscard]] std::string string() const { return isString() ? json->get<std::string>() : std::string(); }
    // "map[string]string", "[]interface {}", "int", "string": for messages and %T.
    [[nodiscard]] std::string typeName() const;
    // Go's text/template: false, 0, nil and what is empty are false; a struct is true.
    [[nodiscard]] bool truth() const;
    // As fmt's %v.
    [[nodiscard]] std::string text() const;
    // Keys of a map, sorted as Go ranges over them.
    [[nodiscard]] std::vector<std::string> sortedKeys() const;
};

// fmt's %v of a float64.
[[nodiscard]] std::string goFloat(double value);
// encoding/json without HTML's escapes.
[[nodiscard]] std::string goJson(const TemplateValue &value);

} // namespace tare::cli
