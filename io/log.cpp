// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/log.hpp"

#include <algorithm>
#include <mutex>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "io/file.hpp"

namespace isletsim {

namespace {

template <class Sink, class... Argument>
spdlog::logger make_logger(const char* pattern, Argument&&... argument) {
  auto sink = std::make_shared<Sink>(std::forward<Argument>(argument)...);
  sink->set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  spdlog::logger logger("isletsim", std::move(sink));
  logger.flush_on(spdlog::level::info);
  // A log that cannot be written must not end a run; the results' own files will.
  logger.set_error_handler([](const std::string&) {});
  return logger;
}

spdlog::logger open_file(const std::filesystem::path& file) {
  try {
    return make_logger<spdlog::sinks::basic_file_sink_mt>("%Y-%m-%dT%H:%M:%SZ %l: %v",
                                                          file.string());
  } catch (const spdlog::spdlog_ex& error) {
    throw IoError(file.string(), std::string("cannot write the log: ") + error.what());
  }
}

}  // namespace

struct Log::Sinks {
  spdlog::logger file;
  spdlog::logger terminal = make_logger<spdlog::sinks::stderr_sink_mt>("%l: %v");
  mutable std::mutex mutex{};
  std::vector<std::pair<std::string, std::int64_t>> warnings{};
};

Log::Log(Echo echo, const std::filesystem::path& file)
    : sinks_(new Sinks{.file = open_file(file)}) {
  if (echo == Echo::no) sinks_->terminal.set_level(spdlog::level::off);
}

Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

void Log::info(const std::string& text) {
  sinks_->file.info("{}", text);
  sinks_->terminal.info("{}", text);
}

void Log::warning(const std::string& text) {
  {
    const std::lock_guard guard(sinks_->mutex);
    auto& known = sinks_->warnings;
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const auto& one) { return one.first == text; });
    if (found != known.end()) {
      ++found->second;
      return;
    }
    known.emplace_back(text, 1);
  }
  sinks_->file.warn("{}", text);
  sinks_->terminal.warn("{}", text);
}

void Log::error(const std::string& text) { sinks_->file.error("{}", text); }

std::vector<std::pair<std::string, std::int64_t>> Log::warnings() const {
  const std::lock_guard guard(sinks_->mutex);
  return sinks_->warnings;
}

}  // namespace isletsim
