// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/settings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace isletsim {

namespace {

constexpr std::string_view species_key = "run.species";

std::vector<std::string> split(std::string_view key) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t dot = key.find('.');
    parts.emplace_back(key.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    key.remove_prefix(dot + 1);
  }
}

std::string extend(const std::string& prefix, std::string_view part) {
  return prefix.empty() ? std::string(part) : fmt::format("{}.{}", prefix, part);
}

Fault place_fault(Fault fault, const Place& place, std::string key) {
  fault.file = place.source;
  fault.line = place.line;
  fault.key = std::move(key);
  return fault;
}

/// What a step does to the value so far.
enum class Action { replace, scale, append };

struct Step {
  WrittenValue value;
  Action action;
  Place place;
};

/// What the layers say of one table.
struct GivenTable {
  std::shared_ptr<const SchemaSection> schema;
  std::string key;
  Place place;
  std::map<const SchemaRow*, std::vector<Step>> steps;
};

/// `written` times `factor`, in the unit in which it is written. Throws ConfigError, without a
/// place.
WrittenValue scale(const WrittenValue& written, const WrittenValue& factor) {
  const auto number = [](const WrittenValue& value) -> std::optional<double> {
    if (const double* real = std::get_if<double>(&value.value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value.value))
      return static_cast<double>(*whole);
    return std::nullopt;
  };
  const auto by = number(factor);
  if (!by || !std::isfinite(*by))
    throw ConfigError(Fault{.problem = "wrong scale",
                            .value = to_string(factor),
                            .why = "a number expected",
                            .suggestion = "write it as in { scale = 1.5 }"});
  if (const auto plain = number(written)) return *plain * *by;
  if (const auto* text = std::get_if<std::string>(&written.value)) {
    try {
      const WrittenQuantity quantity = split_quantity(*text);
      // 15 digits, so that 0.1 · 3 is 0.3
      return fmt::format("{:.15g} {}", quantity.number * *by, quantity.unit);
    } catch (const ConfigError&) {  // a text that is no quantity
    }
  }
  throw ConfigError(Fault{.problem = "nothing to scale",
                          .value = to_string(written),
                          .why = "only a number can be scaled",
                          .suggestion = "state the value itself"});
}

/// Finds what a dotted key means, gathers what the layers say, and all that is wrong with it.
class Gatherer {
 public:
  explicit Gatherer(const Schema& schema) : schema_(schema) {
    for (const auto& section : schema.sections()) {
      std::string prefix;
      for (const std::string& part : split(section->key)) {
        children_[prefix].push_back(part);
        prefix = extend(prefix, part);
        groups_.insert(prefix);
      }
      if (!section->is_list) tables_.push_back({section, section->key, {}, {}});
    }
  }

  void add(const ScenarioLayer& layer) {
    reported_.clear();
    for (const auto& section : schema_.sections())
      if (section->is_list) this->replace_list(*section, layer);
    for (const OpenedTable& opened : layer.tables) this->check_table(opened, layer);
    for (const Assignment& assignment : layer.assignments) this->add(assignment);
  }

  [[nodiscard]] std::vector<GivenTable>& tables() { return tables_; }
  /// Tables of lists that a later layer gives anew.
  [[nodiscard]] const std::vector<GivenTable>& replaced() const { return replaced_; }
  [[nodiscard]] std::vector<Fault>& faults() { return faults_; }

 private:
  /// What a dotted key leads to.
  struct Target {
    GivenTable* table = nullptr;
    const SchemaRow* row = nullptr;
    bool scales = false;
  };

  void fault(const Place& place, std::string key, Fault fault) {
    if (reported_.insert(key).second)
      faults_.push_back(place_fault(std::move(fault), place, std::move(key)));
  }

  [[nodiscard]] GivenTable* find_table(const std::string& key) {
    for (GivenTable& table : tables_)
      if (table.key == key) return &table;
    return nullptr;
  }

  [[nodiscard]] std::size_t list_size(const SchemaSection& list) const {
    return static_cast<std::size_t>(
        std::count_if(tables_.begin(), tables_.end(),
                      [&](const GivenTable& table) { return table.schema.get() == &list; }));
  }

