// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/model.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "agents/mechanisms/registry.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

namespace {

// Standard normal quantiles at (k + ½)/8: the middles of eight equally probable classes.
constexpr std::array<double, avidity_classes> normal_quantiles{
    -1.5341205443525463, -0.8871465590188760, -0.4887764111146695, -0.1573106846101707,
    0.1573106846101707,  0.4887764111146695,  0.8871465590188760,  1.5341205443525463};

/// [parameters.avidity]
struct AviditySettings {
  static constexpr Draws<1> draws{"avidity"};
  double log_sd;
  double patient_log_sd;
  static auto describe() {
    return parameters(
        row("log_sd", &AviditySettings::log_sd, 0.5, range(0, 3),
            "assumed: a spread that lets affinity maturation matter, Khadra et al. 2011",
            "standard deviation of the logarithm of T-cell avidity among precursors"),
        row("patient_log_sd", &AviditySettings::patient_log_sd, per_species(0.22, 0.6), range(0, 3),
            "assumed: well-mixed fit of NOD incidence and human onset",
            "standard deviation of the logarithm of T-cell avidity among patients"));
  }
};

constexpr std::array<std::pair<std::size_t, std::string_view>, 4> initial_populations{{
    {Macrophages::number, "cells.macrophage"},
    {DendriticCells::number, "cells.dendritic_cell"},
    {Cd4TCells::number, "cells.cd4_t_cell"},
    {BCells::number, "cells.b_cell"},
}};

template <class... M>
void add_parameters(Schema& schema, MechanismList<M...>) {
  (schema.add<typename M::Parameters>(fmt::format("parameters.{}", M::info.key),
                                      std::string(M::info.claim)),
   ...);
}

template <class... M>
void collect(std::vector<const Mechanism*>& mechanisms, MechanismList<M...>) {
  (mechanisms.push_back(&M::info), ...);
}

template <class M>
typename M::Parameters parameters_of(const Settings& settings) {
  return settings.get<typename M::Parameters>(fmt::format("parameters.{}", M::info.key));
}

/// A rule of the host that acts before the first exchange.
template <class M>
concept StartsHost = requires(const M& rule, const typename M::Parameters& p, Host& host) {
  rule.start(p, host);
};

/// A rule of the host that acts in each exchange.
template <class M>
concept ActsInExchange = requires(const M& rule, const typename M::Parameters& p, Host& host,
                                  Exchange& exchange) {
  rule(p, host, exchange);
};

template <class Rule>
void bind_islet_rule(IsletModel& model, const typename Rule::Parameters& p) {
  if constexpr (Rule::info.shape == Shape::arrival) {
    model.arrivals.push_back({&Rule::info, [p](Arrivals& arrivals, const VenuleState& venules) {
                                Rule{}(p, arrivals, venules);
                              }});
  } else if constexpr (Rule::info.shape == Shape::tissue) {
    model.tissue_rules.push_back(
        {&Rule::info, [p](BasementMembrane& membrane) { Rule{}(p, membrane); }});
  } else if constexpr (Rule::info.shape == Shape::observation) {
    model.sections.push_back(
        {&Rule::info, [p](const IsletArchitecture& islet, const IsletPopulations& populations,
                          SectionCounts& counts) {
           const Rule rule;
           rule(p, rule.plane(p, islet.centre, islet.radius), islet.lattice, populations, counts);
         }});
  } else {
    add_rule<Rule>(model.rules, p);
  }
}

template <class Rule>
void bind_host_rule(HostModel& model, const typename Rule::Parameters& p) {
  HostRule rule{&Rule::info, {}, {}};
  if constexpr (StartsHost<Rule>) {
    rule.start = [p](Host& host) { Rule{}.start(p, host); };
  }
  if constexpr (ActsInExchange<Rule>) {
    rule.call = [p](Host& host, Exchange& exchange) { Rule{}(p, host, exchange); };
  }
  model.rules.push_back(std::move(rule));
}

template <class... M>
void bind_rules(IsletModel& islet, HostModel& host, const Settings& settings,
                std::span<const std::string> disabled, MechanismList<M...>) {
  const auto bind = [&]<class Rule>(Rule) {
    if (is_disabled(Rule::info, disabled)) return;
    const auto p = parameters_of<Rule>(settings);
    if constexpr (StartsHost<Rule> || ActsInExchange<Rule>) {
      bind_host_rule<Rule>(host, p);
    } else {
      bind_islet_rule<Rule>(islet, p);
    }
  };
  (bind(M{}), ...);
}

void check_steps(const Settings& settings, const TimeSettings& time, const BlockSettings& blocks,
                 std::vector<Fault>& faults) {
  const auto require_multiple = [&](std::string_view section, std::string_view key, double value) {
    const double steps = value / time.motility_step;
    if (std::abs(steps - std::round(steps)) > 1e-9 * steps || std::round(steps) < 1) {
      faults.push_back(
          settings.fault_at(section, key, "not a multiple of time.motility_step",
                            fmt::format("{} min against {} min", value, time.motility_step),
                            "choose a whole number of motility steps"));
    }
  };
  require_multiple("time", "phenotype_step", time.phenotype_step);
  require_multiple("time", "exchange_interval", time.exchange_interval);
  require_multiple("factors", "spread_step", blocks.spread_step);
  require_multiple("factors", "local_step", blocks.local_step);
}

void check_boundary(const Settings& settings, const FactorDeclaration& factor,
                    const FactorSettings& values, std::vector<Fault>& faults) {
  const std::string section = fmt::format("factors.{}", factor.key);
  const auto require_one_or_six = [&](std::string_view key, std::size_t n) {
    if (n != 1 && n != 6) {
      faults.push_back(settings.fault_at(section, key, "neither one value nor six",
                                         fmt::format("{} given; a box has six faces", n),
                                         "give one value, or six"));
    }
  };
  require_one_or_six("boundary", values.boundary.size());
  require_one_or_six("boundary_value", values.boundary_value.size());
}

constexpr std::array<std::string_view, 2> cytokine_gains{"local_retention", "macrophage_cytokines"};

bool is_strict(const Settings& settings) {
  return settings.get<CytokineSettings>("cytokines").mode == "strict";
}

void check_gains(const Settings& settings, std::vector<Fault>& faults) {
  if (!is_strict(settings)) return;
  for (const std::string_view gain : cytokine_gains) {
    const Setting& setting = *settings.find(fmt::format("parameters.gains.{}", gain));
    if (std::get<double>(setting.value) == 1) continue;
    faults.push_back(settings.fault_at("parameters.gains", gain, "gain in strict mode",
                                       "cytokines.mode = 'strict' is to take it as 1",
                                       "leave it out, or set cytokines.mode = 'effective'"));
  }
}

// Every key of a treatment must have a meaning, and none may be ignored.
void check_treatments(const Settings& settings, std::span<const Treatment> treatments,
                      std::vector<Fault>& faults) {
  for (std::size_t i = 0; i < treatments.size(); ++i) {
    const Treatment& treatment = treatments[i];
    const std::string section = Settings::list_key("treatment", i);
    if (treatment.times > 1 && !treatment.every) {
      faults.push_back(settings.fault_at(section, "times", "repeats without 'every'",
                                         "the interval of the repeats is not said",
                                         "set every = \"90 day\", or leave out times"));
    }
    if (treatment.times == 1 && treatment.every) {
      faults.push_back(settings.fault_at(section, "every", "interval without repeats",
                                         "it is done once", "set times = 3, or leave out every"));
    }
    if (treatment.kind == TreatmentKind::msc_infusion) continue;
    for (const std::string_view row : {"dose", "route"}) {
      const Setting& setting = *settings.find(fmt::format("{}.{}", section, row));
      if (setting.written != setting.row->default_for(settings.species())) {
        faults.push_back(settings.fault_at(section, row, "no key of a trigger",
                                           "only an infusion has it", "leave it out"));
      }
    }
  }
}

// What draws random numbers besides the rules.
using OtherDraws =
    MechanismList<CompetingRisks, Movement, Islet, IsletGeneration, G1Checkpoint, AviditySettings,
                  Cd8TCells, Cd4TCells, BCells, Macrophages, DendriticCells, MesenchymalStemCells>;

template <class... M, class... Other>
consteval bool all_draws_differ(MechanismList<M...>, MechanismList<Other...>) {
  return draws_differ<M..., Other...>();
}
static_assert(all_draws_differ(Rules{}, OtherDraws{}),
              "two uses of random numbers are equal: give one of them another key");

}  // namespace

