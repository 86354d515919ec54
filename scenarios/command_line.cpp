// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/command_line.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/base/error.hpp"
#include "scenarios/build_info.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"

namespace isletsim {

namespace {

using Words = std::vector<std::string>;

std::string version_text() {
  const BuildInfo info = build_info();
  return fmt::format(
      "isletsim {} ({})\n"
      "built with {}, {}, checks {}{}{}\n"
      "Copyright The isletsim developers. Apache License 2.0.\n",
      info.version, info.git, info.compiler, info.build_type, info.checks,
      info.sanitizers.empty() ? "" : ", sanitizers ", info.sanitizers);
}

/// One subcommand while it is read: takes every argument as text, collects the faults of all.
class Subcommand {
 public:
  Subcommand(CLI::App& app, const std::string& name, const std::string& description,
             const std::string& example)
      : app_(*app.add_subcommand(name, description)) {
    app_.allow_extras();
    app_.footer("Example:\n  " + example);
  }

  /// Declares an option that takes one value each time that it is given, or, where `name` has no
  /// dashes, a positional argument.
  void takes(const std::string& name, const std::string& type, const std::string& help) {
    app_.add_option(name, words_[name], help)
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false)
        ->type_name(type);
  }

  /// Declares an option without a value.
  void flag(const std::string& name, const std::string& help) {
    app_.add_flag(name, flags_[name], help)->disable_flag_override();
  }

  [[nodiscard]] bool given() const { return app_.parsed(); }
  [[nodiscard]] bool has(const std::string& name) const { return flags_.at(name); }
  /// The values of an option that may be given many times.
  [[nodiscard]] const Words& all(const std::string& name) const { return words_.at(name); }

  /// A number of threads, if given.
  [[nodiscard]] std::optional<int> threads(const std::string& name) {
    const auto word = this->optional(name);
    if (!word) return std::nullopt;
    int count = 0;
    const auto [end, fault] = std::from_chars(word->data(), word->data() + word->size(), count);
    if (fault == std::errc{} && end == word->data() + word->size() && count >= 1 && count <= 1024) {
      return count;
    }
    this->add({.problem = "is no number of threads",
               .value = *word,
               .suggestion = "give a whole number from 1 to 1024",
               .key = name});
    return std::nullopt;
  }

  /// The value of an argument that must be given once.
  [[nodiscard]] std::string required(const std::string& name) {
    const auto value = this->optional(name);
    if (!value) this->add({.problem = "missing argument", .value = name});
    return value.value_or("");
  }

  /// The value of an argument that may be given once.
  [[nodiscard]] std::optional<std::string> optional(const std::string& name) {
    const Words& words = words_.at(name);
    if (words.empty()) return std::nullopt;
    if (words.size() > 1) this->add({.problem = "given more than once", .key = name});
    if (words.front().starts_with("--")) this->add({.problem = "needs a value", .key = name});
    return words.front();
  }

  /// The value of an argument that must be given once, one of a few words.
  template <class Enum>
  [[nodiscard]] Enum required(const std::string& name, const std::map<std::string, Enum>& choices) {
    const std::string word = this->required(name);
    const auto choice = choices.find(word);
    if (choice != choices.end()) return choice->second;
    if (!word.empty()) {
      std::vector<std::string> known;
      for (const auto& entry : choices) known.push_back(entry.first);
      const std::string near = nearest_spelling(word, known);
      this->add({.problem = "unknown word",
                 .value = word,
                 .why = "known: " + fmt::format("{}", fmt::join(known, ", ")),
                 .suggestion = near.empty() ? "" : "did you mean '" + near + "'?",
                 .key = name});
    }
    return choices.begin()->second;
  }

  /// Throws if there was any fault, arguments that nobody asked for included.
  void finish() {
    bool unknown_option = false;
    for (const std::string& word : app_.remaining()) {
      if (word == "--") continue;  // ends the options
      if (!word.starts_with('-')) {
        // After an unknown option it may be that one's value: one fault, not two.
        if (!unknown_option) this->add({.problem = "unexpected argument", .value = word});
        continue;
      }
      unknown_option = true;
      std::vector<std::string> known;
      for (const CLI::Option* option : app_.get_options()) {
        if (!option->get_positional()) known.push_back(option->get_name());
      }
      const std::string name = word.substr(0, word.find('='));
      const std::string near = nearest_spelling(name, known);
      this->add({.problem = "unknown option",
                 .value = name,
                 .suggestion = near.empty() ? "" : "did you mean '" + near + "'?"});
    }
    if (!faults_.empty()) throw ConfigError(faults_);
  }

 private:
  void add(Fault fault) {
    if (fault.suggestion.empty())
      fault.suggestion = fmt::format("see `isletsim {} --help`", app_.get_name());
    faults_.push_back(std::move(fault));
  }

