// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_file.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/parameters/quantity.hpp"
#include "io/scenario_file.hpp"
#include "io/toml_file.hpp"
#include "scenarios/scenario_folder.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr const char* by_user = "chosen by the user";

/// [sweep]
struct SweepSettings {
  int format;
  std::string scenario;
  std::string question;
  std::optional<double> until;  ///< [min]
  std::int64_t replicates;
  std::uint32_t first_seed;
  std::vector<double> check;

  static auto describe() {
    return parameters(
        row("format", &SweepSettings::format, required(), range(1, 1), by_user,
            "format of the file"),
        row("scenario", &SweepSettings::scenario, required(), by_user,
            "name or path of the scenario"),
        row("question", &SweepSettings::question, "", by_user, "what it is run to find out"),
        row("until", &SweepSettings::until, "none", range("1 min", "200 year"), by_user,
            "end of each run; none: the scenario's"),
        row("replicates", &SweepSettings::replicates, 1, range(1, 10000000), by_user,
            "seeds with which each condition is run"),
        row("first_seed", &SweepSettings::first_seed, 1, range(0, 4000000000), by_user,
            "the first of them; the others follow"),
        row("check", &SweepSettings::check, list(), at_least(1), by_user,
            "runs, by number, that --only-check does"));
  }
};

/// [[arm]]; its table `set` is read apart
struct ArmSettings {
  std::string name;
  std::string scenario;
  std::vector<std::string> without;

  static auto describe() {
    return parameters(
        row("name", &ArmSettings::name, required(), by_user, "name of the arm"),
        row("scenario", &ArmSettings::scenario, "", by_user, "its scenario; empty: the sweep's"),
        row("without", &ArmSettings::without, list(), by_user,
            "mechanisms and groups that are switched off"));
  }
};

/// [latin_hypercube]; its table `ranges` is read apart
struct HypercubeSettings {
  std::int64_t samples;
  std::uint32_t seed;

  static auto describe() {
    return parameters(row("samples", &HypercubeSettings::samples, 0, range(0, 1000000), by_user,
                          "points that are drawn"),
                      row("seed", &HypercubeSettings::seed, 1, range(0, 4294967295), by_user,
                          "seed with which they are drawn"));
  }
};

/// [series]
struct SeriesSettings {
  std::vector<std::string> columns;
  std::optional<double> interval;  ///< [min]

  static auto describe() {
    return parameters(row("columns", &SeriesSettings::columns, list(), by_user,
                          "columns of the series that are kept over time"),
                      row("interval", &SeriesSettings::interval, "none", range("1 min", "200 year"),
                          by_user, "interval at which they are kept; none: every exchange"));
  }
};

constexpr std::string_view grid_table = "grid";
constexpr std::string_view ranges_table = "latin_hypercube.ranges";
constexpr std::string_view set_table = "set";

/// The rest of a key below a table; nothing where it stands elsewhere.
std::optional<std::string> below(std::string_view key, std::string_view table) {
  if (!key.starts_with(table) || key.size() <= table.size() || key[table.size()] != '.')
    return std::nullopt;
  return std::string(key.substr(table.size() + 1));
}

/// The arm, from 1, and the key of an assignment in its table `set`.
std::optional<std::pair<std::size_t, std::string>> below_set_of_arm(std::string_view key) {
  const auto rest = below(key, "arm");
  if (!rest) return std::nullopt;
  const std::size_t dot = rest->find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto value = below(std::string_view(*rest).substr(dot + 1), set_table);
  if (!value) return std::nullopt;
  return std::pair{static_cast<std::size_t>(std::stoul(rest->substr(0, dot))), *value};
}

bool is_open(std::string_view key) {
  const bool in_open_table = key == grid_table || key == ranges_table || key == set_table ||
                             below(key, grid_table) || below(key, ranges_table) ||
                             below(key, set_table);
  return in_open_table || below_set_of_arm(std::string(key) + ".x").has_value();
}

