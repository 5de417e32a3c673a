// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at and changing single files of containers: by tare-image, as cp is.
#include "core/engine/local/local_engine.h"
#include "core/image/container/file_records.h"

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {
namespace {

// 10,000 entries of the longest names and targets there are.
constexpr std::size_t mostRecords = 128U << 20U;

Result<std::string> bytesOf(int fd, std::size_t most)
{
    struct stat st
    {};
    if (::fstat(fd, &st) != 0)
        return failSystem("look at", "answer");
    std::string out(std::min(static_cast<std::size_t>(st.st_size), most), '\0');
    std::size_t at = 0;
    while (at < out.size()) {
        const ssize_t n = ::pread(fd, out.data() + at, out.size() - at, static_cast<off_t>(at));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", "answer");
        if (n == 0)
            break;
        at += static_cast<std::size_t>(n);
    }
    out.resize(at);
    return out;
}

} // namespace

Result<std::string> LocalEngine::answerOf(FilesCall &files, const std::vector<std::string> &words, std::string &answer,
                                          std::size_t most, const CancelToken &cancel)
{
    const UniqueFd memory(::memfd_create("answer", MFD_CLOEXEC));
    if (!memory)
        return failSystem("make", "memory for an answer");
    files.call.command.emplace_back("--output-fd=3");
    files.call.fds.emplace_back(memory.get(), 3);
    files.call.command.insert(files.call.command.end(), words.begin(), words.end());
    std::string json = TARE_TRY(callImageHelper(m_store.paths(), files.call, {}, cancel));
    answer = TARE_TRY(bytesOf(memory.get(), most));
    return json;
}

Result<image::FileList> LocalEngine::listFolder(const std::string &container, const std::string &path, const CancelToken &cancel)
{
    FilesCall files = TARE_TRY(callForFiles("list", container, Access::Read, {}));
    std::string records;
    TARE_TRY(answerOf(files, {"--", path}, records, mostRecords, cancel));
    return image::parseRecords(records);
}

Result<image::FileList> LocalEngine::findFiles(const std::string &container, const std::string &folder,
                                               const std::string &wanted, const CancelToken &cancel)
{
    FilesCall files = TARE_TRY(callForFiles("find", container, Access::Read, {}));
    std::string records;
    TARE_TRY(answerOf(files, {"--", folder, wanted}, records, mostRecords, cancel));
    return image::parseRecords(records);
}

Result<FilePart> LocalEngine::readPart(const std::string &container, const std::string &path, std::int64_t offset,
                                       std::int64_t length, const CancelToken &cancel)
{
    const std::int64_t most = std::clamp<std::int64_t>(length, 0, largestPart);
    FilesCall files = TARE_TRY(callForFiles("read-part", container, Access::Read, {}));
    FilePart out;
    const std::string json = TARE_TRY(answerOf(files,
                                               {"--offset=" + std::to_string(std::max<std::int64_t>(offset, 0)),
                                                "--length=" + std::to_string(most), "--", path},
                                               out.bytes, static_cast<std::size_t>(most), cancel));
    const auto result = nlohmann::json::parse(json, nullptr, false);
    if (!result.is_object() || !result.contains("size") || !result.at("size").is_number_integer() || !result.contains("more") ||
        !result.at("more").is_boolean())
        return fail(Errc::Internal, "read-part", "tare-image did not say how large the file is");
    out.size = result.at("size").get<std::int64_t>();
    out.more = result.at("more").get<bool>();
    return out;
}

Status LocalEngine::changePath(const std::vector<std::string> &command, const std::string &container, const CancelToken &cancel)
{
    FilesCall files = TARE_TRY(callForFiles(command.at(0), container, Access::Write, command.at(1)));
    files.call.command.emplace_back("--");
    files.call.command.insert(files.call.command.end(), command.begin() + 1, command.end());
    TARE_TRY(callImageHelper(m_store.paths(), files.call, {}, cancel));
    return {};
}

Status LocalEngine::removePath(const std::string &container, const std::string &path, const CancelToken &cancel)
{
    return changePath({"remove-path", path}, container, cancel);
}

Status LocalEngine::renamePath(const std::string &container, const std::string &path, const std::string &name,
                               const CancelToken &cancel)
{
    return changePath({"rename-path", path, name}, container, cancel);
}

Status LocalEngine::makeFolder(const std::string &container, const std::string &path, const CancelToken &cancel)
{
    return changePath({"make-folder", path}, container, cancel);
}

} // namespace tare::local
