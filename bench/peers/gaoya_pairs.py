"""gaoya: MinHash index with its own tokens and threads; pairs above an estimated Jaccard, unverified."""

from shared import choose_bands, require, run_pairs_peer


def import_peer():
    import gaoya.minhash

    return gaoya.minhash


def find_pairs(texts, jaccard):
    bands, rows = choose_bands(jaccard)
    index = minhash.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=jaccard,
        num_bands=bands,
        band_size=rows,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
        id_container="smallvec",
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    found = index.par_bulk_query(texts)
    return [(left, right) for right, lefts in enumerate(found) for left in lefts if left < right]


minhash = require(import_peer)
run_pairs_peer("gaoya", "pairs above an estimate, unverified", find_pairs)
