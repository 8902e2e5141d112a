// `ovcc lint --fix`: rounds of linting and editing in memory, then the disk.
#include "driver/lint/fix_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "driver/lint/fixes.h"
#include "driver/locked_file.h"
#include "frontend/edit/yaml_edit.h"
#include "support/line_diff.h"
#include "support/overlay_file_system.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr int kMostRounds = 20;

/// A file with its text on the disk and the one that it is to have.
struct Change {
  std::string before;
  std::string after;
};

class FixRun {
 public:
  FixRun(const FixFlags& flags, const LintStep& lint, const CommandContext& context)
      : flags_(flags), lint_(lint), context_(context) {}

  ExitStatus Run() {
    for (int round = 0; round < kMostRounds && Round(); ++round) {
    }
    if (flags_.dry_run) {
      for (const auto& [path, change] : changes_) {
        context_.console.Out(WithoutHidden(UnifiedDiff(path, change.before, path, change.after)));
      }
    } else if (!Write()) {
      return ExitStatus::Machine;
    }
    context_.console.Err(fmt::format("{} {} {} in {} {}\n", fixes_, fixes_ == 1 ? "fix" : "fixes",
                                     flags_.dry_run ? "could be made" : "made", changes_.size(),
                                     changes_.size() == 1 ? "file" : "files"));
    return ExitStatus::Done;
  }

 private:
  /// One round; false if nothing changed any more.
  bool Round() {
    std::deque<OverlayFileSystem> layers;
    const FileSystem* files = &context_.files;
    for (const auto& [path, change] : changes_) files = &layers.emplace_back(*files, path, change.after);
    const CommandContext as_changed{context_.console, context_.environment, *files, context_.processes,
                                    context_.working_directory};
    Compilation compilation;
    lint_(as_changed, compilation);

    KeepHidden(compilation);
    std::size_t count = 0;
    bool changed = false;
    for (auto& [file, text] : ApplyFixes(compilation.diags, compilation.sources, flags_.unsafe, count)) {
      const SourceManager::File& source = compilation.sources.file(file);
      if (text == source.bytes || !edit::ReadTree(text)) continue;
      changes_.try_emplace(source.name, Change{.before = source.bytes, .after = {}}).first->second.after = text;
      changed = true;
    }
    if (changed) fixes_ += count;
    return changed;
  }

  /// Remembers the texts that findings do not show.
  void KeepHidden(const Compilation& compilation) {
    const auto keep = [&](Span span) {
      for (const std::string_view line : Split(compilation.sources.TextOf(span), '\n')) {
        if (const std::string_view text = Trim(line); !text.empty()) hidden_.emplace(text);
      }
    };
    for (const Diagnostic& found : compilation.diags.all()) {
      if (found.hide_source) keep(found.span);
      for (const Label& label : found.labels) {
        if (label.hide_source) keep(label.span);
      }
    }
  }

  /// A diff without the lines that hold such a text: of them only the sign is left.
  [[nodiscard]] std::string WithoutHidden(const std::string& diff) const {
    if (hidden_.empty()) return diff;
    std::string shown;
    for (const std::string_view line : Split(diff, '\n')) {
      if (!shown.empty()) shown += '\n';
      const bool hides = std::ranges::any_of(hidden_, [line](const std::string& text) { return line.contains(text); });
      shown += hides ? std::string(line.substr(0, 1)) + "…" : std::string(line);
    }
    return shown;
  }

  bool Write() {
    for (const auto& [path, change] : changes_) {
      auto file = LockedFile::Open(InputPath(context_, path));
      std::string reason;
      if (!file) {
        reason = file.error().reason;
      } else if (file->bytes() != change.before) {
        reason = "it was changed while ovcc read it";
      } else if (const auto written = file->Replace(change.after); !written) {
        reason = written.error().reason;
      }
      if (reason.empty()) continue;
      context_.console.Err(fmt::format("ovcc: error: cannot change `{}`: {}\n", path, reason));
      return false;
    }
    return true;
  }

  const FixFlags& flags_;
  const LintStep& lint_;
  const CommandContext& context_;
  std::map<std::string, Change> changes_;  // by path as it was read
  std::set<std::string> hidden_;           // texts that may be secrets
  std::size_t fixes_ = 0;
};

}  // namespace

ExitStatus RunFixes(const FixFlags& flags, const LintStep& lint, const CommandContext& context) {
  return FixRun(flags, lint, context).Run();
}

}  // namespace ovcc
