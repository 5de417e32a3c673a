// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/life_page.h"

#include "core/base/duration.h"
#include "core/base/strings.h"

#include <QComboBox>
#include <QLineEdit>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t most = 2'147'483'647;

QString command(const std::vector<std::string> &test)
{
    if (test.size() == 2 && test[0] == "CMD-SHELL")
        return QString::fromStdString(test[1]);
    return test.size() > 1 ? QString::fromStdString(shellQuote(std::vector<std::string>(test.begin() + 1, test.end()))) : QString();
}

std::optional<std::int64_t> duration(const QLineEdit *edit)
{
    const QString text = edit->text().trimmed();
    return text.isEmpty() ? std::optional<std::int64_t>(0) : parseDuration(text.toStdString());
}

std::optional<std::int64_t> number(const QLineEdit *edit)
{
    const QString text = edit->text().trimmed();
    return text.isEmpty() ? std::optional<std::int64_t>(0) : parseInt(text.toStdString());
}

} // namespace

LifePage::LifePage(QWidget *parent) : CreatePage(u"life"_s, tr("Restart and health"), parent)
{
    group(tr("When it ended by itself"));
    m_restart = choice(u"restart"_s, tr("Start it a&gain"), tr("After it ended, or the machine was started again (--restart)"));
    m_restart->addItem(tr("no"), u"no"_s);
    m_restart->addItem(tr("when it failed"), u"on-failure"_s);
    m_restart->addItem(tr("always, after a reboot too"), u"always"_s);
    m_restart->addItem(tr("always, but not after a reboot when it was stopped before"), u"unless-stopped"_s);
    m_tries = line(u"restartTries"_s, tr("At &most"), tr("any number of times"), tr("How often it is started again after failures (--restart on-failure:N)"));
    group(tr("Is it well?"));
    m_health = choice(u"health"_s, tr("&Checked"), tr("How it is found out whether it is well (--health-cmd, --no-healthcheck)"));
    m_health->addItem(tr("as its image says"), QString());
    m_health->addItem(tr("by a command of yours"), u"command"_s);
    m_health->addItem(tr("not at all"), u"none"_s);
    m_command = line(u"healthCommand"_s, tr("C&ommand"), u"wget -q -O- localhost || exit 1"_s,
                     tr("Run by a shell in the container; 0 is well, 1 is not (--health-cmd)"));
    m_interval = line(u"healthInterval"_s, tr("&Every"), u"30s"_s, tr("Time between two checks, such as 30s or 1m30s (--health-interval)"));
    m_timeout = line(u"healthTimeout"_s, tr("&Takes at most"), u"30s"_s, tr("Time that a check may take (--health-timeout)"));
    m_retries = line(u"healthRetries"_s, tr("&Unwell after"), u"3"_s, tr("So many failures in a row (--health-retries)"));
    m_startPeriod = line(u"healthStartPeriod"_s, tr("Time to &begin"), u"0s"_s, tr("When failures do not count yet (--health-start-period)"));
    m_startInterval = line(u"healthStartInterval"_s, tr("Meanwhile e&very"), u"5s"_s,
                           tr("Time between two checks while it begins (--health-start-interval)"));
    finish();
}

void LifePage::fill(const cli::RunRequest &request)
{
    const CreateSpec &spec = request.spec;
    m_restart->setCurrentIndex(m_restart->findData(QString::fromLatin1(restartName(spec.restart.when))));
    m_tries->setText(spec.restart.most > 0 ? QString::number(spec.restart.most) : QString());
    const HealthCheck &health = spec.health;
    const bool none = health.test == std::vector<std::string>{"NONE"};
    m_filledTest = health.test;
    m_health->setCurrentIndex(m_health->findData(none ? u"none"_s : health.test.empty() ? QString() : u"command"_s));
    m_command->setText(command(health.test));
    const auto show = [](QLineEdit *edit, std::int64_t time) {
        edit->setText(time > 0 ? QString::fromStdString(cli::durationText(time)) : QString());
    };
    show(m_interval, health.interval);
    show(m_timeout, health.timeout);
    show(m_startPeriod, health.startPeriod);
    show(m_startInterval, health.startInterval);
    m_retries->setText(health.retries > 0 ? QString::number(health.retries) : QString());
}

HealthCheck LifePage::health() const
{
    HealthCheck out;
    const QString mode = m_health->currentData().toString();
    if (mode == "none"_L1) {
        out.test = {"NONE"};
        return out;
    }
    if (mode == "command"_L1 && !m_command->text().trimmed().isEmpty())
        out.test = command(m_filledTest) == m_command->text() ? m_filledTest
                                                              : std::vector<std::string>{"CMD-SHELL", m_command->text().toStdString()};
    out.interval = duration(m_interval).value_or(0);
    out.timeout = duration(m_timeout).value_or(0);
    out.startPeriod = duration(m_startPeriod).value_or(0);
    out.startInterval = duration(m_startInterval).value_or(0);
    out.retries = static_cast<int>(std::clamp<std::int64_t>(number(m_retries).value_or(0), 0, most));
    return out;
}

void LifePage::apply(cli::RunRequest &request) const
{
    RestartPolicy &restart = request.spec.restart;
    restart = parseRestart(m_restart->currentData().toString().toStdString()).value_or(RestartPolicy());
    if (restart.when == RestartPolicy::When::OnFailure)
        restart.most = static_cast<int>(std::clamp<std::int64_t>(number(m_tries).value_or(0), 0, most));
    request.spec.health = health();
}

void LifePage::checkFields()
{
    const QString restart = m_restart->currentData().toString(), mode = m_health->currentData().toString();
    say(m_restart, restart != "no"_L1 && whole().autoRemove ? tr("What is removed when it ends cannot be started again.") : QString());
    m_tries->setEnabled(restart == "on-failure"_L1);
    const auto count = [this](QLineEdit *edit) {
        const auto value = number(edit);
        say(edit, !edit->isEnabled() || (value && *value >= 0 && *value <= most) ? QString() : tr("Write a number of times."));
    };
    count(m_tries);
    m_command->setEnabled(mode == "command"_L1);
    say(m_command, mode == "command"_L1 && m_command->text().trimmed().isEmpty() ? tr("Write the command.") : QString());
    for (QLineEdit *edit : {m_interval, m_timeout, m_startPeriod, m_startInterval}) {
        edit->setEnabled(mode != "none"_L1);
        const auto value = duration(edit);
        say(edit, !edit->isEnabled() || (value && *value >= 0) ? QString() : tr("Write a time such as 30s or 1m30s."));
    }
    m_retries->setEnabled(mode != "none"_L1);
    count(m_retries);
}

} // namespace tare::gui
