// SPDX-License-Identifier: GPL-3.0-or-later
// Text in a buffer of fixed size: the monitor lives for days beside every container and has no heap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tare::monitor {

class TextBase
{
public:
    void clear() { m_used = 0; }
    [[nodiscard]] const char *bytes() const { return m_bytes; }
    [[nodiscard]] const char *c_str()
    {
        m_bytes[m_used] = '\0';
        return m_bytes;
    }
    [[nodiscard]] std::size_t size() const { return m_used; }

    // Takes the last bytes away.
    void cut(std::size_t n) { m_used -= n < m_used ? n : m_used; }

    // What does not fit is cut.
    TextBase &add(const char *bytes, std::size_t n);
    TextBase &add(const char *text) { return add(text, std::strlen(text)); }
    TextBase &number(std::int64_t value);
    // As the inside of a JSON string; broken UTF-8 becomes U+FFFD, as Go's encoder does.
    TextBase &json(const char *bytes, std::size_t n);
    TextBase &json(const char *text) { return json(text, std::strlen(text)); }

protected:
    TextBase(char *bytes, std::size_t capacity) : m_bytes(bytes), m_capacity(capacity) {}

private:
    char *m_bytes;
    std::size_t m_capacity; // without the closing zero
    std::size_t m_used = 0;
};

template <std::size_t N> class Text : public TextBase
{
public:
    Text() : TextBase(m_storage, N - 1) {}
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;

private:
    char m_storage[N];
};

// Bytes of the UTF-8 sequence at `bytes`; 0 when it is broken. `cutShort`: it may be whole when more bytes
// come.
std::size_t utf8Length(const unsigned char *bytes, std::size_t n, bool &cutShort);

// Escapes one character (or the broken byte) at `bytes`: writes at most 6 bytes to `out`, their number to
// `written`, and answers how many bytes of the input it took.
std::size_t escapeOne(const unsigned char *bytes, std::size_t n, char *out, std::size_t &written);

// CLOCK_REALTIME in nanoseconds.
std::int64_t now();
// RFC 3339 with nanoseconds, as Docker's log; 30 bytes, not terminated. gmtime(3) would read the time zone's
// files.
constexpr std::size_t timeSize = 30;
void formatTime(std::int64_t ns, char *out);

} // namespace tare::monitor