bool earlier(const Place& a, const Place& b) { return a.line < b.line; }

class SweepReader {
 public:
  explicit SweepReader(fs::path file)
      : file_(std::move(file)), layer_(read_toml_file(file_.string(), "sweep")) {}

  Sweep read() {
    this->take_open_tables();
    std::vector<SampledRange> ranges;
    for (const std::string& key : range_order_) this->read_range(key, ranges_.at(key), ranges);
    Sweep sweep;
    if (const auto settings = this->read_fixed_tables()) {
      this->read_general(*settings, sweep);
      this->read_arms(*settings, sweep);
      this->read_design(*settings, ranges, sweep);
      this->read_check(*settings, sweep);
      this->read_outputs(*settings, sweep);
      this->refuse_values_without_effect(sweep);
      for (Fault& fault : faults_in(sweep)) faults_.push_back(std::move(fault));
    }
    if (!faults_.empty()) {
      const auto rank = [&](const Fault& fault) {
        return std::pair(fault.file != layer_.place.source, fault.line);
      };
      std::stable_sort(faults_.begin(), faults_.end(),
                       [&](const Fault& a, const Fault& b) { return rank(a) < rank(b); });
      throw ConfigError(std::move(faults_));
    }
    return sweep;
  }

 private:
  void add_fault(const Place& place, std::string key, Fault fault) {
    fault.file = place.source;
    fault.line = place.line;
    fault.key = std::move(key);
    faults_.push_back(std::move(fault));
  }

  /// The tables whose keys are fixed; where something in them is at fault, without it, so that the
  /// rest can be looked at.
  std::optional<Settings> read_fixed_tables() {
    const Schema schema = sweep_schema();
    try {
      return Settings(schema, {layer_});
    } catch (const ConfigError& error) {
      for (Fault fault : error.faults()) {
        at_fault_.insert(fault.key);
        if (fault.problem == "unknown table" && fault.key == fault.value)
          fault.suggestion = way_to_table(fault.value);
        faults_.push_back(std::move(fault));
      }
    }
    const auto is_at_fault = [&](const auto& written) { return this->at_fault(written.key); };
    std::erase_if(layer_.assignments, is_at_fault);
    std::erase_if(layer_.tables, is_at_fault);
    for (const std::string& key : at_fault_)
      if (key == "sweep.format")
        layer_.assignments.push_back({key, 1, layer_.place});
      else if (key == "sweep.scenario" || key.ends_with(".name"))
        layer_.assignments.push_back({key, key, layer_.place});
    try {
      return Settings(schema, {layer_});
    } catch (const ConfigError&) {
      return std::nullopt;
    }
  }

  static std::string way_to_table(const std::string& name) {
    const std::vector<std::string> known{"sweep", "set",      "grid",  "latin_hypercube",
                                         "arm",   "endpoint", "series"};
    const std::string near = nearest_spelling(name, known);
    return near.empty() ? fmt::format("a sweep has the tables {}", fmt::join(known, ", "))
                        : fmt::format("did you mean '{}'?", near);
  }

  /// Whether a key, or a table in which it stands, was at fault by itself.
  [[nodiscard]] bool at_fault(std::string_view key) const {
    return std::any_of(at_fault_.begin(), at_fault_.end(),
                       [&](const std::string& fault) { return key == fault || below(key, fault); });
  }
  [[nodiscard]] bool any_at_fault_below(std::string_view table) const {
    return std::any_of(at_fault_.begin(), at_fault_.end(),
                       [&](const std::string& fault) { return below(fault, table).has_value(); });
  }

