// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/digest.h"

#include <algorithm>

namespace tare::oci {

Result<Digest> Digest::parse(std::string_view text)
{
    auto bad = [&](const char *why) {
        return fail(Errc::InvalidArgument, std::string(text.substr(0, 200)), std::string("not a digest: ") + why);
    };
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return bad("it has no algorithm");
    const std::string_view algorithm = text.substr(0, colon);
    const std::string_view hex = text.substr(colon + 1);
    if (algorithm != "sha256" && algorithm != "sha512")
        return bad("only sha256 and sha512 are known");
    if (hex.size() != (algorithm == "sha256" ? 64U : 128U))
        return bad("its length is wrong");
    if (!std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }))
        return bad("it must be lower-case hex");
    Digest out;
    out.m_algorithm = algorithm;
    out.m_hex = hex;
    return out;
}

} // namespace tare::oci
