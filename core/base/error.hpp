// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace isletsim {

/// One thing that is wrong in the user's input, in the grammar
/// *problem 'value' (why) — suggestion*, with the place where it stands.
struct Fault {
  std::string problem;       ///< what is wrong: "unknown key"
  std::string value{};       ///< the offending text, printed in quotes; may be empty
  std::string why{};         ///< why it is a problem; may be empty
  std::string suggestion{};  ///< a way out: "did you mean 'kill_rate'?"; may be empty
  std::string file{};        ///< file, or "--set" and the like; empty where there is none
  int line = 0;              ///< line in the file, from 1; 0 where there is none
  std::string key{};         ///< full dotted key; may be empty
};

/// Prints a fault on one line: `file:line: key: problem 'value' (why) — suggestion`.
[[nodiscard]] std::string to_string(const Fault& fault);

/// Signals bad input by the user: every fault found, none acted upon. Exit code 2.
class ConfigError final : public std::runtime_error {
 public:
  explicit ConfigError(std::vector<Fault> faults);
  explicit ConfigError(Fault fault);
  [[nodiscard]] const std::vector<Fault>& faults() const noexcept { return faults_; }

 private:
  std::vector<Fault> faults_;
};

/// Signals that a file could not be read or written. Exit code 1, or 2 where the path was the
/// user's choice and nothing was computed yet.
class IoError final : public std::runtime_error {
 public:
  IoError(std::string path, const std::string& problem, const std::string& suggestion = {});
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// Signals a broken invariant: a bug in isletsim, never the user's fault. Exit code 1.
class InternalError final : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The nearest of `candidates` to a misspelt `word` by edit distance, or else the first that begins
/// with it; empty if there is none.
[[nodiscard]] std::string nearest_spelling(std::string_view word,
                                           const std::vector<std::string>& candidates);

namespace detail {
[[noreturn]] void fail_check(const char* kind, const char* condition, const char* file, int line,
                             const std::string& message);
}  // namespace detail

}  // namespace isletsim

// Always on: an invariant whose breach would give wrong results silently.
#define ISLETSIM_VALIDATE(condition, message)                                               \
  do {                                                                                      \
    if (!(condition))                                                                       \
      ::isletsim::detail::fail_check("invariant", #condition, __FILE__, __LINE__, message); \
  } while (false)

// Preconditions, internal assumptions and postconditions: in builds with ISLETSIM_CHECKS.
#ifdef ISLETSIM_CHECKS
#define ISLETSIM_CHECK_KIND(kind, condition)                                                    \
  do {                                                                                          \
    if (!(condition)) ::isletsim::detail::fail_check(kind, #condition, __FILE__, __LINE__, {}); \
  } while (false)
#else
#define ISLETSIM_CHECK_KIND(kind, condition) static_cast<void>(0)
#endif
#define ISLETSIM_EXPECT(condition) ISLETSIM_CHECK_KIND("precondition", condition)
#define ISLETSIM_ASSERT(condition) ISLETSIM_CHECK_KIND("assumption", condition)
#define ISLETSIM_ENSURE(condition) ISLETSIM_CHECK_KIND("postcondition", condition)
