// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers

// The kernels for one instruction set. Included by one source file for each, which names the set in
// ISLETSIM_STENCIL_KERNELS. Nothing in here may be a function that the linker could merge with one
// of another file: that would carry these instructions to processors without them.

#include <cstddef>
#include <cstdint>

#ifdef __FMA__
#include <immintrin.h>
#endif

#include "core/fields/sparse_accumulator.hpp"
#include "core/fields/stencil.hpp"

#define ISLETSIM_INLINE __attribute__((always_inline))

namespace isletsim::detail {

namespace {

int smaller(int a, int b) { return a < b ? a : b; }

/// A row and what couples it across.
struct Row {
  ISLETSIM_INLINE Row(const StencilLevel& g, int row_y, int row_z) : y(row_y), z(row_z) {
    first = (static_cast<std::ptrdiff_t>(z) * g.ny + y) * g.nx;
    const std::ptrdiff_t across_y = g.nx;
    const std::ptrdiff_t across_z = across_y * g.ny;
    south = y > 0 ? -across_y : 0;
    north = y + 1 < g.ny ? across_y : 0;
    down = z > 0 ? -across_z : 0;
    up = z + 1 < g.nz ? across_z : 0;
    regular = south != 0 && north != 0 && down != 0 && up != 0 && y < g.regular_end[1] &&
              z < g.regular_end[2];
    regular_end = smaller(g.nx - 1, g.regular_end[0]);
  }

  int y, z;
  std::ptrdiff_t first;                   // its first voxel
  std::ptrdiff_t south, north, down, up;  // offsets of the neighbours [voxel], 0 beyond the border
  bool regular;
  int regular_end;  // voxels [1, regular_end) are regular where the row is
};

struct Sides {
  const float *west, *east, *south, *north, *down, *up;
};

int first_of(int colour, const Row& row) { return (row.y + row.z + colour) % 2; }

/// Whether a cell lies between the border and the middle of its coarse cell.
int towards_face(int i, int n) {
  return i == 0 ? static_cast<int>(n > 1) : static_cast<int>(i == n - 1 && i % 2 == 1);
}

/// Numbers of so many lanes: as many registers as the instruction set needs for them.
template <std::ptrdiff_t lanes>
struct Registers;

template <>
struct Registers<8> {
  using Vector = float __attribute__((vector_size(32), may_alias));
  using LongVector = double __attribute__((vector_size(64)));
};

template <>
struct Registers<16> {
  using Vector = float __attribute__((vector_size(64), may_alias));
  using LongVector = double __attribute__((vector_size(128)));
};

/// The passes over `lanes` factors of voxels with room for `stride`.
template <std::ptrdiff_t lanes, std::ptrdiff_t stride>
struct Passes {
  using Vector = typename Registers<lanes>::Vector;
  using LongVector = typename Registers<lanes>::LongVector;

  ISLETSIM_INLINE static Vector load(const float* from) {
    return *reinterpret_cast<const Vector*>(from);
  }
  ISLETSIM_INLINE static LongVector load_double(const double* from) {
    LongVector value;
    __builtin_memcpy(&value, from, sizeof value);
    return value;
  }
  ISLETSIM_INLINE static void store(float* to, const Vector& value) {
    *reinterpret_cast<Vector*>(to) = value;
  }

  ISLETSIM_INLINE static LongVector in_double(const Vector& value) {
    return __builtin_convertvector(value, LongVector);
  }
  ISLETSIM_INLINE static Vector rounded(const LongVector& value) {
    return __builtin_convertvector(value, Vector);
  }

  /// A number and its rounding error.
  struct Rounded {
    Vector value, missing;
  };

  ISLETSIM_INLINE static Rounded sum(const Vector& a, const Vector& b) {
    const Vector value = a + b;
    const Vector of_b = value - a;
    return {value, (a - (value - of_b)) + (b - of_b)};
  }

  ISLETSIM_INLINE static Rounded product(const Vector& a, const Vector& b) {
    const Vector value = a * b;
    return {value, difference_of_product(a, b, value)};
  }

