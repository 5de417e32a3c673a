// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/registry_commands.h"

#include "core/base/strings.h"
#include "core/image/push.h"
#include "core/oci/json_read.h"
#include "core/registry/accounts.h"
#include "core/registry/catalog.h"
#include "core/registry/login.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <unistd.h>

namespace tare::image::program {
namespace {

namespace read = oci::read;

std::string text(const nlohmann::ordered_json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::string> push(const Options &options)
{
    const Paths paths = TARE_TRY(Paths::resolve(options.root, options.state));
    Store store = TARE_TRY(Store::open(paths));
    PushTo to;
    to.reference = TARE_TRY(oci::Reference::parse(options.arguments.at(0)));
    to.insecure = options.insecure;
    to.credentials = TARE_TRY(readAccount(options));
    const PushedImage pushed = TARE_TRY(pushImage(store, to, options.unpack.progress, options.unpack.cancel));
    return text({{"id", pushed.id.text()},
                 {"reference", to.reference.familiar()},
                 {"digest", pushed.digest.text()},
                 {"size", pushed.size}});
}

registry::CatalogOptions catalogOptions(const Options &options)
{
    registry::CatalogOptions out;
    out.insecure = options.insecure;
    out.cancel = options.unpack.cancel;
    return out;
}

Result<std::string> search(const Options &options)
{
    registry::CatalogOptions to = catalogOptions(options);
    to.credentials = TARE_TRY(readAccount(options));
    nlohmann::ordered_json found = nlohmann::ordered_json::array();
    for (const registry::Found &one : TARE_TRY(registry::search(options.arguments.at(0), options.limit, to)))
        found.push_back({{"name", one.name},
                         {"description", one.description},
                         {"stars", one.stars},
                         {"official", one.official},
                         {"automated", one.automated}});
    return text({{"found", found}});
}

Result<std::string> tags(const Options &options)
{
    registry::CatalogOptions to = catalogOptions(options);
    to.credentials = TARE_TRY(readAccount(options));
    const oci::Reference name = TARE_TRY(oci::Reference::parse(options.arguments.at(0)));
    return text({{"tags", TARE_TRY(registry::listTags(name.domain, name.path, to))}});
}

Result<std::string> login(const Options &options)
{
    registry::LoginAttempt attempt;
    attempt.server = options.arguments.at(0);
    attempt.insecure = options.insecure;
    attempt.cancel = options.unpack.cancel;
    const auto account = TARE_TRY(readAccount(options));
    if (!account)
        return fail(Errc::InvalidArgument, "login", "no --account-stdin");
    attempt.credentials = *account;
    const std::string domain = TARE_TRY(registry::serverDomain(attempt.server));
    const registry::Credentials good = TARE_TRY(registry::tryLogin(attempt));
    registry::Kept kept;
    if (!options.tryOnly)
        kept = TARE_TRY(registry::keepCredentials(domain, good));
    return text({{"server", registry::serverKey(domain)}, {"keptIn", kept.where}, {"plainText", kept.plainText}});
}

Result<std::string> logout(const Options &options)
{
    const std::string domain = TARE_TRY(registry::serverDomain(options.arguments.at(0)));
    return text({{"server", registry::serverKey(domain)},
                 {"forgotten", TARE_TRY(registry::forgetCredentials(domain))}});
}

// Who is logged in where, and where a login at this server would be kept.
Result<std::string> accounts(const Options &options)
{
    const std::string domain = TARE_TRY(registry::serverDomain(options.arguments.at(0)));
    oci::read::json known = oci::read::json::array();
    for (const registry::KnownAccount &one : registry::knownAccounts())
        known.push_back(
            {{"server", one.domain}, {"user", one.user}, {"keptIn", one.where}, {"plainText", one.plainText}});
    const registry::Kept place = TARE_TRY(registry::keepingPlace(domain));
    return text({{"accounts", std::move(known)}, {"keptIn", place.where}, {"plainText", place.plainText}});
}

struct RegistryCommand
{
    const char *name, *help, *argument;
    bool argumentNeeded;
    Result<std::string> (*run)(const Options &);
};

constexpr std::array<RegistryCommand, 6> table = {{
    {"push", "Put an image into a registry", "reference", true, push},
    {"search", "Look for images at Docker Hub or in a registry's catalog", "term", true, search},
    {"tags", "List the tags of a repository", "repository", true, tags},
    {"login", "Try an account at a registry, and keep it", "server", false, login},
    {"logout", "Forget the account at a registry", "server", false, logout},
    {"accounts", "List the accounts, and where one would be kept", "server", false, accounts},
}};

} // namespace

void addRegistryCommands(CLI::App &app, Options &options)
{
    for (const RegistryCommand &command : table) {
        CLI::App *sub = app.add_subcommand(command.name, command.help);
        sub->add_option(command.argument, options.arguments[0], "A name")->required(command.argumentNeeded);
        sub->add_flag("--insecure", options.insecure, "Plain HTTP, or a certificate that nobody vouches for");
        if (command.run == search)
            sub->add_option("--limit", options.limit, "The most that is answered, from 1 to 100");
        if (command.run == login)
            sub->add_flag("--try", options.tryOnly, "Keep nothing");
        sub->add_flag("--account-stdin", options.accountStdin, "Read user and password as JSON from standard input");
    }
}

bool isRegistryCommand(const std::string &command)
{
    return std::any_of(table.begin(), table.end(), [&](const RegistryCommand &c) { return command == c.name; });
}

Result<std::string> runRegistryCommand(const Options &options)
{
    for (const RegistryCommand &command : table) {
        if (options.command == command.name)
            return command.run(options);
    }
    return fail(Errc::InvalidArgument, options.command, "no such command");
}

Result<std::optional<registry::Credentials>> readAccount(const Options &options)
{
    if (!options.accountStdin)
        return std::optional<registry::Credentials>();
    std::string bytes;
    std::array<char, 4096> buffer{};
    while (bytes.size() < (64U << 10U) && bytes.find('\n') == std::string::npos) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got <= 0)
            break;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    const auto json = read::json::parse(bytes, nullptr, false);
    registry::Credentials out{read::text(json, "user"), read::text(json, "password"), {}};
    if (out.user.empty())
        return fail(Errc::InvalidArgument, "standard input", "it holds no user and password");
    return std::optional<registry::Credentials>(std::move(out));
}

} // namespace tare::image::program
