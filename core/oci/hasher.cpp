// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/digest.h"

#include <array>
#include <openssl/evp.h>

namespace tare::oci {

struct Hasher::Impl
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    std::string algorithm;
    bool good = false;
    Impl() = default;
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl() { EVP_MD_CTX_free(context); }
};

Hasher::Hasher(std::string_view algorithm) : m_impl(std::make_unique<Impl>())
{
    m_impl->algorithm = algorithm == "sha512" ? "sha512" : "sha256";
    m_impl->good = m_impl->context != nullptr &&
                   EVP_DigestInit_ex(m_impl->context, algorithm == "sha512" ? EVP_sha512() : EVP_sha256(),
                                     nullptr) == 1;
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::update(std::string_view bytes)
{
    m_impl->good = m_impl->good && EVP_DigestUpdate(m_impl->context, bytes.data(), bytes.size()) == 1;
}

Digest Hasher::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    // Without OpenSSL's memory there is no digest: an empty one equals none that was asked for.
    if (!m_impl->good || EVP_DigestFinal_ex(m_impl->context, raw.data(), &size) != 1)
        return {};
    m_impl->good = false;
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = m_impl->algorithm + ":";
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[raw[i] >> 4U];
        text += digits[raw[i] & 15U];
    }
    return Digest::parse(text).value_or(Digest());
}

Digest Digest::sha256(std::string_view bytes)
{
    Hasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

Digest nextChainId(const Digest &parent, const Digest &diffId)
{
    return parent.empty() ? diffId : Digest::sha256(parent.text() + " " + diffId.text());
}

} // namespace tare::oci
