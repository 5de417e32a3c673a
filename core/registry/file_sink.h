// SPDX-License-Identifier: GPL-3.0-or-later
// A body that becomes a file, hashed as it comes.
#pragma once

#include "core/base/progress.h"
#include "core/base/unique_fd.h"
#include "core/oci/digest.h"
#include "core/registry/http.h"

#include <string>

namespace tare::registry {

struct FileSinkOptions
{
    std::string name; // what errors are about: a digest or an address
    std::string algorithm = "sha256";
    oci::Digest expected;      // empty: any
    std::int64_t exactly = -1; // bytes that it must have; -1: any number up to `limit`
    std::int64_t limit = 0;
    std::string progressId;
    ProgressSink progress; // Downloading, at most every 64 KiB
};

class FileSink final : public BodySink
{
public:
    // A new file that only this program may read until somebody says otherwise.
    [[nodiscard]] static Result<FileSink> create(const std::string &file, FileSinkOptions options);
    // The same, going on with the bytes of one that is there; they are read for the digest.
    [[nodiscard]] static Result<FileSink> resume(const std::string &file, FileSinkOptions options);
    // What resume() found.
    [[nodiscard]] std::int64_t resumedAt() const { return m_resumedAt; }

    [[nodiscard]] Status begin(const Head &head) override;
    [[nodiscard]] Status write(std::string_view bytes) override;
    [[nodiscard]] std::int64_t offset() const override { return m_size; }
    [[nodiscard]] Status restart() override;
    [[nodiscard]] bool verified() const override { return !m_options.expected.empty(); }

    // DigestMismatch when size or digest are not what was expected. Once.
    [[nodiscard]] Result<oci::Digest> finish();
    [[nodiscard]] int fd() const { return m_fd.get(); }

private:
    FileSink(UniqueFd fd, std::string file, FileSinkOptions options);
    void tell(bool always);
    [[nodiscard]] tl::unexpected<Error> wrongSize(std::int64_t said) const;

    UniqueFd m_fd;
    std::string m_file;
    FileSinkOptions m_options;
    oci::Hasher m_hasher;
    std::int64_t m_size = 0, m_total = 0, m_told = 0, m_resumedAt = 0;
};

} // namespace tare::registry