  /// Takes out of the file what stands under the keys of scenarios, in the order of its lines.
  void take_open_tables() {
    std::stable_sort(
        layer_.assignments.begin(), layer_.assignments.end(),
        [](const Assignment& a, const Assignment& b) { return earlier(a.place, b.place); });
    for (const Assignment& assignment : layer_.assignments) {
      if (const auto axis = below(assignment.key, grid_table))
        this->add_axis(*axis, assignment);
      else if (const auto range = below(assignment.key, ranges_table))
        this->add_to_range(*range, assignment);
      else if (const auto value = below(assignment.key, set_table))
        set_.push_back({*value, assignment.value, assignment.place});
      else if (const auto of_arm = below_set_of_arm(assignment.key))
        arm_set_[of_arm->first].push_back({of_arm->second, assignment.value, assignment.place});
    }
    std::erase_if(layer_.assignments, [](const Assignment& a) { return is_open(a.key); });
    std::erase_if(layer_.tables, [](const OpenedTable& t) { return is_open(t.key); });
  }

  void add_axis(const std::string& key, const Assignment& assignment) {
    const auto* values = std::get_if<std::vector<WrittenValue>>(&assignment.value.value);
    if (values == nullptr || values->empty()) {
      this->add_fault(assignment.place, assignment.key,
                      {.problem = "not a list of values",
                       .value = to_string(assignment.value),
                       .why = "the grid takes every value of a list in turn",
                       .suggestion = "write it as in [0.5, 1, 2]; one value belongs in [set]"});
      return;
    }
    axes_.push_back({key, *values, assignment.place});
    for (const WrittenValue& value : *values) tried_.push_back({key, value, assignment.place});
  }

  void add_to_range(const std::string& key, const Assignment& assignment) {
    const std::size_t dot = key.rfind('.');
    const std::string word = dot == std::string::npos ? key : key.substr(dot + 1);
    if (dot == std::string::npos || (word != "low" && word != "high" && word != "spacing")) {
      this->add_fault(assignment.place, assignment.key,
                      {.problem = "not a range",
                       .value = to_string(assignment.value),
                       .why = "low, high and perhaps spacing expected",
                       .suggestion = "write it as in { low = 0.5, high = 2, spacing = \"log\" }"});
      return;
    }
    WrittenRange& range = ranges_[key.substr(0, dot)];
    if (range.place.is_default()) {
      range.place = assignment.place;
      range_order_.push_back(key.substr(0, dot));
    }
    (word == "low" ? range.low : word == "high" ? range.high : range.spacing) = assignment.value;
  }

  void read_general(const Settings& settings, Sweep& sweep) {
    const auto general = settings.get<SweepSettings>("sweep");
    if (const Setting& until = *settings.find("sweep.until"); general.until) {
      sweep.until = to_string(until.written);
      sweep.until_place = until.place;
    }
    sweep.first_seed = general.first_seed;
    sweep.replicates = general.replicates;
  }

  void read_arms(const Settings& settings, Sweep& sweep) {
    const Setting& scenario = *settings.find("sweep.scenario");
    const auto arms = settings.get_list<ArmSettings>("arm");
    const std::string of_sweep = std::get<std::string>(scenario.value);
    if (arms.empty()) {
      Arm& arm = sweep.arms.emplace_back();
      arm.name = "all";
      arm.set = set_;
      arm.place = scenario.place;
      this->find_scenario_of(arm, of_sweep, scenario.place, "sweep.scenario");
      return;
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const std::string key = Settings::list_key("arm", i);
      const Place place = settings.find(key + ".name")->place;
      if (!names.insert(arms[i].name).second)
        this->add_fault(place, key + ".name",
                        {.problem = "two arms of one name",
                         .value = arms[i].name,
                         .suggestion = "give each a name of its own"});
      Arm& arm = sweep.arms.emplace_back();
      arm.name = arms[i].name;
      arm.without = arms[i].without;
      arm.place = place;
      arm.without_place = settings.find(key + ".without")->place;
      if (arms[i].scenario.empty() && !this->at_fault(key + ".scenario"))
        this->find_scenario_of(arm, of_sweep, scenario.place, "sweep.scenario");
      else
        this->find_scenario_of(arm, arms[i].scenario, settings.find(key + ".scenario")->place,
                               key + ".scenario");
      arm.set = set_;
      const auto& own = arm_set_[i + 1];
      arm.set.insert(arm.set.end(), own.begin(), own.end());
    }
  }

