// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/catalog.h"

#include "core/base/strings.h"
#include "core/oci/json_read.h"
#include "core/oci/reference.h"
#include "core/registry/connection.h"
#include "core/registry/registry_error.h"

#include <algorithm>
#include <functional>
#include <set>

namespace tare::registry {
namespace {

namespace read = oci::read;

constexpr std::size_t maxPage = 4U << 20U;
constexpr std::size_t maxNames = 200'000;
constexpr int maxPages = 1000;

bool isTag(const std::string &text)
{
    auto word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && text.size() <= 128 && word(text[0]) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return word(c) || c == '.' || c == '-'; });
}

// Calls `take` with every name of a paged list until it answers false.
Status forAll(Connection &connection, const std::string &path, const char *key, const std::string &what,
              const std::function<bool(const std::string &)> &take)
{
    const std::string &domain = connection.options().domain;
    Request ask = connection.request(path);
    ask.limit = maxPage;
    std::set<std::string> asked;
    std::size_t names = 0;
    for (int page = 0; page < maxPages; ++page) {
        if (!asked.insert(ask.url.text).second)
            return fail(Errc::RegistryError, domain, "its list goes in circles");
        const Response response = TARE_TRY(connection.perform(ask));
        if (response.head.status != 200)
            return connection.refused(response, what);
        const auto json = read::json::parse(response.body, nullptr, false);
        if (!json.is_object())
            return fail(Errc::RegistryError, domain, "it answers something else than a list");
        for (const std::string &name : read::texts(json, key)) {
            if (++names > maxNames)
                return fail(Errc::TooLarge, domain, "its list has no end");
            if (!take(name))
                return {};
        }
        const auto next = nextLink(response.head.header("link"));
        if (!next)
            return {};
        Request further = TARE_TRY(connection.requestAt(response.url, *next));
        if (!further.url.sameOrigin(connection.base()))
            return fail(Errc::RegistryError, domain, "its list goes on elsewhere: " + further.url.authority());
        ask.url = further.url;
        ask.authorization = further.authorization;
    }
    return fail(Errc::TooLarge, domain, "its list has no end");
}

ConnectionOptions optionsFor(const std::string &domain, const CatalogOptions &options)
{
    ConnectionOptions out;
    out.domain = domain;
    out.insecure = options.insecure;
    out.http = options.http;
    out.cancel = options.cancel;
    out.credentials = options.credentials;
    return out;
}

Result<std::vector<Found>> searchHub(const std::string &term, int limit, const CatalogOptions &options)
{
    HttpOptions http = options.http;
    if (!http.hosts)
        http.hosts = TARE_TRY(Hosts::load());
    const Url hub = TARE_TRY(Url::parse(http.hosts->settings().hub));
    HttpSession session(http, options.cancel);
    Request ask;
    ask.url = TARE_TRY(hub.resolve("/v1/search?q=" + percentEncode(term) + "&n=" + std::to_string(limit)));
    ask.headers = {"Accept: application/json"};
    ask.insecureHost = options.insecure ? ask.url.host : std::string();
    ask.limit = maxPage;
    ask.time = std::chrono::seconds(120);
    const Response response = TARE_TRY(session.perform(std::move(ask)));
    if (response.head.status != 200)
        return refusal(response, {hub.authority(), {}, "search", "search"});
    std::vector<Found> out = TARE_TRY(parseSearch(response.body, hub.authority()));
    out.resize(std::min(out.size(), static_cast<std::size_t>(limit)));
    return out;
}

Result<std::vector<Found>> searchCatalog(const std::string &domain, const std::string &term, int limit,
                                         const CatalogOptions &options)
{
    ConnectionOptions to = optionsFor(domain, options);
    to.scopes = {"registry:catalog:*"};
    Connection connection = TARE_TRY(Connection::open(std::move(to)));
    std::vector<Found> out;
    const std::string wanted = toLower(term);
    auto take = [&](const std::string &name) {
        const auto reference = oci::Reference::parse(domain + "/" + name);
        if (reference && reference->path == name && name.find(wanted) != std::string::npos) {
            Found found;
            found.name = domain + "/" + name;
            out.push_back(std::move(found));
        }
        return out.size() < static_cast<std::size_t>(limit);
    };
    TARE_CHECK(forAll(connection, "/v2/_catalog?n=1000", "repositories", "the catalog of " + domain, take));
    return out;
}

} // namespace

