// SPDX-License-Identifier: GPL-3.0-or-later
// The container's output as Docker's json-file log: one object a line, cut at 16 KiB, in files of about `maxSize`:
// the one being written, and those before it as FILE.1, FILE.2, … A full disk loses lines and nothing else: the container never waits for its log.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tare::monitor {

class JsonLog
{
public:
    static constexpr std::size_t lineSize = 16384;

    // An empty or null path: nothing is kept. The file is created at once, so that a reader finds it. `attributes` is a JSON
    // object that each line bears, or empty; it and the path must outlive this. `maxSize` 0: no limit.
    void open(const char *path, std::int64_t maxSize, int files, const char *attributes);
    void add(bool isStderr, const char *bytes, std::size_t n);
    // A last line without an end is written when its stream is over.
    void finish();
    // Hands what is gathered to the kernel.
    void flush();

private:
    struct Line
    {
        char bytes[lineSize];
        std::size_t used = 0;
    };

    void writeLine(bool isStderr, const char *bytes, std::size_t n);
    void put(const char *bytes, std::size_t n);
    void drain();
    void reopen();
    void rotate();

    const char *m_path = nullptr, *m_attributes = "";
    std::int64_t m_maxSize = 0;
    int m_files = 1;
    int m_fd = -1;
    std::int64_t m_size = 0;      // of the file
    std::int64_t m_wholeSize = 0; // up to the end of its last whole line
    bool m_lost = false;          // the line being written does not fit on the disk
    Line m_lines[2];
    char m_out[lineSize];
    std::size_t m_outUsed = 0;
};

} // namespace tare::monitor