  void replace_list(const SchemaSection& list, const ScenarioLayer& layer) {
    const auto is_item = [&](std::string_view key) {
      return key.starts_with(list.key + ".") &&
             key.find('.', list.key.size() + 1) == std::string_view::npos;
    };
    const bool empties = std::any_of(
        layer.assignments.begin(), layer.assignments.end(), [&](const Assignment& assignment) {
          return assignment.key == list.key && assignment.value == isletsim::list();
        });
    const bool opens = std::any_of(layer.tables.begin(), layer.tables.end(),
                                   [&](const OpenedTable& opened) { return is_item(opened.key); });
    if (!empties && !opens) return;
    const auto replaced =
        std::stable_partition(tables_.begin(), tables_.end(),
                              [&](const GivenTable& table) { return table.schema.get() != &list; });
    std::move(replaced, tables_.end(), std::back_inserter(replaced_));
    tables_.erase(replaced, tables_.end());
    for (const OpenedTable& opened : layer.tables)
      if (is_item(opened.key))
        tables_.push_back({schema_.find(list.key), opened.key, opened.place, {}});
  }

  void check_table(const OpenedTable& opened, const ScenarioLayer& layer) {
    if (const auto section = schema_.find(opened.key); section != nullptr && section->is_list) {
      this->fault(opened.place, opened.key,
                  {.problem = "one table where a list of tables is expected",
                   .suggestion = fmt::format("write [[{}]]", opened.key)});
      reported_.insert(opened.key + ".");
      return;
    }
    if (groups_.contains(opened.key)) return;
    const Target target = this->find(opened.key, opened.place, "unknown table");
    if (target.row == nullptr) return;
    const bool holds_keys = std::any_of(
        layer.assignments.begin(), layer.assignments.end(),
        [&](const Assignment& assignment) { return assignment.key.starts_with(opened.key + "."); });
    if (!holds_keys)  // with keys, those are right or wrong by themselves
      this->fault(opened.place, opened.key,
                  {.problem = "a table where a value is expected",
                   .suggestion = fmt::format("write a {}, or {{ scale = 1.5 }}",
                                             to_string(target.row->declared.kind))});
  }

  void add(const Assignment& assignment) {
    const auto section = schema_.find(assignment.key);
    if (section != nullptr && section->is_list && assignment.value == isletsim::list()) return;
    if (groups_.contains(assignment.key)) {
      this->fault(assignment.place, assignment.key,
                  {.problem = "a value where a table is expected",
                   .value = to_string(assignment.value),
                   .suggestion = fmt::format("write {} and its keys below it",
                                             section != nullptr && section->is_list
                                                 ? fmt::format("[[{}]]", assignment.key)
                                                 : fmt::format("[{}]", assignment.key))});
      return;
    }
    const Target target = this->find(assignment.key, assignment.place, "unknown key");
    if (target.row == nullptr) return;
    const Action action = target.scales        ? Action::scale
                          : assignment.appends ? Action::append
                                               : Action::replace;
    target.table->steps[target.row].push_back({assignment.value, action, assignment.place});
  }

