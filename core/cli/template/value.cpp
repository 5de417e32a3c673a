// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/template/value.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace tare::cli {
namespace {

// Of Docker's types: fields that are maps, and fields that are slices. Everything else that is an object is a struct.
bool namesMap(const std::string &name)
{
    static const std::set<std::string> names = {
        "Annotations", "Data",   "DriverOpts", "ExposedPorts", "Labels",       "Networks", "Options",
        "PortBindings", "Ports",      "Status", "StorageOpt", "Sysctls",      "Tmpfs",        "Volumes",  "annotations",
        "labels",       "Runtimes",   "PerDevice"};
    return names.contains(name);
}

bool namesList(const std::string &name)
{
    static const std::set<std::string> names = {
        "Aliases", "Args",  "Binds",   "CapAdd",      "CapDrop",   "Cmd",       "DeviceRequests", "Devices",
        "Dns",     "DnsOptions", "DnsSearch", "Entrypoint", "Env", "ExecIDs", "ExtraHosts", "GroupAdd",
        "Layers",  "Links", "Mounts",  "OnBuild",     "RepoDigests", "RepoTags", "SecurityOpt", "Shell", "Test", "Log",
        "Ulimits", "VolumesFrom", "MaskedPaths", "ReadonlyPaths"};
    return names.contains(name);
}

void print(const TemplateValue &value, std::string &out)
{
    if (value.isNil()) {
        out += value.isMapLike() ? "map[]" : value.isList() ? "[]" : "<nil>";
    } else if (value.json->is_string()) {
        out += value.json->get_ref<const std::string &>();
    } else if (value.json->is_boolean()) {
        out += value.json->get<bool>() ? "true" : "false";
    } else if (value.json->is_number_float()) {
        out += goFloat(value.json->get<double>());
    } else if (value.json->is_array()) {
        out += '[';
        bool first = true;
        for (const TemplateJson &element : *value.json) {
            if (!std::exchange(first, false))
                out += ' ';
            print(value.child(element, {}, false), out);
        }
        out += ']';
    } else if (value.json->is_object() && value.json->empty() && !value.isMap) {
        out += "{}";
    } else if (value.json->is_object()) {
        out += "map[";
        bool first = true;
        for (const std::string &key : value.sortedKeys()) {
            if (!std::exchange(first, false))
                out += ' ';
            out += key + ":";
            print(value.child(value.json->at(key), key, !value.isMap), out);
        }
        out += ']';
    } else {
        out += value.json->dump();
    }
}

} // namespace

std::string goFloat(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    // %g with the shortest digits that read back, but an exponent only below 1e-4 and from 1e21 on.
    const double size = std::fabs(value);
    if (size == 0 || (size >= 1e-4 && size < 1e21)) {
        const std::string text = fmt::format("{}", value);
        if (text.find('e') == std::string::npos)
            return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
        return fmt::format("{:.0f}", value);
    }
    return fmt::format("{}", value);
}

TemplateValue TemplateValue::of(TemplateJson value)
{
    TemplateValue out;
    auto owned = std::make_shared<const TemplateJson>(std::move(value));
    out.json = owned.get();
    out.owner = std::move(owned);
    return out;
}

TemplateValue TemplateValue::child(const TemplateJson &at, const std::string &childName, bool isField) const
{
    TemplateValue out;
    out.owner = owner;
    out.json = &at;
    out.name = isField ? childName : std::string();
    out.isMap = isField && namesMap(childName);
    return out;
}

bool TemplateValue::isList() const
{
    return json != nullptr && (json->is_array() || (json->is_null() && namesList(name)));
}

bool TemplateValue::isMapLike() const { return json != nullptr && isMap && (json->is_object() || json->is_null()); }

std::string TemplateValue::typeName() const
{
    if (isMapLike())
        return "map[string]interface {}";
    if (isList())
        return "[]interface {}";
    if (isNil())
        return "<nil>";
    if (json->is_string())
        return "string";
    if (json->is_boolean())
        return "bool";
    if (json->is_number_float())
        return "float64";
    if (json->is_number())
        return "int";
    return "struct";
}

bool TemplateValue::truth() const
{
    if (isNil())
        return false;
    if (json->is_boolean())
        return json->get<bool>();
    if (json->is_string())
        return !json->get_ref<const std::string &>().empty();
    if (json->is_number_float())
        return json->get<double>() != 0;
    if (json->is_number())
        return *json != 0;
    if (json->is_array())
        return !json->empty();
    return !isMap || !json->empty();
}

std::string TemplateValue::text() const
{
    std::string out;
    print(*this, out);
    return out;
}

std::vector<std::string> TemplateValue::sortedKeys() const
{
    std::vector<std::string> out;
    if (json != nullptr && json->is_object()) {
        for (const auto &[key, element] : json->items())
            out.push_back(key);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string goJson(const TemplateValue &value)
{
    return value.json == nullptr ? "null" : value.json->dump(-1, ' ', false, TemplateJson::error_handler_t::replace);
}

} // namespace tare::cli
