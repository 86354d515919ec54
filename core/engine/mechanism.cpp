// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/mechanism.hpp"

#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(Shape shape) {
  switch (shape) {
    case Shape::hazard: return "hazard";
    case Shape::relaxation: return "relaxation";
    case Shape::secretion: return "secretion";
    case Shape::contact: return "contact";
    case Shape::move: return "move";
    case Shape::arrival: return "arrival";
    case Shape::tissue: return "tissue";
    case Shape::host: return "host";
    case Shape::treatment: return "treatment";
    case Shape::patient: return "patient";
    case Shape::observation: return "observation";
  }
  throw InternalError("unknown shape");
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::low: return "low";
    case Confidence::medium: return "medium";
    case Confidence::high: return "high";
  }
  throw InternalError("unknown confidence");
}

}  // namespace isletsim
