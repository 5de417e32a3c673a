// SPDX-License-Identifier: GPL-3.0-or-later
// What speaks to registries: tare-image does it. An account goes to it on its standard input, never in its arguments,
// which every user of the machine can read.
#include "core/engine/local/image_helper.h"
#include "core/engine/local/local_engine.h"
#include "core/oci/json_read.h"

namespace tare::local {
namespace {

namespace read = oci::read;

struct Call
{
    std::vector<std::string> command;
    std::string input;
};

Call makeCall(const char *command, bool insecure, const std::optional<RegistryAccount> &account)
{
    Call out{{command}, {}};
    if (insecure)
        out.command.emplace_back("--insecure");
    if (account) {
        out.command.emplace_back("--account-stdin");
        const read::json json = {{"user", account->user}, {"password", account->password}};
        out.input = json.dump(-1, ' ', false, read::json::error_handler_t::replace) + "\n";
    }
    return out;
}

void add(Call &call, const std::vector<std::string> &words)
{
    call.command.insert(call.command.end(), words.begin(), words.end());
}

Result<read::json> resultOf(const Paths &paths, const Call &call, const ProgressSink &progress,
                            const CancelToken &cancel)
{
    return read::json::parse(TARE_TRY(runImageProgram(paths, call.command, progress, cancel, call.input)), nullptr,
                             false);
}

} // namespace

Result<Image> LocalEngine::pull(const std::string &reference, const PullOptions &options,
                                const ProgressSink &progress, const CancelToken &cancel)
{
    Call call = makeCall("pull", options.insecure, options.account);
    if (!options.platform.empty())
        add(call, {"--platform", options.platform});
    add(call, {"--", reference});
    const auto result = TARE_TRY(resultOf(m_store.paths(), call, progress, cancel));
    Image out = TARE_TRY(describeResult(read::texts(result, "ids")));
    event("image", "pull", out.id, reference);
    return out;
}

Result<PushResult> LocalEngine::push(const std::string &reference, const PushOptions &options,
                                     const ProgressSink &progress, const CancelToken &cancel)
{
    Call call = makeCall("push", options.insecure, options.account);
    add(call, {"--", reference});
    const auto result = TARE_TRY(resultOf(m_store.paths(), call, progress, cancel));
    PushResult out{read::text(result, "reference"), read::text(result, "digest"), read::integer(result, "size")};
    event("image", "push", read::text(result, "id"), out.reference);
    return out;
}

Result<std::vector<SearchResult>> LocalEngine::search(const std::string &term, int limit,
                                                      const RegistryAccess &access, const CancelToken &cancel)
{
    Call call = makeCall("search", access.insecure, access.account);
    add(call, {"--limit", std::to_string(limit), "--", term});
    const auto result = TARE_TRY(resultOf(m_store.paths(), call, {}, cancel));
    std::vector<SearchResult> out;
    if (const read::json *found = read::member(result, "found"); found != nullptr && found->is_array()) {
        for (const read::json &one : *found)
            out.push_back({read::text(one, "name"), read::text(one, "description"), read::integer(one, "stars"),
                           read::boolean(one, "official"), read::boolean(one, "automated")});
    }
    return out;
}

Result<std::vector<std::string>> LocalEngine::tags(const std::string &repository, const RegistryAccess &access,
                                                   const CancelToken &cancel)
{
    Call call = makeCall("tags", access.insecure, access.account);
    add(call, {"--", repository});
    return read::texts(TARE_TRY(resultOf(m_store.paths(), call, {}, cancel)), "tags");
}

Result<LoginResult> LocalEngine::login(const LoginSpec &spec, const CancelToken &cancel)
{
    Call call = makeCall("login", spec.insecure, spec.account);
    if (!spec.keep)
        add(call, {"--try"});
    if (!spec.server.empty())
        add(call, {"--", spec.server});
    const auto result = TARE_TRY(resultOf(m_store.paths(), call, {}, cancel));
    return LoginResult{read::text(result, "server"), read::text(result, "keptIn"),
                       read::boolean(result, "plainText")};
}

Result<bool> LocalEngine::logout(const std::string &server)
{
    Call call{{"logout"}, {}};
    if (!server.empty())
        add(call, {"--", server});
    return read::boolean(TARE_TRY(resultOf(m_store.paths(), call, {}, {})), "forgotten");
}

Result<RegistryAccounts> LocalEngine::accounts(const std::string &server)
{
    Call call{{"accounts"}, {}};
    if (!server.empty())
        add(call, {"--", server});
    const auto result = TARE_TRY(resultOf(m_store.paths(), call, {}, {}));
    RegistryAccounts out{{}, read::text(result, "keptIn"), read::boolean(result, "plainText")};
    if (const read::json *known = read::member(result, "accounts"); known != nullptr && known->is_array()) {
        for (const read::json &one : *known)
            out.accounts.push_back({read::text(one, "server"), read::text(one, "user"), read::text(one, "keptIn"),
                                    read::boolean(one, "plainText")});
    }
    return out;
}

} // namespace tare::local
