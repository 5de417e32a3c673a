// SPDX-License-Identifier: GPL-3.0-or-later
// Kernel modules and what they need: modules.dep and modules.builtin (modules.dep(5)), or, where depmod(8)
// never ran, the modules' own .modinfo.
#pragma once

#include "core/base/result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tare::vm {

// "virtio_blk" of "kernel/drivers/block/virtio-blk.ko.xz": '-' and '_' are the same in a module's name.
[[nodiscard]] std::string moduleName(std::string_view path);

// A path below a folder of modules that stays below it and that modules.dep(5) can name.
[[nodiscard]] bool safeModulePath(std::string_view path);

struct ModuleIndex
{
    struct Module
    {
        std::string path;                      // relative to the modules' folder; no "..", not absolute
        std::vector<std::string> dependencies; // names, direct or all of them
    };
    std::map<std::string, Module> modules; // by name
    std::set<std::string> builtin;

    // A malformed line is an error: half a list of dependencies gives a guest that does not boot.
    [[nodiscard]] static Result<ModuleIndex> parse(std::string_view modulesDep,
                                                   std::string_view modulesBuiltin);
    // As modules.dep: one line a module.
    [[nodiscard]] std::string text() const;
    // Paths in an order in which each can be loaded. NotFound names a module that is neither there nor built
    // in.
    [[nodiscard]] Result<std::vector<std::string>> order(const std::vector<std::string> &names) const;
};

// The names in "depends=" of an uncompressed module (an ELF file, from a stranger's package).
[[nodiscard]] Result<std::vector<std::string>> moduleDependencies(std::string_view elf);

} // namespace tare::vm
