// SPDX-License-Identifier: GPL-3.0-or-later
// sha256:… and sha512:…, and nothing else (image-spec, descriptor.md "Digests").
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace tare::oci {

class Digest
{
public:
    Digest() = default;
    // Strict: a registered algorithm, lower-case hex of its exact length. A parsed digest is safe in a path.
    [[nodiscard]] static Result<Digest> parse(std::string_view text);
    [[nodiscard]] static Digest sha256(std::string_view bytes);

    [[nodiscard]] bool empty() const { return m_hex.empty(); }
    [[nodiscard]] const std::string &algorithm() const { return m_algorithm; }
    [[nodiscard]] const std::string &hex() const { return m_hex; }
    [[nodiscard]] std::string text() const { return empty() ? std::string() : m_algorithm + ":" + m_hex; }
    [[nodiscard]] std::string shortHex() const { return m_hex.substr(0, 12); }
    auto operator<=>(const Digest &) const = default;

private:
    std::string m_algorithm, m_hex;
};

// Running digest of a stream (OpenSSL EVP).
class Hasher
{
public:
    explicit Hasher(std::string_view algorithm = "sha256");
    ~Hasher();
    Hasher(Hasher &&) noexcept;
    Hasher &operator=(Hasher &&) noexcept;
    void update(std::string_view bytes);
    [[nodiscard]] Digest finish(); // once

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// chainId(0) = diffIds[0]; chainId(n) = sha256(chainId(n-1) + " " + diffIds[n]) (image-spec, config.md "Layer ChainID")
[[nodiscard]] Digest nextChainId(const Digest &parent, const Digest &diffId);

} // namespace tare::oci