  /// a b − `rounded_product`, which single precision holds exactly: fused or in double, its bits
  /// are the same.
  ISLETSIM_INLINE static Vector difference_of_product(const Vector& a, const Vector& b,
                                                      const Vector& rounded_product) {
#ifdef __AVX512F__
    if constexpr (lanes == 16) return _mm512_fmsub_ps(a, b, rounded_product);
#endif
#ifdef __FMA__
    if constexpr (lanes == 8) return _mm256_fmsub_ps(a, b, rounded_product);
#else
    return rounded(in_double(a) * in_double(b) - in_double(rounded_product));
#endif
  }

  /// Rounds the residuals of one row, each together with the rounding error of the one before.
  /// Rounded independently they would leak: products with one factor, as of a decay, do not fall
  /// evenly between the numbers that single precision has, and that adds up over the steps.
  class RowRounding {
   public:
    ISLETSIM_INLINE Vector operator()(const Vector& large, const Vector& small) {
      const Vector rest = small + left_;
      const Vector result = large + rest;
      left_ = rest - (result - large);
      return result;
    }

   private:
    Vector left_{};
  };

  /// Fetches the same voxel of the row after: the processor's own prefetching ends with each page.
  ISLETSIM_INLINE static void fetch_row_ahead(const StencilLevel& g, const float* at) {
    __builtin_prefetch(at + g.nx * stride, 1, 3);
  }

  /// Fetches the source of a voxel further along the row: sources lie in no order.
  ISLETSIM_INLINE static void fetch_source_ahead(const StencilLevel& g, const StencilStart& start,
                                                 const Row& row, int x) {
    const std::uint32_t slot = start.slot_of_voxel[row.first + smaller(x + 8, g.nx - 1)];
    if (slot == SparseAccumulator::no_slot) return;
    const double* at = start.source + static_cast<std::ptrdiff_t>(slot) * stride;
    for (std::ptrdiff_t l = 0; l < lanes; l += 8) __builtin_prefetch(at + l, 0, 3);
  }

  ISLETSIM_INLINE static Sides sides(const StencilLevel& g, const Row& row, int x,
                                     const float* here) {
    return {here - (x > 0 ? stride : 0), here + (x + 1 < g.nx ? stride : 0),
            here + row.south * stride,   here + row.north * stride,
            here + row.down * stride,    here + row.up * stride};
  }

  // What flows in is coupling · Σ (neighbour − here), with what rounding takes from the product; or
  // for relaxing, where the second term is part of the diagonal, coupling · Σ neighbour. What one
  // voxel gains by a difference is, to the last bit, what the other loses.

  template <bool of_differences>
  ISLETSIM_INLINE static Vector term(const float* neighbour, const Vector& here) {
    if constexpr (of_differences)
      return load(neighbour) - here;
    else
      return load(neighbour);
  }

  template <bool of_differences>
  ISLETSIM_INLINE static auto inflow(const Vector& coupling, const Vector& sum_of_terms) {
    if constexpr (of_differences)
      return product(coupling, sum_of_terms);
    else
      return coupling * sum_of_terms;
  }

  template <bool of_differences>
  ISLETSIM_INLINE static auto regular_inflow(const Row& row, const float* at,
                                             const Vector& coupling) {
    const Vector here = load(at);
    const auto value = [&](std::ptrdiff_t offset) ISLETSIM_INLINE {
      return term<of_differences>(at + offset * stride, here);
    };
    return inflow<of_differences>(coupling,
                                  ((value(-1) + value(1)) + (value(row.south) + value(row.north))) +
                                      (value(row.down) + value(row.up)));
  }

  template <bool of_differences>
  ISLETSIM_INLINE static auto graded_inflow(const StencilLevel& g, const Row& row, int x,
                                            const float* at) {
    const Vector here = load(at);
    const auto value = [&](float weight, const float* from)
                           ISLETSIM_INLINE { return weight * term<of_differences>(from, here); };
    const Sides n = sides(g, row, x, at);
    return inflow<of_differences>(
        load(g.coupling),
        ((value(g.lower[0][x], n.west) + value(g.upper[0][x], n.east)) +
         (value(g.lower[1][row.y], n.south) + value(g.upper[1][row.y], n.north))) +
            (value(g.lower[2][row.z], n.down) + value(g.upper[2][row.z], n.up)));
  }

