// SPDX-License-Identifier: GPL-3.0-or-later
// The databases that are lines of text: dpkg's and apk's.
#include "core/base/strings.h"
#include "core/image/packages/package_database.h"

#include <limits>
#include <optional>

namespace tare::image {
namespace {

class Lines
{
public:
    explicit Lines(std::string_view text) : m_rest(text) {}
    bool next(std::string_view &line)
    {
        if (m_rest.empty())
            return false;
        const std::size_t end = m_rest.find('\n');
        line = m_rest.substr(0, end);
        m_rest = end == std::string_view::npos ? std::string_view() : m_rest.substr(end + 1);
        return true;
    }

private:
    std::string_view m_rest;
};

tl::unexpected<Error> tooMany() { return fail(Errc::TooLarge, "package database", "it names more than 200000 packages"); }

bool fits(const Package &p)
{
    return !p.name.empty() && p.name.size() <= maxPackageField && p.version.size() <= maxPackageField &&
           p.architecture.size() <= maxPackageField;
}

std::int64_t sizeOf(std::string_view text, std::int64_t unit)
{
    const auto n = parseInt(trim(text));
    return n && *n >= 0 && *n <= std::numeric_limits<std::int64_t>::max() / unit ? *n * unit : -1;
}

bool isField(std::string_view line, std::string_view name, std::string_view &value)
{
    if (line.size() <= name.size() || line[name.size()] != ':')
        return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = line[i] >= 'A' && line[i] <= 'Z' ? static_cast<char>(line[i] + 32) : line[i];
        if (c != name[i])
            return false;
    }
    value = trim(line.substr(name.size() + 1));
    return true;
}

} // namespace

Result<Packages> readDpkg(std::string_view bytes)
{
    Packages out;
    Package now;
    std::optional<bool> installed;
    auto finish = [&] {
        if (fits(now) && installed.value_or(true))
            out.push_back(std::move(now));
        now = {};
        installed.reset();
    };
    Lines lines(bytes);
    std::string_view line;
    while (lines.next(line)) {
        std::string_view value;
        if (trim(line).empty()) {
            finish();
        } else if (line.front() == ' ' || line.front() == '\t') {
            continue; // more of the field before
        } else if (isField(line, "package", value)) {
            now.name = value;
        } else if (isField(line, "version", value)) {
            now.version = value;
        } else if (isField(line, "architecture", value)) {
            now.architecture = value;
        } else if (isField(line, "installed-size", value)) {
            now.size = sizeOf(value, 1024); // of KiB (deb-control(5))
        } else if (isField(line, "status", value)) {
            // want, error flag, state: "install ok installed"; half-installed ones are there too
            const std::string_view state = value.substr(value.rfind(' ') + 1);
            installed = state != "not-installed" && state != "config-files";
        }
        if (out.size() > maxPackages)
            return tooMany();
    }
    finish();
    return out;
}

Result<Packages> readApk(std::string_view bytes)
{
    Packages out;
    Package now;
    now.manager = PackageManager::Apk;
    auto finish = [&] {
        if (fits(now))
            out.push_back(std::move(now));
        now = {};
        now.manager = PackageManager::Apk;
    };
    Lines lines(bytes);
    std::string_view line;
    while (lines.next(line)) {
        if (line.empty()) {
            finish();
            continue;
        }
        if (line.size() < 2 || line[1] != ':')
            continue;
        const std::string_view value = line.substr(2);
        switch (line[0]) {
        case 'P': now.name = value; break;
        case 'V': now.version = value; break;
        case 'A': now.architecture = value; break;
        case 'I': now.size = sizeOf(value, 1); break;
        default: break;
        }
        if (out.size() > maxPackages)
            return tooMany();
    }
    finish();
    return out;
}

} // namespace tare::image
