// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/embedded.h"

#include "core/oci/base64.h"

namespace tare::oci {

Result<std::optional<std::string>> embedded(const Descriptor &descriptor)
{
    if (!descriptor.data)
        return std::optional<std::string>();
    const std::string name = descriptor.digest.text();
    auto bytes = descriptor.data->empty() ? std::optional<std::string>("") : base64Decode(*descriptor.data);
    if (!bytes)
        return fail(Errc::InvalidArgument, name, "the data in its descriptor is not base64");
    if (static_cast<std::int64_t>(bytes->size()) != descriptor.size)
        return fail(Errc::DigestMismatch, name,
                    "its descriptor brings " + std::to_string(bytes->size()) + " bytes along, not " +
                        std::to_string(descriptor.size));
    Hasher hasher(descriptor.digest.algorithm());
    hasher.update(*bytes);
    if (const Digest got = hasher.finish(); got != descriptor.digest)
        return fail(Errc::DigestMismatch, name, "the bytes in its descriptor are " + got.text());
    return bytes;
}

} // namespace tare::oci
