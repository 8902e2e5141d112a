// Puts on the disk what the fuzzer of the whole compiler compiles in memory, for other programs to look at.
//   write_random_projects FOLDER INPUT…
// The project of an input lies below FOLDER/<file name of the input>.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "driver/fuzz/random_project.h"

namespace ovcc {
namespace {

bool WriteFile(const std::filesystem::path& path, const std::string& bytes) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return !error && !file.fail();
}

bool WriteProject(const std::filesystem::path& folder, const std::filesystem::path& source) {
  std::ifstream file(source, std::ios::binary);
  if (!file) return false;
  const std::vector<std::uint8_t> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  FuzzInput input(bytes.data(), bytes.size());
  for (const auto& [path, text] : RandomProject(input)) {
    if (!WriteFile(folder / source.filename() / path, text)) return false;
  }
  return true;
}

}  // namespace
}  // namespace ovcc

int main(int argc, char** argv) {
  for (int i = 2; i < argc; ++i) {
    if (ovcc::WriteProject(argv[1], argv[i])) continue;
    std::fprintf(stderr, "%s: cannot be read, or its project cannot be written\n", argv[i]);
    return 1;
  }
  return 0;
}
