// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/pages.h"

#include "gui/compare/compare_page.h"
#include "gui/events/events_page.h"
#include "gui/images/images_page.h"
#include "gui/networks/networks_page.h"
#include "gui/preflight/preflight_page.h"
#include "gui/volumes/volumes_page.h"
#ifdef TARE_HAS_CONTAINERS_PAGE
#include "gui/containers/containers_page.h"
#endif

namespace tare::gui {

QVector<Page *> makePages(Context &context, QWidget *parent)
{
    return {
#ifdef TARE_HAS_CONTAINERS_PAGE
        new ContainersPage(context, parent),
#endif
        new ImagesPage(context, parent),
        new ComparePage(context, parent),
        new NetworksPage(context, parent),
        new VolumesPage(context, parent),
        new PreflightPage(context, parent),
        new EventsPage(context, parent),
    };
}

} // namespace tare::gui
