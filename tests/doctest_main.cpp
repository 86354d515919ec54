// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <cstdlib>
#include <ostream>

#include <doctest/doctest.h>

namespace {

/// Fails a run in which the name asked for finds no test: CMake cuts names at a semicolon, and the
/// halves would pass.
class NoTestFound final : public doctest::IReporter {
 public:
  explicit NoTestFound(const doctest::ContextOptions& options) : out_(*options.cout) {}

  void test_run_end(const doctest::TestRunStats& run) override {
    if (run.numTestCasesPassingFilters > 0) return;
    out_ << "no test has this name\n" << std::flush;
    std::exit(EXIT_FAILURE);
  }
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}

 private:
  std::ostream& out_;
};

REGISTER_LISTENER("no_test_found", 1, NoTestFound);

}  // namespace
