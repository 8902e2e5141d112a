#include "frontend/grammar/port_mapping.h"

#include <gtest/gtest.h>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/expect_refused.h"

namespace ovcc {
namespace {

using Kind = ScalarError::Kind;

constexpr std::string_view kPort = "a port of 1 to 65535";
constexpr std::string_view kAddress = "an IPv4 address or `[IPv6]`";
constexpr std::string_view kProtocol = "`tcp` or `udp`";

TEST(PortMapping, GrammarDoesNotLoop) { EXPECT_EQ(grammar::AnalyzePortMapping(), 0U); }

// §8.1
TEST(PortMapping, AcceptsEveryForm) {
  struct Case {
    std::string_view text;
    std::string_view address;
    unsigned host;
    unsigned container;
    ir::Protocol protocol;
  };
  constexpr auto kUnset = ir::Protocol::Unset;
  for (const Case& c : {
           Case{"8888", "", 8888, 8888, kUnset},
           Case{"8080:80", "", 8080, 80, kUnset},
           Case{"080:00080", "", 80, 80, kUnset},
           Case{"53:53/udp", "", 53, 53, ir::Protocol::Udp},
           Case{"53/tcp", "", 53, 53, ir::Protocol::Tcp},
           Case{"10.0.0.1:8080:80", "10.0.0.1", 8080, 80, kUnset},
           Case{"0.0.0.0:1:65535/udp", "0.0.0.0", 1, 65535, ir::Protocol::Udp},
           Case{"[::]:1:2", "[::]", 1, 2, kUnset},
           Case{"[::1]:7000:7001", "[::1]", 7000, 7001, kUnset},
           Case{"[1:2:3:4:5:6:7:8]:1:2", "[1:2:3:4:5:6:7:8]", 1, 2, kUnset},
           Case{"[1:2:3:4:5:6:7::]:1:2", "[1:2:3:4:5:6:7::]", 1, 2, kUnset},
           Case{"[::ffff:10.0.0.1]:1:2", "[::ffff:10.0.0.1]", 1, 2, kUnset},
           Case{"[2001:DB8::1]:53:53/udp", "[2001:DB8::1]", 53, 53, ir::Protocol::Udp},
       }) {
    const auto parsed = ParsePortMapping(c.text);
    ASSERT_TRUE(parsed.has_value()) << c.text << ": expected " << parsed.error().expected;
    EXPECT_EQ(parsed->address, c.address) << c.text;
    EXPECT_EQ(parsed->host, c.host) << c.text;
    EXPECT_EQ(parsed->container, c.container) << c.text;
    EXPECT_EQ(parsed->protocol, c.protocol) << c.text;
    EXPECT_FALSE(parsed->automatic) << c.text;
  }
}

TEST(PortMapping, KnowsTheWordAuto) {
  const auto parsed = ParsePortMapping("auto");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_TRUE(parsed->automatic);
  EXPECT_EQ(parsed->host, 0U);
  EXPECT_EQ(parsed->container, 0U);
  ExpectRefused(ParsePortMapping, {{"autos", 0, 5, kPort}, {"Auto", 0, 4, kPort}, {"auto/tcp", 0, 4, kPort}});
}

TEST(PortMapping, PointsAtTheWholePort) {
  ExpectRefused(ParsePortMapping, {{"", 0, 0, kPort},
                                   {"80800:80", 0, 5, kPort},
                                   {"80:0", 3, 1, kPort},
                                   {"0:80", 0, 1, kPort},
                                   {"000080", 0, 6, kPort},
                                   {"-1:80", 0, 2, kPort},
                                   {"+80", 0, 3, kPort},
                                   {"8O:80", 0, 2, kPort},
                                   {"80:8O/tcp", 3, 2, kPort},
                                   {"80:", 3, 0, kPort},
                                   {":80", 0, 1, kPort},
                                   {" 80:80", 0, 3, kPort},
                                   {"80:80 ", 3, 3, kPort},
                                   {"80\t", 0, 3, kPort},
                                   {"1.2.3.4:80", 0, 7, kPort},
                                   {"1.2.3.4::80", 8, 1, kPort}});
}

TEST(PortMapping, PointsAtTheTextAfterTheLastSlash) {
  ExpectRefused(ParsePortMapping, {{"53:53/upd", 6, 3, kProtocol, Kind::Suffix},
                                   {"53:53/", 6, 0, kProtocol, Kind::Suffix},
                                   {"80/TCP", 3, 3, kProtocol, Kind::Suffix},
                                   {"80/tcp ", 3, 4, kProtocol, Kind::Suffix},
                                   {"x/80/sctp", 5, 4, kProtocol, Kind::Suffix},
                                   {"80/tcp/udp", 2, 1, "the end of the mapping"}});
}

TEST(PortMapping, PointsAtTheAddress) {
  ExpectRefused(ParsePortMapping, {{"localhost:80:80", 0, 9, kAddress, Kind::Address},
                                   {"1.2.3:80:80", 0, 5, kAddress, Kind::Address},
                                   {"1.2.3.04:80:80", 0, 8, kAddress, Kind::Address},
                                   {"256.1.1.1:80:80", 0, 9, kAddress, Kind::Address},
                                   {"[::g]:80:80", 0, 5, kAddress, Kind::Address},
                                   {"[1:2:3:4:5:6:7]:80:80", 0, 15, kAddress, Kind::Address},
                                   {"[1::2::3]:80:80", 0, 9, kAddress, Kind::Address},
                                   {"[fe80::1%eth0]:80:80", 0, 14, kAddress, Kind::Address},
                                   {"[10.0.0.1]:80:80", 0, 10, kAddress, Kind::Address},
                                   {"::1:80:80", 0, 3, kAddress},
                                   {"fe80::1:80:80/udp", 0, 7, kAddress},
                                   {"[::1]:80", 8, 0, "`:` and a port"},
                                   {"[::1]x:80:80", 5, 1, "`:` and a port"},
                                   {"[::1:80:80", 0, 1, kAddress},
                                   {":80:80", 0, 1, kAddress}});
}

// Four parts are no mapping at all, whatever they are.
TEST(PortMapping, RefusesFourParts) {
  ExpectRefused(ParsePortMapping, {{"80:80:80:80", 0, 5, kAddress}, {"10.0.0.1:1:2:3", 0, 10, kAddress}});
}

TEST(PortMapping, OverrideIsTwoPorts) {
  const auto parsed = ParsePortOverride("9090:80");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->host, 9090U);
  EXPECT_EQ(parsed->container, 80U);
  ExpectRefused(ParsePortOverride, {{"", 0, 0, kPort},
                                    {"80", 2, 0, "`:` and a port"},
                                    {"80:", 3, 0, kPort},
                                    {":80", 0, 1, kPort},
                                    {"99999:80", 0, 5, kPort},
                                    {"80:80/tcp", 5, 1, "the end of the mapping"},
                                    {"80:80:80", 5, 1, "the end of the mapping"},
                                    {"1.2.3.4:80:80", 0, 7, kPort},
                                    {"auto", 0, 4, kPort}});
}

}  // namespace
}  // namespace ovcc
