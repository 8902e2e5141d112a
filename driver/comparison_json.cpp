// The JSON of `ovcc check` and `ovcc diff`; the schemas stand in docs/schemas/.
#include <nlohmann/json.hpp>

#include "driver/check/render.h"
#include "driver/diff/render.h"

namespace ovcc {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;

std::string Printed(const ordered_json& root) {
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string_view NameOf(backend::ChangeKind kind) {
  switch (kind) {
    case backend::ChangeKind::Added:
      return "added";
    case backend::ChangeKind::Removed:
      return "removed";
    case backend::ChangeKind::Changed:
      return "changed";
    case backend::ChangeKind::Reordered:
      return "reordered";
  }
  return "";
}

std::string_view NameOf(FileState state) {
  switch (state) {
    case FileState::Same:
      return "same";
    case FileState::Alike:
      return "alike";
    case FileState::Changed:
      return "changed";
    case FileState::Added:
      return "added";
    case FileState::Removed:
      return "removed";
  }
  return "";
}

ordered_json ChangeObject(const backend::DirectiveChange& change) {
  ordered_json object = {{"change", NameOf(change.kind)}};
  if (!change.section.empty()) object["section"] = change.section;
  if (!change.key.empty()) object["key"] = change.key;
  if (!change.variable.empty()) object["variable"] = change.variable;
  object["before"] = change.before;
  object["after"] = change.after;
  if (change.before_line != 0) object["before_line"] = change.before_line;
  if (change.after_line != 0) object["after_line"] = change.after_line;
  return object;
}

ordered_json FileObject(const FileComparison& file, std::string_view state) {
  ordered_json changes = ordered_json::array();
  for (const backend::DirectiveChange& change : file.changes) changes.push_back(ChangeObject(change));
  ordered_json errors = ordered_json::array();
  for (const backend::UnitError& error : file.errors)
    errors.push_back({{"line", error.line}, {"message", error.message}});
  return {{"name", file.name}, {"state", state}, {"changes", std::move(changes)}, {"errors", std::move(errors)}};
}

ordered_json SideObject(const Side& side) {
  ordered_json object;
  switch (side.request.kind) {
    case SideKind::Project:
      object["kind"] = "project";
      break;
    case SideKind::Folder:
      object["kind"] = "folder";
      break;
    case SideKind::Revision:
      object["kind"] = "revision";
      break;
    case SideKind::Target:
      object["kind"] = "target";
      break;
  }
  object["name"] = side.request.name;
  if (!side.commit.empty()) object["commit"] = side.commit;
  return object;
}

}  // namespace

std::string GoldenJson(const GoldenReport& report) {
  ordered_json counts;
  for (const GoldenState state : {GoldenState::Same, GoldenState::Alike, GoldenState::Changed, GoldenState::Missing,
                                  GoldenState::Stale, GoldenState::Extra}) {
    counts[NameOf(state)] = report.CountOf(state);
  }
  ordered_json files = ordered_json::array();
  for (const GoldenFile& file : report.files) {
    if (file.state != GoldenState::Same) files.push_back(FileObject(file.comparison, NameOf(file.state)));
  }
  return Printed({{"format", kFormat},
                  {"golden", report.folder},
                  {"same", report.Differences() == 0},
                  {"counts", std::move(counts)},
                  {"files", std::move(files)}});
}

std::string DiffJson(const DiffReport& report) {
  ordered_json services = ordered_json::array();
  for (const ServiceChange& change : report.services) {
    services.push_back({{"service", change.service},
                        {"action", NameOf(change.action)},
                        {"by_hand", change.by_hand},
                        {"reasons", change.reasons}});
  }
  ordered_json files = ordered_json::array();
  for (const FileComparison& file : report.files) {
    if (file.state != FileState::Same) files.push_back(FileObject(file, NameOf(file.state)));
  }
  return Printed({{"format", kFormat},
                  {"before", SideObject(report.before)},
                  {"after", SideObject(report.after)},
                  {"same", report.IsSame()},
                  {"services", std::move(services)},
                  {"files", std::move(files)}});
}

}  // namespace ovcc
