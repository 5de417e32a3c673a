// SPDX-License-Identifier: GPL-3.0-or-later
// Files on their way out of one tree and into another, or into an archive and out of it: one entry after another, folders
// before what is in them.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/image/layer/pax_writer.h"
#include "core/image/layer/tar_reader.h"

#include <cstdint>
#include <map>
#include <string>

namespace tare::image {

class EntrySink
{
public:
    EntrySink() = default;
    EntrySink(const EntrySink &) = delete;
    EntrySink &operator=(const EntrySink &) = delete;
    virtual ~EntrySink() = default;
    // `data` holds a file's bytes; null for everything else, and for an empty file.
    [[nodiscard]] virtual Status add(const TarEntry &entry, ByteSource *data) = 0;
    [[nodiscard]] virtual Status finish() = 0;
};

// As a tar stream. A file that changes while it is read is cut or filled up with zeros: its size was said before.
class TarSink final : public EntrySink
{
public:
    explicit TarSink(ByteSink &sink) : m_tar(sink) {}
    [[nodiscard]] Status add(const TarEntry &entry, ByteSource *data) override;
    [[nodiscard]] Status finish() override { return m_tar.finish(); }

private:
    PaxWriter m_tar;
};

// Owners as the other side of a container's user namespace counts them; `first` as in ids.h.
class ShiftSink final : public EntrySink
{
public:
    enum class Way { In, Out };
    ShiftSink(EntrySink &sink, Way way, std::uint32_t first) : m_sink(sink), m_way(way), m_first(first) {}
    [[nodiscard]] Status add(const TarEntry &entry, ByteSource *data) override;
    [[nodiscard]] Status finish() override { return m_sink.finish(); }

private:
    EntrySink &m_sink;
    Way m_way;
    std::uint32_t m_first;
};

struct PlaceOptions
{
    bool keepOwner = false;    // else everything belongs to `uid` and `gid`
    uid_t uid = 0;
    gid_t gid = 0;
    bool userNamespace = false;
};

// Below an open folder. Nothing in that tree is followed: a symlink on the way is an error, one at the end is replaced. A
// folder stays when a folder comes; a folder and something else do not replace each other (docker cp).
class PlaceSink final : public EntrySink
{
public:
    // `folder` must outlive it; `shown` is what the user calls it.
    PlaceSink(int folder, std::string shown, const PlaceOptions &options)
        : m_folder(folder), m_shown(std::move(shown)), m_options(options)
    {
    }
    [[nodiscard]] Status add(const TarEntry &entry, ByteSource *data) override;
    [[nodiscard]] Status finish() override; // the folders' times

private:
    [[nodiscard]] Result<UniqueFd> parentOf(const std::vector<std::string> &parts, std::size_t count, bool make);
    [[nodiscard]] Status place(int parent, const std::string &name, const TarEntry &entry, ByteSource *data);
    [[nodiscard]] Status fill(int fd, const TarEntry &entry, ByteSource &data);
    [[nodiscard]] TarEntry owned(TarEntry entry) const;

    int m_folder;
    std::string m_shown;
    PlaceOptions m_options;
    std::map<std::string, TarEntry> m_folders;
};

} // namespace tare::image
