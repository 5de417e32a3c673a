// SPDX-License-Identifier: GPL-3.0-or-later
// Images that stand in for those of Docker Hub in exercises: small, with the configurations of the real ones.
#pragma once

#include "core/base/file.h"
#include "tests/core/image/fixture.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/support/temp_home.h"

struct StandIn
{
    const char *name, *config;
};

// The configurations of the real images.
inline constexpr StandIn standIns[] = {
    {"library/ubuntu:latest",
     R"({"Cmd":["/bin/bash"],"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
         "Labels":{"org.opencontainers.image.ref.name":"ubuntu","org.opencontainers.image.version":"24.04"}})"},
    {"library/mysql:5.7",
     R"({"Entrypoint":["docker-entrypoint.sh"],"Cmd":["mysqld"],"ExposedPorts":{"3306/tcp":{},"33060/tcp":{}},
         "Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","GOSU_VERSION=1.16",
                "MYSQL_MAJOR=5.7","MYSQL_VERSION=5.7.44-1.el7","MYSQL_SHELL_VERSION=8.0.35-1.el7"],
         "Volumes":{"/var/lib/mysql":{}}})"},
    {"library/centos:7",
     R"({"Cmd":["/bin/bash"],"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
         "Labels":{"org.label-schema.name":"CentOS Base Image","org.opencontainers.image.vendor":"CentOS"}})"},
    {"library/httpd:latest",
     R"({"Cmd":["httpd-foreground"],"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGWINCH",
         "WorkingDir":"/usr/local/apache2","Env":["PATH=/usr/local/apache2/bin:/usr/bin:/bin",
         "HTTPD_PREFIX=/usr/local/apache2","HTTPD_VERSION=2.4.62"]})"}};

// Pushes them to the registry, by skopeo.
[[nodiscard]] inline bool pushStandIns(const TempHome &home, const std::string &host)
{
    for (const StandIn &standIn : standIns) {
        const std::string shared = TarBuilder().folder("etc").file("etc/debian_version", "12\n").bytes();
        const std::string own = TarBuilder().folder("etc").file("etc/name", standIn.name).bytes();
        TestImage image = makeImage({shared, own}, {"stand/in:1"}, gzip);
        const std::string empty = "\"config\":{";
        const std::size_t at = image.config.find(empty);
        if (at == std::string::npos)
            return false;
        int depth = 1;
        std::size_t end = at + empty.size();
        for (; depth > 0; ++end)
            depth += image.config[end] == '{' ? 1 : image.config[end] == '}' ? -1 : 0;
        image.config.replace(at, end - at, std::string("\"config\":") + standIn.config);
        const std::string file = home.file("stand-in.tar");
        if (!tare::writeFileAtomic(file, dockerArchive({image})) ||
            !runTool({"skopeo", "copy", "--quiet", "--dest-tls-verify=false", "docker-archive:" + file,
                      "docker://" + host + "/" + standIn.name}))
            return false;
    }
    return true;
}
