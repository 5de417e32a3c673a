// SPDX-License-Identifier: GPL-3.0-or-later
// What there is at a registry: its repositories, a repository's tags (distribution-spec, "Listing Tags"; Docker's
// registry API, "Catalog"), and Docker Hub's search. Everything that comes is a stranger's, and has an end.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct CatalogOptions
{
    bool insecure = false;
    HttpOptions http;
    CancelToken cancel;
    std::optional<Credentials> credentials; // instead of those that files and helpers know
};

struct Found
{
    std::string name, description;
    std::int64_t stars = 0;
    bool official = false, automated = false;
};

// Of "library/ubuntu" at "docker.io". As the registry orders them, each once; what is no tag is left out.
[[nodiscard]] Result<std::vector<std::string>> listTags(const std::string &domain, const std::string &repository,
                                                        const CatalogOptions &options);
// "term" at Docker Hub; "HOST/term" looks for it in the names of that registry's catalog, an empty one lists it. At
// most `limit`, which is from 1 to 100.
[[nodiscard]] Result<std::vector<Found>> search(const std::string &term, int limit, const CatalogOptions &options);

// The address of the next page in a Link header (RFC 8288): <…>; rel="next". Nothing when there is none, or when the
// header breaks the grammar.
[[nodiscard]] std::optional<std::string> nextLink(std::string_view header);
// The answer of the search API. RegistryError when it is none.
[[nodiscard]] Result<std::vector<Found>> parseSearch(std::string_view body, const std::string &server);

} // namespace tare::registry
