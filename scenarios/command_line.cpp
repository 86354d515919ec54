// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
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
      "results epoch {}\n"
      "built with {}, {}, checks {}{}{}\n"
      "Copyright The isletsim developers. Apache License 2.0.\n",
      info.version, info.git, info.results_epoch, info.compiler, info.build_type, info.checks,
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

  /// Declares an option that takes one value each time that it is given.
  void takes(const std::string& name, const std::string& type, const std::string& help) {
    app_.add_option(name, words_[name], help)
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false)
        ->type_name(type);
  }
  /// Declares an argument without a name, given once, or any number of times.
  void takes_positional(const std::string& name, const std::string& help) {
    app_.add_option(name, words_[name], help)->expected(1)->allow_extra_args(false)->type_name("");
  }
  void takes_positionals(const std::string& name, const std::string& help) {
    app_.add_option(name, words_[name], help)->type_name("");
  }
  /// Declares an option that takes one value or more.
  void takes_many(const std::string& name, const std::string& type, const std::string& help) {
    app_.add_option(name, words_[name], help)->type_name(type);
  }
  void has_flag(const std::string& name, const std::string& help) {
    app_.add_flag(name, flags_[name], help)->disable_flag_override();
  }

  [[nodiscard]] bool given() const { return app_.parsed(); }
  [[nodiscard]] bool flag(const std::string& name) const { return flags_.at(name); }

  /// Every value of an argument.
  [[nodiscard]] const Words& all(const std::string& name) {
    const Words& words = words_.at(name);
    const bool option_as_value = std::any_of(
        words.begin(), words.end(), [](const std::string& word) { return word.starts_with("--"); });
    if (option_as_value) this->add({.problem = "needs a value", .key = name});
    return words;
  }
  /// The values of an argument that must be given.
  [[nodiscard]] const Words& at_least_one(const std::string& name) {
    const Words& words = this->all(name);
    if (words.empty()) this->add({.problem = "missing argument", .value = name});
    return words;
  }
  /// The value of an argument that may be given once.
  [[nodiscard]] std::optional<std::string> optional(const std::string& name) {
    const Words& words = this->all(name);
    if (words.empty()) return std::nullopt;
    if (words.size() > 1) this->add({.problem = "given more than once", .key = name});
    return words.front();
  }
  /// The value of an argument that must be given once.
  [[nodiscard]] std::string required(const std::string& name) {
    const auto value = this->optional(name);
    if (!value) this->add({.problem = "missing argument", .value = name});
    return value.value_or("");
  }
  /// A whole number of at least 1 that may be given once.
  [[nodiscard]] std::optional<int> optional_count(const std::string& name, int most,
                                                  std::string_view things) {
    const auto word = this->optional(name);
    if (!word) return std::nullopt;
    int number = 0;
    const char* const end = word->data() + word->size();
    const auto [stop, error] = std::from_chars(word->data(), end, number);
    if (error != std::errc{} || stop != end || number < 1 || number > most) {
      this->add({.problem = fmt::format("not a number of {}", things),
                 .value = *word,
                 .why = fmt::format("a whole number from 1 to {} is", most),
                 .key = name});
    }
    return number;
  }
  /// A number between 0 and 1, these left out, that may be given once.
  [[nodiscard]] std::optional<double> optional_share(const std::string& name) {
    const auto word = this->optional(name);
    if (!word) return std::nullopt;
    double number = 0;
    const char* const end = word->data() + word->size();
    const auto [stop, error] = std::from_chars(word->data(), end, number);
    if (error != std::errc{} || stop != end || !(number > 0 && number < 1)) {
      this->add({.problem = "not a share",
                 .value = *word,
                 .why = "a number between 0 and 1 is",
                 .key = name});
    }
    return number;
  }
  /// A part of a whole, as in 2/8, that may be given once.
  [[nodiscard]] std::optional<Shard> optional_shard(const std::string& name) {
    const auto word = this->optional(name);
    if (!word) return std::nullopt;
    Shard shard;
    const char* const end = word->data() + word->size();
    const auto index = std::from_chars(word->data(), end, shard.index);
    if (index.ec == std::errc{} && index.ptr != end && *index.ptr == '/') {
      const auto count = std::from_chars(index.ptr + 1, end, shard.count);
      if (count.ec == std::errc{} && count.ptr == end && shard.index >= 1 &&
          shard.index <= shard.count)
        return shard;
    }
    this->add({.problem = "not a shard",
               .value = *word,
               .why = "which of how many expected",
               .suggestion = "write it as in --shard 1/4",
               .key = name});
    return Shard{};
  }
  /// One of a few words, that may be given once.
  template <class Enum>
  [[nodiscard]] std::optional<Enum> optional(const std::string& name,
                                             const std::map<std::string, Enum>& choices) {
    const auto word = this->optional(name);
    if (!word) return std::nullopt;
    const auto choice = choices.find(*word);
    if (choice != choices.end()) return choice->second;
    std::vector<std::string> known;
    for (const auto& entry : choices) known.push_back(entry.first);
    const std::string near = nearest_spelling(*word, known);
    this->add({.problem = "unknown word",
               .value = *word,
               .why = fmt::format("known: {}", fmt::join(known, ", ")),
               .suggestion = near.empty() ? "" : "did you mean '" + near + "'?",
               .key = name});
    return choices.begin()->second;
  }
  /// One of a few words, that must be given once.
  template <class Enum>
  [[nodiscard]] Enum required(const std::string& name, const std::map<std::string, Enum>& choices) {
    const auto choice = this->optional(name, choices);
    if (!choice) this->add({.problem = "missing argument", .value = name});
    return choice.value_or(choices.begin()->second);
  }

  /// Throws if there was any fault, unknown arguments included.
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