  /// One beside the sweep, or one that comes with the program. The arm's file stays empty where
  /// there is none.
  void find_scenario_of(Arm& arm, const std::string& name, const Place& place,
                        const std::string& key) {
    if (this->at_fault(key)) return;
    const bool is_path = name.find('/') != std::string::npos || name.ends_with(".toml");
    arm.scenario = is_path ? name : name + ".toml";
    const fs::path beside = file_.parent_path() / arm.scenario;
    std::error_code ignored;
    if (fs::exists(beside, ignored)) {
      arm.scenario_file = fs::absolute(beside);
    } else if (!is_path) {
      arm.scenario = name;
      try {
        arm.scenario_file = find_scenario(name, {scenario_folder()});
      } catch (const ConfigError& error) {
        if (missing_.insert(name).second) this->add_fault(place, key, error.faults().front());
      }
    } else if (missing_.insert(name).second) {
      this->add_fault(place, key,
                      {.problem = "no such scenario",
                       .value = name,
                       .why = "a path counts from the folder of the sweep",
                       .suggestion = "check the path"});
    }
  }

  /// Seeds and, where stated, the end of the runs are the sweep's.
  void refuse_values_without_effect(const Sweep& sweep) {
    std::vector<KeyValue> values = tried_;
    for (const Arm& arm : sweep.arms) values.insert(values.end(), arm.set.begin(), arm.set.end());
    std::set<int> lines;
    for (const KeyValue& value : values) {
      const bool is_seed = value.key == "run.seed";
      const bool is_end = value.key.starts_with("run.duration") && sweep.until;
      if ((is_seed || is_end) && lines.insert(value.place.line).second)
        this->add_fault(
            value.place, value.key,
            {.problem = "value without effect",
             .value = to_string(value.value),
             .why = is_seed ? "the runs' seeds come from first_seed and replicates"
                            : "'until' in [sweep] says when all runs end",
             .suggestion = is_seed ? "state these instead" : "take one of the two out"});
    }
  }

  void read_design(const Settings& settings, const std::vector<SampledRange>& ranges,
                   Sweep& sweep) {
    const auto hypercube = settings.get<HypercubeSettings>("latin_hypercube");
    sweep.tried = tried_;
    const Place place = settings.find("latin_hypercube.samples")->place;
    if ((hypercube.samples > 0) == range_order_.empty() &&
        !this->at_fault("latin_hypercube.samples"))
      this->add_fault(
          place.is_default() ? ranges_.at(range_order_.front()).place : place,
          "latin_hypercube.samples",
          {.problem = "samples and ranges go together",
           .why = hypercube.samples > 0 ? "no ranges are stated" : "no number is stated",
           .suggestion = "state both, or neither"});
    std::set<std::string> keys;
    for (const GridAxis& axis : axes_) keys.insert(axis.key);
    for (const SampledRange& range : ranges)
      if (keys.contains(range.key))
        this->add_fault(range.place, fmt::format("{}.{}", ranges_table, range.key),
                        {.problem = "varied twice",
                         .value = range.key,
                         .why = "it is in [grid] as well",
                         .suggestion = "take one out"});
    constexpr double most_points = 1e6;
    double points = static_cast<double>(std::max<std::int64_t>(1, hypercube.samples));
    for (const GridAxis& axis : axes_) points *= static_cast<double>(axis.values.size());
    if (points > most_points) {
      this->add_fault(settings.find("sweep.scenario")->place, "sweep",
                      {.problem = "too many points",
                       .value = fmt::format("{:g}", points),
                       .why = fmt::format("at most {:g}", most_points),
                       .suggestion = "use fewer values, or a Latin hypercube"});
      return;
    }
    sweep.points = full_grid(axes_);
    if (hypercube.samples > 0)
      sweep.points =
          crossed(sweep.points, latin_hypercube(ranges, hypercube.samples, Seed{hypercube.seed}));
  }

