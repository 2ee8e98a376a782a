"""rensa: R-MinHash signatures in its LSH index; candidate pairs, unverified."""

from shared import PERMUTATIONS, choose_bands, cut_shingles, require, run_pairs_peer

SEED = 42


def import_peer():
    import rensa

    return rensa


def find_pairs(texts, jaccard):
    # Its index takes only numbers of bands that divide the permutations.
    bands, _rows = choose_bands(jaccard)
    while PERMUTATIONS % bands != 0:
        bands += 1
    index = rensa.RMinHashLSH(threshold=jaccard, num_perm=PERMUTATIONS, num_bands=bands)
    pairs = []
    for right, text in enumerate(texts):
        signature = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(list(cut_shingles(text)))
        pairs.extend((left, right) for left in index.query(signature))
        index.insert(right, signature)
    return pairs


rensa = require(import_peer)
run_pairs_peer("rensa", "candidate pairs, unverified", find_pairs)
