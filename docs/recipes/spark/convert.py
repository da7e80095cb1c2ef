#!/usr/bin/env python3
"""Converts the stories of a store with Spark: one `slugline stream` for each partition.

OUTPUT gets two folders: `kind=results` has the answers of records that came out, `kind=errors` those of records that failed.
The job fails where an answer is missing, and then has written nothing that counts: there is no OUTPUT/_SUCCESS.
"""

import argparse
import json
import shlex

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, struct, to_json


def options():
    parser = argparse.ArgumentParser(description=__doc__, epilog="what follows `--` goes to slugline: -- --to jsonld")
    parser.add_argument("input", metavar="INPUT", help="a file or folder")
    parser.add_argument("output", metavar="OUTPUT", help="a folder that is not there yet")
    parser.add_argument("--read", choices=["ndjson", "parquet"], default="ndjson")
    parser.add_argument("--write", choices=["ndjson", "parquet"], default="ndjson")
    parser.add_argument("--slugline", default="slugline", metavar="PATH", help="where every worker finds it")
    parser.add_argument("settings", nargs="+", help="options of `slugline stream`")
    return parser.parse_args()


def records(spark, options):
    """The records, each a line of JSON, as bytes: Spark would mend what is not UTF-8, and say nothing."""
    if options.read == "parquet":
        columns = spark.read.parquet(options.input)
        lines = columns.select(to_json(struct("*")).alias("value"))
    else:
        # Without `lineSep` a carriage return would end a record too.
        lines = spark.read.text(options.input, lineSep="\n")
    return lines.select(col("value").cast("binary")).rdd.map(line_of)


def line_of(row):
    """What is not UTF-8 becomes what is surely no JSON. This must not raise: `pipe` would then wait for ever."""
    try:
        return row.value.decode()
    except UnicodeDecodeError:
        return "\0" + row.value.decode(errors="replace")


class Partition:
    """What goes into one slugline, and what comes out of it.

    Spark runs `counted`, `pipe` and `checked` of a partition in one process, one behind the other, on one copy of this.
    """

    def __init__(self, context):
        self.sent = 0
        self.totals = {"results": context.accumulator(0), "errors": context.accumulator(0)}

    def counted(self, lines):
        for line in lines:
            self.sent += 1
            yield line

    def checked(self, answers):
        trailer, counts = None, {"results": 0, "errors": 0}
        for answer in answers:
            told = json.loads(answer)
            if "trailer" in told:
                trailer = told["trailer"]
                continue
            kind = "results" if told["ok"] else "errors"
            counts[kind] += 1
            yield kind, json.dumps(told["id"], ensure_ascii=False), answer
        if trailer != {"records": self.sent, **counts}:
            raise RuntimeError(f"{self.sent} records were sent and {counts} came back, but slugline counts {trailer}")
        for kind, count in counts.items():
            self.totals[kind] += count


def write(spark, answers, options):
    table = spark.createDataFrame(answers, "kind string, id string, answer string", verifySchema=False)
    writer = table if options.write == "parquet" else table.select("kind", "answer")
    writer = writer.write.partitionBy("kind")
    if options.write == "parquet":
        writer.parquet(options.output)
    else:
        writer.text(options.output)


def main(options):
    # Both kinds are written at a time. Else Spark sorts by kind first, and a sort need not keep the order.
    spark = SparkSession.builder.appName("slugline").config("spark.sql.maxConcurrentOutputFileWriters", 2).getOrCreate()
    partition = Partition(spark.sparkContext)
    command = shlex.join([options.slugline, "stream", "--trailer", *options.settings])
    # Without `checkCode` a slugline that dies is a partition that ends early, and the job a success.
    answers = records(spark, options).mapPartitions(partition.counted).pipe(command, checkCode=True)
    write(spark, answers.mapPartitions(partition.checked), options)
    counts = {kind: total.value for kind, total in partition.totals.items()}
    print(json.dumps({"records": sum(counts.values()), **counts}))
    spark.stop()


if __name__ == "__main__":
    main(options())
