// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/names.h"

#include "core/base/file.h"
#include "core/base/lock.h"
#include "core/base/strings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <unistd.h>

namespace tare::local {
namespace {

constexpr std::array adjectives = {
    "able",   "amber",  "ample",  "apt",    "arctic",  "avid",   "bold",   "brave",   "breezy", "brisk",
    "bright", "calm",   "candid", "civil",  "clear",   "clever", "cosmic", "cozy",    "crisp",  "curious",
    "dapper", "deft",   "eager",  "early",  "earnest", "elated", "epic",   "fair",    "fleet",  "fluent",
    "fond",   "frank",  "gentle", "giddy",  "glad",    "golden", "grand",  "handy",   "happy",  "hardy",
    "hasty",  "humble", "jolly",  "jovial", "keen",    "kind",   "lively", "loyal",   "lucid",  "lucky",
    "mellow", "merry",  "mild",   "modest", "neat",    "nimble", "noble",  "patient", "plucky", "polite",
    "prompt", "proud",  "quick",  "quiet",  "rapid",   "ready",  "serene", "sharp",   "shiny",  "sleek",
    "smart",  "smooth", "snug",   "solid",  "spry",    "steady", "stoic",  "sunny",   "swift",  "tidy",
    "tender", "trusty", "upbeat", "vivid",  "warm",    "wise",   "witty",  "zesty"};

// People who made machines, kernels, numbers and networks what they are.
constexpr std::array surnames = {
    "abel",   "allen",     "babbage",    "backus",   "bartik",     "bell",     "boole",     "bose",
    "cantor", "cerf",      "chandra",    "chomsky",  "church",     "cocke",    "codd",      "cray",
    "curie",  "dahl",      "diffie",     "dijkstra", "easley",     "eckert",   "engelbart", "erdos",
    "euler",  "fermat",    "floyd",      "fourier",  "franklin",   "galois",   "gauss",     "germain",
    "goedel", "goldberg",  "goldwasser", "gray",     "hamilton",   "hamming",  "hellman",   "hilbert",
    "hoare",  "hopper",    "huffman",    "jang",     "johnson",    "kahan",    "kahn",      "karp",
    "kay",    "kernighan", "kleene",     "knuth",    "kolmogorov", "lamarr",   "lamport",   "leibniz",
    "liskov", "lovelace",  "mauchly",    "maxwell",  "mccarthy",   "meitner",  "milner",    "minsky",
    "moore",  "napier",    "naur",       "noether",  "nygaard",    "pascal",   "perlis",    "perlman",
    "postel", "rabin",     "ramanujan",  "ritchie",  "rivest",     "sejong",   "shamir",    "shannon",
    "simon",  "stallman",  "stroustrup", "tarjan",   "thompson",   "torvalds", "turing",    "vaughan",
    "wilkes", "wirth",     "yao",        "zuse"};

std::size_t draw(std::size_t count)
{
    return static_cast<std::size_t>(std::stoul(randomHex(4), nullptr, 16)) % count;
}

} // namespace

bool validName(const std::string &name)
{
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return name.size() >= 2 && name.size() <= 200 && letter(name[0]) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return letter(c) || c == '_' || c == '.' || c == '-'; });
}

std::string randomName(int attempt)
{
    std::string out =
        std::string(adjectives[draw(adjectives.size())]) + "_" + surnames[draw(surnames.size())];
    return attempt > 0 ? out + std::to_string(draw(10)) : out;
}

std::optional<std::string> Names::idOf(const std::string &name) const
{
    if (!validName(name))
        return std::nullopt;
    char target[PATH_MAX];
    const ssize_t n = ::readlink((m_dir + "/" + name).c_str(), target, sizeof target);
    if (n != 64)
        return std::nullopt;
    std::string id(target, 64);
    return isHex(id) ? std::optional(std::move(id)) : std::nullopt;
}

Status Names::claim(const std::string &name, const std::string &id) const
{
    if (!validName(name))
        return fail(Errc::InvalidArgument, {},
                    "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    // Without a lock, the check below could take a name away from a container that is just being made.
    const FileLock lock = TARE_TRY(FileLock::acquire(m_dir + "/.lock", FileLock::Mode::Exclusive));
    const std::string path = m_dir + "/" + name;
    while (::symlink(id.c_str(), path.c_str()) != 0) {
        if (errno != EEXIST)
            return failSystem("create", path);
        const auto owner = idOf(name);
        if (owner && (exists(m_paths.container(*owner)) || exists(m_paths.containers() + "/.new-" + *owner)))
            return fail(Errc::NameInUse, "/" + name, "container \"" + *owner + "\"");
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            return failSystem("remove", path);
    }
    return {};
}

void Names::release(const std::string &name, const std::string &id) const
{
    // Looking and removing are one step: the name of a container that is gone may be claimed at any time.
    const Result<FileLock> lock = FileLock::acquire(m_dir + "/.lock", FileLock::Mode::Exclusive);
    if (lock && idOf(name) == id)
        ::unlink((m_dir + "/" + name).c_str());
}

} // namespace tare::local
