"""text-dedup: its command `text_dedup.minhash`; components of everything that shares a band, unverified."""

import os
import subprocess
import sys
import time

from shared import PERMUTATIONS, choose_bands, print_result, read_arguments, require


def import_peer():
    import datasets
    import text_dedup.utils

    return datasets


datasets = require(import_peer)
corpus, folder, jaccard = read_arguments()
bands, rows = choose_bands(jaccard)
output = os.path.join(folder, "kept")
started = time.perf_counter()
options = {
    "path": "json",
    "data_files": corpus,
    "split": "train",
    "cache_dir": os.path.join(folder, "cache"),
    "output": output,
    "column": "text",
    "ngram": 5,
    "min_length": 1,
    "num_perm": PERMUTATIONS,
    "threshold": jaccard,
    "b": bands,
    "r": rows,
    "hash_func": "xxh3",
}
arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
# What it prints goes where the bench does not look for the result.
run = subprocess.run([sys.executable, "-m", "text_dedup.minhash", *arguments], stdout=sys.stderr)
if run.returncode != 0:
    sys.exit(run.returncode)
peer_seconds = time.perf_counter() - started
kept = len(datasets.load_from_disk(output))
with open(corpus, "rb") as lines:
    documents = sum(1 for line in lines if line.strip())
print_result("text-dedup", "components, unverified", documents, peer_seconds, redundant=documents - kept)
