// The least that a compile costs with these libraries: yaml-cpp's event parse of the same bytes with an empty handler,
// and the same output bytes written to as many files by way of temporary names. One thread, nothing else.
//
//   ovcc_floor parse FILE...            every input, read before the clock starts
//   ovcc_floor write FROM INTO          the files of the folder FROM, read before the clock starts, into the folder
//   INTO
//
// Prints seconds.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

class EmptyHandler final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {}
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {}
  void OnMapEnd() override {}
};

using Clock = std::chrono::steady_clock;

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

double Parse(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back(ReadWhole(path));
  const auto start = Clock::now();
  for (const std::string& text : texts) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    EmptyHandler handler;
    while (parser.HandleNextDocument(handler)) {
    }
  }
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void Require(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

double Write(const std::string& from, const std::string& into) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(from)) {
    files.emplace_back(entry.path().filename().string(), ReadWhole(entry.path()));
  }
  const auto start = Clock::now();
  std::filesystem::create_directories(into);
  const int folder = open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  Require(folder >= 0, "cannot open the folder");
  for (const auto& [name, bytes] : files) {
    const std::string temporary = ".tmp-" + name + "~";
    const int file = openat(folder, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    Require(file >= 0, "cannot create a file");
    Require(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "cannot write a file");
    Require(close(file) == 0, "cannot close a file");
    Require(renameat(folder, temporary.c_str(), folder, name.c_str()) == 0, "cannot rename a file");
  }
  close(folder);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int count, char** words) try {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() >= 2 && arguments[0] == "parse") {
    fmt::print("{:.6f}\n", Parse({arguments.begin() + 1, arguments.end()}));
    return EXIT_SUCCESS;
  }
  if (arguments.size() == 3 && arguments[0] == "write") {
    fmt::print("{:.6f}\n", Write(arguments[1], arguments[2]));
    return EXIT_SUCCESS;
  }
  fmt::print(stderr, "usage: ovcc_floor parse FILE... | write FROM INTO\n");
  return 2;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return EXIT_FAILURE;
}
