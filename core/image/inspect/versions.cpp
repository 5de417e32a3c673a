// SPDX-License-Identifier: GPL-3.0-or-later
// The orders of versions: deb-version(7), rpm's rpmvercmp with epoch and release, and apk's.
#include "core/image/inspect/packages.h"

#include <algorithm>
#include <string_view>

namespace tare::image {
namespace {

bool digit(char c)
{
    return c >= '0' && c <= '9';
}
bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Numbers of any length, without leading zeros.
int compareNumbers(std::string_view a, std::string_view b)
{
    while (a.starts_with('0'))
        a.remove_prefix(1);
    while (b.starts_with('0'))
        b.remove_prefix(1);
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    const int order = a.compare(b);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::string_view takeDigits(std::string_view &text)
{
    std::size_t n = 0;
    while (n < text.size() && digit(text[n]))
        ++n;
    const std::string_view out = text.substr(0, n);
    text.remove_prefix(n);
    return out;
}

// '~' before the end, the end before letters, letters before the rest.
int debianWeight(std::string_view text)
{
    if (text.empty() || digit(text.front()))
        return 0;
    const char c = text.front();
    return c == '~' ? -1 : letter(c) ? static_cast<unsigned char>(c) : static_cast<unsigned char>(c) + 256;
}

int compareDebianPart(std::string_view a, std::string_view b)
{
    while (!a.empty() || !b.empty()) {
        while ((!a.empty() && !digit(a.front())) || (!b.empty() && !digit(b.front()))) {
            const int wa = debianWeight(a);
            const int wb = debianWeight(b);
            if (wa != wb)
                return wa < wb ? -1 : 1;
            if (!a.empty() && !digit(a.front()))
                a.remove_prefix(1);
            if (!b.empty() && !digit(b.front()))
                b.remove_prefix(1);
        }
        if (const int order = compareNumbers(takeDigits(a), takeDigits(b)); order != 0)
            return order;
    }
    return 0;
}

struct Evr
{
    std::string_view epoch = "0", version, release;
};

Evr evrOf(std::string_view text, char separator = '-')
{
    Evr out;
    if (const std::size_t colon = text.find(':');
        colon != std::string_view::npos && colon > 0 &&
        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), digit)) {
        out.epoch = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    const std::size_t dash = text.rfind(separator);
    out.version = text.substr(0, dash);
    if (dash != std::string_view::npos)
        out.release = text.substr(dash + 1);
    return out;
}

// rpmvercmp(): segments of digits or of letters; '~' sorts before the end, '^' after it and before everything
// else.
int compareRpmPart(std::string_view a, std::string_view b)
{
    auto separator = [](char c) { return !digit(c) && !letter(c) && c != '~' && c != '^'; };
    while (!a.empty() || !b.empty()) {
        while (!a.empty() && separator(a.front()))
            a.remove_prefix(1);
        while (!b.empty() && separator(b.front()))
            b.remove_prefix(1);
        const bool tildeA = a.starts_with('~');
        const bool tildeB = b.starts_with('~');
        if (tildeA || tildeB) {
            if (!tildeA)
                return 1;
            if (!tildeB)
                return -1;
            a.remove_prefix(1);
            b.remove_prefix(1);
            continue;
        }
        const bool caretA = a.starts_with('^');
        const bool caretB = b.starts_with('^');
        if (caretA || caretB) {
            if (a.empty())
                return -1;
            if (b.empty())
                return 1;
            if (!caretA)
                return 1;
            if (!caretB)
                return -1;
            a.remove_prefix(1);
            b.remove_prefix(1);
            continue;
        }
        if (a.empty() || b.empty())
            break;
        const bool number = digit(a.front());
        auto take = [number](std::string_view &text) {
            std::size_t n = 0;
            while (n < text.size() && (number ? digit(text[n]) : letter(text[n])))
                ++n;
            const std::string_view out = text.substr(0, n);
            text.remove_prefix(n);
            return out;
        };
        const std::string_view one = take(a);
        const std::string_view other = take(b);
        if (other.empty())
            return number ? 1 : -1;
        const int order = number ? compareNumbers(one, other) : one.compare(other);
        if (order != 0)
            return order < 0 ? -1 : 1;
    }
    return a.empty() && b.empty() ? 0 : a.empty() ? -1 : 1;
}

// apk: numbers and letters like rpm's; suffixes _alpha, _beta, _pre, _rc come before none, _cvs … _p after
// it; -rN last.
int apkSuffix(std::string_view &text)
{
    static constexpr std::string_view names[] = {"_alpha", "_beta", "_pre", "_rc", "",
                                                 "_cvs",   "_svn",  "_git", "_hg", "_p"};
    for (int i = 0; i < 10; ++i) {
        if (!names[i].empty() && text.starts_with(names[i])) {
            text.remove_prefix(names[i].size());
            return i - 4;
        }
    }
    return 0;
}

int compareApk(std::string_view a, std::string_view b)
{
    const Evr one = evrOf(a);
    const Evr other = evrOf(b);
    std::string_view va = one.version.substr(0, one.version.find('_'));
    std::string_view vb = other.version.substr(0, other.version.find('_'));
    std::string_view sa = one.version.substr(va.size());
    std::string_view sb = other.version.substr(vb.size());
    if (const int order = compareRpmPart(va, vb); order != 0)
        return order;
    while (!sa.empty() || !sb.empty()) {
        const int ka = apkSuffix(sa);
        const int kb = apkSuffix(sb);
        if (ka != kb)
            return ka < kb ? -1 : 1;
        if (const int order = compareNumbers(takeDigits(sa), takeDigits(sb)); order != 0)
            return order;
        if (ka == 0) { // nothing known: as text
            const int order = sa.compare(sb);
            return order < 0 ? -1 : order > 0 ? 1 : 0;
        }
    }
    auto revision = [](std::string_view r) { return r.starts_with('r') ? r.substr(1) : r; };
    return compareNumbers(revision(one.release), revision(other.release));
}

} // namespace

int compareVersions(PackageManager manager, const std::string &a, const std::string &b)
{
    if (manager == PackageManager::Apk)
        return compareApk(a, b);
    const Evr one = evrOf(a);
    const Evr other = evrOf(b);
    if (const int order = compareNumbers(one.epoch, other.epoch); order != 0)
        return order;
    const auto compare = manager == PackageManager::Dpkg ? compareDebianPart : compareRpmPart;
    if (const int order = compare(one.version, other.version); order != 0)
        return order;
    return compare(one.release, other.release);
}

} // namespace tare::image
