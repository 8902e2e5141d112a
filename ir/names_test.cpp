// Names and paths that follow from a deploy key, with and without an instance.
#include "ir/names.h"

#include <gtest/gtest.h>

namespace ovcc::ir {
namespace {

class Names : public testing::Test {
 protected:
  Names() {
    settings_.volumes_path = names_.Intern("/srv/volumes/");
    settings_.encrypted_storage_path = names_.Intern("/srv/./encrypted");
    host_.home = names_.Intern("/home/op");
    base_.base_name = names_.Intern("immich");
    instance_.base_name = base_.base_name;
    instance_.instance = names_.Intern("lab");
  }
  VolumeRecord Record(VolumeType type, std::string_view host) {
    VolumeRecord record;
    record.name = names_.Intern("library");
    record.type = type;
    record.host.value = names_.Intern(host);
    return record;
  }
  std::string Source(const Deployment& deployment, VolumeType type, std::string_view host) {
    return BindSource(settings_, host_, deployment, Record(type, host));
  }

  Interner names_;
  Settings settings_;
  Host host_;
  Deployment base_;
  Deployment instance_;
};

TEST_F(Names, Containers) {
  EXPECT_EQ(DeployStem(base_), "immich");
  EXPECT_EQ(DeployStem(instance_), "immich-lab");
  EXPECT_EQ(ContainerName(base_), "ov-immich");
  EXPECT_EQ(ContainerName(instance_), "ov-immich-lab");
  EXPECT_EQ(SidecarContainerName(base_, "tailscale"), "ov-immich-tailscale");
  EXPECT_EQ(SidecarContainerName(instance_, "tailscale"), "ov-immich-lab-tailscale");
}

TEST_F(Names, VolumesAndSecretsCarryTheInstance) {
  EXPECT_EQ(VolumeName(base_, "library"), "ov-immich-library");
  EXPECT_EQ(VolumeName(instance_, "library"), "ov-immich-lab-library");
  EXPECT_EQ(SidecarResourceName(instance_, "tailscale", "state"), "ov-immich-lab-tailscale-state");
  EXPECT_EQ(LayerSecretName(base_, "db-password"), "ov-immich-db-password");
  EXPECT_EQ(LayerSecretName(instance_, "db-password"), "ov-immich-lab-db-password");
  EXPECT_EQ(CredentialSecretName(instance_, "OPENROUTER_API_KEY"), "ov-immich-lab-openrouter-api-key");
}

TEST_F(Names, Slug) {
  EXPECT_EQ(SecretSlug("API_KEY"), "api-key");
  EXPECT_EQ(SecretSlug("Already-low_9"), "already-low-9");
  EXPECT_EQ(SecretSlug(""), "");
}

TEST_F(Names, AutomaticPathsAreClean) {
  EXPECT_EQ(AutomaticBindPath(settings_, base_, "library"), "/srv/volumes/immich/library");
  EXPECT_EQ(AutomaticBindPath(settings_, instance_, "library"), "/srv/volumes/immich-lab/library");
  EXPECT_EQ(AutomaticEncryptedPath(settings_, base_, "library"), "/srv/encrypted/ov-immich-library/plain");
  EXPECT_EQ(AutomaticEncryptedPath(settings_, instance_, "library"), "/srv/encrypted/ov-immich-lab-library/plain");
}

TEST_F(Names, BindSources) {
  EXPECT_EQ(Source(base_, VolumeType::Bind, ""), "/srv/volumes/immich/library");
  EXPECT_EQ(Source(base_, VolumeType::Bind, "~/photos"), "/home/op/photos");
  EXPECT_EQ(Source(base_, VolumeType::Bind, "$HOME/photos"), "/home/op/photos");
  EXPECT_EQ(Source(base_, VolumeType::Bind, "/mnt//photos/../x/"), "/mnt//photos/../x/");  // kept as written (§16.8)
  EXPECT_EQ(Source(instance_, VolumeType::Encrypted, ""), "/srv/encrypted/ov-immich-lab-library/plain");
  EXPECT_EQ(Source(base_, VolumeType::Encrypted, "~/vault/"), "/home/op/vault/plain");
  EXPECT_EQ(Source(base_, VolumeType::Encrypted, "/mnt//vault/../x"), "/mnt/x/plain");
  EXPECT_EQ(Source(base_, VolumeType::Named, "/ignored"), "");
}

TEST_F(Names, Units) {
  EXPECT_EQ(TunnelUnitName(base_), "ov-immich-tunnel.service");
  EXPECT_EQ(TunnelUnitName(instance_), "ov-immich-lab-tunnel.service");
  EXPECT_EQ(PodServiceName("ov-immich-lab"), "ov-immich-lab-pod.service");
}

}  // namespace
}  // namespace ovcc::ir
