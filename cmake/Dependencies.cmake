# Everything comes from the system's packages: scripts/install-packages.sh.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)  # its shared library: bench/ovcc_floor
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(pegtl REQUIRED HINTS /usr/share/pegtl/cmake)
# Archives: calls within them cost less than within shared libraries, and the program starts faster.
find_library(OVCC_YAML_CPP libyaml-cpp.a REQUIRED)
find_library(OVCC_BLAKE2 libb2.a REQUIRED)
find_path(OVCC_XXHASH xxhash.h REQUIRED)  # used as a header
if(CMAKE_BUILD_TYPE STREQUAL Release)  # not where a sanitizer brings an allocator of its own
  find_package(mimalloc REQUIRED)
endif()
if(OVCC_BUILD_TESTS OR OVCC_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
if(OVCC_BUILD_TESTS)
  find_package(GTest REQUIRED)
  # The system's interpreter: it sees the system's modules.
  set(Python3_EXECUTABLE /usr/bin/python3)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  find_program(OVCC_FILECHECK NAMES FileCheck FileCheck-14 FileCheck-19 PATHS /usr/lib/llvm-14/bin /usr/lib/llvm-19/bin REQUIRED)
  find_program(OVCC_SPLIT_FILE NAMES split-file split-file-14 split-file-19 PATHS /usr/lib/llvm-14/bin /usr/lib/llvm-19/bin REQUIRED)
  find_program(OVCC_NOT NAMES not not-14 PATHS /usr/lib/llvm-14/bin /usr/lib/llvm-19/bin REQUIRED)
  find_file(OVCC_LIT NAMES lit.py PATHS /usr/lib/llvm-14/build/utils/lit /usr/lib/llvm-19/build/utils/lit REQUIRED NO_DEFAULT_PATH)
endif()
