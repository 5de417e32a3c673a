// SPDX-License-Identifier: GPL-3.0-or-later
// A tree applied to data (Go's text/template, exec.go).
#include "core/cli/template/go_template.h"
#include "core/cli/template/lexer.h"
#include "core/cli/template/node.h"

#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <algorithm>
#include <set>

namespace tare::cli {
namespace {

using Kind = TemplateNode::Kind;
using Values = std::vector<TemplateValue>;

constexpr std::size_t mostOutput = 64U << 20U;
constexpr int mostDepth = 200; // of statements and operands in one another: a stack is no place for a hostile template
constexpr std::int64_t mostSteps = 2'000'000; // a template that calls itself twice would never end

// Pointers of Docker's types that are left out of the JSON when they are nil.
bool mayBeAbsent(const std::string &name)
{
    static const std::set<std::string> names = {"Health",  "Healthcheck", "StopTimeout", "StopSignal", "OnBuild",
                                                "Shell",   "Variant",     "OsVersion",   "ArgsEscaped", "Volumes",
                                                "ExposedPorts", "Labels", "Descriptor"};
    return names.contains(name);
}

class Execution
{
public:
    Execution(const TemplateTree &tree, TemplateValue data, TemplateValue methods, bool isHeader = false)
        : m_tree(tree), m_methods(std::move(methods)), m_data(std::move(data)), m_isHeader(isHeader)
    {
        m_variables.emplace_back("$", m_data);
    }

    Result<std::string> run()
    {
        TARE_CHECK(walk(*m_tree.root, m_data));
        return std::move(m_out);
    }

private:
    enum class Flow { On, Break, Continue };

    tl::unexpected<Error> error(const TemplateNode &node, const std::string &why) const
    {
        const std::string_view before = std::string_view(m_tree.source).substr(0, node.at);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t newline = before.rfind('\n');
        const std::size_t column = newline == std::string_view::npos ? before.size() : before.size() - newline - 1;
        return fail(Errc::InvalidArgument, {},
                    "template: :" + std::to_string(line) + ":" + std::to_string(column) + ": executing \"\" at <" +
                        node.source + ">: " + why);
    }

    Status print(const TemplateNode &node, const TemplateValue &value)
    {
        const bool isNil = value.isNil() && !value.isList() && !value.isMapLike();
        m_out += isNil ? "<no value>" : value.text();
        return m_out.size() > mostOutput ? error(node, "more than 64 MiB of text") : Status();
    }

    Result<Flow> walk(const TemplateNode &node, const TemplateValue &dot)
    {
        if (++m_steps > mostSteps)
            return error(node, "it does not come to an end");
        if (++m_depth > mostDepth)
            return error(node, "exceeded maximum template depth (" + std::to_string(mostDepth) + ")");
        const ScopeExit up([this] { --m_depth; });
        switch (node.kind) {
        case Kind::Text: m_out += node.text; return Flow::On;
        case Kind::List: return walkAll(node, dot);
        case Kind::Break: return Flow::Break;
        case Kind::Continue: return Flow::Continue;
        case Kind::Action: {
            const TemplateValue value = TARE_TRY(pipeline(*node.parts[0], dot));
            if (node.parts[0]->names.empty())
                TARE_CHECK(print(*node.parts[0], value));
            return Flow::On;
        }
        case Kind::If:
        case Kind::With: {
            const std::size_t mark = m_variables.size();
            const TemplateValue value = TARE_TRY(pipeline(*node.parts[0], dot));
            Result<Flow> flow = Flow::On;
            if (value.truth())
                flow = walk(*node.parts[1], node.kind == Kind::With ? value : dot);
            else if (node.parts[2])
                flow = walk(*node.parts[2], dot);
            m_variables.resize(mark);
            return flow;
        }
        case Kind::Range: return range(node, dot);
        case Kind::Template: {
            const auto body = m_tree.defined.find(node.text);
            if (body == m_tree.defined.end())
                return error(node, "template \"" + node.text + "\" not defined");
            TemplateValue value;
            if (node.parts[0])
                value = TARE_TRY(pipeline(*node.parts[0], dot));
            auto outer = std::move(m_variables);
            m_variables = {{"$", value}};
            TARE_TRY(walk(*body->second, value));
            m_variables = std::move(outer);
            return Flow::On;
        }
        default: return Flow::On;
        }
    }

    Result<Flow> walkAll(const TemplateNode &list, const TemplateValue &dot)
    {
        for (const NodePtr &part : list.parts) {
            const Flow flow = TARE_TRY(walk(*part, dot));
            if (flow != Flow::On)
                return flow;
        }
        return Flow::On;
    }

