#include "passes/lint/secret_shape.h"

#include <gtest/gtest.h>

namespace ovcc::lint {
namespace {

struct Case {
  std::string_view name;
  std::string value;
  std::string_view reason;
};

/// Key-like texts are put together here, so that no scanner takes this file for a leak.
std::string Random(std::size_t length) {
  constexpr std::string_view kText = "q7Zr2KfXw9LbT4nVx8Ym3DpHc6GsJ5tQa1EuRk0WoSi2BvNz7";
  return std::string(kText.substr(0, length));
}

TEST(SecretReason, KnowsShapesWhateverTheName) {
  const std::vector<Case> cases = {
      {"A", "ghp_" + Random(36), "it begins like a GitHub token"},
      {"A", "glpat-" + Random(20), "it begins like a GitLab token"},
      {"A", "sk-proj-" + Random(40), "it begins like an OpenAI key"},
      {"A", "sk-ant-api03-" + Random(40), "it begins like an Anthropic key"},
      {"A", std::string("AKIA") + "Q7ZR2KFXW9LBT4NV", "it begins like an AWS key"},
      {"A", "xoxb-" + Random(24), "it begins like a Slack token"},
      {"A", "tskey-auth-" + Random(20), "it begins like a Tailscale key"},
      {"A", "hf_" + Random(34), "it begins like a Hugging Face token"},
      {"A", "-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "it is a private key"},
      {"A", "eyJhbGciOi.eyJzdWIiOi." + Random(20), "it is a JSON Web Token"},
      {"DATABASE_URL", "postgres://app:hunter2@ov-db:5432/app", "it is an address with a password"},
      {"DATABASE_URL", "postgres://app:hunter2@{{.ContainerName}}:5432", "it is an address with a password"},
      {"CACHE", "redis://:hunter2@ov-cache", "it is an address with a password"},
  };
  for (const Case& c : cases) EXPECT_EQ(SecretReason(c.name, c.value), c.reason) << c.value;
}

TEST(SecretReason, ReadsNames) {
  for (const std::string_view name :
       {"PASSWORD", "POSTGRES_PASSWORD", "PGPASSWORD", "db_password", "MYSQL_ROOT_PASSWORD", "API_KEY",
        "OPENAI_API_KEY", "TOKEN", "GITHUB_TOKEN", "SECRET_KEY_BASE", "AUTH_SECRET", "SMTP_PASS", "DB_PWD",
        "ENCRYPTION_KEY", "PRIVATE_KEY", "TS_AUTHKEY", "AWS_SECRET_ACCESS_KEY", "ADMIN_PASSPHRASE"}) {
    EXPECT_EQ(SecretReason(name, "hunter2"), "its name says so") << name;
  }
  for (const std::string_view name : {"POSTGRES_PASSWORD_FILE",
                                      "TOKEN_PATH",
                                      "SECRET_DIR",
                                      "TOKEN_TTL",
                                      "MAX_TOKENS",
                                      "TOKENIZERS_PARALLELISM",
                                      "SECRET_BACKEND",
                                      "API_KEY_HEADER",
                                      "COMPASS",
                                      "BYPASS_PROXY",
                                      "PUBLIC_KEY",
                                      "KEYBOARD",
                                      "MONKEY",
                                      "KEY",
                                      "PWD",
                                      "PASSWORD_MIN_LENGTH",
                                      "TOKEN_URL",
                                      "SECRET_NAME",
                                      "XKB_DEFAULT_LAYOUT",
                                      "TS_AUTH_ONCE"}) {
    EXPECT_EQ(SecretReason(name, "hunter2"), "") << name;
  }
}

TEST(SecretReason, LeavesPlaceholdersAndPlainValues) {
  for (const std::string_view value : {"",
                                       " ",
                                       "changeme",
                                       "CHANGE_ME",
                                       "change-me-please",
                                       "${DB_PASSWORD}",
                                       "$DB_PASSWORD",
                                       "<your token>",
                                       "your-api-key",
                                       "xxxxxxxx",
                                       "********",
                                       "{{.ContainerName}}",
                                       "true",
                                       "No",
                                       "none",
                                       "123456",
                                       "3.14",
                                       "/run/secrets/db",
                                       "~/key",
                                       "./key.pem",
                                       "file:/srv/key",
                                       "https://id.example.org/token",
                                       "$(cat /k)",
                                       "...",
                                       "auto",
                                       "an-example",
                                       "put-it-here"}) {
    EXPECT_EQ(SecretReason("API_TOKEN", value), "") << value;
  }
}

TEST(SecretReason, FindsRandomText) {
  for (const std::string& value : {Random(24), Random(40), "a8+" + Random(30) + "/=",
                                   std::string("3f9a1c07e5b24d68a0c1f7e29b53d846"), "key-" + Random(20)}) {
    EXPECT_EQ(SecretReason("SETTING", value), "it is random text") << value;
  }
  for (const std::string_view value :
       {"Qwen/Qwen2-VL-72B-Instruct-GPTQ-Int4", "ghcr-io-something-long-name-2024", "com.example.app.MainActivity2",
        "550e8400-e29b-41d4-a716-446655440000", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "00000000000000000000000000000000",
        "the quick brown fox jumps over the lazy dog 42", "NVIDIA_VISIBLE_DEVICES_ALL_1234", "sk-learn-and-more-of-it",
        "DirectoryServiceProviderFactory2024", "--exit-node=100.80.254.4 --exit-node-allow-lan-access",
        "0123456789012345678901234567890123456789", "Europe/Berlin", "1920x1080,2560x1440,3840x2160"}) {
    EXPECT_EQ(SecretReason("SETTING", value), "") << value;
  }
  for (const std::string_view name : {"IMAGE_SHA256", "GIT_COMMIT", "WIREGUARD_PUBLIC_KEY", "INSTALLATION_ID"}) {
    EXPECT_EQ(SecretReason(name, Random(40)), "") << name;
  }
}

TEST(SecretReason, AddressesWithoutPasswordAreNone) {
  for (const std::string_view value :
       {"postgres://ov-db:5432/app", "postgres://app@ov-db/app", "postgres://app:${PW}@ov-db", "http://a:<pw>@b",
        "mailto:me@example.org", "user:pass@host", "https://example.org/a:b@c", "postgres://app:@ov-db"}) {
    EXPECT_EQ(SecretReason("DATABASE_URL", value), "") << value;
  }
}

}  // namespace
}  // namespace ovcc::lint
