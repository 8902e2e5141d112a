# The lit suite: one folder a pass, one a diagnostic, one a subcommand.
import os
import sys

import lit.formats

config.name = "ovcc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".ovir", ".test"]
config.excludes = ["CMakeLists.txt", "Inputs"]

# A run must not depend on who runs it: no OV_* settings, a home folder of its own, no colour.
for name in list(os.environ):
    if name.startswith("OV_"):
        config.environment.pop(name, None)
config.environment["HOME"] = "/home/user"
config.environment["NO_COLOR"] = "1"

opt = config.ovcc + " opt"
if os.environ.get("OVCC_ROUNDTRIP"):
    opt += " --verify-roundtrip"
config.substitutions += [
    ("%ovcc opt", opt),
    ("%ovcc", config.ovcc),
    ("%FileCheck", config.filecheck),
    ("%split-file", config.split_file),
    ("%not", config.not_tool),
    ("%root", config.source_root),
    ("%validate-json", sys.executable + " " + os.path.join(config.test_source_root, "tools", "validate_json.py")),
    ("%python", sys.executable),
]
