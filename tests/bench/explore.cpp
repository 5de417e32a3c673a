// SPDX-License-Identifier: GPL-3.0-or-later
// How long each view of an image takes and how much memory all of them hold: of the indexes in a folder, or of a million
// made-up files. Each view is made once, as somebody's first click makes it.
#include "core/base/time.h"
#include "core/image/inspect/comparison.h"
#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/index_files.h"
#include "core/image/inspect/layer_index_builder.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <malloc.h>

using namespace tare;
using namespace tare::image;

namespace {

double rss() // MiB
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

template <class Work> auto timed(const char *what, const Work &work)
{
    const std::int64_t begin = monotonicNs();
    auto out = work();
    std::printf("  %-46s %8.1f ms\n", what, static_cast<double>(monotonicNs() - begin) / 1e6);
    return out;
}

std::string diffIdOf(std::size_t n)
{
    char text[80];
    std::snprintf(text, sizeof text, "sha256:%064zx", n);
    return text;
}

// `files` in folders of 40, three deep, and a second layer that changes every hundredth and removes some folders.
IndexBytes madeUp(std::size_t files, bool second, const std::string &diffId)
{
    LayerIndexBuilder builder;
    TarEntry e;
    for (std::size_t i = 0; i < files; ++i) {
        if (second && i % 100 != 0)
            continue;
        char path[160];
        std::snprintf(path, sizeof path, "usr/lib/part-%02zx/folder-%03zu/component-%zu.so", i % 251, (i / 251) % 97, i);
        e.path = path;
        e.type = TarEntry::Type::File;
        e.mode = 0644;
        e.size = static_cast<std::int64_t>(i % 9000) + (second ? 1 : 0);
        e.modified = {static_cast<time_t>(1'600'000'000 + i), 0};
        if (!builder.add(e, i * 2654435761U + (second ? 1 : 0)))
            std::abort();
    }
    auto out = builder.finish({diffId, 1, 7});
    if (!out)
        std::abort();
    return std::move(*out);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    std::vector<std::pair<std::string, std::string>> files; // file, diff id
    const std::string folder = "/tmp/tare-bench-explore-" + std::to_string(::getpid());
    if (std::strcmp(argv[1], "million") == 0) {
        std::filesystem::create_directory(folder);
        for (const bool second : {false, true}) {
            const std::string diffId = diffIdOf(second ? 2 : 1);
            const std::string file = folder + "/" + diffId.substr(7);
            const IndexBytes made = timed(second ? "index of its second layer" : "index of a million files",
                                          [&] { return madeUp(1'000'000, second, diffId); });
            if (!writeIndexFile(file, made))
                return 1;
            std::printf("    %.1f MiB\n", static_cast<double>(made.size) / 1048576);
            files.emplace_back(file, diffId);
        }
    } else {
        for (const auto &entry : std::filesystem::directory_iterator(argv[1])) {
            const std::string name = entry.path().filename();
            if (name.size() == 64)
                files.emplace_back(entry.path(), "sha256:" + name);
        }
    }
    ::malloc_trim(0);
    const double before = rss();
    std::size_t paths = 0;
    {
        const auto contents = timed("open: read, check, and put together", [&] {
            ImageParts parts;
            for (const auto &[file, diffId] : files) {
                auto index = LayerIndex::open(file, diffId);
                if (!index)
                    std::abort();
                parts.layers.push_back({diffId, "layer", 1, std::move(*index)});
            }
            auto made = ImageContents::create(std::move(parts));
            if (!made)
                std::abort();
            return *made;
        });
        const std::size_t top = contents->layers().size() - 1;
        const auto whole = timed("the whole tree", [&] { return contents->wholeTree(); });
        paths = whole->idLimit();
        const auto layer = timed("one layer", [&] { return contents->tree(TreeQuery::ofLayer(top)); });
        timed("the image up to a layer", [&] { return contents->tree(TreeQuery::upTo(top / 2)); });
        timed("the root's children by size", [&] { return whole->children(rootNode, SortBy::Size); });
        timed("search by name", [&] { return whole->search({"component-99", false, 1'000'000}); });
        timed("search by glob", [&] { return whole->search({"*-1?9*.so", false, 1'000'000}); });
        timed("search by path and glob", [&] { return whole->search({"usr/lib/**/*7.so", false, 1'000'000}); });
        timed("the hundred largest", [&] { return whole->largest(100); });
        timed("waste", [&] { return contents->waste(); });
        timed("comparison with itself", [&] { return compareImages(*contents, *contents); });
        ::malloc_trim(0);
        std::printf("  %zu paths in %zu layers: %.1f MiB of memory for everything above, %.1f MiB of it the program itself\n",
                    paths, top + 1, rss(), before);
    }
    std::filesystem::remove_all(folder);
    return 0;
}
