// SPDX-License-Identifier: GPL-3.0-or-later
// login and logout.
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/terminal.h"

#include "core/base/strings.h"

#include <array>
#include <csignal>
#include <optional>
#include <termios.h>
#include <unistd.h>

namespace tare::cli {
namespace {

// Up to the end of the line or of the input; at most 64 KiB.
std::string readLine(bool whole)
{
    std::string out;
    char c = 0;
    while (out.size() < (64U << 10U) && ::read(STDIN_FILENO, &c, 1) == 1 && (whole || c != '\n'))
        out += c;
    return out;
}

termios shownTerminal; // of the one question that is being asked

// Only what signal-safety(7) allows: the terminal as it was, and then what the signal does anyway.
void showAgain(int signal)
{
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shownTerminal);
    ::raise(signal); // SA_RESETHAND: it is the default now
}

// The terminal shows nothing of what is typed, until this ends or a signal ends the program.
class Hidden
{
public:
    Hidden()
    {
        if (::tcgetattr(STDIN_FILENO, &shownTerminal) != 0)
            return;
        m_hides = true;
        struct sigaction show
        {};
        show.sa_handler = showAgain;
        show.sa_flags = static_cast<int>(SA_RESETHAND);
        for (std::size_t i = 0; i < ending.size(); ++i)
            ::sigaction(ending[i], &show, &m_before[i]);
        termios quiet = shownTerminal;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Hidden()
    {
        if (!m_hides)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shownTerminal);
        for (std::size_t i = 0; i < ending.size(); ++i)
            ::sigaction(ending[i], &m_before[i], nullptr);
        printLine("");
    }
    Hidden(const Hidden &) = delete;
    Hidden &operator=(const Hidden &) = delete;

private:
    static constexpr std::array<int, 4> ending = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    std::array<struct sigaction, 4> m_before{};
    bool m_hides = false;
};

std::string ask(const std::string &question, bool secret)
{
    std::optional<Hidden> hidden;
    if (secret)
        hidden.emplace();
    printOut(question);
    return readLine(false);
}

} // namespace

int loginCommand(Context &context, const Arguments &args)
{
    LoginSpec spec;
    std::optional<std::string> password;
    bool fromStdin = false;
    std::vector<std::string> servers;
    Options options("login [OPTIONS] [SERVER]", "Log in to a registry; Docker Hub when none is named");
    options.text("-u,--username", spec.account.user, "User name");
    options.text("-p,--password", password, "Password; other users of the machine can see it");
    options.flag("--password-stdin", fromStdin, "Take the password from standard input");
    options.flag("--insecure", spec.insecure, "Allow plain HTTP and unknown certificates");
    options.arguments("SERVER", servers, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    if (!servers.empty())
        spec.server = servers[0];
    if (password && fromStdin) {
        printError("--password and --password-stdin are mutually exclusive");
        return 1;
    }
    if (fromStdin) {
        if (spec.account.user.empty()) {
            printError("Must provide --username with --password-stdin");
            return 1;
        }
        std::string text = readLine(true);
        while (text.ends_with('\n') || text.ends_with('\r'))
            text.pop_back();
        password = std::move(text);
    } else if (password) {
        printWarning("Using --password via the CLI is insecure. Use --password-stdin.");
    }
    if (spec.account.user.empty() || !password) {
        if (!isTerminal(STDIN_FILENO)) {
            printError("Cannot perform an interactive login from a non TTY device",
                       "Give --username and --password-stdin.");
            return 1;
        }
        if (spec.account.user.empty())
            spec.account.user = trim(ask("Username: ", false));
        if (!password)
            password = ask("Password: ", true);
    }
    if (spec.account.user.empty() || password->empty()) {
        printError(spec.account.user.empty() ? "username is empty" : "password is empty");
        return 1;
    }
    spec.account.password = *password;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto done = engine->login(spec, {});
    if (!done)
        return printError(done.error()), 1;
    if (done->plainText)
        printWarning("Your password is kept unencrypted in " + done->keptIn +
                     ".\nInstall a credential helper (docker-credential-pass, docker-credential-secretservice) and name "
                     "it as credsStore in that file to change this.");
    printLine("Login Succeeded");
    return 0;
}

int logoutCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> servers;
    Options options("logout [SERVER]", "Log out from a registry; Docker Hub when none is named");
    options.arguments("SERVER", servers, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    const std::string server = servers.empty() ? std::string() : servers[0];
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto done = engine->logout(server);
    if (!done)
        return printError(done.error()), 1;
    const std::string shown = server.empty() ? "https://index.docker.io/v1/" : escapeControl(server);
    printLine((*done ? "Removing login credentials for " : "Not logged in to ") + shown);
    return 0;
}

} // namespace tare::cli
