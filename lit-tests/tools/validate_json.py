#!/usr/bin/env python3
"""Validate a JSON file against a JSON Schema, with a validator of its own.

    validate_json.py SCHEMA FILE      FILE may be `-`

The schema says its draft in `$schema`. Prints every violation; exit status 1 if there is one. The schema itself is checked, too.
"""

import json
import sys

import jsonschema


def main():
    schema_path, path = sys.argv[1:3]
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    with (sys.stdin if path == "-" else open(path, encoding="utf-8")) as f:
        instance = json.load(f)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = sorted(validator(schema).iter_errors(instance), key=lambda e: list(map(str, e.absolute_path)))
    for error in errors:
        print("%s: %s" % ("/".join(map(str, error.absolute_path)) or "the whole file", error.message))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