    Result<Flow> range(const TemplateNode &node, const TemplateValue &dot)
    {
        const std::size_t mark = m_variables.size();
        const TemplateNode &pipe = *node.parts[0];
        const TemplateValue over = TARE_TRY(pipeline(pipe, dot));
        const std::size_t inner = m_variables.size();
        bool any = false;
        // False: the range is over.
        const auto turn = [&](const TemplateValue &key, const TemplateValue &element) -> Result<bool> {
            any = true;
            if (pipe.names.size() == 1)
                set(pipe, 0, element, true);
            if (pipe.names.size() == 2) {
                set(pipe, 0, key, true);
                set(pipe, 1, element, true);
            }
            const Flow flow = TARE_TRY(walk(*node.parts[1], element));
            m_variables.resize(inner);
            return flow != Flow::Break;
        };
        if (over.isList()) {
            for (std::size_t i = 0; !over.isNil() && i < over.json->size(); ++i) {
                if (!TARE_TRY(turn(TemplateValue::of(static_cast<std::int64_t>(i)), over.child((*over.json)[i], {}, false))))
                    break;
            }
        } else if (over.isMapLike() || (!over.isNil() && over.json->is_object())) {
            for (const std::string &key : over.sortedKeys()) {
                if (!TARE_TRY(turn(TemplateValue::of(key), over.child(over.json->at(key), key, !over.isMap))))
                    break;
            }
        } else if (over.isNumber() && !over.json->is_number_float()) {
            const auto count = over.json->get<std::int64_t>();
            for (std::int64_t i = 0; i < count; ++i) {
                if (!TARE_TRY(turn(TemplateValue::of(i), TemplateValue::of(i))))
                    break;
            }
        } else if (!over.isNil()) {
            return error(pipe, "range can't iterate over " + over.text());
        }
        Result<Flow> flow = Flow::On;
        if (!any && node.parts[2])
            flow = walk(*node.parts[2], dot);
        m_variables.resize(mark);
        return flow;
    }

    // In a range, the variables that the pipeline declared got its whole value and now get the elements.
    void set(const TemplateNode &pipe, std::size_t which, TemplateValue value, bool inRange)
    {
        const std::string &name = pipe.names[which];
        if (pipe.declares && !inRange) {
            m_variables.emplace_back(name, std::move(value));
            return;
        }
        for (auto it = m_variables.rbegin(); it != m_variables.rend(); ++it) {
            if (it->first == name) {
                it->second = std::move(value);
                return;
            }
        }
        m_variables.emplace_back(name, std::move(value));
    }

    Result<TemplateValue> pipeline(const TemplateNode &node, const TemplateValue &dot)
    {
        TemplateValue value;
        bool first = true;
        for (const NodePtr &command : node.parts) {
            value = TARE_TRY(evaluate(*command, dot, first ? nullptr : &value));
            first = false;
        }
        for (std::size_t i = 0; i < node.names.size(); ++i)
            set(node, i, value, false);
        return value;
    }

    Result<TemplateValue> evaluate(const TemplateNode &command, const TemplateValue &dot, const TemplateValue *last)
    {
        const TemplateNode &head = *command.parts[0];
        if (head.kind == Kind::Function)
            return call(command, dot, last);
        Values arguments;
        if ((head.kind == Kind::Field || head.kind == Kind::Chain || head.kind == Kind::Variable) &&
            (command.parts.size() > 1 || last != nullptr)) {
            for (std::size_t i = 1; i < command.parts.size(); ++i)
                arguments.push_back(TARE_TRY(operand(*command.parts[i], dot)));
            if (last != nullptr)
                arguments.push_back(*last);
            return field(head, dot, &arguments);
        }
        if (command.parts.size() > 1 || last != nullptr)
            return error(head, "can't give argument to non-function " + head.source);
        if (head.kind == Kind::Nil)
            return error(head, "nil is not a command");
        return operand(head, dot);
    }

    Result<TemplateValue> call(const TemplateNode &command, const TemplateValue &dot, const TemplateValue *last)
    {
        const TemplateNode &head = *command.parts[0];
        const bool isAnd = head.text == "and";
        if (isAnd || head.text == "or") { // the rest is not looked at once the answer is known
            const std::size_t count = command.parts.size() - 1 + (last != nullptr ? 1 : 0);
            TemplateValue value;
            for (std::size_t i = 0; i < count; ++i) {
                value = i + 1 < command.parts.size() ? TARE_TRY(operand(*command.parts[i + 1], dot)) : *last;
                if (value.truth() != isAnd)
                    break;
            }
            if (count == 0)
                return error(head, "wrong number of args for " + head.text + ": want at least 1 got 0");
            return value;
        }
        Values arguments;
        for (std::size_t i = 1; i < command.parts.size(); ++i)
            arguments.push_back(TARE_TRY(operand(*command.parts[i], dot)));
        if (last != nullptr)
            arguments.push_back(*last);
        if (++m_steps > mostSteps)
            return error(head, "it does not come to an end");
        static const std::set<std::string> plainInHeaders = {"json",  "split", "join", "title",
                                                             "lower", "upper", "pad",  "truncate"};
        if (m_isHeader && !arguments.empty() && plainInHeaders.contains(head.text))
            return arguments[0];
        auto answer = callTemplateFunction(head.text, arguments);
        if (answer)
            return answer;
        const std::string &why = answer.error().reason;
        return why.starts_with("wrong") ? error(head, why)
                                        : error(command, "error calling " + head.text + ": " + why);
    }