std::optional<std::string> nextLink(std::string_view header)
{
    if (header.size() > 16384)
        return std::nullopt;
    while (!(header = trim(header)).empty()) {
        const std::size_t close = header.find('>');
        if (header.front() != '<' || close == std::string_view::npos)
            return std::nullopt;
        const std::string_view address = header.substr(1, close - 1);
        header.remove_prefix(close + 1);
        // Up to the next link: parameters, in which a quoted text may hold a comma.
        bool next = false;
        while (!(header = trim(header)).empty() && header.front() == ';') {
            header.remove_prefix(1);
            std::size_t end = 0;
            for (bool quoted = false; end < header.size() && (quoted || (header[end] != ';' && header[end] != ','));
                 ++end) {
                quoted = quoted != (header[end] == '"');
                if (!quoted && header[end] == '<')
                    return std::nullopt;
            }
            const std::string parameter = toLower(trim(header.substr(0, end)));
            next = next || parameter == "rel=next" || parameter == "rel=\"next\"";
            header.remove_prefix(end);
        }
        if (next)
            return std::string(address);
        if (header.empty() || header.front() != ',')
            return std::nullopt;
        header.remove_prefix(1);
    }
    return std::nullopt;
}

Result<std::vector<Found>> parseSearch(std::string_view body, const std::string &server)
{
    const auto json = read::json::parse(body, nullptr, false);
    const read::json *results = read::member(json, "results");
    if (results == nullptr || !results->is_array())
        return fail(Errc::RegistryError, server, "it answers something else than search results");
    std::vector<Found> out;
    for (const read::json &one : *results) {
        Found found;
        found.name = read::text(one, "name");
        found.description = read::text(one, "description");
        found.stars = read::integer(one, "star_count");
        found.official = read::boolean(one, "is_official");
        found.automated = read::boolean(one, "is_automated");
        if (!found.name.empty() && found.name.size() <= 512)
            out.push_back(std::move(found));
    }
    return out;
}

Result<std::vector<std::string>> listTags(const std::string &domain, const std::string &repository,
                                          const CatalogOptions &options)
{
    ConnectionOptions to = optionsFor(domain, options);
    to.repository = repository;
    to.scopes = {"repository:" + repository + ":pull"};
    Connection connection = TARE_TRY(Connection::open(std::move(to)));
    std::vector<std::string> out;
    std::set<std::string> seen;
    auto take = [&](const std::string &tag) {
        if (isTag(tag) && seen.insert(tag).second)
            out.push_back(tag);
        return true;
    };
    TARE_CHECK(forAll(connection, "/v2/" + repository + "/tags/list?n=1000", "tags", domain + "/" + repository, take));
    return out;
}

Result<std::vector<Found>> search(const std::string &term, int limit, const CatalogOptions &options)
{
    if (limit < 1 || limit > 100)
        return fail(Errc::InvalidArgument, std::to_string(limit), "a limit is from 1 to 100");
    const std::size_t slash = term.find('/');
    const std::string first = term.substr(0, slash);
    // The same rule as in references: what has a dot or a port, or is localhost, is a registry.
    const bool host = slash != std::string::npos &&
                      (first.find_first_of(".:") != std::string::npos || first == "localhost");
    if (!host)
        return searchHub(term, limit, options);
    const std::string rest = term.substr(slash + 1);
    if (first == "docker.io" || first == "index.docker.io")
        return searchHub(rest, limit, options);
    if (const auto reference = oci::Reference::parse(first + "/x"); !reference)
        return tl::unexpected<Error>(reference.error());
    return searchCatalog(first, rest, limit, options);
}

} // namespace tare::registry
