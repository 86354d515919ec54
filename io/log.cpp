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

void set_pattern(spdlog::sinks::sink& sink, const char* pattern) {
  sink.set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
}

}  // namespace

struct Log::Sinks {
  spdlog::logger logger{"isletsim"};
  mutable std::mutex mutex{};
  std::vector<std::pair<std::string, std::int64_t>> warnings{};
};

Log::Log(Echo echo) : sinks_(std::make_unique<Sinks>()) {
  auto terminal = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  set_pattern(*terminal, "%l: %v");
  if (echo == Echo::errors) terminal->set_level(spdlog::level::err);
  sinks_->logger.sinks().push_back(std::move(terminal));
  sinks_->logger.flush_on(spdlog::level::info);
  // A log that cannot be written must not end a run; the results' own files will.
  sinks_->logger.set_error_handler([](const std::string&) {});
}

Log::Log(Echo echo, const std::filesystem::path& file) : Log(echo) {
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
    set_pattern(*sink, "%Y-%m-%dT%H:%M:%SZ %l: %v");
    sinks_->logger.sinks().push_back(std::move(sink));
  } catch (const spdlog::spdlog_ex& error) {
    throw IoError(file.string(), std::string("cannot write the log: ") + error.what());
  }
}

Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

void Log::info(const std::string& text) { sinks_->logger.info("{}", text); }

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
  sinks_->logger.warn("{}", text);
}

void Log::error(const std::string& text) { sinks_->logger.error("{}", text); }

std::vector<std::pair<std::string, std::int64_t>> Log::warnings() const {
  const std::lock_guard guard(sinks_->mutex);
  return sinks_->warnings;
}

}  // namespace isletsim