  CLI::App& app_;
  std::map<std::string, Words> words_;
  std::map<std::string, bool> flags_;
  std::vector<Fault> faults_;
};

[[noreturn]] void refuse_command(const CLI::App& app) {
  const Words words = app.remaining();
  if (words.empty()) {
    throw ConfigError(Fault{.problem = "no command given", .suggestion = "see `isletsim --help`"});
  }
  std::vector<std::string> known;
  const bool option = words.front().starts_with('-');
  if (option) {
    known = {"--help", "--version"};
  } else {
    for (const CLI::App* subcommand : app.get_subcommands({}))
      known.push_back(subcommand->get_name());
  }
  const std::string near = nearest_spelling(words.front(), known);
  throw ConfigError(
      Fault{.problem = option ? "unknown option" : "unknown command",
            .value = words.front(),
            .suggestion = near.empty() ? "see `isletsim --help`" : "did you mean '" + near + "'?"});
}

/// A fault of the arguments' form that CLI11 finds itself: an option without its value, a flag with
/// one. Its message begins with the option's name.
Fault to_fault(const CLI::ParseError& error, const CLI::App& app) {
  const std::string text = error.what();
  std::string name = text.substr(0, text.find_first_of(": "));
  if (!name.starts_with('-')) name = "--" + name;
  std::string command = app.get_name();
  for (const CLI::App* subcommand : app.get_subcommands()) command += ' ' + subcommand->get_name();
  return {.problem = text.find("flag") == std::string::npos ? "needs a value" : "takes no value",
          .suggestion = fmt::format("see `{} --help`", command),
          .key = name};
}

}  // namespace

int run(const TextOptions& options) {
  print(options.text);
  return exit_code::done;
}

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App app(
      "Simulates pancreatic islets in type 1 diabetes and its therapy with mesenchymal stem cells.",
      "isletsim");
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(32);
  bool version = false;
  app.add_flag("--version", version, "Print the version and how it was built")
      ->disable_flag_override();
  app.footer(
      "SCENARIO is the path of a file, or the name of a scenario that comes with the program.\n"
      "'isletsim COMMAND --help' describes a command.");

  Subcommand simulate(app, "run", "Run a scenario",
                      "isletsim run nod_mouse --until \"30 day\" --out my_run");
  simulate.takes("SCENARIO", "", "Path or name of a scenario");
  simulate.takes("--out", "DIR", "Directory for the results; default runs/SCENARIO-SEED");
  simulate.takes("--seed", "N", "Seed of all random numbers");
  simulate.takes("--threads", "N", "Threads; default: the processors that the process may use");
  simulate.takes("--until", "TIME", "End, counted from the start of the run: \"30 day\"");
  simulate.takes("--set", "KEY=VALUE", "Set a value of the scenario; may be given many times");
  simulate.takes("--without", "NAME", "Switch off a mechanism or a group; may be given many times");
  simulate.takes("--frames", "TIME|none", "Interval of the frames for ParaView");
  simulate.flag("--overwrite", "Replace the results of a former run in the same directory");
  simulate.flag("--quiet", "Print neither progress nor summary");
  simulate.flag("--json", "Print the manifest instead of the summary");

  Subcommand resume(app, "resume", "Go on with a run that was interrupted or killed",
                    "isletsim resume runs/nod_mouse-1 --until \"60 day\"");
  resume.takes("RUN_DIR", "", "Directory of the run");
  resume.takes("--until", "TIME", "New end, counted from the start of the run");
  resume.takes("--threads", "N", "Threads; default: the processors that the process may use");
  resume.flag("--quiet", "Print neither progress nor summary");
  resume.flag("--json", "Print the manifest instead of the summary");

  Subcommand list(app, "list", "Print what there is to choose from", "isletsim list scenarios");
  list.takes("WHAT", "", "scenarios");

  Subcommand create(app, "new", "Write a scenario of your own that extends another",
                    "isletsim new my_mouse.toml --from nod_mouse");
  create.takes("FILE", "", "Path of the file to write, ending in .toml");
  create.takes("--from", "SCENARIO", "The scenario that it extends");

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return TextOptions{app.help()};
  } catch (const CLI::ParseError& error) {
    throw ConfigError(to_fault(error, app));
  }
  if (version) return TextOptions{version_text()};
  if (simulate.given()) {
    RunOptions options{.scenario = simulate.required("SCENARIO"),
                       .overrides = {.set = simulate.all("--set"),
                                     .without = simulate.all("--without"),
                                     .until = simulate.optional("--until"),
                                     .seed = simulate.optional("--seed"),
                                     .frames = simulate.optional("--frames")},
                       .out = simulate.optional("--out"),
                       .threads = simulate.threads("--threads"),
                       .overwrite = simulate.has("--overwrite"),
                       .quiet = simulate.has("--quiet"),
                       .json = simulate.has("--json")};
    simulate.finish();
    return options;
  }
  if (resume.given()) {
    ResumeOptions options{.directory = resume.required("RUN_DIR"),
                          .until = resume.optional("--until"),
                          .threads = resume.threads("--threads"),
                          .quiet = resume.has("--quiet"),
                          .json = resume.has("--json")};
    resume.finish();
    return options;
  }
  if (list.given()) {
    const ListOptions options{
        .what = list.required<Listing>("WHAT", {{"scenarios", Listing::scenarios}})};
    list.finish();
    return options;
  }
  if (create.given()) {
    const NewOptions options{.file = create.required("FILE"), .from = create.required("--from")};
    create.finish();
    return options;
  }
  refuse_command(app);
}

}  // namespace isletsim
