// SPDX-License-Identifier: GPL-3.0-or-later
// Files that others write: Docker's config.json, and our registries.json.
#include "core/registry/credentials.h"
#include "core/registry/hosts.h"
#include "core/registry/login.h"

#include <cstdlib>

using namespace tare::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    std::string helper;
    const auto found = credentialsIn(text, "docker.io", "library/x", helper);
    if (found && !helper.empty())
        std::abort();
    (void)credentialsIn(text, "r.lan:5000", "team/x", helper, true);
    // What a login writes must be read again as what was written, and a logout must take it away.
    const auto with = changedConfig(text, {"r.lan:5000", Credentials{"me", "pw", {}}, false, {}});
    if (with) {
        helper.clear();
        const auto own = credentialsIn(*with, "r.lan:5000", "x", helper);
        if (helper.empty() && (!own || own->user != "me" || own->password != "pw"))
            std::abort();
        bool had = false;
        const auto without = changedConfig(*with, {"r.lan:5000", std::nullopt, true, {}}, &had);
        if (!without || !had || credentialsIn(*without, "r.lan:5000", {}, helper))
            std::abort();
    }
    (void)serverDomain(std::string(text));
    if (const auto settings = HostSettings::parse(text)) {
        for (const char *address : {"https://10.1.2.3:5000/", "http://[fd00::1]/", "https://r.lan/"})
            (void)settings->isInsecure(Url::parse(address).value());
    }
    return 0;
}
