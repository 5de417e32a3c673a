// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/package_section.h"

#include <cstring>
#include <optional>

namespace tare::image {
namespace {

template <class T> void put(std::string &out, T value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

void putText(std::string &out, const std::string &text)
{
    put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}
    template <class T> T number()
    {
        T out{};
        if (m_rest.size() < sizeof out) {
            m_failed = true;
            return out;
        }
        std::memcpy(&out, m_rest.data(), sizeof out);
        m_rest.remove_prefix(sizeof out);
        return out;
    }
    std::string text()
    {
        const auto size = number<std::uint32_t>();
        if (m_failed || size > m_rest.size()) {
            m_failed = true;
            return {};
        }
        std::string out(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        return out;
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

} // namespace

std::string packageSection(const std::vector<PackageDatabase> &databases)
{
    std::string out;
    if (databases.empty())
        return out;
    put(out, static_cast<std::uint32_t>(databases.size()));
    for (const PackageDatabase &d : databases) {
        putText(out, d.path);
        putText(out, d.unread);
        put(out, static_cast<std::uint32_t>(d.packages.size()));
        for (const Package &p : d.packages) {
            put(out, static_cast<std::uint32_t>(p.manager));
            putText(out, p.name);
            putText(out, p.version);
            putText(out, p.architecture);
            put(out, p.size);
        }
    }
    return out;
}

Result<std::vector<PackageDatabase>> readPackageSection(std::string_view bytes)
{
    std::vector<PackageDatabase> out;
    if (bytes.empty())
        return out;
    Reader in(bytes);
    const auto count = in.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
        PackageDatabase d;
        d.path = in.text();
        d.unread = in.text();
        const auto packages = in.number<std::uint32_t>();
        for (std::uint32_t k = 0; k < packages && !in.failed(); ++k) {
            Package p;
            const auto manager = in.number<std::uint32_t>();
            if (manager > static_cast<std::uint32_t>(PackageManager::Rpm))
                return fail(Errc::CorruptArchive, "layer index", "a package of an unknown manager");
            p.manager = static_cast<PackageManager>(manager);
            p.name = in.text();
            p.version = in.text();
            p.architecture = in.text();
            p.size = in.number<std::int64_t>();
            d.packages.push_back(std::move(p));
        }
        out.push_back(std::move(d));
    }
    if (in.failed() || !in.atEnd())
        return fail(Errc::CorruptArchive, "layer index", "its packages are cut off");
    return out;
}

} // namespace tare::image