  /// The runs that are named to be checked: numbers of runs that there are, each once.
  void read_check(const Settings& settings, Sweep& sweep) {
    const std::vector<double> numbers = settings.get<SweepSettings>("sweep").check;
    const Place place = settings.find("sweep.check")->place;
    const auto runs = static_cast<double>(sweep.replicates * sweep.conditions());
    std::set<double> named;
    for (const double number : numbers) {
      Fault fault{.problem = {},
                  .value = fmt::format("{}", number),
                  .why = fmt::format("the runs are numbered from 1 to {:.0f}", runs),
                  .suggestion = "take the numbers of the column `run` that --csv writes"};
      if (number != std::floor(number) || number > runs)
        fault.problem = "no such run";
      else if (!named.insert(number).second)
        fault = {.problem = "run twice", .value = fault.value, .suggestion = "name it once"};
      if (!fault.problem.empty())
        this->add_fault(place, "sweep.check", std::move(fault));
      else
        sweep.check.push_back(static_cast<std::int64_t>(number));
    }
  }

  struct WrittenRange {
    std::optional<WrittenValue> low{};
    std::optional<WrittenValue> high{};
    std::optional<WrittenValue> spacing{};
    Place place{};
  };

  void read_range(const std::string& key, const WrittenRange& written,
                  std::vector<SampledRange>& ranges) {
    const std::string full_key = fmt::format("{}.{}", ranges_table, key);
    const auto fail = [&](Fault fault) {
      this->add_fault(written.place, full_key, std::move(fault));
    };
    if (!written.low || !written.high)
      return fail({.problem = "range without both ends",
                   .why = "low and high expected",
                   .suggestion = "write it as in { low = 0.5, high = 2 }"});
    SampledRange range{.key = key,
                       .low = 0,
                       .high = 0,
                       .unit = {},
                       .spacing = SampledRange::Spacing::linear,
                       .kind = SampledRange::Kind::real,
                       .place = written.place};
    const auto number = [&](const WrittenValue& value) -> std::optional<WrittenQuantity> {
      if (const auto* whole = std::get_if<std::int64_t>(&value.value))
        return WrittenQuantity{static_cast<double>(*whole), ""};
      if (const auto* real = std::get_if<double>(&value.value))
        return std::isfinite(*real) ? std::optional(WrittenQuantity{*real, ""}) : std::nullopt;
      if (const auto* text = std::get_if<std::string>(&value.value)) {
        try {
          return split_quantity(*text);
        } catch (const ConfigError&) {
          return std::nullopt;
        }
      }
      return std::nullopt;
    };
    const auto low = number(*written.low);
    const auto high = number(*written.high);
    if (!low || !high)
      return fail({.problem = "no numbers to draw between",
                   .value = to_string(low ? *written.high : *written.low),
                   .why = "a number, perhaps with a unit, expected",
                   .suggestion = "put choices into [grid]"});
    if (low->unit != high->unit)
      return fail({.problem = "two units in one range",
                   .value = fmt::format("{} and {}", low->unit, high->unit),
                   .why = "the numbers between are written in one unit",
                   .suggestion = "write both ends in the same unit"});
    if (!(low->number < high->number))
      return fail({.problem = "empty range",
                   .value = fmt::format("{} to {}", low->number, high->number),
                   .why = "low is not below high",
                   .suggestion = "exchange them"});
    if (written.spacing) {
      if (*written.spacing == WrittenValue("log"))
        range.spacing = SampledRange::Spacing::logarithmic;
      else if (*written.spacing != WrittenValue("linear"))
        return fail({.problem = "unknown spacing",
                     .value = to_string(*written.spacing),
                     .why = "known: linear, log",
                     .suggestion = "write spacing = \"log\""});
    }
    if (range.spacing == SampledRange::Spacing::logarithmic && low->number <= 0)
      return fail({.problem = "logarithm of nothing",
                   .value = fmt::format("{}", low->number),
                   .why = "logarithmic spacing needs a low end above 0",
                   .suggestion = "raise the low end, or use linear spacing"});
    range.low = low->number;
    range.high = high->number;
    range.unit = low->unit;
    const bool whole = std::holds_alternative<std::int64_t>(written.low->value) &&
                       std::holds_alternative<std::int64_t>(written.high->value);
    if (whole && !key.ends_with(".scale")) range.kind = SampledRange::Kind::whole;
    for (const WrittenValue& end : {*written.low, *written.high})
      tried_.push_back({key, end, written.place});
    ranges.push_back(std::move(range));
  }

