// The written form of volume types.
#include "ir/volume.h"

namespace ovcc::ir {

std::string_view VolumeTypeText(VolumeType type) {
  switch (type) {
    case VolumeType::Named:
      return "volume";
    case VolumeType::Bind:
      return "bind";
    case VolumeType::Encrypted:
      return "encrypted";
  }
  return "volume";
}

}  // namespace ovcc::ir
