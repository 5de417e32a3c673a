// SPDX-License-Identifier: GPL-3.0-or-later
// XXH3 of bytes, for a damaged file to be noticed and for equal contents to be found. Contents of files are
// hashed with a key of the store's own, so that a stranger cannot make two files that seem to be one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace tare::image {

[[nodiscard]] std::uint64_t checksum(const void *bytes, std::size_t size);

using HashKey = std::array<unsigned char, 192>;

class ContentHash
{
public:
    explicit ContentHash(const HashKey &key);
    ~ContentHash();
    ContentHash(const ContentHash &) = delete;
    ContentHash &operator=(const ContentHash &) = delete;
    void begin();
    void update(std::string_view bytes);
    void zeros(std::int64_t count); // as that many bytes 0
    [[nodiscard]] std::uint64_t end() const;
    // Two indexes with the same one can be compared.
    [[nodiscard]] std::uint64_t keyId() const { return m_keyId; }

private:
    struct State;
    std::unique_ptr<State> m_state;
    std::uint64_t m_keyId = 0;
};

} // namespace tare::image
