"""Holds JSON documents against a JSON Schema: document_schema.py SCHEMA FILE...

Formats are asserted. Prints `FILE:1: E AT: MESSAGE` for every fault. Exit codes: 0 no fault; 1 some; 2 wrongly called.
"""

import json
import sys

from jsonschema.validators import validator_for


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def faults(path, validator):
    for error in validator.iter_errors(load(path)):
        message = " ".join(error.message.split())[:200]
        yield f"{path}:1: E {error.json_path}: {message}"


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    schema = load(arguments[0])
    draft = validator_for(schema)
    draft.check_schema(schema)
    validator = draft(schema, format_checker=draft.FORMAT_CHECKER)
    found = [fault for path in arguments[1:] for fault in faults(path, validator)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