  /// Follows a dotted key. Reports what is unknown, as the given problem where it is the
  /// last part, once per layer, and returns no row then.
  [[nodiscard]] Target find(const std::string& key, const Place& place, std::string_view problem) {
    const std::vector<std::string> parts = split(key);
    std::string prefix;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string longer = extend(prefix, parts[i]);
      if (groups_.contains(longer)) {
        prefix = longer;
        if (const auto section = schema_.find(prefix); section != nullptr && section->is_list) {
          if (reported_.contains(prefix + ".")) return {};
          if (i + 1 == parts.size()) return {};
          prefix = extend(prefix, parts[++i]);
          if (this->find_table(prefix) == nullptr) {
            const std::size_t count = this->list_size(*section);
            this->fault(
                place, prefix,
                {.problem = "no such table in the list",
                 .value = parts[i],
                 .why = fmt::format("{} given", count),
                 .suggestion = count == 0 ? fmt::format("add [[{}]] to the scenario", section->key)
                                          : fmt::format("count from 1 to {}", count)});
            return {};
          }
        }
        continue;
      }
      GivenTable* table = this->find_table(prefix);
      const SchemaRow* row = table == nullptr ? nullptr : table->schema->find(parts[i]);
      if (row == nullptr) {
        this->report_unknown(prefix, table, parts, i, place,
                             i + 1 == parts.size() ? problem : "unknown table");
        return {};
      }
      if (i + 1 == parts.size()) return {table, row, false};
      if (i + 2 == parts.size() && parts[i + 1] == "scale") return {table, row, true};
      this->fault(place, key,
                  {.problem = "unknown key",
                   .value = parts[i + 1],
                   .why = fmt::format("'{}' is a {}", parts[i], to_string(row->declared.kind)),
                   .suggestion = "write its value, or { scale = 1.5 }"});
      return {};
    }
    return {};
  }

  void report_unknown(const std::string& prefix, const GivenTable* table,
                      const std::vector<std::string>& parts, std::size_t i, const Place& place,
                      std::string_view problem) {
    std::vector<std::string> candidates;
    if (table != nullptr)
      for (const SchemaRow& row : table->schema->rows) candidates.push_back(row.declared.key);
    if (const auto found = children_.find(prefix); found != children_.end())
      candidates.insert(candidates.end(), found->second.begin(), found->second.end());
    const auto homes = this->homes_of(parts.back());
    // Where no table was written, one that was left out explains more than a misspelling.
    std::string nearest = prefix.empty() ? this->completed(parts) : std::string{};
    const bool lacks_table = prefix.empty() && parts.size() == 1 && !homes.empty();
    if (nearest.empty() && !lacks_table) nearest = nearest_spelling(parts[i], candidates);
    std::string suggestion;
    if (!nearest.empty())
      suggestion = fmt::format("did you mean '{}'?", nearest);
    else if (homes.size() == 1)
      suggestion = fmt::format("'{}' stands in [{}]", parts.back(), homes.front());
    else if (!homes.empty())
      suggestion = fmt::format("'{}' stands in {} tables, such as [{}]", parts.back(), homes.size(),
                               homes.front());
    else if (prefix.empty())
      suggestion = "'isletsim list parameters' names all";
    else
      suggestion = fmt::format("'isletsim list parameters' names those of [{}]", prefix);
    this->fault(
        place, extend(prefix, parts[i]),
        {.problem = std::string(problem), .value = parts[i], .suggestion = std::move(suggestion)});
  }

  /// The whole key of which only the last table and what follows was written, to the letter or
  /// nearly; empty if there is none.
  [[nodiscard]] std::string completed(const std::vector<std::string>& written) const {
    if (written.size() < 2) return {};
    std::string near;
    for (const auto& section : schema_.sections()) {
      if (split(section->key).back() != written[0]) continue;
      std::vector<std::string> keys;
      for (const SchemaRow& row : section->rows) keys.push_back(row.declared.key);
      const std::string key = nearest_spelling(written[1], keys);
      if (key == written[1]) return extend(section->key, key);
      if (near.empty() && !key.empty()) near = extend(section->key, key);
    }
    return near;
  }

  /// The tables of the schema that have a row of this name, or else that hold a table of this name.
  [[nodiscard]] std::vector<std::string> homes_of(const std::string& name) const {
    std::vector<std::string> homes;
    for (const auto& section : schema_.sections())
      if (section->find(name) != nullptr) homes.push_back(section->key);
    if (!homes.empty()) return homes;
    for (const auto& section : schema_.sections())
      if (split(section->key).back() == name) homes.push_back(section->key);
    return homes;
  }

  const Schema& schema_;
  std::set<std::string> groups_;  ///< keys of tables, and of the tables that hold them
  std::map<std::string, std::vector<std::string>> children_;
  std::vector<GivenTable> tables_;
  std::vector<GivenTable> replaced_;
  std::vector<Fault> faults_;
  std::set<std::string> reported_;  ///< keys of this layer that have a fault already
};

/// The value after a step, checked: a value that a later step replaces is wrong where it stands.
/// Throws ConfigError, without a place.
WrittenValue next_value(const SchemaRow& row, const std::optional<WrittenValue>& written,
                        const Step& step, std::optional<double> molar_mass) {
  if (step.action == Action::scale) {
    if (!written)
      throw ConfigError(Fault{.problem = "nothing to scale",
                              .why = "this key has no default",
                              .suggestion = "state the value itself"});
    WrittenValue scaled = scale(*written, step.value);
    row.check_limits(scaled, row.interpret(scaled, molar_mass), molar_mass);
    return scaled;
  }
  row.check_limits(step.value, row.interpret(step.value, molar_mass), molar_mass);
  if (step.action == Action::replace || !written) return step.value;
  auto texts = std::get<std::vector<WrittenValue>>(written->value);
  for (const WrittenValue& text : std::get<std::vector<WrittenValue>>(step.value.value))
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  return texts;
}

