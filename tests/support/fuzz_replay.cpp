// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over its corpus, and over every file's truncations and single bit flips (bounded in number), so
// that what a fuzzer once found stays found without one.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

void feed(const std::string &bytes)
{
    // A copy of its exact size, so that a sanitizer sees a read past the end.
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
        std::fprintf(stderr, "usage: %s CORPUS-FOLDER\n", argc > 0 ? argv[0] : "fuzz");
        return 2;
    }
    std::size_t files = 0;
    std::size_t runs = 0;
    feed({});
    for (const auto &entry : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        ++files;
        feed(bytes);
        const std::size_t step = std::max<std::size_t>(1, bytes.size() / 200);
        for (std::size_t i = 0; i < bytes.size(); i += step, ++runs) {
            feed(bytes.substr(0, i));
            std::string flipped = bytes;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
            feed(flipped);
        }
    }
    std::printf("%zu corpus files, %zu mutations\n", files, runs);
    return files == 0 ? 1 : 0;
}
