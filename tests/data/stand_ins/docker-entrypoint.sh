#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the mysql image's entrypoint does as far as an exercise sees it: a password is asked for, the folder is filled at
# the first start, and the server becomes the container's first process.
set -e
if [ "$1" = mysqld ]; then
    shift
    if [ ! -d /var/lib/mysql/mysql ]; then
        if [ -z "$MYSQL_ROOT_PASSWORD" ]; then
            echo '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified' >&2
            exit 1
        fi
        said=$(mariadb-install-db --user=mysql --datadir=/var/lib/mysql --skip-test-db --auth-root-authentication-method=normal) || {
            echo "$said" >&2
            exit 1
        }
        password=$(printf %s "$MYSQL_ROOT_PASSWORD" | sed "s/[\\\\']/\\\\&/g")
        cat >/tmp/first.sql <<END
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER root@'%' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
END
        set -- --init-file=/tmp/first.sql "$@"
    fi
    exec mariadbd --user=mysql --datadir=/var/lib/mysql --socket=/run/mysqld/mysqld.sock --bind-address='*' --skip-name-resolve "$@"
fi
exec "$@"
