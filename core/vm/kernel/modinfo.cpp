// SPDX-License-Identifier: GPL-3.0-or-later
// The section .modinfo of a module: NUL-terminated "key=value" (elf(5), 64-bit little-endian).
#include "core/base/strings.h"
#include "core/vm/kernel/modules.h"

#include <cstring>
#include <elf.h>
#include <optional>

namespace tare::vm {

namespace {

template <class T> std::optional<T> readAt(std::string_view bytes, std::uint64_t offset)
{
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T))
        return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

std::optional<std::string_view> section(std::string_view elf, const Elf64_Shdr &header)
{
    if (header.sh_type == SHT_NOBITS || header.sh_offset > elf.size() ||
        header.sh_size > elf.size() - header.sh_offset)
        return std::nullopt;
    return elf.substr(header.sh_offset, header.sh_size);
}

tl::unexpected<Error> broken()
{
    return fail(Errc::CorruptArchive, "kernel module", "it is not a 64-bit ELF file with a .modinfo");
}

} // namespace

Result<std::vector<std::string>> moduleDependencies(std::string_view elf)
{
    const auto header = readAt<Elf64_Ehdr>(elf, 0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
        header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
        header->e_shentsize != sizeof(Elf64_Shdr))
        return broken();
    const auto table = [&](unsigned n) {
        return header->e_shoff > elf.size()
                   ? std::nullopt
                   : readAt<Elf64_Shdr>(elf, header->e_shoff + n * sizeof(Elf64_Shdr));
    };
    const auto namesHeader = table(header->e_shstrndx);
    const auto names = namesHeader ? section(elf, *namesHeader) : std::nullopt;
    if (!names)
        return broken();
    constexpr std::string_view wanted(".modinfo\0", 9);
    for (unsigned n = 0; n < header->e_shnum; ++n) {
        const auto candidate = table(n);
        if (!candidate || candidate->sh_name > names->size() ||
            names->substr(candidate->sh_name, wanted.size()) != wanted)
            continue;
        const auto info = section(elf, *candidate);
        if (!info)
            return broken();
        std::vector<std::string> out;
        for (const std::string_view entry : split(*info, '\0'))
            if (entry.rfind("depends=", 0) == 0)
                for (const std::string_view name : split(entry.substr(8), ','))
                    if (!name.empty())
                        out.push_back(moduleName(name));
        return out;
    }
    return broken();
}

} // namespace tare::vm
