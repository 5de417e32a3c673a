// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/registry/stand_ins.h"

#include "tests/integration/registry/registry_server.h"

bool pushStandIns(const std::string &host)
{
    return runTool({TARE_STAND_INS, host}).has_value();
}
