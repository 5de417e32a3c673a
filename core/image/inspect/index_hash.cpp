// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/index_hash.h"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace tare::image {

std::uint64_t checksum(const void *bytes, std::size_t size)
{
    return XXH3_64bits(bytes, size);
}

struct ContentHash::State
{
    XXH3_state_t xxh{};
    HashKey key{};
};

ContentHash::ContentHash(const HashKey &key)
    : m_state(std::make_unique<State>()), m_keyId(XXH3_64bits(key.data(), key.size()))
{
    XXH3_INITSTATE(&m_state->xxh);
    m_state->key = key;
}

ContentHash::~ContentHash() = default;

void ContentHash::begin()
{
    XXH3_64bits_reset_withSecret(&m_state->xxh, m_state->key.data(), m_state->key.size());
}

void ContentHash::update(std::string_view bytes)
{
    XXH3_64bits_update(&m_state->xxh, bytes.data(), bytes.size());
}

void ContentHash::zeros(std::int64_t count)
{
    static constexpr std::array<char, 65536> none{};
    while (count > 0) {
        const auto n = static_cast<std::size_t>(std::min<std::int64_t>(count, none.size()));
        update({none.data(), n});
        count -= static_cast<std::int64_t>(n);
    }
}

std::uint64_t ContentHash::end() const
{
    return XXH3_64bits_digest(&m_state->xxh);
}

} // namespace tare::image