std::vector<const Mechanism*> all_mechanisms() {
  std::vector<const Mechanism*> mechanisms;
  collect(mechanisms, Rules{});
  return mechanisms;
}

void settle_gains(Settings& settings) {
  if (!is_strict(settings)) return;
  for (const std::string_view gain : cytokine_gains) {
    const std::string key = fmt::format("parameters.gains.{}", gain);
    if (settings.find(key)->place.is_default()) settings.set(key, "1", {"cytokines.mode"});
  }
}

bool is_disabled(const Mechanism& mechanism, std::span<const std::string> disabled) {
  return std::any_of(disabled.begin(), disabled.end(), [&](const std::string& name) {
    return name == mechanism.key || name == mechanism.group;
  });
}

void add_model(Schema& schema) {
  schema.add<TimeSettings>("time", "steps of the engine");
  schema.add<PatientSettings>("patient", "the body around the islets");
  schema.add<IsletSettings>("islet", "size and layout of the islets");
  const std::array<Default, 4> numbers{per_species(8, 5), Default(4.5), Default(0), Default(0)};
  const std::array<std::string, 4> sources{
      "Calderon et al. 2015 J Exp Med (5-10 per mouse islet)",
      "popellab/SPQSP_PDAC, imaging mass cytometry medians (2568 cells/mm3)",
      "assumed: none before priming", "assumed: none before priming"};
  schema.add<BetaSettings>("cells.beta_cell", "β cells at the start of a well");
  schema.add<Cd8Settings>("cells.cd8_t_cell", "CD8⁺ T cells at the start");
  for (std::size_t i = 0; i < initial_populations.size(); ++i) {
    schema.add<InitialCells>(std::string(initial_populations[i].second), "cells at the start",
                             InitialCells::describe(numbers[i], sources[i]));
  }
  schema.add<MscSettings>("cells.mesenchymal_stem_cell", "MSCs at the start and on arrival");
  schema.add<BlockSettings>("factors", "steps and accuracy of the factor blocks");
  for (const FactorDeclaration& factor : factor_table()) {
    schema.add<FactorSettings>(fmt::format("factors.{}", factor.key), std::string(factor.meaning),
                               FactorSettings::describe(factor));
  }
  schema.add<CytokineSettings>("cytokines", "what concentrations cells answer to");
  schema.add<Gains>("parameters.gains", "gains between literal fields and what cells answer to");
  schema.add<TgfBetaActivation>("parameters.tgf_beta_activation",
                                "how much of the TGF-β that cells release becomes active");
  schema.add<AviditySettings>("parameters.avidity", "spread of T-cell avidity");
  schema.add<LymphNode>("parameters.lymph_node",
                        "contacts of T cells with antigen-presenting cells in the lymph node");
  add_parameters(schema, Rules{});
  schema.add_list<Treatment>("treatment", "what is done to the patient, and when");
}