constexpr int most_threads = 1024;
constexpr const char* scenario_help =
    "A file, or the name of a scenario that comes with the program";
constexpr const char* threads_help =
    "Threads [as many as there are processors]; results are the same";
constexpr const char* workers_help =
    "Runs at a time [as many as there are processors]; results are the same";
constexpr const char* until_help = "When to end, from the run's start: \"30 day\"";
constexpr const char* quiet_help = "Print no progress and no summary";
constexpr const char* json_help = "Print the manifest as JSON instead of the summary";

void declare_run(Subcommand& command) {
  command.takes_positional("SCENARIO", scenario_help);
  command.takes("--out", "DIR", "Folder of the run [runs/SCENARIO-SEED]");
  command.takes("--seed", "N", "Seed of all random numbers, instead of the scenario's");
  command.takes("--threads", "N", threads_help);
  command.takes("--until", "TIME", until_help);
  command.takes("--set", "KEY=VALUE",
                "Override a value, as named in the scenario; may be repeated");
  command.takes("--without", "NAME", "Switch off a mechanism or a group of them; may be repeated");
  command.takes("--frames", "INTERVAL", "Interval of the frames for ParaView: \"12 h\", or none");
  command.has_flag("--overwrite", "Replace an earlier run in the same folder");
  command.has_flag("--quiet", quiet_help);
  command.has_flag("--json", json_help);
}

Command read_run(Subcommand& command) {
  return RunOptions{.scenario = command.required("SCENARIO"),
                    .overrides = {.set = command.all("--set"),
                                  .without = command.all("--without"),
                                  .until = command.optional("--until"),
                                  .seed = command.optional("--seed"),
                                  .frames = command.optional("--frames")},
                    .out = command.optional("--out"),
                    .threads = command.optional_count("--threads", most_threads, "threads"),
                    .overwrite = command.flag("--overwrite"),
                    .quiet = command.flag("--quiet"),
                    .json = command.flag("--json")};
}

void declare_resume(Subcommand& command) {
  command.takes_positional("RUN_DIR", "Folder of a run that was interrupted, or is to go on");
  command.takes("--until", "TIME", until_help);
  command.takes("--threads", "N", threads_help);
  command.has_flag("--quiet", quiet_help);
  command.has_flag("--json", json_help);
}

Command read_resume(Subcommand& command) {
  return ResumeOptions{.directory = command.required("RUN_DIR"),
                       .until = command.optional("--until"),
                       .threads = command.optional_count("--threads", most_threads, "threads"),
                       .quiet = command.flag("--quiet"),
                       .json = command.flag("--json")};
}

void declare_check(Subcommand& command) { command.takes_positionals("SCENARIO", scenario_help); }

Command read_check(Subcommand& command) {
  return CheckOptions{.scenarios = command.at_least_one("SCENARIO")};
}

void declare_show(Subcommand& command) { command.takes_positional("SCENARIO", scenario_help); }

Command read_show(Subcommand& command) {
  return ShowOptions{.scenario = command.required("SCENARIO")};
}

void declare_new(Subcommand& command) {
  command.takes_positional("FILE", "Path of the file to write, ending in .toml");
  command.takes("--from", "SCENARIO", "The scenario that it extends");
}