  void read_outputs(const Settings& settings, Sweep& sweep) {
    const auto endpoints = settings.get_list<EndpointSettings>("endpoint");
    std::set<std::string> names;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
      const std::string key = Settings::list_key("endpoint", i);
      std::vector<Fault> faults;
      sweep.endpoints.push_back(make_endpoint(endpoints[i], faults));
      if (this->any_at_fault_below(key)) continue;
      if (!names.insert(endpoints[i].name).second)
        faults.push_back({.problem = "two endpoints of one name",
                          .value = endpoints[i].name,
                          .suggestion = "give each a name of its own",
                          .key = "name"});
      for (Fault& fault : faults) {
        const Setting* setting = settings.find(key + "." + fault.key);
        const Place place =
            setting->place.is_default() ? settings.find(key + ".name")->place : setting->place;
        const std::string at = key + "." + fault.key;
        this->add_fault(place, at, std::move(fault));
      }
    }
    if (sweep.endpoints.empty()) sweep.endpoints = default_endpoints();
    const auto series = settings.get<SeriesSettings>("series");
    sweep.series_columns = series.columns;
    sweep.series_interval = series.interval;

    const std::vector<std::string> known = recordable_columns();
    const auto require_known = [&](const std::string& column, const std::string& key) {
      if (std::find(known.begin(), known.end(), column) != known.end()) return;
      const std::string near = nearest_spelling(column, known);
      this->add_fault(settings.find(key)->place, key,
                      {.problem = "unknown column",
                       .value = column,
                       .why = "columns are those of series/islets.csv and series/patient.csv",
                       .suggestion = near.empty() ? "write it as in islets.beta_cells_alive"
                                                  : fmt::format("did you mean '{}'?", near)});
    };
    for (std::size_t i = 0; i < endpoints.size(); ++i)
      for (const std::string& column : endpoints[i].columns)
        require_known(column, Settings::list_key("endpoint", i) + ".columns");
    std::set<std::string> kept;
    for (const std::string& column : series.columns) {
      require_known(column, "series.columns");
      if (!kept.insert(column).second)
        this->add_fault(settings.find("series.columns")->place, "series.columns",
                        {.problem = "column twice", .value = column, .suggestion = "name it once"});
    }
  }

  fs::path file_;
  ScenarioLayer layer_;
  std::vector<KeyValue> set_;
  std::map<std::size_t, std::vector<KeyValue>> arm_set_;
  std::vector<GridAxis> axes_;
  std::map<std::string, WrittenRange> ranges_;
  std::vector<std::string> range_order_;
  std::vector<KeyValue> tried_;     ///< of axes and ranges
  std::set<std::string> at_fault_;  ///< keys in tables whose keys are fixed
  std::set<std::string> missing_;
  std::vector<Fault> faults_;
};

}  // namespace

Schema sweep_schema() {
  Schema schema;
  schema.add<SweepSettings>("sweep", "what is run, and how often");
  schema.add_list<ArmSettings>("arm", "what is compared");
  schema.add<HypercubeSettings>("latin_hypercube", "values drawn from ranges");
  schema.add_list<EndpointSettings>("endpoint", "numbers that are taken of each run");
  schema.add<SeriesSettings>("series", "columns that are kept over time");
  return schema;
}

Sweep read_sweep(const fs::path& file) { return SweepReader(file).read(); }

}  // namespace isletsim