/// Turns what the layers say of one row into a value.
class Resolver {
 public:
  Resolver(std::vector<Fault>& faults, Place scenario)
      : faults_(faults), scenario_(std::move(scenario)) {}

  /// Nothing where it has no value; the fault is reported then.
  [[nodiscard]] std::optional<Setting> resolve(const GivenTable& table, const SchemaRow& row,
                                               Species species, std::optional<double> molar_mass) {
    const std::string key = extend(table.key, row.declared.key);
    std::optional<WrittenValue> written = row.default_for(species);
    Place place;
    bool sound = true;
    if (const auto found = table.steps.find(&row); found != table.steps.end())
      for (const Step& step : found->second) {
        place = step.place;
        try {
          written = next_value(row, written, step, molar_mass);
        } catch (const ConfigError& error) {
          sound = false;
          this->report(error, place, key);
        }
      }
    if (!sound) return std::nullopt;
    if (!written) {
      faults_.push_back(
          place_fault({.problem = "missing key",
                       .value = row.declared.key,
                       .why = row.declared.meaning + ", without default",
                       .suggestion = fmt::format("add it to [{}]", table.schema->key)},
                      table.place.is_default() ? scenario_ : table.place, key));
      return std::nullopt;
    }
    try {
      Value value = row.interpret(*written, molar_mass);
      if (place.is_default()) row.check_limits(*written, value, molar_mass);
      return Setting{&row, *written, std::move(value), place};
    } catch (const ConfigError& error) {
      this->report(error, place.is_default() ? scenario_ : place, key);
      return std::nullopt;
    }
  }

 private:
  void report(const ConfigError& error, const Place& place, const std::string& key) {
    for (const Fault& fault : error.faults()) faults_.push_back(place_fault(fault, place, key));
  }

  std::vector<Fault>& faults_;
  Place scenario_;
};

std::string origin_in_words(const Place& place) {
  return place.line > 0 ? fmt::format("{}:{}", place.source, place.line) : place.source;
}

}  // namespace

const Setting* SettingsSection::find(std::string_view row_key) const {
  const auto found = std::find_if(settings.begin(), settings.end(), [&](const Setting& setting) {
    return setting.row->declared.key == row_key;
  });
  return found == settings.end() ? nullptr : &*found;
}

Settings::Settings(const Schema& schema, const std::vector<ScenarioLayer>& layers) {
  Gatherer gatherer(schema);
  for (const ScenarioLayer& layer : layers) gatherer.add(layer);
  std::vector<Fault>& faults = gatherer.faults();

  Place scenario;
  for (const ScenarioLayer& layer : layers)
    if (!layer.place.source.empty()) scenario = layer.place;
  Resolver resolver(faults, scenario);

  // The species chooses the defaults of all other rows; molar masses convert those of other rows.
  // Both are resolved again with the rest, so what is wrong with them is reported then.
  std::vector<Fault> reported_later;
  Resolver silent(reported_later, scenario);
  for (const GivenTable& table : gatherer.tables())
    for (const SchemaRow& row : table.schema->rows)
      if (extend(table.key, row.declared.key) == species_key)
        if (const auto setting = silent.resolve(table, row, Species::mouse, std::nullopt))
          species_ = species_words.find(std::get<std::string>(setting->value)).value_or(species_);
  std::map<std::string, std::optional<double>> molar_masses;
  for (const GivenTable& table : gatherer.tables())
    if (const SchemaRow* row = table.schema->find(molar_mass_row))
      if (const auto setting = silent.resolve(table, *row, species_, std::nullopt))
        molar_masses[table.key] = usable_molar_mass(std::get<double>(setting->value));

  for (const auto& section : schema.sections()) {
    for (const GivenTable& table : gatherer.tables()) {
      if (table.schema != section) continue;
      SettingsSection values{table.key, table.schema, table.place, {}};
      for (const SchemaRow& row : table.schema->rows) {
        const auto mass = molar_masses.find(row.molar_mass_section);
        const bool lacks_mass = !row.molar_mass_section.empty() && mass == molar_masses.end();
        if (lacks_mass) continue;  // the molar mass itself is at fault, and is reported
        if (auto setting = resolver.resolve(
                table, row, species_, mass == molar_masses.end() ? std::nullopt : mass->second))
          values.settings.push_back(*std::move(setting));
      }
      sections_.push_back(std::move(values));
    }
  }
  for (const GivenTable& table : gatherer.replaced())  // to report what is wrong with them
    for (const SchemaRow& row : table.schema->rows)
      if (row.molar_mass_section.empty())
        static_cast<void>(resolver.resolve(table, row, species_, std::nullopt));
  if (faults.empty()) return;
  const auto rank = [&](const Fault& fault) {
    const auto layer =
        std::find_if(layers.begin(), layers.end(), [&](const ScenarioLayer& candidate) {
          return !fault.file.empty() && candidate.place.source == fault.file;
        });
    return std::pair{layer - layers.begin(), fault.line};
  };
  std::stable_sort(faults.begin(), faults.end(),
                   [&](const Fault& a, const Fault& b) { return rank(a) < rank(b); });
  throw ConfigError(std::move(faults));
}

