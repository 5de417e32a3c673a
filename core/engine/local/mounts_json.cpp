// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/mounts_json.h"

namespace tare {

using nlohmann::json;

namespace {

// What is as it is by default is left out.
template <class T> void put(json &out, const char *key, const T &value)
{
    if (value != T())
        out[key] = value;
}

template <class T> void get(const json &in, const char *key, T &value)
{
    if (const auto at = in.find(key); at != in.end())
        at->get_to(value);
}

} // namespace

void to_json(json &out, const BindMount &in)
{
    out = {{"source", in.source}, {"target", in.target}, {"readOnly", in.readOnly}};
    put(out, "propagation", in.propagation);
    put(out, "recursive", in.recursive);
    if (!in.createSource)
        out["createSource"] = false;
    put(out, "byMount", in.byMount);
    put(out, "inherited", in.inherited);
    put(out, "mode", in.mode);
}

void from_json(const json &in, BindMount &out)
{
    in.at("source").get_to(out.source);
    in.at("target").get_to(out.target);
    in.at("readOnly").get_to(out.readOnly);
    get(in, "propagation", out.propagation);
    get(in, "recursive", out.recursive);
    get(in, "createSource", out.createSource);
    get(in, "byMount", out.byMount);
    get(in, "inherited", out.inherited);
    get(in, "mode", out.mode);
}

void to_json(json &out, const VolumeMount &in)
{
    out = {{"name", in.name}, {"target", in.target}};
    put(out, "readOnly", in.readOnly);
    put(out, "noCopy", in.noCopy);
    put(out, "subpath", in.subpath);
    put(out, "driver", in.driver);
    put(out, "labels", in.labels);
    put(out, "options", in.options);
    put(out, "anonymous", in.anonymous);
    put(out, "byMount", in.byMount);
    put(out, "inherited", in.inherited);
    put(out, "mode", in.mode);
}

void from_json(const json &in, VolumeMount &out)
{
    if (in.is_string()) { // what a spec of version 0.1 has: a target alone
        in.get_to(out.target);
        return;
    }
    in.at("name").get_to(out.name);
    in.at("target").get_to(out.target);
    get(in, "readOnly", out.readOnly);
    get(in, "noCopy", out.noCopy);
    get(in, "subpath", out.subpath);
    get(in, "driver", out.driver);
    get(in, "labels", out.labels);
    get(in, "options", out.options);
    get(in, "anonymous", out.anonymous);
    get(in, "byMount", out.byMount);
    get(in, "inherited", out.inherited);
    get(in, "mode", out.mode);
}

void to_json(json &out, const RestartPolicy &in)
{
    out = {{"name", restartName(in.when)}, {"most", in.most}};
}

void from_json(const json &in, RestartPolicy &out)
{
    for (const auto when : {RestartPolicy::When::OnFailure, RestartPolicy::When::Always, RestartPolicy::When::UnlessStopped}) {
        if (in.at("name") == restartName(when))
            out.when = when;
    }
    in.at("most").get_to(out.most);
}

void to_json(json &out, const HealthCheck &in)
{
    out = {{"test", in.test}};
    put(out, "interval", in.interval);
    put(out, "timeout", in.timeout);
    put(out, "startPeriod", in.startPeriod);
    put(out, "startInterval", in.startInterval);
    put(out, "retries", in.retries);
}

void from_json(const json &in, HealthCheck &out)
{
    in.at("test").get_to(out.test);
    get(in, "interval", out.interval);
    get(in, "timeout", out.timeout);
    get(in, "startPeriod", out.startPeriod);
    get(in, "startInterval", out.startInterval);
    get(in, "retries", out.retries);
}

} // namespace tare
