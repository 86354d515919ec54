// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "agents/architecture/architecture.hpp"
#include "core/base/ids.hpp"
#include "core/state/column.hpp"

namespace isletsim {

/// Classes of lymphocytes: CD8⁺ clones by avidity, equally probable among precursors; CD8⁺
/// bystanders; CD4⁺ T cells by subset, in the order of `Cd4Subset`; CD4⁺ bystanders; B cells by
/// state, in the order of `BCellState`.
inline constexpr std::size_t avidity_classes = 8;
inline constexpr std::size_t bystander_clone = avidity_classes;
inline constexpr std::size_t first_cd4_clone = bystander_clone + 1;
inline constexpr std::size_t cd4_bystander_clone = first_cd4_clone + 4;
inline constexpr std::size_t first_b_cell_clone = cd4_bystander_clone + 1;
inline constexpr std::size_t clone_classes = first_b_cell_clone + 3;
/// How columns name the classes.
[[nodiscard]] std::vector<std::string> clone_names();

/// Numbers of lymphocytes, by class.
using CloneCounts = std::array<std::int64_t, clone_classes>;

/// What persists of each site beside its cells.
class SiteLayers final : public Table {
 public:
  explicit SiteLayers(const IsletArchitecture& architecture);

  Column<std::uint8_t> tissue_class;
  /// Of the peri-islet basement membrane; 0 where there is none.
  Column<float> basement_membrane;
};

/// What persists of an islet beside its cells, sites and factors: one row.
class IsletLedger final : public Table {
 public:
  IsletLedger();

