// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a container as plain data.
#pragma once

#include "core/base/strings.h"
#include "core/engine/container_files.h"

#include <condition_variable>
#include <map>
#include <mutex>

class FakeFiles : public tare::ContainerFiles
{
public:
    using Entry = tare::image::FileEntry;

    std::mutex mutex;
    std::map<std::string, Entry> theFiles;         // by path
    std::map<std::string, std::string> theBytes;   // by path
    std::int64_t hidden = 0;                       // that a folder has beside those it lists
    std::vector<std::string> calls;
    std::optional<tare::Error> failing;

    void put(const std::string &path, Entry::Type type, const std::string &bytes = {})
    {
        Entry e;
        e.type = type;
        e.name = path.substr(path.rfind('/') + 1);
        e.mode = type == Entry::Type::Folder ? 0755 : 0644;
        e.size = static_cast<std::int64_t>(bytes.size());
        e.modified = 1'700'000'000'000'000'000;
        theFiles[path] = e;
        theBytes[path] = bytes;
    }
    std::vector<std::string> callList()
    {
        const std::lock_guard lock(mutex);
        return calls;
    }

    tare::Result<tare::image::FileList> listFolder(const std::string &, const std::string &path, const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("list " + path);
        if (failing)
            return tl::unexpected<tare::Error>(*failing);
        tare::image::FileList out;
        const std::string prefix = path == "/" ? path : path + "/";
        for (const auto &[where, entry] : theFiles) {
            if (where.starts_with(prefix) && where.find('/', prefix.size()) == std::string::npos)
                out.entries.push_back(entry);
        }
        out.total = static_cast<std::int64_t>(out.entries.size()) + hidden;
        return out;
    }
    tare::Result<tare::image::FileList> findFiles(const std::string &, const std::string &folder, const std::string &wanted,
                                                  const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("find " + folder + " " + wanted);
        tare::image::FileList out;
        const std::string prefix = folder == "/" ? folder : folder + "/";
        for (const auto &[where, entry] : theFiles) {
            if (!where.starts_with(prefix) || entry.name.find(wanted) == std::string::npos)
                continue;
            out.entries.push_back(entry);
            out.entries.back().name = where.substr(prefix.size());
        }
        out.total = static_cast<std::int64_t>(out.entries.size());
        return out;
    }
    tare::Result<tare::FilePart> readPart(const std::string &, const std::string &path, std::int64_t, std::int64_t length,
                                          const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("read " + path);
        const auto found = theBytes.find(path);
        if (found == theBytes.end())
            return tare::fail(tare::Errc::NotFound, path);
        tare::FilePart out;
        out.bytes = found->second.substr(0, static_cast<std::size_t>(length));
        out.size = static_cast<std::int64_t>(found->second.size());
        out.more = out.bytes.size() < found->second.size();
        return out;
    }
    tare::Status removePath(const std::string &, const std::string &path, const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("remove " + path);
        theFiles.erase(path);
        return {};
    }
    tare::Status renamePath(const std::string &, const std::string &path, const std::string &name, const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("rename " + path + " " + name);
        Entry e = theFiles.at(path);
        theFiles.erase(path);
        e.name = name;
        theFiles[path.substr(0, path.rfind('/') + 1) + name] = e;
        return {};
    }
    tare::Status makeFolder(const std::string &, const std::string &path, const tare::CancelToken &) override
    {
        const std::lock_guard lock(mutex);
        calls.push_back("mkdir " + path);
        put(path, Entry::Type::Folder);
        return {};
    }
};