  template <bool of_differences>
  static auto varying_inflow(const StencilLevel& g, const Row& row, int x, const float* at) {
    const std::ptrdiff_t voxel = row.first + x;
    const Vector here = load(at);
    const auto value = [&](float weight, const float* conductance, const float* from)
                           ISLETSIM_INLINE {
                             return weight * load(conductance) * term<of_differences>(from, here);
                           };
    const std::ptrdiff_t west = x > 0 ? -1 : 0;
    const std::ptrdiff_t east = x + 1 < g.nx ? 1 : 0;
    const auto lower_face = [&](int axis, std::ptrdiff_t to) ISLETSIM_INLINE {
      if (g.tissue_class == nullptr) return g.conductance[axis] + voxel * stride;
      return g.pair_conductance + static_cast<std::ptrdiff_t>(g.tissue_class[voxel] * g.classes +
                                                              g.tissue_class[voxel + to]) *
                                      stride;
    };
    const auto upper_face = [&](int axis, std::ptrdiff_t to) ISLETSIM_INLINE {
      if (g.tissue_class == nullptr) return g.conductance[axis] + (voxel + to) * stride;
      return lower_face(axis, to);
    };
    const Sides n = sides(g, row, x, at);
    return inflow<of_differences>(load(g.coupling),
                                  ((value(g.lower[0][x], lower_face(0, west), n.west) +
                                    value(g.upper[0][x], upper_face(0, east), n.east)) +
                                   (value(g.lower[1][row.y], lower_face(1, row.south), n.south) +
                                    value(g.upper[1][row.y], upper_face(1, row.north), n.north))) +
                                      (value(g.lower[2][row.z], lower_face(2, row.down), n.down) +
                                       value(g.upper[2][row.z], upper_face(2, row.up), n.up)));
  }

  /// Calls body(x, inflow of `values`) for x = start, start + step … of a row.
  template <bool of_differences, class Body>
  ISLETSIM_INLINE static void for_each_in_row(const StencilLevel& g, const Row& row,
                                              const float* values, int start, int step, Body body) {
    const float* at = values + row.first * stride;
    int x = start;
    if (g.classes > 0) {
      for (; x < g.nx; x += step)
        body(x, varying_inflow<of_differences>(g, row, x, at + x * stride));
      return;
    }
    if (row.regular) {
      if (x == 0) {
        body(x, graded_inflow<of_differences>(g, row, x, at));
        x += step;
      }
      const Vector coupling = load(g.coupling);
      for (; x < row.regular_end; x += step)
        body(x, regular_inflow<of_differences>(row, at + x * stride, coupling));
    }
    for (; x < g.nx; x += step) body(x, graded_inflow<of_differences>(g, row, x, at + x * stride));
  }

  ISLETSIM_INLINE static void add_squares(double* sums, const Vector& squares) {
    for (std::ptrdiff_t l = 0; l < lanes; ++l) sums[l] += static_cast<double>(squares[l]);
  }

