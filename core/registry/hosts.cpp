// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/hosts.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/oci/json_read.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <dirent.h>

namespace tare::registry {
namespace {

namespace read = oci::read;

constexpr std::size_t maxSettings = 1U << 20U;
constexpr std::size_t maxCertificates = 4U << 20U;

tl::unexpected<Error> bad(const std::string &why)
{
    return fail(Errc::InvalidArgument, "registries.json", why);
}

Result<std::vector<std::string>> words(const read::json &list, const std::string &what)
{
    if (!list.is_array())
        return bad("\"" + what + "\" is no list");
    std::vector<std::string> out;
    for (const read::json &one : list) {
        if (!one.is_string() || one.get_ref<const std::string &>().empty())
            return bad("\"" + what + "\" has an entry that is no text");
        out.push_back(one.get<std::string>());
    }
    return out;
}

Result<std::vector<std::string>> addresses(const read::json &list, const std::string &what)
{
    std::vector<std::string> out = TARE_TRY(words(list, what));
    for (const std::string &one : out) {
        if (const auto url = Url::parse(one); !url)
            return bad("\"" + what + "\": " + url.error().text());
    }
    return out;
}

struct Ip
{
    unsigned char bytes[16] = {};
    std::size_t length = 0; // 4, 16; 0: it is none
};

Ip parseIp(std::string text)
{
    Ip out;
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    if (::inet_pton(AF_INET, text.c_str(), out.bytes) == 1)
        out.length = 4;
    else if (::inet_pton(AF_INET6, text.c_str(), out.bytes) == 1)
        out.length = 16;
    return out;
}

// "10.1.0.0/16" holds 10.1.2.3
bool within(const std::string &range, const Ip &address)
{
    const std::size_t slash = range.find('/');
    if (slash == std::string::npos || address.length == 0)
        return false;
    const Ip net = parseIp(range.substr(0, slash));
    const auto bits = parseUnsigned(std::string_view(range).substr(slash + 1));
    if (net.length != address.length || !bits || *bits > net.length * 8)
        return false;
    const std::size_t whole = *bits / 8;
    if (std::memcmp(net.bytes, address.bytes, whole) != 0)
        return false;
    const unsigned int rest = *bits % 8;
    const unsigned int mask = 0xffU << (8U - rest) & 0xffU;
    return rest == 0 || (net.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::vector<std::string> filesIn(const std::string &folder)
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(folder.c_str()), ::closedir);
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) // NOLINT(concurrency-mt-unsafe): a DIR of our own
        out.emplace_back(e->d_name);
    std::sort(out.begin(), out.end());
    return out;
}

// The names that a folder of certificates for it may have.
std::vector<std::string> folderNames(const Url &url)
{
    std::vector<std::string> out = {url.host + ":" + std::to_string(url.port)};
    if (url.authority() == url.host)
        out.push_back(url.host);
    if (url.host == "registry-1.docker.io")
        out.emplace_back("docker.io");
    return out;
}

Result<HostCertificates> readFolder(const std::string &folder)
{
    HostCertificates out;
    const std::vector<std::string> names = filesIn(folder);
    for (const std::string &name : names) {
        if (name.ends_with(".crt")) {
            out.authorities += TARE_TRY(readFile(folder + "/" + name, maxCertificates)) + "\n";
        } else if (name.ends_with(".cert") && out.certificate.empty()) {
            const std::string key = name.substr(0, name.size() - 5) + ".key";
            if (std::find(names.begin(), names.end(), key) == names.end())
                return fail(Errc::InvalidArgument, folder + "/" + name, "there is no " + key + " for it",
                            "Certificates of authorities have names that end in .crt.");
            out.certificate = folder + "/" + name;
            out.key = folder + "/" + key;
        }
    }
    return out;
}

} // namespace

Result<HostSettings> HostSettings::parse(std::string_view text)
{
    const auto j = read::json::parse(text, nullptr, false, true);
    if (!j.is_object())
        return bad("it is not a JSON object");
    HostSettings out;
    for (const auto &[name, value] : j.items()) {
        if (name == "insecure-registries") {
            out.insecure = TARE_TRY(words(value, name));
        } else if (name == "registry-mirrors" && value.is_array()) {
            out.mirrors["docker.io"] = TARE_TRY(addresses(value, name));
        } else if (name == "registry-mirrors" && value.is_object()) {
            for (const auto &[domain, list] : value.items())
                out.mirrors[domain] = TARE_TRY(addresses(list, domain));
        } else if (name == "hub" && value.is_string()) {
            out.hub = value.get<std::string>();
        } else {
            return bad("\"" + name.substr(0, 100) + "\" is no setting of it, or has another form");
        }
    }
    return out;
}

bool HostSettings::isInsecure(const Url &url) const
{
    const Ip address = parseIp(url.host);
    return std::any_of(insecure.begin(), insecure.end(), [&](const std::string &entry) {
        const std::string name = toLower(entry);
        return name == url.host + ":" + std::to_string(url.port) || name == url.authority() || within(name, address);
    });
}

Result<std::shared_ptr<const Hosts>> Hosts::load()
{
    HostSettings settings;
    const std::string file = configDir() + "/registries.json";
    if (const auto text = readFile(file, maxSettings)) {
        auto parsed = HostSettings::parse(*text);
        if (!parsed) {
            parsed.error().subject = file;
            return tl::unexpected<Error>(std::move(parsed.error()));
        }
        settings = std::move(*parsed);
    } else if (text.error().code != Errc::NotFound) {
        return tl::unexpected<Error>(text.error());
    }
    if (const std::string hub = environment("TARE_HUB"); !hub.empty())
        settings.hub = hub;
    std::vector<std::string> folders = {configDir() + "/certs.d"};
    if (const std::string home = environment("HOME"); !home.empty())
        folders.push_back(home + "/.config/containers/certs.d");
    folders.emplace_back("/etc/containers/certs.d");
    folders.emplace_back("/etc/docker/certs.d");
    return std::make_shared<const Hosts>(std::move(settings), std::move(folders));
}

Result<HostCertificates> Hosts::certificates(const Url &url) const
{
    if (url.plain())
        return HostCertificates();
    const std::scoped_lock lock(m_mutex);
    const std::string authority = url.host + ":" + std::to_string(url.port);
    if (const auto known = m_certificates.find(authority); known != m_certificates.end())
        return known->second;
    HostCertificates out;
    bool found = false;
    for (const std::string &base : m_folders) {
        for (const std::string &name : folderNames(url)) {
            // The host of an address has passed libcurl's parser, but a path needs more than that.
            const std::string folder = base + "/" + name;
            if (found || name.find('/') != std::string::npos || name.starts_with('.') || !exists(folder))
                continue;
            out = TARE_TRY(readFolder(folder));
            found = true;
        }
    }
    m_certificates.emplace(authority, out);
    return out;
}

} // namespace tare::registry
