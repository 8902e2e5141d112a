// The secret plan as a table: a row a podman secret, a line of the row a receiver and a place.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "backend/secrets/render.h"

namespace ovcc::backend {
namespace {

// Lines of text that stand below one another in a column.
using Cell = std::vector<std::string>;
constexpr std::size_t kColumns = 5;
using Row = std::array<Cell, kColumns>;

std::string ReceiverText(const SecretReceiver& receiver) {
  if (!receiver.env.empty()) return fmt::format("{}: variable {}", receiver.container.text(), receiver.env.text());
  return fmt::format("{}: file {}", receiver.container.text(), receiver.target.text());
}

Row RowOf(const PlannedSecret& secret) {
  Row row;
  row[0] = {std::string(secret.name.text())};
  row[1] = {secret.required ? "required" : "accepted"};
  row[2] = {secret.rotate ? "rotated" : "kept"};
  for (const SecretReceiver& receiver : secret.receivers) row[3].push_back(ReceiverText(receiver));
  for (const SecretPlace& place : PlacesOf(secret)) {
    std::string text = PlaceText(place);
    std::erase(text, '`');
    row[4].push_back(std::move(text));
  }
  if (MayBeGenerated(secret)) row[4].emplace_back("random, with --generate");
  return row;
}

void Append(std::string& text, const Row& row, const std::array<std::size_t, kColumns>& widths) {
  std::size_t height = 0;
  for (const Cell& cell : row) height = std::max(height, cell.size());
  for (std::size_t i = 0; i < height; ++i) {
    std::string line;
    for (std::size_t column = 0; column < kColumns; ++column) {
      const std::string_view piece = i < row[column].size() ? std::string_view(row[column][i]) : "";
      line += fmt::format("{:<{}}  ", piece, widths[column]);
    }
    text.append(line, 0, line.find_last_not_of(' ') + 1);
    text += '\n';
  }
}

}  // namespace

std::string SecretPlanTable(const SecretPlan& plan) {
  if (plan.empty()) return "no unit needs a podman secret\n";
  std::vector<Row> rows = {
      {Cell{"PODMAN SECRET"}, Cell{"NEEDED"}, Cell{"IF THERE"}, Cell{"RECEIVED BY"}, Cell{"VALUE FROM"}}};
  for (const PlannedSecret& secret : plan) rows.push_back(RowOf(secret));
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      for (const std::string& line : row[column]) widths[column] = std::max(widths[column], line.size());
    }
  }
  std::string text;
  for (const Row& row : rows) Append(text, row, widths);
  return text;
}

}  // namespace ovcc::backend