  static void assemble(StencilLevel g, StencilStart start, Rows rows, StepSquares squares) {
    const Vector mass = load(g.mass);
    const Vector weight = load(start.weight);
    const Vector loss = load(g.loss);
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      Vector right_hand_side{};
      Vector residual{};
      RowRounding rounding;
      const int colour = first_of(0, row);
      for_each_in_row<true>(
          g, row, start.concentration, 0, 1, [&](int x, const Rounded& inflow) ISLETSIM_INLINE {
            const std::ptrdiff_t voxel = row.first + x;
            fetch_source_ahead(g, start, row, x);
            fetch_row_ahead(g, start.concentration + (voxel + row.up) * stride);
            fetch_row_ahead(g, g.rhs + voxel * stride);
            if (x % 2 != colour) fetch_row_ahead(g, g.correction + voxel * stride);
            const Vector here = load(start.concentration + voxel * stride);
            const Vector carried = load(g.rhs + voxel * stride);
            const auto entry = static_cast<std::ptrdiff_t>(g.entry_of_voxel[voxel]);
            const Rounded decay = product(loss, here);
            const Rounded flow = sum(inflow.value, -decay.value);
            Vector rate = flow.value;
            Vector missing = (inflow.missing - decay.missing) + flow.missing;
            if (entry != 0) {
              const Rounded outflow = product(load(g.extra + entry * stride), here);
              rate -= outflow.value;
              missing -= outflow.missing;
            }
            Vector whole = mass * (here + carried);
            const std::uint32_t slot = start.slot_of_voxel[voxel];
            if (slot != SparseAccumulator::no_slot) {
              LongVector source =
                  load_double(start.source + static_cast<std::ptrdiff_t>(slot) * stride);
              whole += weight * rounded(source);
              if (start.shift != nullptr)
                source -= load_double(start.shift + static_cast<std::ptrdiff_t>(slot) * stride);
              const LongVector exact = in_double(rate) + source;
              rate = rounded(exact);
              missing += rounded(exact - in_double(rate));
            }
            const Rounded weighted = product(weight, rate);
            const Vector left =
                rounding(weighted.value, mass * carried + (weighted.missing + weight * missing));
            store(g.rhs + voxel * stride, left);
            if (x % 2 == colour)
              store(g.correction + voxel * stride,
                    left * load(g.inverse_diagonal + entry * stride));
            right_hand_side += whole * whole;
            residual += left * left;
          });
      add_squares(squares.right_hand_side, right_hand_side);
      add_squares(squares.residual, residual);
    }
  }

  static void begin_sweep(StencilLevel g, Rows rows) {
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      for (int x = first_of(0, row); x < g.nx; x += 2) {
        const std::ptrdiff_t voxel = row.first + x;
        fetch_row_ahead(g, g.rhs + voxel * stride);
        fetch_row_ahead(g, g.rhs + (voxel + 1) * stride);
        fetch_row_ahead(g, g.correction + (voxel + 1) * stride);
        const auto entry = static_cast<std::ptrdiff_t>(g.entry_of_voxel[voxel]);
        store(g.correction + voxel * stride,
              load(g.rhs + voxel * stride) * load(g.inverse_diagonal + entry * stride));
      }
    }
  }

  // The half-sweep before the unweighted one on colour 1 fetched e of colour 0 only. `needed_next`
  // is fetched on the way.
  template <bool weighted>
  ISLETSIM_INLINE static void relax_row(const StencilLevel& g, const Row& row, int colour,
                                        float weight, const float* needed_next = nullptr) {
    for_each_in_row<false>(g, row, g.correction, first_of(colour, row), 2,
                           [&](int x, const Vector& inflow) ISLETSIM_INLINE {
                             const std::ptrdiff_t voxel = row.first + x;
                             const auto entry =
                                 static_cast<std::ptrdiff_t>(g.entry_of_voxel[voxel]);
                             float* at = g.correction + voxel * stride;
                             if (!weighted && colour == 1) fetch_row_ahead(g, at + stride);
                             if (needed_next != nullptr) {
                               fetch_row_ahead(g, needed_next + voxel * stride);
                               fetch_row_ahead(g, needed_next + (voxel + 1) * stride);
                             }
                             const Vector solved = (load(g.rhs + voxel * stride) + inflow) *
                                                   load(g.inverse_diagonal + entry * stride);
                             if constexpr (weighted) {
                               const Vector before = load(at);
                               const float share = entry < g.uptake_entries ? weight : 1.0F;
                               store(at, before + share * (solved - before));
                             } else {
                               store(at, solved);
                             }
                           });
  }

