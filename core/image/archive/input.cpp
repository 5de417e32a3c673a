// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/input.h"

#include "core/base/file.h"
#include "core/image/stream/inflate.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::image {
namespace {

class CopyingSource final : public ByteSource
{
public:
    CopyingSource(Source inner, InputCopy *to, std::shared_ptr<std::int64_t> count)
        : m_inner(std::move(inner)), m_to(to), m_count(std::move(count))
    {
    }
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        *m_count += static_cast<std::int64_t>(piece.size());
        if (m_to != nullptr) {
            m_to->hasher.update(piece);
            m_to->size += static_cast<std::int64_t>(piece.size());
            if (m_to->fd >= 0)
                TARE_CHECK(writeAll(m_to->fd, piece));
        }
        return piece;
    }

private:
    Source m_inner;
    InputCopy *m_to;
    std::shared_ptr<std::int64_t> m_count;
};

// How much came out is held against how much went in, since a stream's length is not known before.
class RatioSource final : public ByteSource
{
public:
    RatioSource(Source inner, std::shared_ptr<std::int64_t> consumed, std::int64_t limit, std::string name)
        : m_inner(std::move(inner)), m_consumed(std::move(consumed)), m_limit(limit), m_name(std::move(name))
    {
    }
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        m_count += static_cast<std::int64_t>(piece.size());
        const std::int64_t limit =
            m_limit > 0 ? m_limit + m_limit / 4 + (1LL << 20U) : std::max<std::int64_t>(1LL << 30U, 100 * *m_consumed);
        if (m_count > limit)
            return fail(Errc::TooLarge, m_name, "it unpacks to more than " + std::to_string(limit) + " bytes",
                        "If you trust it, raise the limit with --max-unpacked or TARE_MAX_UNPACKED.");
        return piece;
    }

private:
    Source m_inner;
    std::shared_ptr<std::int64_t> m_consumed;
    std::int64_t m_limit;
    std::string m_name;
    std::int64_t m_count = 0;
};

} // namespace

Result<Source> openInput(const std::string &file, const UnpackOptions &options, InputCopy *copyTo,
                         const std::string &shown)
{
    const bool standard = file == "-";
    const std::string name = !shown.empty() ? shown : standard ? "standard input" : file;
    if (standard && ::isatty(0) == 1)
        return fail(Errc::InvalidArgument, name, "it is a terminal, not an archive", "Name a file, or use a pipe.");
    UniqueFd fd = standard ? UniqueFd(::fcntl(0, F_DUPFD_CLOEXEC, 3)) : TARE_TRY(openFile(file, O_RDONLY | O_NOCTTY));
    struct stat st
    {};
    if (!fd || ::fstat(fd.get(), &st) != 0)
        return failSystem("open", name);
    if (S_ISDIR(st.st_mode))
        return fail(Errc::InvalidArgument, name, "it is a folder, not an archive");
    const std::int64_t total = S_ISREG(st.st_mode) ? st.st_size : 0;
    auto read = [progress = options.progress, total](std::int64_t count) {
        if (progress)
            progress({{}, Progress::Phase::Working, count, total, "reading the archive"});
    };
    auto consumed = std::make_shared<std::int64_t>(0);
    Source source = fileSource(std::move(fd), name, options.cancel, read);
    source = std::make_unique<CopyingSource>(std::move(source), copyTo, consumed);
    source = TARE_TRY(inflatingSource(std::move(source), name));
    source = std::make_unique<RatioSource>(std::move(source), consumed, options.maxUnpacked, name);
    return threadedSource(std::move(source));
}

} // namespace tare::image
