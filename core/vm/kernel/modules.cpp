// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/modules.h"

#include "core/base/strings.h"

#include <algorithm>
#include <functional>

namespace tare::vm {

namespace {

constexpr std::size_t mostModules = 100'000;

tl::unexpected<Error> malformed(std::string_view line)
{
    return fail(Errc::InvalidArgument, "modules.dep",
                "a line makes no sense: " + escapeControl(line.substr(0, 200)));
}

} // namespace

bool safeModulePath(std::string_view path)
{
    if (path.empty() || path.size() > 1000)
        return false;
    for (const std::string_view part : split(path, '/'))
        if (part.empty() || part == "." || part == "..")
            return false;
    // modules.dep(5) has no way to write a name with a space in it.
    return path.find_first_of(" \t") == std::string_view::npos && escapeControl(path) == path;
}

std::string moduleName(std::string_view path)
{
    path.remove_prefix(path.rfind('/') + 1); // npos + 1 is 0
    std::string name(path.substr(0, path.find(".ko")));
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

Result<ModuleIndex> ModuleIndex::parse(std::string_view modulesDep, std::string_view modulesBuiltin)
{
    ModuleIndex index;
    for (const std::string_view line : split(modulesDep, '\n')) {
        if (trim(line).empty())
            continue;
        const std::size_t colon = line.find(':');
        const std::string_view path = trim(line.substr(0, colon));
        if (colon == std::string_view::npos || !safeModulePath(path) || index.modules.size() == mostModules)
            return malformed(line);
        Module module{std::string(path), {}};
        for (const std::string_view word : split(line.substr(colon + 1), ' ')) {
            if (trim(word).empty())
                continue;
            if (!safeModulePath(trim(word)))
                return malformed(line);
            module.dependencies.push_back(moduleName(trim(word)));
        }
        index.modules[moduleName(path)] = std::move(module);
    }
    for (const std::string_view line : split(modulesBuiltin, '\n'))
        if (!trim(line).empty())
            index.builtin.insert(moduleName(trim(line)));
    return index;
}

std::string ModuleIndex::text() const
{
    std::string out;
    for (const auto &[name, module] : modules) {
        out += module.path + ":";
        for (const std::string &dependency : module.dependencies)
            if (const auto found = modules.find(dependency); found != modules.end())
                out += " " + found->second.path;
        out += "\n";
    }
    return out;
}

Result<std::vector<std::string>> ModuleIndex::order(const std::vector<std::string> &names) const
{
    std::vector<std::string> out;
    std::map<std::string, bool> visited; // true: in the list; false: being looked at
    // Without recursion: a stranger's list may be a long chain.
    struct Step
    {
        std::string name;
        bool leaving;
    };
    std::vector<Step> stack;
    for (auto name = names.rbegin(); name != names.rend(); ++name)
        stack.push_back({*name, false});
    while (!stack.empty()) {
        const Step step = stack.back();
        stack.pop_back();
        const auto found = modules.find(step.name);
        if (step.leaving) {
            visited[step.name] = true;
            out.push_back(found->second.path);
            continue;
        }
        if (builtin.count(step.name) != 0 || visited.count(step.name) != 0)
            continue;
        if (found == modules.end())
            return fail(Errc::NotFound, step.name, "the guest kernel has no such module");
        visited[step.name] = false;
        stack.push_back({step.name, true});
        const auto &dependencies = found->second.dependencies;
        // modules.dep lists the nearest first: what is needed deepest is at the end.
        for (const std::string &dependency : dependencies)
            if (visited.count(dependency) == 0)
                stack.push_back({dependency, false});
    }
    return out;
}

} // namespace tare::vm
