# Readers of deploy.yml and sidecar.yml, entry flags and environment files. Included by frontend/CMakeLists.txt.
include(EmbedText)
ovcc_embed_text(${CMAKE_CURRENT_SOURCE_DIR}/sidecar.yml ${CMAKE_CURRENT_BINARY_DIR}/builtin_sidecars.cpp
                frontend/read/builtin_sidecars.h BuiltinSidecarText)
set(OVCC_DEPLOY_READER_SOURCES
    edit/deploy_edits.cpp
    edit/entry_view.cpp
    edit/env_edits.cpp
    edit/port_edits.cpp
    edit/registry_edits.cpp
    env_files.cpp
    read/choose_image.cpp
    read/command_line.cpp
    read/deploy.cpp
    read/deploy_overlay.cpp
    read/entry.cpp
    read/entry_flags.cpp
    read/env_flags.cpp
    read/finish_deploy.cpp
    read/sidecar.cpp
    read/tunnel.cpp
    read/volume_flags.cpp
    ${CMAKE_CURRENT_BINARY_DIR}/builtin_sidecars.cpp)
set(OVCC_DEPLOY_READER_TESTS
    edit/entry_view_test.cpp
    env_files_test.cpp
    read/deploy_test.cpp
    read/entry_flags_test.cpp
    read/finish_deploy_test.cpp
    read/sidecar_test.cpp
    read/tunnel_test.cpp)