    Result<TemplateValue> operand(const TemplateNode &node, const TemplateValue &dot)
    {
        if (++m_depth > mostDepth)
            return error(node, "it is nested too deeply");
        Result<TemplateValue> out = TemplateValue();
        switch (node.kind) {
        case Kind::Dot: out = dot; break;
        case Kind::Nil: out = TemplateValue(); break;
        case Kind::Constant: out = node.value; break;
        case Kind::Pipeline: out = pipeline(node, dot); break;
        case Kind::Function: {
            auto answer = callTemplateFunction(node.text, {});
            if (answer)
                out = std::move(answer);
            else
                out = error(node, answer.error().reason);
            break;
        }
        default: out = field(node, dot, nullptr); break;
        }
        --m_depth;
        return out;
    }

    Result<TemplateValue> field(const TemplateNode &node, const TemplateValue &dot, const Values *arguments)
    {
        TemplateValue at = dot;
        std::size_t first = 0;
        if (node.kind == Kind::Variable) {
            const auto found = std::find_if(m_variables.rbegin(), m_variables.rend(),
                                            [&](const auto &v) { return v.first == node.names[0]; });
            if (found == m_variables.rend())
                return error(node, "undefined variable: " + node.names[0]);
            at = found->second;
            first = 1;
            if (arguments != nullptr && node.names.size() == 1)
                return error(node, "can't give argument to non-function " + node.source);
        } else if (node.kind == Kind::Chain) {
            at = TARE_TRY(operand(*node.parts[0], dot));
            if (at.isNil())
                return error(node, "nil pointer evaluating interface {}." + node.names[0]);
        }
        for (std::size_t i = first; i < node.names.size(); ++i) {
            const std::string &name = node.names[i];
            if (arguments != nullptr && i + 1 == node.names.size())
                return method(node, at, name, *arguments);
            at = TARE_TRY(member(node, at, name));
        }
        return at;
    }

    Result<TemplateValue> member(const TemplateNode &node, const TemplateValue &at, const std::string &name)
    {
        if (at.isNil()) {
            if (at.isMapLike())
                return TemplateValue();
            return error(node, "nil data; no entry for key \"" + name + "\"");
        }
        if (!at.json->is_object())
            return error(node, "can't evaluate field " + name + " in type " + at.typeName());
        if (const auto found = at.json->find(name); found != at.json->end())
            return at.child(*found, name, !at.isMap);
        if (at.isMap || mayBeAbsent(name))
            return TemplateValue();
        return error(node, "map has no entry for key \"" + name + "\"");
    }

    Result<TemplateValue> method(const TemplateNode &node, const TemplateValue &at, const std::string &name,
                                 const Values &arguments)
    {
        if (m_isHeader && arguments.size() == 1 && arguments[0].isString()) { // the last part of a label's name
            std::string title = arguments[0].string();
            title.erase(0, title.rfind('.') + 1);
            std::replace_if(title.begin(), title.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
            return TemplateValue::of(std::move(title));
        }
        const bool known = at.json == m_data.json && !m_methods.isNil() && m_methods.json->contains(name);
        if (!known)
            return error(node, name + " is not a method but has arguments");
        if (arguments.size() != 1 || !arguments[0].isString())
            return error(node, "wrong number of args for " + name + ": want 1 got " + std::to_string(arguments.size()));
        const TemplateJson &table = m_methods.json->at(name);
        const auto found = table.find(arguments[0].string());
        return found == table.end() ? TemplateValue::of("") : m_methods.child(*found, {}, false);
    }

    const TemplateTree &m_tree;
    TemplateValue m_methods, m_data;
    std::string m_out;
    std::vector<std::pair<std::string, TemplateValue>> m_variables;
    bool m_isHeader;
    std::int64_t m_steps = 0;
    int m_depth = 0;
};

} // namespace

GoTemplate::GoTemplate(std::unique_ptr<TemplateTree> tree) : m_tree(std::move(tree)) {}
GoTemplate::~GoTemplate() = default;
GoTemplate::GoTemplate(GoTemplate &&) noexcept = default;
GoTemplate &GoTemplate::operator=(GoTemplate &&) noexcept = default;

Result<GoTemplate> GoTemplate::parse(std::string_view text)
{
    return GoTemplate(std::make_unique<TemplateTree>(TARE_TRY(parseTemplate(text))));
}

Result<std::string> GoTemplate::execute(const std::string &json, const std::string &methods) const
{
    TemplateValue data = TemplateValue::of(TemplateJson::parse(json, nullptr, false));
    if (data.json->is_discarded())
        return fail(Errc::Internal, {}, "not JSON");
    TemplateValue callable = TemplateValue::of(methods.empty() ? TemplateJson() : TemplateJson::parse(methods, nullptr, false));
    return Execution(*m_tree, std::move(data), std::move(callable)).run();
}

Result<std::string> GoTemplate::executeHeader(const std::string &json) const
{
    TemplateValue data = TemplateValue::of(TemplateJson::parse(json, nullptr, false));
    if (data.json->is_discarded())
        return fail(Errc::Internal, {}, "not JSON");
    return Execution(*m_tree, std::move(data), {}, true).run();
}

} // namespace tare::cli
