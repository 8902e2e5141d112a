// `ovcc inspect`: asks Podman about built images and keeps the answers for `--inspect`. An answer that is there already
// is replaced, because an image of the same name may have been pulled anew; it serves when Podman cannot be asked.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "driver/command.h"
#include "driver/inspect_store.h"
#include "frontend/read/inspect.h"
#include "support/render_text.h"
#include "support/text.h"

namespace ovcc {
namespace {

struct InspectFlags {
  std::vector<std::string> images;
  std::optional<std::string> out;
  std::string podman = "podman";
};

/// Why an engine does not tell of an image.
struct Refusal {
  std::string reason;
  bool not_started = false;  // there is no engine to ask
};

std::expected<std::string, Refusal> Ask(const InspectFlags& flags, const CommandContext& context,
                                        const std::string& image) {
  const auto result =
      context.processes.Run({{flags.podman, "image", "inspect", "--", image}, {}, context.environment.all()});
  if (!result) {
    return std::unexpected(Refusal{fmt::format("`{}` cannot be run: {}", flags.podman, result.error().reason), true});
  }
  if (result->status == 0) return result->output;
  constexpr std::string_view kPrefix = "Error: ";
  std::string_view reason = Trim(SplitFirst(result->error, '\n').first);
  if (reason.starts_with(kPrefix)) reason.remove_prefix(kPrefix.size());
  const std::string about = image + ": ";
  if (const std::size_t at = reason.find(about); at != std::string_view::npos) {
    reason.remove_prefix(at + about.size());
  }
  if (reason.empty()) return std::unexpected(Refusal{fmt::format("exit status {}", result->status)});
  return std::unexpected(Refusal{std::string(reason)});
}

/// What Podman and Docker say of an image that they do not have.
bool IsUnknownImage(std::string_view reason) {
  return reason.contains("image not known") || reason.contains("No such image");
}

class Inspection {
 public:
  /// `folder`: of kept answers; only with `--out` there may be none.
  Inspection(const InspectFlags& flags, const CommandContext& context, std::optional<std::string> folder)
      : flags_(flags), context_(context), folder_(std::move(folder)) {}

  ExitStatus Run() {
    std::vector<std::string> answers;
    for (const std::string& image : flags_.images) {
      std::optional<std::string> answer = Answer(image);
      if (answer && !flags_.out) Store(KeptPath(image), *answer);
      if (answer) answers.push_back(*std::move(answer));
    }
    if (flags_.out && !diags_.has_errors()) WriteOut(JoinAnswers(answers));
    diags_.Sort(sources_);
    for (const Diagnostic& found : diags_.all()) {
      context_.console.Err(RenderText(found, sources_, context_.console.colour()));
    }
    if (machine_failed_) return ExitStatus::Machine;
    return diags_.has_errors() ? ExitStatus::Errors : ExitStatus::Done;
  }

 private:
  [[nodiscard]] std::string KeptPath(const std::string& image) const {
    return JoinPath(folder_.value_or(""), AnswerName(image));
  }

  /// What is known of an image, reduced; nothing if there is no usable answer, which is reported.
  std::optional<std::string> Answer(const std::string& image) {
    auto asked = Ask(flags_, context_, image);
    if (asked) return Check(image, *std::move(asked));
    if (auto kept = context_.files.Read(KeptPath(image)); folder_ && kept) {
      diags_.Emit({}, diag::InspectCached, image, asked.error().reason);
      return Check(image, *std::move(kept));
    }
    Diagnostic& found = diags_.Emit({}, diag::ImageNotInspected, image, asked.error().reason);
    if (IsUnknownImage(asked.error().reason)) found.Help(fmt::format("pull it first: `podman pull {}`", image));
    machine_failed_ = machine_failed_ || asked.error().not_started;
    return std::nullopt;
  }

  std::optional<std::string> Check(const std::string& image, std::string answer) {
    DiagnosticSink found;
    std::optional<std::string> reduced;
    if (const auto index = sources_.Add(fmt::format("<inspect {}>", image), answer)) {
      static_cast<void>(ReadInspectFile(sources_, *index, names_, found));
      if (!found.has_errors()) reduced = JoinAnswers(std::span(&answer, 1));
    } else {
      found.Emit({}, diag::ImageNotInspected, image, index.error());
    }
    diags_.Join(std::move(found));
    return reduced;
  }

  void Store(const std::string& path, std::string_view bytes) {
    if (const auto written = ReplaceFile(path, bytes); !written) {
      context_.console.Err(
          fmt::format("ovcc: error: cannot write `{}`: {}\n", written.error().path, written.error().reason));
      machine_failed_ = true;
      return;
    }
    context_.console.Out(path + "\n");
  }

  void WriteOut(const std::string& text) {
    if (*flags_.out == "-") {
      context_.console.Out(text);
    } else {
      Store(JoinPath(context_.working_directory, *flags_.out), text);
    }
  }

  const InspectFlags& flags_;
  const CommandContext& context_;
  std::optional<std::string> folder_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
  bool machine_failed_ = false;
};

}  // namespace

CommandRunner DeclareInspect(CLI::App& app) {
  const auto flags = std::make_shared<InspectFlags>();
  app.add_option("images", flags->images, "images that Podman has: names, references or ids")
      ->required()
      ->option_text("IMAGE…");
  app.add_option("--out", flags->out, "write one file with all answers instead of the cache; `-` is standard output")
      ->option_text("FILE");
  app.add_option("--podman", flags->podman, "the program to ask; default: podman")->option_text("PROGRAM");
  return [flags](const CommandContext& context) {
    std::optional<std::string> folder = AnswerFolder(context.environment);
    if (!folder && !flags->out) {
      context.console.Err("ovcc: error: neither `XDG_CACHE_HOME` nor `HOME` says where answers are kept\n");
      return ExitStatus::Machine;
    }
    return Inspection(*flags, context, std::move(folder)).Run();
  };
}

}  // namespace ovcc