Command read_new(Subcommand& command) {
  return NewOptions{.file = command.required("FILE"), .from = command.required("--from")};
}

void declare_sweep(Subcommand& command) {
  command.takes_positional("SWEEP", "File of the sweep; not needed for --status and --merge");
  command.takes("--db", "FILE", "Database of the results; made, or gone on with");
  command.takes("--workers", "N", workers_help);
  command.takes("--shard", "I/N", "Do part I of N only, to be merged");
  command.has_flag("--only-check", "Do only the runs that the sweep names under `check`");
  command.takes_many("--merge", "SHARD", "Databases of shards to make one of");
  command.takes("--csv", "FILE", "Write one row per run as CSV as well");
  command.takes(
      "--within", "W",
      "Report the replicates with which A, the chance of the greater value, is known ± W [0.1]");
  command.has_flag("--status", "Print how far the sweep has come, and do nothing");
  command.has_flag("--quiet", quiet_help);
  command.has_flag("--json", "Print status and statistics as JSON instead of a table");
}

Command read_sweep(Subcommand& command) {
  const Words& merge = command.all("--merge");
  SweepOptions options{
      .file = command.optional("SWEEP"),
      .database = command.required("--db"),
      .workers = command.optional_count("--workers", most_threads, "workers"),
      .shard = command.optional_shard("--shard"),
      .runs = command.flag("--only-check") ? RunSelection::check : RunSelection::all,
      .merge = {merge.begin(), merge.end()},
      .csv = command.optional("--csv"),
      .within = command.optional_share("--within").value_or(0.1),
      .status = command.flag("--status"),
      .quiet = command.flag("--quiet"),
      .json = command.flag("--json")};
  if (!options.status && options.merge.empty()) static_cast<void>(command.required("SWEEP"));
  return options;
}

void declare_ablate(Subcommand& command) {
  command.takes_positional("SCENARIO", scenario_help);
  command.takes("--db", "FILE", "Database of the results; made, or gone on with");
  command.takes("--seeds", "N", "Seeds with which each is run [4]");
  command.takes("--until", "TIME", until_help);
  command.has_flag("--groups", "Switch off groups of mechanisms instead of single ones");
  command.takes("--workers", "N", workers_help);
  command.takes("--csv", "FILE", "Write the effects as CSV as well");
  command.has_flag("--quiet", quiet_help);
  command.has_flag("--json", "Print the effects as JSON instead of a table");
}

Command read_ablate(Subcommand& command) {
  constexpr int most_seeds = 1000000;
  return AblateOptions{.scenario = command.required("SCENARIO"),
                       .database = command.required("--db"),
                       .seeds = command.optional_count("--seeds", most_seeds, "seeds"),
                       .until = command.optional("--until"),
                       .groups = command.flag("--groups"),
                       .workers = command.optional_count("--workers", most_threads, "workers"),
                       .csv = command.optional("--csv"),
                       .quiet = command.flag("--quiet"),
                       .json = command.flag("--json")};
}

void declare_export(Subcommand& command) {
  command.takes_positional("RUN_DIR", "Folder of a run");
  command.has_flag("--cells", "Every cell with its position and state");
  command.has_flag("--tracks", "Where the cells that move are, at each exchange");
  command.takes("--time", "TIME", "When, for --cells [the end]");
  command.takes("--from", "TIME", "Begin of the tracks [the start]");
  command.takes("--until", "TIME", "End of the tracks [the end]");
}

Command read_export(Subcommand& command) {
  return ExportOptions{.directory = command.required("RUN_DIR"),
                       .cells = command.flag("--cells"),
                       .tracks = command.flag("--tracks"),
                       .time = command.optional("--time"),
                       .from = command.optional("--from"),
                       .until = command.optional("--until")};
}

void declare_diff(Subcommand& command) {
  command.takes_positional("RUN_A", "Folder of a run");
  command.takes_positional("RUN_B", "Folder of another");
  command.has_flag("--json", "Print JSON instead of a table");
}

Command read_diff(Subcommand& command) {
  return DiffOptions{.first = command.required("RUN_A"),
                     .second = command.required("RUN_B"),
                     .json = command.flag("--json")};
}

void declare_cite(Subcommand& command) { command.takes_positional("RUN_DIR", "Folder of a run"); }

Command read_cite(Subcommand& command) {
  return CiteOptions{.directory = command.required("RUN_DIR")};
}

void declare_worker(Subcommand&) {}

Command read_worker(Subcommand&) { return WorkerOptions{}; }

