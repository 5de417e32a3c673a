// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/registry_commands.h"

#include "core/base/strings.h"
#include "core/image/push.h"
#include "core/oci/json_read.h"

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

struct RegistryCommand
{
    const char *name, *help, *argument;
    bool argumentNeeded;
    Result<std::string> (*run)(const Options &);
};

constexpr std::array<RegistryCommand, 1> table = {{
    {"push", "Put an image into a registry", "reference", true, push},
}};

} // namespace

void addRegistryCommands(CLI::App &app, Options &options)
{
    for (const RegistryCommand &command : table) {
        CLI::App *sub = app.add_subcommand(command.name, command.help);
        sub->add_option(command.argument, options.arguments[0], "A name")->required(command.argumentNeeded);
        sub->add_flag("--insecure", options.insecure, "Plain HTTP, or a certificate that nobody vouches for");
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
