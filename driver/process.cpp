// Runs a program with posix_spawn and talks to it over three pipes, all at once, so that neither side waits for ever.
#include "driver/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "driver/held_signals.h"
#include "support/descriptor.h"

namespace ovcc {
namespace {

constexpr int kSignalBase = 128;

/// Both ends of a pipe, closed in every other program.
struct Pipe {
  Descriptor read_end;
  Descriptor write_end;

  [[nodiscard]] bool Open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = Descriptor(ends[0]);
    write_end = Descriptor(ends[1]);
    return true;
  }
};

/// A program that ends early must not end ovcc: writing to it is an error of the write, not a signal.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    sigset_t pipe_signal;
    (void)sigemptyset(&pipe_signal);
    (void)sigaddset(&pipe_signal, SIGPIPE);
    (void)pthread_sigmask(SIG_BLOCK, &pipe_signal, &before_);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;
  NoBrokenPipe(NoBrokenPipe&&) = delete;
  NoBrokenPipe& operator=(NoBrokenPipe&&) = delete;
  ~NoBrokenPipe() {
    sigset_t pipe_signal;
    (void)sigemptyset(&pipe_signal);
    (void)sigaddset(&pipe_signal, SIGPIPE);
    constexpr timespec kNow{};
    if (sigismember(&before_, SIGPIPE) == 0) (void)sigtimedwait(&pipe_signal, nullptr, &kNow);
    (void)pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  /// The signals as they were: the started program gets those.
  [[nodiscard]] const sigset_t& before() const { return before_; }

 private:
  sigset_t before_{};
};

IoError Fail(const std::string& program, int reason) { return {program, std::strerror(reason), reason == ENOENT}; }

/// Starts the program; its process number, or why not.
std::expected<pid_t, int> Start(const ProcessRequest& request, const sigset_t& signals, const Pipe& input,
                                const Pipe& output, const Pipe& error) {
  std::vector<char*> arguments;
  arguments.reserve(request.arguments.size() + 1);
  for (const std::string& argument : request.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::vector<std::string> assignments;
  assignments.reserve(request.environment.size());
  for (const auto& [name, value] : request.environment) assignments.push_back(fmt::format("{}={}", name, value));
  std::vector<char*> environment;
  environment.reserve(assignments.size() + 1);
  for (std::string& assignment : assignments) environment.push_back(assignment.data());
  environment.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  (void)posix_spawn_file_actions_init(&actions);
  (void)posix_spawn_file_actions_adddup2(&actions, input.read_end.get(), STDIN_FILENO);
  (void)posix_spawn_file_actions_adddup2(&actions, output.write_end.get(), STDOUT_FILENO);
  (void)posix_spawn_file_actions_adddup2(&actions, error.write_end.get(), STDERR_FILENO);
  // Not even what whoever started ovcc left open.
  (void)posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  (void)posix_spawnattr_init(&attributes);
  sigset_t mask = signals;
  if (!request.shielded) {
    for (const int stop : kStopSignals) (void)sigdelset(&mask, stop);
  }
  const int group = request.shielded ? POSIX_SPAWN_SETPGROUP : 0;  // number 0 by default: a new one
  (void)posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | group));
  (void)posix_spawnattr_setsigmask(&attributes, &mask);
  pid_t process = 0;
  const int reason =
      posix_spawnp(&process, arguments.front(), &actions, &attributes, arguments.data(), environment.data());
  (void)posix_spawnattr_destroy(&attributes);
  (void)posix_spawn_file_actions_destroy(&actions);
  if (reason != 0) return std::unexpected(reason);
  return process;
}

/// Reads what is there; closes the descriptor at the end of the stream.
void Drain(Descriptor& from, std::string& into) {
  constexpr std::size_t kPiece = 65536;
  std::array<char, kPiece> piece{};
  const ssize_t got = read(from.get(), piece.data(), piece.size());
  if (got > 0) {
    into.append(piece.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
    from = Descriptor();
  }
}

/// Writes what the pipe takes; closes it when all is written or nobody reads.
void Feed(Descriptor& into, std::string_view& rest) {
  const ssize_t written = rest.empty() ? 0 : write(into.get(), rest.data(), rest.size());
  if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  if (rest.empty() || (written < 0 && errno != EINTR && errno != EAGAIN)) into = Descriptor();
}

/// False if the program says too much.
bool Talk(std::string_view input, Descriptor to, Descriptor output, Descriptor error, ProcessResult& result) {
  (void)fcntl(to.get(), F_SETFL, O_NONBLOCK);
  if (input.empty()) to = Descriptor();
  while (to.ok() || output.ok() || error.ok()) {
    // A descriptor of -1 is passed over.
    std::array<pollfd, 3> waiting = {pollfd{to.get(), POLLOUT, 0}, pollfd{output.get(), POLLIN, 0},
                                     pollfd{error.get(), POLLIN, 0}};
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return true;
    if (waiting[0].revents != 0) Feed(to, input);
    if (waiting[1].revents != 0) Drain(output, result.output);
    if (waiting[2].revents != 0) Drain(error, result.error);
    if (std::max(result.output.size(), result.error.size()) > kLargestInput) return false;
  }
  return true;
}

}  // namespace

std::expected<ProcessResult, IoError> SystemProcesses::Run(const ProcessRequest& request) const {
  const std::string& program = request.arguments.front();
  Pipe input;
  Pipe output;
  Pipe error;
  if (!input.Open() || !output.Open() || !error.Open()) return std::unexpected(Fail(program, errno));
  const NoBrokenPipe guard;
  const auto process = Start(request, guard.before(), input, output, error);
  if (!process) return std::unexpected(Fail(program, process.error()));
  input.read_end = Descriptor();
  output.write_end = Descriptor();
  error.write_end = Descriptor();
  ProcessResult result;
  const bool told =
      Talk(request.input, std::move(input.write_end), std::move(output.read_end), std::move(error.read_end), result);
  if (!told) (void)kill(*process, SIGKILL);
  int state = 0;
  while (waitpid(*process, &state, 0) < 0) {
    if (errno != EINTR) return std::unexpected(Fail(program, errno));
  }
  if (!told) return std::unexpected(IoError{program, fmt::format("it printed more than {} MiB", kLargestInput >> 20U)});
  result.status = WIFEXITED(state) ? WEXITSTATUS(state) : kSignalBase + WTERMSIG(state);
  return result;
}

}  // namespace ovcc
