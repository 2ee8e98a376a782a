"""What the Python peers share: reading JSON lines, 5-word shingles, the exact check of proposed pairs, the result.

A script is started as `script.py CORPUS FOLDER JACCARD`. Refuses to know any peer.
"""

import importlib.metadata
import json
import re
import sys
import time
from collections import OrderedDict

SHINGLE_SIZE = 5
PERMUTATIONS = 128
# Status of a script whose peer is not installed, as bench/peers/peers.js has it.
ABSENT_STATUS = 77
# Sets of shingles kept while pairs are checked; pairs come sorted, so that few are made twice.
KEPT_SETS = 20_000

WORD = re.compile(r"\w+")


def read_arguments():
    corpus, folder, jaccard = sys.argv[1:4]
    return corpus, folder, float(jaccard)


def require(import_peer):
    """Imports a peer, or ends with the status that says that it is absent."""
    try:
        return import_peer()
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(ABSENT_STATUS)


def read_texts(corpus):
    with open(corpus, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def cut_shingles(text):
    """The distinct runs of five words; a shorter text is one run, an empty one none."""
    words = WORD.findall(text.lower())
    if len(words) < SHINGLE_SIZE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + SHINGLE_SIZE]) for i in range(len(words) - SHINGLE_SIZE + 1)}


def choose_bands(jaccard, permutations=PERMUTATIONS):
    """Bands and rows with the most rows that still find 98 of 100 pairs at the threshold: 32 bands of 4 at 0.6."""
    for rows in range(permutations, 0, -1):
        bands = permutations // rows
        if 1 - (1 - jaccard**rows) ** bands >= 0.98:
            return bands, rows
    return permutations, 1


def verify_pairs(texts, pairs, jaccard):
    """How many of the pairs have the Jaccard, and how many documents stand in one of them beside an earlier one."""
    kept = OrderedDict()

    def shingles_of(document):
        found = kept.get(document)
        if found is None:
            found = kept[document] = {hash(shingle) for shingle in cut_shingles(texts[document])}
            if len(kept) > KEPT_SETS:
                kept.popitem(last=False)
        return found

    verified = 0
    later = set()
    for left, right in sorted(pairs):
        one, other = shingles_of(left), shingles_of(right)
        shared = len(one & other)
        union = len(one) + len(other) - shared
        if union > 0 and shared / union >= jaccard:
            verified += 1
            later.add(right)
    return verified, len(later)


def print_result(package, gives, documents, peer_seconds, pairs=None, verified=None, redundant=None):
    """Prints what bench/peers/measure-peer.js reads; `peer_seconds` is the time without the check of pairs."""
    print(
        json.dumps(
            {
                "version": importlib.metadata.version(package),
                "gives": gives,
                "documents": documents,
                "pairs": pairs,
                "verifiedPairs": verified,
                "redundant": redundant,
                "peerSeconds": round(peer_seconds, 3),
            }
        )
    )


def run_pairs_peer(package, gives, find_pairs):
    """Runs a peer that proposes pairs: `find_pairs(texts, jaccard)` gives each once, as (earlier, later)."""
    corpus, _folder, jaccard = read_arguments()
    started = time.perf_counter()
    texts = read_texts(corpus)
    pairs = find_pairs(texts, jaccard)
    peer_seconds = time.perf_counter() - started
    verified, redundant = verify_pairs(texts, pairs, jaccard)
    print_result(package, gives, len(texts), peer_seconds, len(pairs), verified, redundant)
