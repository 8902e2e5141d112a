// A comparison for people: what a deploy would do comes first, because that is what decides.
#include "driver/diff/render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "driver/render_changes.h"

namespace ovcc {
namespace {

char MarkOf(ServiceAction action) {
  switch (action) {
    case ServiceAction::Start:
      return '+';
    case ServiceAction::Restart:
      return '~';
    case ServiceAction::Stop:
      return '-';
  }
  return ' ';
}

// `2 services restart, 1 starts`; empty if nothing happens to any.
std::string ServiceCounts(const DiffReport& report) {
  std::vector<std::string> counts;
  for (const ServiceAction action : {ServiceAction::Restart, ServiceAction::Start, ServiceAction::Stop}) {
    const auto count = static_cast<std::size_t>(std::ranges::count(report.services, action, &ServiceChange::action));
    if (count == 0) continue;
    const std::string subject = counts.empty() ? Count(count, "service") : fmt::format("{}", count);
    counts.push_back(fmt::format("{} {}{}", subject, NameOf(action), count == 1 ? "s" : ""));
  }
  return fmt::format("{}", fmt::join(counts, ", "));
}

std::string ServiceLines(const DiffReport& report, bool colour) {
  std::size_t width = 0;
  for (const ServiceChange& change : report.services) width = std::max(width, change.service.size());
  std::string text;
  for (const ServiceChange& change : report.services) {
    std::string line =
        fmt::format("{:<7}  {:<{}}  {}", NameOf(change.action), change.service, width, fmt::join(change.reasons, "; "));
    if (change.by_hand) line += change.action == ServiceAction::Restart ? " (only where it runs)" : " (by hand)";
    text += fmt::format("  {}\n", Marked(MarkOf(change.action), line, colour));
  }
  return text;
}

std::string FileLines(const FileComparison& file, bool colour) {
  const std::string name = Printable(file.name);
  switch (file.state) {
    case FileState::Same:
      return "";
    case FileState::Alike:
      return Marked('=', name + " means the same, but is written differently", colour) + "\n";
    case FileState::Changed:
      return Marked('~', name, colour) + "\n" + ChangeLines(file, colour);
    case FileState::Added:
      return Marked('+', name, colour) + "\n";
    case FileState::Removed:
      return Marked('-', name, colour) + "\n";
  }
  return "";
}

}  // namespace

bool DiffReport::IsSame() const {
  return std::ranges::all_of(files, [](const FileComparison& file) { return file.state == FileState::Same; });
}

std::string DiffText(const DiffReport& report, bool colour) {
  const std::size_t different = static_cast<std::size_t>(
      std::ranges::count_if(report.files, [](const FileComparison& file) { return file.state != FileState::Same; }));
  if (different == 0) {
    return fmt::format("{} and {} are the same: {}\n", report.before.shown, report.after.shown,
                       Count(report.files.size(), "file"));
  }
  const std::string counts = ServiceCounts(report);
  std::string text =
      fmt::format("{} -> {}: {}; {} of {} differ\n", report.before.shown, report.after.shown,
                  counts.empty() ? "no service is touched" : counts, different, Count(report.files.size(), "file"));
  if (!report.services.empty()) text += "\n" + ServiceLines(report, colour);
  text += "\n";
  for (const FileComparison& file : report.files) text += FileLines(file, colour);
  return text;
}

}  // namespace ovcc
