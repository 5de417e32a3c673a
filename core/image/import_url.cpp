// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/import_url.h"

#include "core/image/archive/changes.h"
#include "core/registry/download.h"

namespace tare::image {

Result<StoredImage> importUrl(Store &store, const ImportRequest &request, const registry::HttpOptions &http,
                              const UnpackOptions &options)
{
    TARE_TRY(applyChanges(request.changes)); // before the download, not after it
    registry::DownloadOptions get;
    get.plain = true;
    get.maxBytes = options.maxUnpacked > 0 ? options.maxUnpacked : 128LL << 30U;
    get.progressId = request.file;
    get.http = http;
    if (!get.http.hosts)
        get.http.hosts = TARE_TRY(registry::Hosts::load());
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    ImportRequest local = request;
    local.file = work.fresh("blob-");
    local.owned = true;
    local.shown = request.file;
    TARE_TRY(registry::download(request.file, local.file, get, options.progress, options.cancel));
    return importRootfs(store, local, options);
}

} // namespace tare::image
