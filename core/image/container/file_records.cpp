// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/file_records.h"

#include "core/base/strings.h"

#include <charconv>
#include <fmt/format.h>

namespace tare::image {
namespace {

using Type = FileEntry::Type;

// The next number before a space or the end; takes both.
template <class T> bool take(std::string_view &text, T &out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty() && text.front() != ' ')
        return false;
    text.remove_prefix(text.empty() ? 0 : 1);
    return true;
}

bool isWhole(std::string_view name)
{
    for (const std::string_view part : split(name, '/')) {
        if (part.empty() || part == "." || part == "..")
            return false;
    }
    return !name.empty();
}

tl::unexpected<Error> broken(const char *what)
{
    return fail(Errc::CorruptArchive, "list of files", what);
}

// Up to the next NUL; nothing when there is none.
bool takeField(std::string_view &bytes, std::string_view &out)
{
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos)
        return false;
    out = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return true;
}

} // namespace

std::string writeRecords(const FileList &list)
{
    std::string out = fmt::format("{} {}", list.total, list.atLeast ? 1 : 0);
    out += '\0';
    for (const FileEntry &e : list.entries) {
        out += static_cast<char>(e.type);
        out += fmt::format("{} {} {} {} {} {}", e.mode, e.uid, e.gid, e.size, e.modified, e.leadsToFolder ? 1 : 0);
        for (const std::string *field : {&e.name, &e.target}) {
            out += '\0';
            out += *field;
        }
        out += '\0';
    }
    return out;
}

Result<FileList> parseRecords(std::string_view bytes)
{
    FileList out;
    std::string_view numbers;
    unsigned flag = 0;
    if (!takeField(bytes, numbers) || !take(numbers, out.total) || !take(numbers, flag) || !numbers.empty() || flag > 1)
        return broken("no total");
    out.atLeast = flag == 1;
    while (!bytes.empty()) {
        FileEntry e;
        std::string_view name, target;
        if (!takeField(bytes, numbers) || !takeField(bytes, name) || !takeField(bytes, target))
            return broken("it is cut off");
        if (numbers.empty() || std::string_view("-dlcbps").find(numbers.front()) == std::string_view::npos)
            return broken("an unknown kind of file");
        e.type = static_cast<Type>(numbers.front());
        numbers.remove_prefix(1);
        if (!take(numbers, e.mode) || !take(numbers, e.uid) || !take(numbers, e.gid) || !take(numbers, e.size) ||
            !take(numbers, e.modified) || !take(numbers, flag) || !numbers.empty() || flag > 1 || e.mode > 07777)
            return broken("numbers that are none");
        if (!isWhole(name))
            return broken("a name that is none");
        e.leadsToFolder = flag == 1;
        e.name = name;
        e.target = target;
        out.entries.push_back(std::move(e));
    }
    if (out.total < static_cast<std::int64_t>(out.entries.size()))
        return broken("a total that is too small");
    return out;
}

} // namespace tare::image
