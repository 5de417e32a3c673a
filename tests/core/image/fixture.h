// SPDX-License-Identifier: GPL-3.0-or-later
// Images and archives for tests, made in memory.
#pragma once

#include "core/image/store.h"
#include "core/oci/digest.h"
#include "tests/core/image/tar_builder.h"

#include <string>
#include <vector>

struct TestImage
{
    std::string config;
    std::vector<std::string> layers; // blobs, as they are
    std::vector<std::string> tags;
    [[nodiscard]] std::string id() const { return tare::oci::Digest::sha256(config).text(); }
};

// `tars` are the layers' tars; with `pack`, the blobs are what it makes of them.
[[nodiscard]] TestImage makeImage(const std::vector<std::string> &tars, const std::vector<std::string> &tags,
                                  std::string (*pack)(std::string_view) = nullptr,
                                  const std::string &architecture = {});
// The archive of `docker save` 20 (ID/layer.tar) and of 25 and later (an OCI layout with manifest.json).
[[nodiscard]] std::string dockerArchive(const std::vector<TestImage> &images);
[[nodiscard]] std::string dockerArchive25(const std::vector<TestImage> &images);
[[nodiscard]] std::string ociArchive(const TestImage &image, const std::string &layerType);
// The manifest of ociArchive().
[[nodiscard]] std::string ociManifest(const TestImage &image, const std::string &layerType);

// Everything below a folder, as sorted lines: what a crash must not change or leave.
[[nodiscard]] std::vector<std::string> treeOf(const std::string &folder);
// What a store must always be: every entry's manifest, configuration and layers are there, each with its own digest.
// Empty when all is well.
[[nodiscard]] std::string storeFault(const tare::Paths &paths);