const std::map<std::string, Listing> listings{
    {"scenarios", Listing::scenarios},   {"mechanisms", Listing::mechanisms},
    {"cells", Listing::cells},           {"factors", Listing::factors},
    {"parameters", Listing::parameters}, {"outputs", Listing::outputs}};
const std::map<std::string, ListFormat> list_formats{{"table", ListFormat::table},
                                                     {"json", ListFormat::json},
                                                     {"markdown", ListFormat::markdown},
                                                     {"schema", ListFormat::schema}};

void declare_list(Subcommand& command) {
  command.takes_positional("WHAT", "scenarios, mechanisms, cells, factors, parameters or outputs");
  command.takes("--format", "FORMAT", "table [default], json, markdown, or schema (of parameters)");
}

Command read_list(Subcommand& command) {
  return ListOptions{
      .what = command.required("WHAT", listings),
      .format = command.optional("--format", list_formats).value_or(ListFormat::table)};
}

constexpr const char* worker_name = "worker";

const std::map<std::string, Benchmark> benchmarks{
    {"fields", Benchmark::fields}, {"islet", Benchmark::islet}, {"patient", Benchmark::patient}};

void declare_bench(Subcommand& command) {
  command.takes_positional("WHAT", "fields, islet or patient");
  command.takes("--threads", "N", "Threads that a patient's run with one is compared with [2]");
  command.has_flag("--quick", "The essential figures, in about a minute");
  command.has_flag("--json", "Print each figure as a JSON object on a line of its own");
}

Command read_bench(Subcommand& command) {
  return BenchOptions{.what = command.required("WHAT", benchmarks),
                      .threads = command.optional_count("--threads", most_threads, "threads"),
                      .quick = command.flag("--quick"),
                      .json = command.flag("--json")};
}

/// What the program offers.
struct Offer {
  const char* name;
  const char* description;
  const char* example;
  void (*declare)(Subcommand&);
  Command (*read)(Subcommand&);
};
constexpr std::array<Offer, 13> offers{{
    {"run", "Run a scenario", "isletsim run nod_mouse --until \"30 day\" --seed 7 --out my_run",
     declare_run, read_run},
    {"resume", "Go on with a run, in its folder", "isletsim resume my_run --until \"60 day\"",
     declare_resume, read_resume},
    {"check",
     "Check scenarios, and report the memory, disk and time that a run takes; writes nothing",
     "isletsim check my_mouse.toml", declare_check, read_check},
    {"show", "Print a scenario with every value, its unit, its source and where it was set",
     "isletsim show nod_mouse", declare_show, read_show},
    {"new", "Write a scenario of your own that extends another",
     "isletsim new my_mouse.toml --from nod_mouse", declare_new, read_new},
    {"list", "Print what there is to choose from", "isletsim list mechanisms --format markdown",
     declare_list, read_list},
    {"sweep", "Run many runs into one database; the same command goes on with it",
     "isletsim sweep killing.toml --db killing.sqlite --workers 4", declare_sweep, read_sweep},
    {"ablate", "Switch each mechanism off in turn, and rank what that does",
     "isletsim ablate nod_mouse --db ablation.sqlite --until \"14 day\" --csv ablation.csv",
     declare_ablate, read_ablate},
    {"export", "Print the cells of a run, or their tracks, as CSV",
     "isletsim export my_run --cells --time \"10 day\" >cells.csv", declare_export, read_export},
    {"diff", "Print in what two runs differ; exits with 1 where their states do",
     "isletsim diff my_run other_run", declare_diff, read_diff},
    {"cite", "Print what a paper must say of a run", "isletsim cite my_run", declare_cite,
     read_cite},
    {worker_name, "Carry out runs of a sweep: started by it, not for people", "", declare_worker,
     read_worker},
    {"bench", "Measure the program's speed on this machine", "isletsim bench fields --quick",
     declare_bench, read_bench},
}};

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

  std::deque<Subcommand> commands;
  for (const Offer& offer : offers)
    offer.declare(commands.emplace_back(app, offer.name, offer.description, offer.example));
  app.get_subcommand(worker_name)->group("");  // not shown

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return TextOptions{app.help()};
  } catch (const CLI::ParseError& error) {
    throw ConfigError(to_fault(error, app));
  }
  if (version) return TextOptions{version_text()};
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (!commands[i].given()) continue;
    Command command = offers[i].read(commands[i]);
    commands[i].finish();
    return command;
  }
  refuse_command(app);
}

}  // namespace isletsim
