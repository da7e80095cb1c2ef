#!/usr/bin/env python3
"""Runs docs/recipes/spark/convert.py on Spark in this process, and writes down what it wrote.

usage: cluster.py CONVERT SLUGLINE RECORDS ROWS FOLDER SETTINGS...

RECORDS as NDJSON to NDJSON; ROWS, which has what columns can hold, as Parquet to Parquet; and RECORDS once more, by a filter
that dies the first time. Writes FOLDER/ndjson, FOLDER/parquet and FOLDER/again: results.ndjson and errors.ndjson, the parts
of either kind one behind the other. Then filters that lose something have to make the job fail.
"""

import runpy
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession

# Row groups so small that a file of some thousand stories has several.
BLOCK = 100_000

# Each is a slugline to whoever looks at its exit code, its trailer, or its answers alone.
LOSERS = {
    "a-record-is-lost": """sed 2d | '{slugline}' "$@" """,
    "an-answer-is-lost": """'{slugline}' "$@" | sed 2d""",
    "the-trailer-is-lost": """'{slugline}' "$@" | sed '$d'""",
    "it-dies": """'{slugline}' "$@"; exit 3""",
}

# The first of its processes dies in the middle of its work.
ONCE = """mkdir '{folder}/died' 2>/dev/null && {{ '{slugline}' "$@" | head -n 9; exit 1; }}; exec '{slugline}' "$@" """


def run(convert, *words):
    """As a shell would: its own arguments, its own name."""
    sys.argv = [str(convert), *map(str, words)]
    started = time.monotonic()
    runpy.run_path(str(convert), run_name="__main__")
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def parts(output, kind, ending):
    found = sorted((output / f"kind={kind}").glob(f"part-*{ending}"))
    if len(found) < 2:
        sys.exit(f"{output} has {len(found)} parts of {kind}: what was split is not tried")
    return found


def make_parquet(rows, parquet):
    spark = SparkSession.builder.getOrCreate()
    table = spark.read.json(str(rows), schema="id string, text string", lineSep="\n").coalesce(1)
    table.write.option("parquet.block.size", BLOCK).option("compression", "none").parquet(str(parquet))


def write_ndjson(output, folder):
    folder.mkdir()
    for kind in ["results", "errors"]:
        lines = b"".join(part.read_bytes() for part in parts(output, kind, ".txt"))
        (folder / f"{kind}.ndjson").write_bytes(lines)


def write_parquet(output, folder):
    folder.mkdir()
    spark = SparkSession.builder.getOrCreate()
    for kind in ["results", "errors"]:
        with open(folder / f"{kind}.ndjson", "w", encoding="utf-8", newline="") as lines:
            for part in parts(output, kind, ".parquet"):
                lines.writelines(row.answer + "\n" for row in spark.read.parquet(str(part)).collect())


def write_program(folder, name, text, slugline):
    program = folder / name
    program.write_text("#!/bin/sh\n" + text.format(slugline=slugline, folder=folder) + "\n")
    program.chmod(0o755)
    return program


def refuse(convert, slugline, name, loser, records, folder, settings):
    program = write_program(folder, name, loser, slugline)
    output = folder / f"{name}-out"
    try:
        run(convert, records, output, "--slugline", program, "--", *settings)
    except Exception as error:
        # Spark tells it with all its own stack.
        told = [line for line in str(error).splitlines() if "Error: " in line]
        print(f"{name}: {told[0] if told else error}", flush=True)
    else:
        sys.exit(f"{name}, and the job says that all is well")
    if (output / "_SUCCESS").exists():
        sys.exit(f"{name}: the job failed, but {output} has a mark of success")


def main(convert, slugline, records, rows, folder, *settings):
    folder = Path(folder)
    run(convert, records, folder / "ndjson-out", "--slugline", slugline, "--", *settings)
    write_ndjson(folder / "ndjson-out", folder / "ndjson")
    make_parquet(rows, folder / "rows.parquet")
    formats = ["--read", "parquet", "--write", "parquet"]
    run(convert, folder / "rows.parquet", folder / "parquet-out", *formats, "--slugline", slugline, "--", *settings)
    write_parquet(folder / "parquet-out", folder / "parquet")
    once = write_program(folder, "it-dies-once", ONCE, slugline)
    run(convert, records, folder / "again-out", "--slugline", once, "--", *settings)
    write_ndjson(folder / "again-out", folder / "again")
    if not (folder / "died").is_dir():
        sys.exit("no filter died")
    for name, loser in LOSERS.items():
        refuse(convert, slugline, name, loser, records, folder, settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
