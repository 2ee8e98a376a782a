"""datatrove: its MinHash pipeline of four stages on this machine; components of what shares a band, unverified."""

import os
import time

from shared import choose_bands, print_result, read_arguments, require

# A task reads whole files: the corpus is cut into one for each core.
WORKERS = os.cpu_count() or 1


def import_peer():
    import datatrove.executor.local
    import datatrove.pipeline.dedup
    import datatrove.pipeline.readers
    # Its reader and its English words ask for these only when they are used.
    import orjson  # noqa: F401
    import spacy  # noqa: F401

    return datatrove


def split_corpus(corpus, folder):
    """Deals the lines out to one file a worker; gives their number."""
    os.mkdir(folder)
    files = [open(os.path.join(folder, f"{worker}.jsonl"), "wb") for worker in range(WORKERS)]
    documents = 0
    with open(corpus, "rb") as lines:
        for line in lines:
            if line.strip():
                files[documents % WORKERS].write(line)
                documents += 1
    for file in files:
        file.close()
    return documents


def main():
    corpus, folder, jaccard = read_arguments()
    bands, rows = choose_bands(jaccard)
    dedup = datatrove.pipeline.dedup
    config = dedup.MinhashConfig(n_grams=5, num_buckets=bands, hashes_per_bucket=rows)
    place = {name: os.path.join(folder, name) for name in ("corpus", "signatures", "buckets", "removed", "logs")}
    # Its reader wants files apart: their making is not its time.
    documents = split_corpus(corpus, place["corpus"])
    reader = datatrove.pipeline.readers.JsonlReader(place["corpus"])
    stages = [
        ([reader, dedup.MinhashDedupSignature(place["signatures"], config=config)], WORKERS),
        ([dedup.MinhashDedupBuckets(place["signatures"], place["buckets"], config=config)], bands),
        ([dedup.MinhashDedupCluster(place["buckets"], place["removed"], config=config)], 1),
    ]
    started = time.perf_counter()
    for number, (pipeline, tasks) in enumerate(stages):
        datatrove.executor.local.LocalPipelineExecutor(
            pipeline, tasks=tasks, workers=WORKERS, logging_dir=os.path.join(place["logs"], str(number))
        ).run()
    peer_seconds = time.perf_counter() - started
    # One 32-bit number for each document that the last stage, the filter, would drop.
    removed = sum(entry.stat().st_size for entry in os.scandir(place["removed"]) if entry.name.endswith(".remove")) // 4
    print_result("datatrove", "components, unverified", documents, peer_seconds, redundant=removed)


datatrove = require(import_peer)
if __name__ == "__main__":
    main()
