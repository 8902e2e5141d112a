// Patterns of field tables against the grammars that read the fields: a pattern takes whatever the grammar takes.
#include "frontend/schema/scalars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "frontend/grammar/env_assignment.h"
#include "frontend/grammar/image_ref.h"
#include "frontend/grammar/layer_port.h"
#include "frontend/grammar/mount.h"
#include "frontend/grammar/port_mapping.h"
#include "frontend/grammar/size.h"
#include "frontend/grammar/template_text.h"
#include "frontend/grammar/tunnel.h"
#include "frontend/grammar/volume_flag.h"
#include "support/text.h"

namespace ovcc::schema {
namespace {

/// Judges texts by a `Scalar`.
class Matcher {
 public:
  explicit Matcher(const Scalar& scalar) : words_(Split(scalar.words, ' ')), pattern_(std::string(scalar.pattern)) {}

  [[nodiscard]] bool Takes(const std::string& text) const {
    if (words_.front().empty()) return std::regex_match(text, pattern_);
    return text.empty() || std::ranges::find(words_, text) != words_.end();
  }

 private:
  std::vector<std::string_view> words_;
  std::regex pattern_;
};

// Texts of every form, whole and broken: each grammar takes some of them.
std::vector<std::string> Samples() {
  std::vector<std::string> samples = {"",
                                      "a",
                                      "A",
                                      "1",
                                      "a-b",
                                      "a--b",
                                      "a.b",
                                      "a_b",
                                      "_a",
                                      "-a",
                                      "a b",
                                      "a,b",
                                      "PATH",
                                      "PATHS",
                                      "A=1",
                                      "A=",
                                      "A.B-C=x=y",
                                      "A=two\nlines",
                                      "=1",
                                      "1A=2",
                                      "80",
                                      "080",
                                      "0",
                                      "65535",
                                      "65536",
                                      "123456",
                                      "8080:80",
                                      "8080:80/udp",
                                      "80/tcp",
                                      "80/sctp",
                                      "127.0.0.1:8080:80",
                                      "[::1]:8080:80/tcp",
                                      "[::ffff:1.2.3.4]:1:2",
                                      "::1:8080:80",
                                      "auto",
                                      "tcp:5432",
                                      "https+insecure:1",
                                      "tls-terminated-tcp:22",
                                      "ftp:21",
                                      "512m",
                                      "1.5g",
                                      "50%",
                                      "infinity",
                                      " 2g ",
                                      "2 g",
                                      "128b",
                                      "2.5",
                                      "0.001",
                                      "1e3",
                                      "/a:/b",
                                      "/a:/b:ro,z",
                                      "vol:/b",
                                      "tmpfs:/tmp",
                                      "tmpfs:/tmp:size=1g",
                                      "a:b",
                                      "/a b:/c",
                                      "quay.io/a/b:1",
                                      "localhost:5000/x",
                                      "a/b@sha256:" + std::string(64, '0'),
                                      "registry.example.org",
                                      "a/b/",
                                      "a:",
                                      "[::1]:5000/x",
                                      "UPPER/x",
                                      "sha256",
                                      "latest",
                                      "1.0_b-2",
                                      "http://{{.ContainerName}}:80",
                                      "{{.HostPort 80}}",
                                      "{{.ContainerPort 65535}}",
                                      "{{{.ContainerName}}",
                                      "{{.ContainerName}}}",
                                      "{{.Other}}",
                                      "{{",
                                      "}}",
                                      "{a}",
                                      "}{",
                                      "{\"a\":{\"b\":{}}",
                                      "tailscale",
                                      "cloudflare",
                                      "volume",
                                      "bind",
                                      "encrypted",
                                      "encrypt",
                                      "tunnel-1",
                                      "tunnel_1"};
  const std::vector<std::string> joined = {"1.2.3.4:", "[::]:", "tcp:", "/x:", "{"};
  const std::size_t plain = samples.size();
  for (const std::string& front : joined) {
    for (std::size_t i = 0; i < plain; ++i) samples.push_back(front + samples[i]);
  }
  return samples;
}

struct Case {
  const char* name;
  const Scalar& scalar;
  bool (*reads)(std::string_view);
};

const Case kCases[] = {
    {"a name", kName, IsName},
    {"a volume", kKebab, IsKebab},
    {"a variable", kEnvName, IsEnvName},
    {"a key", kEnvKey, IsEnvKey},
    {"a baked key", kBakedEnvKey, [](std::string_view text) { return IsEnvKey(text) && text != "PATH"; }},
    {"an assignment", kEnvAssignment, [](std::string_view text) { return ParseEnvAssignment(text).has_value(); }},
    {"a template", kTemplate, [](std::string_view text) { return ParseTemplate(text).has_value(); }},
    {"a reference", kImageReference, [](std::string_view text) { return ParseImageRef(text).has_value(); }},
    {"a pinned reference", kPinnedReference,
     [](std::string_view text) {
       const auto parsed = ParseImageRef(text);
       return parsed && parsed->pinned;
     }},
    {"a registry", kRegistryPath, [](std::string_view text) { return CheckRegistry(text).has_value(); }},
    {"a tag", kImageTag, [](std::string_view text) { return CheckImageTag(text).has_value(); }},
    {"a port", kPortNumber, [](std::string_view text) { return ParsePortNumber(text).has_value(); }},
    {"a port mapping", kPortMapping,
     [](std::string_view text) { return text != "auto" && ParsePortMapping(text).has_value(); }},
    {"a port of an entry", kEntryPort, [](std::string_view text) { return ParsePortMapping(text).has_value(); }},
    {"a port of a layer", kLayerPort, [](std::string_view text) { return ParseLayerPort(text).has_value(); }},
    {"a memory size", kMemorySize, [](std::string_view text) { return CheckMemorySize(text).has_value(); }},
    {"a shared memory size", kShmSize, [](std::string_view text) { return CheckShmSize(text).has_value(); }},
    {"CPUs", kCpus, [](std::string_view text) { return CheckCpus(text).has_value(); }},
    {"a mount", kMount, [](std::string_view text) { return ParseMount(text).has_value(); }},
    {"a tunnel", kTunnelName, [](std::string_view text) { return CheckTunnelName(text).has_value(); }},
    {"a provider", kTunnelProvider, [](std::string_view text) { return ParseTunnelProvider(text).has_value(); }},
    {"a type of volumes", kVolumeType, [](std::string_view text) { return ParseVolumeType(text).has_value(); }},
};

TEST(Scalars, PatternsTakeWhatTheGrammarsTake) {
  for (const Case& one : kCases) {
    const Matcher matcher(one.scalar);
    int taken = 0;
    for (const std::string& sample : Samples()) {
      if (!one.reads(sample)) continue;
      ++taken;
      EXPECT_TRUE(matcher.Takes(sample)) << one.name << ": " << sample;
    }
    EXPECT_GT(taken, 0) << one.name;
  }
}

TEST(Scalars, PatternsRefuseMostOfWhatTheGrammarsRefuse) {
  for (const Case& one : kCases) {
    const Matcher matcher(one.scalar);
    int refused = 0;
    int caught = 0;
    for (const std::string& sample : Samples()) {
      if (one.reads(sample)) continue;
      ++refused;
      if (!matcher.Takes(sample)) ++caught;
    }
    EXPECT_GT(caught * 2, refused) << one.name << ": " << caught << " of " << refused;
  }
}

TEST(Scalars, EverySchemeOfALayerPortIsTaken) {
  const Matcher matcher(kLayerPort);
  for (const std::string_view scheme : LayerPortSchemes()) {
    EXPECT_TRUE(matcher.Takes(std::string(scheme) + ":80")) << scheme;
  }
}

}  // namespace
}  // namespace ovcc::schema
