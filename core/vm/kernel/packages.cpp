// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/packages.h"

#include "core/base/strings.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace tare::vm {

namespace {

using Field = std::function<void(std::string_view name, std::string_view value)>;

// Lines that begin with a space belong to the field before them and are handed on one by one.
void fieldsOf(std::string_view stanza, const Field &field)
{
    std::string_view name;
    for (const std::string_view line : split(stanza, '\n')) {
        if (line.empty())
            continue;
        if (line.front() == ' ' || line.front() == '\t') {
            field(name, trim(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        name = line.substr(0, colon);
        field(name, trim(line.substr(colon + 1)));
    }
}

bool plainName(std::string_view name)
{
    return !name.empty() && name.size() < 200 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

bool safeRelative(std::string_view path)
{
    if (path.empty() || path.size() > 1000 || path.front() == '/' || escapeControl(path) != path)
        return false;
    const auto parts = split(path, '/');
    return std::none_of(parts.begin(), parts.end(),
                        [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

bool isSha256(std::string_view text)
{
    return text.size() == 64 && isHex(text);
}

Result<Package> packageFrom(std::string_view stanza)
{
    Package package;
    fieldsOf(stanza, [&](std::string_view name, std::string_view value) {
        if (name == "Package")
            package.name = value;
        else if (name == "Version")
            package.version = value;
        else if (name == "Depends")
            package.depends = value;
        else if (name == "Filename")
            package.filename = value;
        else if (name == "SHA256")
            package.sha256 = value;
        else if (name == "Size")
            package.size = parseInt(value).value_or(-1);
    });
    if (!safeRelative(package.filename) || !isSha256(package.sha256) || package.size <= 0)
        return fail(Errc::InvalidArgument, escapeControl(package.name),
                    "the index of packages does not say its file, size and SHA-256");
    return package;
}

} // namespace

Result<Package> findPackage(std::string_view packages, std::string_view name)
{
    const std::string first = "Package: " + std::string(name) + "\n";
    Result<Package> found = fail(Errc::NotFound, std::string(name), "the index has no such package");
    for (std::size_t at = packages.find(first); at != std::string_view::npos;
         at = packages.find(first, at + 1)) {
        if (at != 0 && packages[at - 1] != '\n')
            continue;
        std::size_t end = packages.find("\n\n", at);
        if (end == std::string_view::npos)
            end = packages.size();
        // The field comes first in practice; deb822(5) does not promise it.
        const std::size_t blank = at == 0 ? std::string_view::npos : packages.rfind("\n\n", at);
        const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 2;
        const Package package = TARE_TRY(packageFrom(packages.substr(begin, end - begin)));
        if (!found || ::strverscmp(found->version.c_str(), package.version.c_str()) < 0)
            found = package;
    }
    return found;
}

Result<std::string> kernelDependency(const Package &meta)
{
    for (const std::string_view part : split(meta.depends, ',')) {
        const std::string_view one = trim(part);
        const std::string_view name = one.substr(0, one.find_first_of(" (|:"));
        if (name.rfind("linux-image-", 0) == 0 && plainName(name))
            return std::string(name);
    }
    return fail(Errc::NotFound, meta.name, "it depends on no kernel package");
}

Result<IndexFile> findIndex(std::string_view release, std::string_view name)
{
    Result<IndexFile> found =
        fail(Errc::NotFound, std::string(name), "the archive's Release file does not list it");
    fieldsOf(release, [&](std::string_view field, std::string_view value) {
        if (field != "SHA256" || found)
            return;
        std::vector<std::string_view> words;
        for (const std::string_view word : split(value, ' '))
            if (!word.empty())
                words.push_back(word);
        if (words.size() == 3 && words[2] == name && isSha256(words[0]))
            found = IndexFile{std::string(name), std::string(words[0]), parseInt(words[1]).value_or(0)};
    });
    return found;
}

} // namespace tare::vm
