#include "driver/breaking/template_shape.h"

#include <gtest/gtest.h>

namespace ovcc::breaking {
namespace {

struct Case {
  const char* before;
  const char* after;
  const char* change;
};

const Case kCases[] = {
    {"http://{{.ContainerName}}:80", "http://{{.ContainerName}}:80", ""},
    {"http://{{.ContainerName}}:80", "http://{{.ContainerName}}:8080", ""},
    {"http://{{.ContainerName}}:80", "http://{{.ContainerName}}:{{.ContainerPort 80}}", ""},
    {"http://{{.ContainerName}}:80", "https://{{.ContainerName}}:80", "the scheme `http` becomes `https`"},
    {"http://{{.ContainerName}}:80", "{{.ContainerName}}:80", "the scheme `http` becomes nothing"},
    {"http://{{.ContainerName}}:80", "http://{{.ContainerName}}", "it has no port any more"},
    {"http://{{.ContainerName}}", "http://{{.ContainerName}}:80", "it has a port now"},
    {"http://{{.ContainerName}}:80", "http://{{.ContainerName}}:80/v1", "the path nothing becomes `/v1`"},
    {"http://{{.ContainerName}}:80/v1", "http://{{.ContainerName}}:80/v2", "the path `/v1` becomes `/v2`"},
    {"http://{{.ContainerName}}:80", "http://example.org:80", "the host is no container of this program any more"},
    {"http://a.example.org:80", "http://b.example.org:80", ""},
    {"http://example.org", "http://{{.ContainerName}}", "the host is a container of this program now"},
    {"{{.ContainerName}}:5432", "{{.ContainerName}}:5433", ""},
    {"{{.ContainerName}}", "{{.ContainerName}}:5433", "it has a port now"},
    {"postgres://u@{{.ContainerName}}:1/x?a=1&b=2", "postgres://u@{{.ContainerName}}:1/x?b=3&a=4", ""},
    {"postgres://u@{{.ContainerName}}:1/x?a=1", "postgres://u@{{.ContainerName}}:1/x?c=1",
     "the query has other parameters"},
    {"llama3", "llama4", ""},
    {"llama3", "http://x", "it is an address now"},
    {"http://x", "", "it is no address any more"},
};

TEST(TemplateShape, TellsWhatReadersTakeForGranted) {
  for (const Case& one : kCases) {
    EXPECT_EQ(DescribeShapeChange(one.before, one.after), one.change) << one.before << " -> " << one.after;
  }
}

}  // namespace
}  // namespace ovcc::breaking