  static void relax(StencilLevel g, Rows rows, int colour, float weight) {
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      if (weight == 1)
        relax_row<false>(g, row, colour, weight);
      else
        relax_row<true>(g, row, colour, weight);
    }
  }

  // After the half-sweeps colour 1 has no residual. That of colour 0, where e was 0 before, is what
  // colour 1 brought.
  template <bool from_zero>
  ISLETSIM_INLINE static void restrict_row(const StencilLevel& g, const Row& row, float row_share,
                                           float* out) {
    for_each_in_row<false>(
        g, row, g.correction, first_of(0, row), 2,
        [&](int x, const Vector& inflow) ISLETSIM_INLINE {
          Vector left = inflow;
          if constexpr (!from_zero) {
            const std::ptrdiff_t voxel = row.first + x;
            const auto entry = static_cast<std::ptrdiff_t>(g.entry_of_voxel[voxel]);
            left = (load(g.rhs + voxel * stride) + inflow) -
                   load(g.diagonal + entry * stride) * load(g.correction + voxel * stride);
          }
          float* to = out + x / 2 * stride;
          store(to, load(to) + row_share * g.share[0][x] * left);
        });
  }

  static void restrict_residual(StencilLevel g, Rows rows, bool from_zero) {
    const bool last_of_coarse_plane = rows.z % 2 == 1 || rows.z + 1 == g.nz;
    if (!last_of_coarse_plane) return;
    const int coarse_z = rows.z / 2;
    for (int last_y = rows.begin; last_y < rows.end; ++last_y) {
      if (last_y % 2 == 0 && last_y + 1 < g.ny) continue;
      float* out =
          g.coarse_rhs +
          (static_cast<std::ptrdiff_t>(coarse_z) * g.coarse_ny + last_y / 2) * g.coarse_nx * stride;
      for (int x = 0; x < g.coarse_nx; ++x) store(out + x * stride, Vector{});
      for (int z = 2 * coarse_z; z <= rows.z; ++z)
        for (int y = last_y / 2 * 2; y <= last_y; ++y) {
          const Row row(g, y, z);
          const float row_share = g.share[1][y] * g.share[2][z];
          if (from_zero)
            restrict_row<true>(g, row, row_share, out);
          else
            restrict_row<false>(g, row, row_share, out);
        }
    }
  }

  ISLETSIM_INLINE static void add_interpolated(const StencilLevel& g, const Row& row, int x,
                                               int faces_across, Vector value) {
    const int faces = faces_across + towards_face(x, g.nx);
    if (faces > 0) {
      const std::ptrdiff_t coarse =
          (static_cast<std::ptrdiff_t>(row.z / 2) * g.coarse_ny + row.y / 2) * g.coarse_nx + x / 2;
      const Vector kept =
          1.0F - load(g.decline + static_cast<std::ptrdiff_t>(g.decline_of_voxel[coarse]) * stride);
      for (int face = 0; face < faces; ++face) value *= kept;
    }
    float* to = g.correction + (row.first + x) * stride;
    store(to, load(to) + g.interpolation_gain * value);
  }

  static void prolong_varying(const StencilLevel& g, const Row& row, int faces_across) {
    for (int x = first_of(1, row); x < g.nx; x += 2) {
      const std::ptrdiff_t voxel = row.first + x;
      const int at[3] = {x, row.y, row.z};
      const std::ptrdiff_t beside_by[3] = {1, g.nx, static_cast<std::ptrdiff_t>(g.nx) * g.ny};
      int other[3];
      const float* weight[3];
      for (int a = 0; a < 3; ++a) {
        other[a] = g.other_parent[a][at[a]];
        if (other[a] == at[a] / 2) {
          weight[a] = g.zeros;
        } else if (g.tissue_class != nullptr) {
          const std::ptrdiff_t beside = voxel + (at[a] % 2 == 1 ? beside_by[a] : -beside_by[a]);
          weight[a] =
              g.pair_weight + static_cast<std::ptrdiff_t>(g.tissue_class[voxel] * g.classes +
                                                          g.tissue_class[beside]) *
                                  stride;
        } else {
          weight[a] = g.varying_weight[a] + voxel * stride;
        }
      }
      Vector corner[8];
      for (int k = 0; k < 8; ++k) {
        const int i = (k & 1) != 0 ? other[0] : x / 2;
        const int j = (k & 2) != 0 ? other[1] : row.y / 2;
        const int m = (k & 4) != 0 ? other[2] : row.z / 2;
        corner[k] =
            load(g.coarse_correction +
                 ((static_cast<std::ptrdiff_t>(m) * g.coarse_ny + j) * g.coarse_nx + i) * stride);
      }
      for (int a = 0; a < 3; ++a)
        for (int k = 0; k < 8 >> (a + 1); ++k) {
          const Vector w = load(weight[a]);
          corner[k] = (1.0F - w) * corner[2 * k] + w * corner[2 * k + 1];
        }
      add_interpolated(g, row, x, faces_across, corner[0]);
    }
  }

  static void prolong(StencilLevel g, Rows rows) {
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      const int faces_across = towards_face(y, g.ny) + towards_face(rows.z, g.nz);
      if (g.classes > 0) {
        prolong_varying(g, row, faces_across);
        continue;
      }
      const auto coarse_row = [&](int coarse_y, int coarse_z) ISLETSIM_INLINE {
        return g.coarse_correction +
               (static_cast<std::ptrdiff_t>(coarse_z) * g.coarse_ny + coarse_y) * g.coarse_nx *
                   stride;
      };
      const int other_y = g.other_parent[1][y];
      const int other_z = g.other_parent[2][rows.z];
      const float weight_y = g.other_weight[1][y];
      const float weight_z = g.other_weight[2][rows.z];
      const float* near_near = coarse_row(y / 2, rows.z / 2);
      const float* far_near = coarse_row(other_y, rows.z / 2);
      const float* near_far = coarse_row(y / 2, other_z);
      const float* far_far = coarse_row(other_y, other_z);
      const float both_near = (1 - weight_y) * (1 - weight_z);
      const float y_far = weight_y * (1 - weight_z);
      const float z_far = (1 - weight_y) * weight_z;
      const float both_far = weight_y * weight_z;
      const auto across = [&](int i) ISLETSIM_INLINE {
        const std::ptrdiff_t at = i * stride;
        return (both_near * load(near_near + at) + y_far * load(far_near + at)) +
               (z_far * load(near_far + at) + both_far * load(far_far + at));
      };
      // Along the row the parents follow each other, and the other parent is the one before or
      // after.
      const int first = first_of(1, row);
      Vector parent = across(0);
      Vector other = parent;
      for (int x = first; x < g.nx; x += 2) {
        const int next = x / 2 + 1;
        const Vector following = next < g.coarse_nx ? across(next) : parent;
        if (first == 1) other = following;
        const float weight = g.other_weight[0][x];
        fetch_row_ahead(g, g.correction + (row.first + x) * stride);
        fetch_row_ahead(g, g.correction + (row.first + x + 1) * stride);
        fetch_row_ahead(g, g.rhs + (row.first + x) * stride);
        fetch_row_ahead(g, g.rhs + (row.first + x + 1) * stride);
        add_interpolated(g, row, x, faces_across, (1 - weight) * parent + weight * other);
        other = parent;
        parent = following;
      }
    }
  }

  static void finish_sweep(StencilLevel g, const float* concentration, Rows rows) {
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      relax_row<true>(g, row, 1, g.last_weight, concentration);
      for (int x = 0; x < g.nx; ++x) {
        const std::ptrdiff_t offset = (row.first + x) * stride;
        const Vector before = load(concentration + offset);
        const Vector after = before + load(g.correction + offset);
        const Vector bounded = after < 0.0F ? Vector{} : after;
        store(g.correction + offset, bounded - before);
      }
    }
  }

  static void apply_correction(StencilLevel g, float* concentration, Rows rows,
                               CycleSquares squares) {
    const Vector mass = load(g.mass);
    const Vector loss = load(g.loss);
    for (int y = rows.begin; y < rows.end; ++y) {
      const Row row(g, y, rows.z);
      Vector values{};
      Vector residual{};
      for_each_in_row<true>(
          g, row, g.correction, 0, 1, [&](int x, const Rounded& inflow) ISLETSIM_INLINE {
            const std::ptrdiff_t voxel = row.first + x;
            const auto entry = static_cast<std::ptrdiff_t>(g.entry_of_voxel[voxel]);
            const Vector before = load(concentration + voxel * stride);
            const Vector after = before + load(g.correction + voxel * stride);
            store(concentration + voxel * stride, after);
            // To the last bit, as e is rounded where c was the smaller of both.
            const Vector change = after - before;
            const Rounded decay = product(loss, change);
            const Rounded flow = sum(inflow.value, -decay.value);
            Vector whole = (load(g.rhs + voxel * stride) - mass * change) + flow.value;
            Vector missing = (inflow.missing - decay.missing) + flow.missing;
            if (entry != 0) {
              const Rounded outflow = product(load(g.extra + entry * stride), change);
              whole -= outflow.value;
              missing -= outflow.missing;
            }
            const Vector left = whole + missing;
            store(g.rhs + voxel * stride, left);
            values += after * after;
            residual += left * left;
          });
      add_squares(squares.concentration, values);
      add_squares(squares.residual, residual);
    }
  }

  static void distribute(const float* values, const Share* shares, std::size_t count,
                         float* const* places) {
    const Vector whole = load(values);
    for (std::size_t i = 0; i < count; ++i) {
      if (places[shares[i].place] == nullptr) continue;
      float* to = places[shares[i].place] + static_cast<std::ptrdiff_t>(shares[i].offset) * stride;
      store(to, load(to) + shares[i].share * whole);
    }
  }

  static constexpr StencilPasses table{assemble,          begin_sweep, relax,
                                       restrict_residual, prolong,     finish_sweep,
                                       apply_correction,  distribute};
};

