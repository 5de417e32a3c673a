// SPDX-License-Identifier: GPL-3.0-or-later
// A tar written by hand, so that it can be wrong in every way: no library would write most of these.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

class TarBuilder
{
public:
    struct Entry
    {
        std::string path;
        char type = '0'; // 0 file, 1 hard link, 2 symlink, 3 char, 4 block, 5 folder, 6 fifo
        std::string data, link;
        unsigned int mode = 0644;
        std::int64_t uid = ::geteuid(), gid = ::getegid();
        std::int64_t modified = 1'600'000'000;
        unsigned int major = 0, minor = 0;
        std::int64_t size = -1; // -1: of the data
        std::vector<std::pair<std::string, std::string>> pax;
    };
    TarBuilder &add(const Entry &entry);
    TarBuilder &file(const std::string &path, const std::string &data, unsigned int mode = 0644);
    TarBuilder &folder(const std::string &path, unsigned int mode = 0755);
    TarBuilder &symlink(const std::string &path, const std::string &target);
    TarBuilder &hardLink(const std::string &path, const std::string &target);
    // GNU's @LongLink before the next entry.
    TarBuilder &gnuLongName(const std::string &path, char type = 'L');
    TarBuilder &raw(const std::string &bytes);
    [[nodiscard]] std::string bytes() const { return m_bytes + std::string(1024, '\0'); }
    [[nodiscard]] const std::string &unfinished() const { return m_bytes; }

private:
    void header(const Entry &entry, const std::string &name, std::int64_t size);
    void body(const std::string &data);
    std::string m_bytes;
};

[[nodiscard]] std::string gzip(std::string_view bytes);
[[nodiscard]] std::string xz(std::string_view bytes);
[[nodiscard]] std::string bzip2(std::string_view bytes);
[[nodiscard]] std::string zstd(std::string_view bytes, int windowLog = 0);
