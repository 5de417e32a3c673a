// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/login.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/oci/json_read.h"
#include "core/oci/reference.h"
#include "core/oci/base64.h"
#include "core/registry/connection.h"
#include "core/registry/credential_helper.h"
#include "core/registry/keyring.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <unistd.h>

namespace tare::registry {
namespace {

constexpr std::size_t maxConfig = 4U << 20U;

struct ConfigFile
{
    std::string path, text;
    bool dockers = true; // not $REGISTRY_AUTH_FILE
};

Result<ConfigFile> openConfig()
{
    ConfigFile out;
    out.path = environment("REGISTRY_AUTH_FILE");
    if (out.path.empty()) {
        const std::string folder = environment("DOCKER_CONFIG");
        out.path = (folder.empty() ? environment("HOME") + "/.docker" : folder) + "/config.json";
    } else {
        out.dockers = false;
    }
    // A link to a file that is kept elsewhere stays a link.
    if (const std::unique_ptr<char, void (*)(void *)> real{::realpath(out.path.c_str(), nullptr), std::free}; real)
        out.path = real.get();
    auto text = readFile(out.path, maxConfig);
    if (!text && text.error().code != Errc::NotFound)
        return tl::unexpected<Error>(std::move(text.error()));
    out.text = text ? *text : std::string();
    return out;
}

Status writeConfig(const ConfigFile &file, std::string_view text)
{
    TARE_CHECK(makeDirs(file.path.substr(0, file.path.rfind('/')), 0700));
    return writeFileAtomic(file.path, text, 0600);
}

// The helper that Docker would choose on its own, when nothing was ever kept in the file.
std::string installedHelper(const std::string &config)
{
    const auto j = oci::read::json::parse(config, nullptr, false);
    const auto *auths = oci::read::member(j, "auths");
    if ((auths != nullptr && !auths->empty()) || oci::read::member(j, "credHelpers") != nullptr)
        return {};
    if (helperExists("pass") && exists("/usr/bin/pass"))
        return "pass";
    return helperExists("secretservice") ? "secretservice" : std::string();
}

} // namespace

Result<std::string> serverDomain(const std::string &server)
{
    const std::string host = configKey(server);
    const std::string domain = host.substr(0, host.find('/'));
    if (server.empty() || domain == "docker.io")
        return std::string("docker.io");
    const auto reference = oci::Reference::parse(domain + "/x");
    if (!reference || (reference->domain != domain && reference->path != domain + "/x"))
        return fail(Errc::InvalidArgument, server, "not the name of a registry");
    return domain;
}

std::string serverKey(const std::string &domain)
{
    return domain == "docker.io" ? "https://index.docker.io/v1/" : domain;
}

Result<Credentials> tryLogin(const LoginAttempt &attempt)
{
    ConnectionOptions to;
    to.domain = TARE_TRY(serverDomain(attempt.server));
    to.insecure = attempt.insecure;
    to.http = attempt.http;
    to.cancel = attempt.cancel;
    to.credentials = attempt.credentials;
    to.login = true;
    Connection connection = TARE_TRY(Connection::open(std::move(to)));
    const Response response = TARE_TRY(connection.http().perform(connection.request("/v2/")));
    const int status = response.head.status;
    if (status == 401 || status == 403)
        return fail(Errc::Unauthorized, connection.options().domain, "incorrect username or password");
    if (status != 200)
        return connection.refused(response, "/v2/");
    Credentials out = attempt.credentials;
    if (!connection.refreshToken().empty()) {
        out.identityToken = connection.refreshToken();
        out.password.clear();
    }
    return out;
}

Result<std::string> changedConfig(std::string_view text, const Entry &entry, bool *had)
{
    using Json = nlohmann::ordered_json; // the user's own order stays
    Json j = trim(text).empty() ? Json::object() : Json::parse(text, nullptr, false);
    if (!j.is_object() || (j.contains("auths") && !j["auths"].is_object() && !j["auths"].is_null()))
        return fail(Errc::InvalidArgument, "config.json", "it is not Docker's configuration file, and is left as it is");
    if (!j.contains("auths") || j["auths"].is_null())
        j["auths"] = Json::object();
    Json kept = Json::object();
    for (const auto &[key, value] : j["auths"].items()) {
        const bool same = configKey(key) == configKey(entry.key);
        if (same && had != nullptr)
            *had = true;
        if (!same)
            kept[key] = value;
    }
    if (!entry.remove) {
        Json own = Json::object();
        if (entry.credentials) {
            own["auth"] = oci::base64Encode(entry.credentials->user + ":" + entry.credentials->password);
            if (!entry.credentials->identityToken.empty())
                own["identitytoken"] = entry.credentials->identityToken;
        }
        kept[entry.key] = own;
    }
    j["auths"] = std::move(kept);
    if (!entry.credsStore.empty())
        j["credsStore"] = entry.credsStore;
    return j.dump(1, '\t', false, Json::error_handler_t::replace) + "\n";
}

namespace {

struct Place
{
    ConfigFile file;
    std::string helper;    // empty: the file
    std::string chosen;    // it, when the file is to name it from now on
    bool keyring = false;  // the file knows nothing of this helper
};

Result<Place> choosePlace(const std::string &domain)
{
    Place out;
    out.file = TARE_TRY(openConfig());
    (void)credentialsIn(out.file.text, domain, {}, out.helper, true);
    if (!out.helper.empty() || !out.file.dockers)
        return out;
    out.helper = out.chosen = installedHelper(out.file.text);
    if (out.helper.empty() && keyringWorks()) {
        out.helper = keyringHelper;
        out.keyring = true;
    }
    return out;
}

Kept keptAt(const Place &place)
{
    if (place.helper.empty())
        return Kept{place.file.path, true};
    return Kept{"docker-credential-" + place.helper, false};
}

} // namespace

Result<Kept> keepingPlace(const std::string &domain)
{
    return keptAt(TARE_TRY(choosePlace(domain)));
}

Result<Kept> keepCredentials(const std::string &domain, const Credentials &credentials)
{
    const Place place = TARE_TRY(choosePlace(domain));
    const std::string key = serverKey(domain);
    const Entry entry{key, place.helper.empty() ? std::optional(credentials) : std::nullopt, place.keyring, place.chosen};
    // Before the helper is given anything: a file that cannot be understood ends it here.
    bool had = false;
    const std::string text = TARE_TRY(changedConfig(place.file.text, entry, &had));
    if (!place.helper.empty())
        TARE_CHECK(helperStore(place.helper, key, credentials));
    // An older account in the file would be found before the one in the keyring.
    if (!place.keyring || had)
        TARE_CHECK(writeConfig(place.file, text));
    TARE_CHECK(noteKeyringAccount(domain, place.keyring ? std::optional(credentials.user) : std::nullopt));
    return keptAt(place);
}

Result<bool> forgetCredentials(const std::string &domain)
{
    const ConfigFile file = TARE_TRY(openConfig());
    bool had = false;
    std::string helper;
    (void)credentialsIn(file.text, domain, {}, helper, true);
    if (!helper.empty())
        had = TARE_TRY(helperErase(helper, serverKey(domain)));
    const auto kept = keyringAccounts();
    if (std::any_of(kept.begin(), kept.end(), [&](const KeyringAccount &one) { return one.domain == domain; })) {
        (void)TARE_TRY(helperErase(keyringHelper, serverKey(domain)));
        TARE_CHECK(noteKeyringAccount(domain, std::nullopt));
        had = true;
    }
    bool inFile = false;
    const std::string text = TARE_TRY(changedConfig(file.text, {serverKey(domain), std::nullopt, true, {}}, &inFile));
    if (inFile)
        TARE_CHECK(writeConfig(file, text));
    return had || inFile;
}

} // namespace tare::registry