Model build_model(const Settings& settings, Seed seed, std::span<const std::string> disabled) {
  std::vector<Fault> faults;
  const auto time = settings.get<TimeSettings>("time");
  const auto patient = settings.get<PatientSettings>("patient");
  const auto blocks = settings.get<BlockSettings>("factors");
  const auto msc = settings.get<MscSettings>("cells.mesenchymal_stem_cell");

  check_steps(settings, time, blocks, faults);
  check_gains(settings, faults);
  if (patient.islets_simulated > patient.islets_represented) {
    faults.push_back(
        settings.fault_at("patient", "islets_simulated", "more than patient.islets_represented",
                          "an islet stands for at least itself", "simulate fewer islets"));
  }

  auto islet = std::make_shared<IsletModel>();
  islet->species = settings.species();
  islet->seed = seed;
  islet->time = time;
  islet->age_at_start = patient.age;
  islet->blocks = blocks;
  for (const FactorDeclaration& factor : factor_table()) {
    auto& values = islet->factors[static_cast<std::size_t>(factor.factor)];
    values = settings.get<FactorSettings>(fmt::format("factors.{}", factor.key));
    check_boundary(settings, factor, values, faults);
  }
  for (const auto& [number, section] : initial_populations) {
    islet->initial_cells[number] = settings.get<InitialCells>(section).initial;
  }
  islet->beta = settings.get<BetaSettings>("cells.beta_cell");
  islet->cd8 = settings.get<Cd8Settings>("cells.cd8_t_cell");
  islet->initial_cells[Cd8TCells::number] = islet->cd8.initial;
  islet->initial_cells[MesenchymalStemCells::number] = msc.initial;
  islet->msc = msc;
  islet->gains = settings.get<Gains>("parameters.gains");
  islet->tgf_beta_activation = settings.get<TgfBetaActivation>("parameters.tgf_beta_activation");
  const auto avidity = settings.get<AviditySettings>("parameters.avidity");
  const double patient_avidity = RandomStream(seed, AviditySettings::draws[0], CellId{0, 0}, 0)
                                     .lognormal(1, avidity.patient_log_sd);
  for (std::size_t k = 0; k < avidity_classes; ++k) {
    islet->clone_avidity[k] = patient_avidity * math::exp(avidity.log_sd * normal_quantiles[k]);
  }
  for (std::size_t k = first_cd4_clone; k < cd4_bystander_clone; ++k)
    islet->clone_avidity[k] = patient_avidity;

  auto host = std::make_shared<HostModel>();
  host->seed = seed;
  host->patient = patient;
  host->exchange_interval = time.exchange_interval;
  host->msc = msc;
  host->gains = islet->gains;
  host->lymph_node = settings.get<LymphNode>("parameters.lymph_node");
  host->patient_avidity = patient_avidity;
  host->clone_avidity = islet->clone_avidity;
  host->treatments = settings.get_list<Treatment>("treatment");
  check_treatments(settings, host->treatments, faults);
  bind_rules(*islet, *host, settings, disabled, Rules{});
  auto architecture = settings.get<IsletSettings>("islet");
  if (islet->beta.initial > 0 && architecture.architecture != Architecture::slab) {
    faults.push_back(settings.fault_at("cells.beta_cell", "initial",
                                       "β cells settled where there is no well",
                                       "an islet has the β cells of its architecture",
                                       "leave it out, or set islet.architecture = 'slab'"));
  }
  for (const Fault& fault : contradictions(architecture)) {
    const std::string_view row =
        std::string_view(fault.key).substr(std::string_view("islet.").size());
    faults.push_back(settings.fault_at("islet", row, fault.problem, fault.why, fault.suggestion));
  }
  if (!faults.empty()) throw ConfigError(std::move(faults));
  return {std::move(islet), std::move(host), std::move(architecture)};
}

}  // namespace isletsim