#if defined(__AVX512F__) || !defined(__AVX2__)
using PassesOf16 = Passes<16, 16>;
#else
/// The passes over 16 lanes, eight by eight: gcc keeps sixteen in memory where registers hold
/// eight.
struct PassesOf16 {
  using Eight = Passes<8, 16>;

  template <class T>
  static void raise(T*& lane) {
    if (lane != nullptr) lane += 8;
  }

  static StencilLevel upper(StencilLevel g) {
    for (const float** lane :
         {&g.mass, &g.loss, &g.coupling, &g.diagonal, &g.inverse_diagonal, &g.extra,
          &g.pair_conductance, &g.conductance[0], &g.conductance[1], &g.conductance[2],
          &g.varying_weight[0], &g.varying_weight[1], &g.varying_weight[2], &g.pair_weight,
          &g.decline, &g.coarse_correction})
      raise(*lane);
    for (float** lane : {&g.rhs, &g.correction, &g.coarse_rhs}) raise(*lane);
    return g;
  }

  static void assemble(StencilLevel g, StencilStart start, Rows rows, StepSquares squares) {
    Eight::assemble(g, start, rows, squares);
    raise(start.concentration);
    raise(start.weight);
    raise(start.source);
    raise(start.shift);
    Eight::assemble(upper(g), start, rows, {squares.right_hand_side + 8, squares.residual + 8});
  }
  static void begin_sweep(StencilLevel g, Rows rows) {
    Eight::begin_sweep(g, rows);
    Eight::begin_sweep(upper(g), rows);
  }
  static void relax(StencilLevel g, Rows rows, int colour, float weight) {
    Eight::relax(g, rows, colour, weight);
    Eight::relax(upper(g), rows, colour, weight);
  }
  static void restrict_residual(StencilLevel g, Rows rows, bool from_zero) {
    Eight::restrict_residual(g, rows, from_zero);
    Eight::restrict_residual(upper(g), rows, from_zero);
  }
  static void prolong(StencilLevel g, Rows rows) {
    Eight::prolong(g, rows);
    Eight::prolong(upper(g), rows);
  }
  static void finish_sweep(StencilLevel g, const float* concentration, Rows rows) {
    Eight::finish_sweep(g, concentration, rows);
    Eight::finish_sweep(upper(g), concentration + 8, rows);
  }
  static void apply_correction(StencilLevel g, float* concentration, Rows rows,
                               CycleSquares squares) {
    Eight::apply_correction(g, concentration, rows, squares);
    Eight::apply_correction(upper(g), concentration + 8, rows,
                            {squares.concentration + 8, squares.residual + 8});
  }

  static constexpr StencilPasses table{assemble,
                                       begin_sweep,
                                       relax,
                                       restrict_residual,
                                       prolong,
                                       finish_sweep,
                                       apply_correction,
                                       Passes<16, 16>::distribute};
};
#endif

}  // namespace

extern const StencilKernels ISLETSIM_STENCIL_KERNELS;
const StencilKernels ISLETSIM_STENCIL_KERNELS{ISLETSIM_INSTRUCTION_SET, PassesOf16::table,
                                              Passes<8, 8>::table, Passes<8, 16>::table};

}  // namespace isletsim::detail
