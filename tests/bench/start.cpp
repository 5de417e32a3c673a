// SPDX-License-Identifier: GPL-3.0-or-later
// Times commands against one another: in every round each runs once, in an order that is drawn anew, so that
// what disturbs the machine disturbs them all.
//
//   bench_start ROUNDS WARMUPS < COMMANDS     a command a line: LABEL<TAB>COMMAND<TAB>ARG…
//
// Prints for each the median, the least and the ninth decile in milliseconds, and its ratio to the first.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <numeric>
#include <random>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Subject
{
    std::string label;
    std::vector<std::string> argv;
    std::vector<double> times;
    int failures = 0;
};

double nowMs()
{
    timespec t{};
    ::clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

void runOnce(Subject &subject, bool keep)
{
    std::vector<char *> argv;
    for (std::string &word : subject.argv)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    int status = -1;
    const double begin = nowMs();
    const int error = ::posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    if (error == 0)
        ::waitpid(pid, &status, 0);
    const double took = nowMs() - begin;
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0 || status != 0)
        ++subject.failures;
    else if (keep)
        subject.times.push_back(took);
}

double quantile(const std::vector<double> &sorted, double q)
{
    return sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1) + 0.5)];
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s ROUNDS WARMUPS < COMMANDS\n", argv[0]);
        return 2;
    }
    std::vector<Subject> subjects;
    for (std::string line; std::getline(std::cin, line);) {
        Subject subject;
        for (std::size_t from = 0; from <= line.size();) {
            const std::size_t tab = std::min(line.find('\t', from), line.size());
            subject.argv.push_back(line.substr(from, tab - from));
            from = tab + 1;
        }
        if (subject.argv.size() < 2)
            continue;
        subject.label = subject.argv.front();
        subject.argv.erase(subject.argv.begin());
        subjects.push_back(std::move(subject));
    }
    const int rounds = std::atoi(argv[1]), warmups = std::atoi(argv[2]);
    std::mt19937 random(std::random_device{}());
    std::vector<std::size_t> order(subjects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (int round = -warmups; round < rounds; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t i : order)
            runOnce(subjects[i], round >= 0);
    }
    double floor = 0;
    std::printf("%-28s %5s %10s %10s %10s %8s\n", "", "n", "median ms", "least ms", "p90 ms", "ratio");
    for (Subject &subject : subjects) {
        if (subject.times.empty()) {
            std::printf("%-28s failed %d times\n", subject.label.c_str(), subject.failures);
            continue;
        }
        std::sort(subject.times.begin(), subject.times.end());
        const double median = quantile(subject.times, 0.5);
        if (floor == 0)
            floor = median;
        std::printf("%-28s %5zu %10.2f %10.2f %10.2f %8.2f%s\n", subject.label.c_str(), subject.times.size(),
                    median, subject.times.front(), quantile(subject.times, 0.9), median / floor,
                    subject.failures > 0 ? "  (some failed)" : "");
    }
    return 0;
}
