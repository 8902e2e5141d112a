# Turns a text file into a C++ source with one function that returns its bytes.
#   ovcc_embed_text(TEXT_FILE OUTPUT_CPP HEADER FUNCTION)
# The source is written again when the text changes.
function(ovcc_embed_text text_file output header function)
  file(READ ${text_file} OVCC_EMBEDDED_TEXT)
  set(OVCC_EMBEDDED_HEADER ${header})
  set(OVCC_EMBEDDED_FUNCTION ${function})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${text_file})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded_text.cpp.in ${output} @ONLY)
endfunction()
