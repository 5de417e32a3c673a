// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/reference.h"

#include "core/base/strings.h"

#include <algorithm>

namespace tare::oci {
namespace {

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isNumber(char c) { return c >= '0' && c <= '9'; }

// alpha-numeric [separator alpha-numeric]*, separator: '_' '.' '__' or any number of '-'
bool isPathComponent(std::string_view part)
{
    auto word = [](char c) { return isLower(c) || isNumber(c); };
    if (part.empty() || !word(part.front()) || !word(part.back()))
        return false;
    for (std::size_t i = 0; i < part.size();) {
        if (word(part[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < part.size() && !word(part[end]))
            ++end;
        const std::string_view separator = part.substr(i, end - i);
        const bool dashes = separator.find_first_not_of('-') == std::string_view::npos;
        if (separator != "_" && separator != "." && separator != "__" && !dashes)
            return false;
        i = end;
    }
    return true;
}

bool isHostLabel(std::string_view label)
{
    auto word = [](char c) { return isLower(c) || isUpper(c) || isNumber(c); };
    return !label.empty() && word(label.front()) && word(label.back()) &&
           std::all_of(label.begin(), label.end(), [&](char c) { return word(c) || c == '-'; });
}

bool isDomain(std::string_view domain)
{
    std::string_view host = domain;
    std::string_view port;
    if (host.starts_with('[')) {
        const std::size_t close = host.find(']');
        if (close == std::string_view::npos || close < 3)
            return false;
        const std::string_view address = host.substr(1, close - 1);
        if (address.find_first_not_of("0123456789abcdefABCDEF:") != std::string_view::npos)
            return false;
        const std::string_view rest = host.substr(close + 1);
        if (rest.empty())
            return true;
        if (rest.front() != ':')
            return false;
        port = rest.substr(1);
    } else {
        const std::size_t colon = host.find(':');
        if (colon != std::string_view::npos) {
            port = host.substr(colon + 1);
            host = host.substr(0, colon);
        }
        const auto labels = split(host, '.');
        if (!std::all_of(labels.begin(), labels.end(), isHostLabel))
            return false;
        if (colon == std::string_view::npos)
            return true;
    }
    const auto number = parseUnsigned(port);
    return number && *number <= 65535;
}

bool isTag(std::string_view tag)
{
    auto word = [](char c) { return isLower(c) || isUpper(c) || isNumber(c) || c == '_'; };
    return !tag.empty() && tag.size() <= 128 && word(tag.front()) &&
           std::all_of(tag.begin(), tag.end(), [&](char c) { return word(c) || c == '.' || c == '-'; });
}

} // namespace

Result<Reference> Reference::parse(std::string_view text)
{
    const std::string shown(text.substr(0, 300));
    auto bad = [&](const char *why) { return fail(Errc::InvalidArgument, shown, std::string("invalid reference: ") + why); };
    Reference out;
    std::string_view name = text;
    if (name.empty())
        return bad("it is empty");
    if (name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos)
        return bad("64 hex digits are an image's id, not a name");
    if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
        auto digest = Digest::parse(name.substr(at + 1));
        if (!digest)
            return bad("its digest is malformed");
        out.digest = std::move(*digest);
        name = name.substr(0, at);
    }
    // A colon after the last slash starts a tag; one before it a port.
    const std::size_t slash = name.rfind('/');
    const std::size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
    if (colon != std::string_view::npos) {
        out.tag = name.substr(colon + 1);
        name = name.substr(0, colon);
        if (!isTag(out.tag))
            return bad("its tag is malformed");
    }
    const std::size_t first = name.find('/');
    const std::string_view head = name.substr(0, first);
    const bool hasDomain = first != std::string_view::npos &&
                           (head.find_first_of(".:[") != std::string_view::npos || head == "localhost" ||
                            std::any_of(head.begin(), head.end(), isUpper));
    if (hasDomain) {
        out.domain = head;
        out.path = name.substr(first + 1);
        if (!isDomain(out.domain))
            return bad("its registry is malformed");
        if (out.domain == "index.docker.io")
            out.domain = "docker.io";
    } else {
        out.domain = "docker.io";
        out.path = name;
    }
    if (std::any_of(out.path.begin(), out.path.end(), isUpper))
        return bad("the repository name must be lower-case");
    const auto parts = split(out.path, '/');
    if (!std::all_of(parts.begin(), parts.end(), isPathComponent))
        return bad("its repository is malformed");
    if (out.domain == "docker.io" && parts.size() == 1)
        out.path = "library/" + out.path;
    if (out.domain.size() + 1 + out.path.size() > 255)
        return bad("the repository name is longer than 255 characters");
    if (out.tag.empty() && out.digest.empty())
        out.tag = "latest";
    return out;
}

std::string Reference::familiar() const
{
    std::string out = domain + "/" + path;
    const std::string head = path.substr(0, path.find('/'));
    if (domain == "docker.io" && path.starts_with("library/") && path.find('/', 8) == std::string::npos)
        out = path.substr(8);
    else if (domain == "docker.io" && head.find('.') == std::string::npos && head != "localhost")
        out = path; // otherwise it would be read as the name of another registry
    return out + (tag.empty() ? "" : ":" + tag) + (digest.empty() ? "" : "@" + digest.text());
}

std::string Reference::full() const
{
    return domain + "/" + path + (tag.empty() ? "" : ":" + tag) + (digest.empty() ? "" : "@" + digest.text());
}

} // namespace tare::oci