std::string Settings::list_key(std::string_view section, std::size_t index) {
  return fmt::format("{}.{}", section, index + 1);
}

std::size_t Settings::list_size(std::string_view section) const {
  return static_cast<std::size_t>(
      std::count_if(sections_.begin(), sections_.end(), [&](const SettingsSection& values) {
        return values.schema->is_list && values.schema->key == section;
      }));
}

const SettingsSection* Settings::find_section(std::string_view key) const {
  const auto found =
      std::find_if(sections_.begin(), sections_.end(),
                   [&](const SettingsSection& section) { return section.key == key; });
  return found == sections_.end() ? nullptr : &*found;
}

const Setting* Settings::find(std::string_view key) const {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  const SettingsSection* section = this->find_section(key.substr(0, dot));
  return section == nullptr ? nullptr : section->find(key.substr(dot + 1));
}

void Settings::bind(std::string_view key, std::type_index structure, void* bound) const {
  const SettingsSection* section = this->find_section(key);
  ISLETSIM_VALIDATE(section != nullptr && section->schema->structure == structure,
                    std::string(key));
  for (const Setting& setting : section->settings) setting.row->declared.set(bound, setting.value);
}

Fault Settings::fault_at(std::string_view section, std::string_view row, std::string problem,
                         std::string why, std::string suggestion) const {
  const std::string key = extend(std::string(section), row);
  const Setting* setting = this->find(key);
  ISLETSIM_VALIDATE(setting != nullptr, key);
  return place_fault({.problem = std::move(problem),
                      .value = to_string(setting->written),
                      .why = std::move(why),
                      .suggestion = std::move(suggestion)},
                     setting->place, key);
}

std::string Settings::origin(const Setting& setting) const {
  if (!setting.place.is_default()) return origin_in_words(setting.place);
  return setting.row->declared.default_value.differs_by_species()
             ? fmt::format("default for {}", to_string(species_))
             : "default";
}

std::vector<Difference> Settings::differences_from_defaults() const {
  std::vector<Difference> differences;
  for (const SettingsSection& section : sections_)
    for (const Setting& setting : section.settings) {
      if (setting.place.is_default()) continue;
      const auto usual = setting.row->default_for(species_);
      const std::string shown = to_string(setting.written);
      const std::string usual_shown = usual ? to_string(*usual) : std::string{};
      if (!section.schema->is_list && shown == usual_shown) continue;
      differences.push_back({extend(section.key, setting.row->declared.key), shown, usual_shown,
                             this->origin(setting)});
    }
  return differences;
}

void Settings::set(std::string_view key, const WrittenValue& value, Place place) {
  for (SettingsSection& section : sections_)
    for (Setting& setting : section.settings) {
      if (extend(section.key, setting.row->declared.key) != key) continue;
      Value interpreted = setting.row->interpret(value, std::nullopt);
      setting.row->check_limits(value, interpreted, std::nullopt);
      setting = {setting.row, value, std::move(interpreted), std::move(place)};
      return;
    }
  throw InternalError("no setting " + std::string(key));
}

bool Settings::same_values(const Settings& other) const {
  return species_ == other.species_ &&
         std::equal(sections_.begin(), sections_.end(), other.sections_.begin(),
                    other.sections_.end(), [](const SettingsSection& a, const SettingsSection& b) {
                      return a.key == b.key &&
                             std::equal(a.settings.begin(), a.settings.end(), b.settings.begin(),
                                        b.settings.end(), [](const Setting& x, const Setting& y) {
                                          return x.row->declared.key == y.row->declared.key &&
                                                 x.value == y.value;
                                        });
                    });
}

}  // namespace isletsim
