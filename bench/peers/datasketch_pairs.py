"""datasketch: MinHash signatures in an LSH index; candidate pairs, unverified."""

from shared import PERMUTATIONS, cut_shingles, require, run_pairs_peer


def import_peer():
    import datasketch

    return datasketch


def find_pairs(texts, jaccard):
    index = datasketch.MinHashLSH(threshold=jaccard, num_perm=PERMUTATIONS)
    pairs = []
    shingle_lists = ([shingle.encode() for shingle in cut_shingles(text)] for text in texts)
    for right, signature in enumerate(datasketch.MinHash.generator(shingle_lists, num_perm=PERMUTATIONS)):
        pairs.extend((left, right) for left in index.query(signature))
        index.insert(right, signature, check_duplication=False)
    return pairs


datasketch = require(import_peer)
run_pairs_peer("datasketch", "candidate pairs, unverified", find_pairs)