  Column<std::int64_t> next_id{
      *this, {.name = "next_id", .unit = "1", .doc = "number of the next cell", .shown = false}, 1};
  Column<std::int64_t> steps_done{
      *this, {.name = "steps_done", .unit = "1", .doc = "motility steps done", .shown = false}};
  Column<double> glucose{
      *this, {.name = "glucose", .unit = "mg/dl", .doc = "plasma glucose from the host"}, 100};
  Column<double> secretory_load{
      *this,
      {.name = "secretory_load",
       .unit = "1",
       .doc = "insulin demand on each working β cell, relative to health"},
      1};
  Column<std::uint8_t> infected{
      *this, {.name = "infected", .unit = "1", .doc = "whether a virus is in the islet"}};
  Column<std::uint8_t> bacteria{
      *this, {.name = "bacteria", .unit = "1", .doc = "whether bacteria are in the islet"}};
  Column<std::int64_t> initial_beta{
      *this,
      {.name = "initial_beta", .unit = "cell", .doc = "β cells at the start", .shown = false}};
  Column<std::int64_t> waiting_t_cells;
  Column<std::int64_t> waiting_macrophages{
      *this,
      {.name = "waiting_macrophages",
       .unit = "cell",
       .doc = "monocytes that wait for a vacant place at a venule"}};
  Column<std::int64_t> waiting_dendritic_cells{
      *this,
      {.name = "waiting_dendritic_cells",
       .unit = "cell",
       .doc = "dendritic cells that wait for a vacant place at a venule"}};
  /// By receptors: neither, CXCR4 only, CX3CR1 only, both.
  Column<std::int64_t> waiting_msc{*this,
                                   {.name = "waiting_msc",
                                    .unit = "cell",
                                    .doc = "MSCs that wait for a vacant place at endothelium",
                                    .components = 4,
                                    .component_names = {"none", "cxcr4", "cx3cr1", "both"}}};
  Column<std::int64_t> kills{*this,
                             {.name = "kills",
                              .unit = "cell",
                              .doc = "β cells killed by T cells so far",
                              .role = ColumnRole::tally}};
  Column<std::int64_t> beta_deaths{*this,
                                   {.name = "beta_deaths",
                                    .unit = "cell",
                                    .doc = "β cells dead so far, of any cause",
                                    .role = ColumnRole::tally}};
  /// By cause, as in `beta_deaths`.
  Column<std::int64_t> beta_deaths_by;
  Column<std::int64_t> secondary_necroses{*this,
                                          {.name = "secondary_necroses",
                                           .unit = "cell",
                                           .doc = "apoptotic β cells that became necrotic so far",
                                           .role = ColumnRole::tally}};
  Column<std::int64_t> engulfed{*this,
                                {.name = "engulfed",
                                 .unit = "cell",
                                 .doc = "dead β cells engulfed so far",
                                 .role = ColumnRole::tally}};
  Column<std::int64_t> lysed{*this,
                             {.name = "lysed",
                              .unit = "cell",
                              .doc = "necrotic β cells that fell apart so far",
                              .role = ColumnRole::tally}};
  Column<std::int64_t> beta_divisions{*this,
                                      {.name = "beta_divisions",
                                       .unit = "cell",
                                       .doc = "β-cell divisions so far",
                                       .role = ColumnRole::tally}};
  Column<std::int64_t> divisions_without_room{
      *this,
      {.name = "divisions_without_room",
       .unit = "1",
       .doc = "divisions that found no vacant site within three sites, and waited",
       .role = ColumnRole::tally}};
  Column<std::int64_t> t_cell_divisions{*this,
                                        {.name = "t_cell_divisions",
                                         .unit = "cell",
                                         .doc = "divisions of CD8⁺ T cells in the islet so far",
                                         .role = ColumnRole::tally}};
  Column<std::int64_t> cd4_t_cell_divisions{*this,
                                            {.name = "cd4_t_cell_divisions",
                                             .unit = "cell",
                                             .doc = "divisions of CD4⁺ T cells in the islet so far",
                                             .role = ColumnRole::tally}};
  Column<double> membrane_integrity{
      *this,
      {.name = "membrane_integrity",
       .unit = "1",
       .doc = "mean integrity of the peri-islet basement membrane; 0 without one",
       .role = ColumnRole::reading}};
  Column<std::int64_t> section_cd45{*this,
                                    {.name = "section_cd45",
                                     .unit = "cell",
                                     .doc = "leukocytes in a section of the islet",
                                     .role = ColumnRole::reading}};
  Column<std::int64_t> section_cd8{*this,
                                   {.name = "section_cd8",
                                    .unit = "cell",
                                    .doc = "CD8⁺ T cells in a section of the islet",
                                    .role = ColumnRole::reading}};
  Column<std::int64_t> section_cd4{*this,
                                   {.name = "section_cd4",
                                    .unit = "cell",
                                    .doc = "CD4⁺ T cells in a section of the islet",
                                    .role = ColumnRole::reading}};
  Column<std::int64_t> section_cd20{*this,
                                    {.name = "section_cd20",
                                     .unit = "cell",
                                     .doc = "B cells in a section of the islet",
                                     .role = ColumnRole::reading}};
  Column<std::int64_t> section_cd68{*this,
                                    {.name = "section_cd68",
                                     .unit = "cell",
                                     .doc = "macrophages in a section of the islet",
                                     .role = ColumnRole::reading}};
  Column<std::int64_t> section_insulin{*this,
                                       {.name = "section_insulin",
                                        .unit = "cell",
                                        .doc = "insulin-positive cells in a section of the islet",
                                        .role = ColumnRole::reading}};
  Column<std::int64_t> section_endocrine{
      *this,
      {.name = "section_endocrine",
       .unit = "cell",
       .doc = "endocrine cells in a section of the islet, dead β cells left out",
       .role = ColumnRole::reading}};
  Column<std::int64_t> cd8_in_islet{*this,
                                    {.name = "cd8_in_islet",
                                     .unit = "cell",
                                     .doc = "CD8⁺ T cells inside the islet",
                                     .role = ColumnRole::reading}};
  Column<std::int64_t> ctl_in_islet{*this,
                                    {.name = "ctl_in_islet",
                                     .unit = "cell",
                                     .doc = "cognate effector CD8⁺ T cells inside the islet",
                                     .role = ColumnRole::reading}};
  Column<double> arrested_ctl_fraction{
      *this,
      {.name = "arrested_ctl_fraction",
       .unit = "1",
       .doc = "share of ctl_in_islet that is bound to a β cell; 0 where there is none",
       .role = ColumnRole::reading}};
  Column<double> cd8_time{*this,
                          {.name = "cd8_time",
                           .unit = "cell day",
                           .doc = "time that CD8⁺ T cells have spent inside the islet so far",
                           .role = ColumnRole::tally}};
  Column<double> kills_per_cd8{
      *this,
      {.name = "kills_per_cd8",
       .unit = "1/day",
       .doc = "β cells killed so far for each CD8⁺ T cell inside the islet and day; 0 where there "
              "was none",
       .role = ColumnRole::reading}};
  Column<std::uint8_t> insulitic{*this,
                                 {.name = "insulitic",
                                  .unit = "1",
                                  .doc = "whether a section shows insulitis",
                                  .role = ColumnRole::reading}};
  Column<std::int64_t> solver_failures{*this,
                                       {.name = "solver_failures",
                                        .unit = "1",
                                        .doc = "factor solves that missed their tolerance",
                                        .role = ColumnRole::tally,
                                        .shown = false}};
};

}  // namespace isletsim
