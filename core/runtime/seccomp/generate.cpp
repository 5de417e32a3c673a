// SPDX-License-Identifier: GPL-3.0-or-later
// Runs when Tare is built: compiles the default profile and writes it as C++.
#include "core/base/file.h"
#include "core/runtime/seccomp/compile.h"
#include "core/runtime/seccomp/resolve.h"

#include <cstdio>

namespace {

// In pieces: a string literal has a limit in some compilers.
std::string literal(const std::string &name, const std::string &value)
{
    constexpr std::size_t width = 1000;
    std::string out = "constexpr char " + name + "[] =\n";
    for (std::size_t at = 0; at < value.size(); at += width)
        out += "    R\"~(" + value.substr(at, width) + ")~\"\n";
    return out + "    ;\n\n";
}

tare::Status generate(const std::string &from, const std::string &to)
{
    const std::string text = TARE_TRY(tare::readFile(from));
    const std::string profile = TARE_TRY(tare::runtime::resolveProfile(
        text, tare::runtime::thisArchitecture(), tare::runtime::defaultCapabilities()));
    const auto filter = TARE_TRY(tare::runtime::compileProfile(profile));
    std::string out =
        "// Made from resources/seccomp/default.json by tare_seccomp_generate.\n"
        "#include \"core/runtime/seccomp/builtin.h\"\n\nnamespace tare::runtime {\nnamespace {\n\n"
        "constexpr sock_filter program[] = {\n";
    for (const sock_filter &i : filter.program)
        out += "    {" + std::to_string(i.code) + ", " + std::to_string(i.jt) + ", " + std::to_string(i.jf) +
               ", " + std::to_string(i.k) + "U},\n";
    out += "};\n\n" + literal("profile", profile) + literal("conditional", text) +
           "} // namespace\n\nBuiltinFilter builtinFilter() { return {profile, program, "
           "sizeof program / sizeof program[0], conditional}; }\n\n} // namespace tare::runtime\n";
    return tare::writeFileAtomic(to, out, 0644);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: tare_seccomp_generate PROFILE OUTPUT\n", stderr);
        return 2;
    }
    const tare::Status done = generate(argv[1], argv[2]);
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return done ? 0 : 1;
}
