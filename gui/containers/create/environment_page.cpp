// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/environment_page.h"

#include "core/cli/options/env_file.h"
#include "gui/widgets/row_list.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"

#include <QFileDialog>
#include <set>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

enum EnvColumn { EnvName, EnvValue, EnvOwn };

QStringList envRow(const std::string &variable)
{
    const QString text = QString::fromStdString(variable);
    const bool own = !text.contains(u'=');
    return {text.section(u'=', 0, 0), text.section(u'=', 1), own ? u"1"_s : QString()};
}

} // namespace

EnvironmentPage::EnvironmentPage(Context &context, QWidget *parent)
    : CreatePage(u"environment"_s, tr("Environment"), parent), m_context(context)
{
    group(tr("Variables"));
    m_env = new RowList(u"create.env"_s,
                        {{u"name"_s, tr("Name"), u"NAME"_s, tr("Of the variable (-e, --env)"), RowColumn::Text, 3},
                         {u"value"_s, tr("Value"), {}, tr("As it stands: quotes are part of it (-e, --env)"), RowColumn::Text, 5},
                         {u"own"_s, tr("as it is here"), {},
                          tr("The value that this program has of its own; without one, the image's is taken away (-e NAME)"), RowColumn::Tick, 2}},
                        tr("Add a &variable"), tr("A variable of the command's environment (-e, --env)"), widget());
    auto *fromFile = iconButton(m_env, u"create.env.file"_s, u"load"_s, tr("From a &file…"),
                                tr("Adds the variables of a file with NAME=value a line (--env-file)"));
    m_env->addWidget(fromFile);
    wide(m_env);
    group(tr("Labels"));
    m_labels = new RowList(u"create.labels"_s,
                           {{u"key"_s, tr("Key"), u"com.example.role"_s, tr("Of the label (-l, --label)"), RowColumn::Text, 3},
                            {u"value"_s, tr("Value"), {}, tr("Of the label (-l, --label)"), RowColumn::Text, 5}},
                           tr("Add a &label"), tr("A label, to find it by (-l, --label)"), widget());
    wide(m_labels);
    finish();
    connect(m_env, &RowList::changed, this, &CreatePage::changed);
    connect(m_labels, &RowList::changed, this, &CreatePage::changed);
    connect(fromFile, &QPushButton::clicked, this, &EnvironmentPage::browse);
}

void EnvironmentPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("A file with variables"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &EnvironmentPage::readFile);
    dialog->open();
}

void EnvironmentPage::readFile(const QString &file)
{
    m_context.run<Result<std::vector<std::string>>>(
        this, [path = file.toStdString()](const CancelToken &) { return cli::readEnvFile(path); },
        [this](const Result<std::vector<std::string>> &variables) {
            m_fileProblem = variables ? QString() : tr("The file could not be read: %1").arg(plainLine(variables.error().reason));
            QVector<QStringList> rows;
            for (const std::string &variable : variables ? *variables : std::vector<std::string>())
                rows += envRow(variable);
            m_env->addRows(rows);
        });
}

void EnvironmentPage::fill(const cli::RunRequest &request)
{
    m_fileProblem.clear();
    QVector<QStringList> rows;
    for (const std::string &variable : request.spec.env)
        rows += envRow(variable);
    m_env->setRows(rows);
    rows.clear();
    for (const auto &[key, value] : request.spec.labels)
        rows += QStringList{QString::fromStdString(key), QString::fromStdString(value)};
    m_labels->setRows(rows);
}

void EnvironmentPage::apply(cli::RunRequest &request) const
{
    request.spec.env.clear();
    for (const RowList::Row &row : m_env->rows())
        request.spec.env.push_back((row.values[EnvOwn].isEmpty() ? row.values[EnvName] + u'=' + row.values[EnvValue] : row.values[EnvName]).toStdString());
    request.spec.labels.clear();
    for (const RowList::Row &row : m_labels->rows())
        request.spec.labels[row.values[0].toStdString()] = row.values[1].toStdString();
}

void EnvironmentPage::checkFields()
{
    for (const RowList::Row &row : m_env->rows()) {
        m_env->setCell(row.number, EnvValue, row.values[EnvOwn].isEmpty(), {});
        const QString name = row.values[EnvName];
        const QString wrong = name.trimmed().isEmpty() ? tr("Write the variable's name.")
                              : name.contains(u'=') || name.contains(u' ')
                                  ? tr("“%1” is no name of a variable.").arg(plainLine(name.toStdString()))
                                  : QString();
        m_env->setNote(row.number, wrong);
        note(wrong);
    }
    remark(m_env, m_fileProblem);
    std::set<QString> keys;
    for (const RowList::Row &row : m_labels->rows()) {
        const QString wrong = row.values[0].trimmed().isEmpty()      ? tr("Write the label's key.")
                              : row.values[0].contains(u'=')          ? tr("The key of a label has no = in it.")
                              : !keys.insert(row.values[0]).second    ? tr("Two labels have this key.")
                                                                      : QString();
        m_labels->setNote(row.number, wrong);
        note(wrong);
    }
}

} // namespace tare::gui
