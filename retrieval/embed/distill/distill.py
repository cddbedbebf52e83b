"""Makes ../table.bin, the table of the built-in embedder. README.md says from what.

    python distill.py --data FOLDER
"""
import argparse
import hashlib
import json
import os
import tempfile
import time

import numpy as np
import scipy.sparse as sp

import corpus
import pack
import train
import vocab
from teacher import Teacher

HERE = os.path.dirname(os.path.abspath(__file__))
SHARD = 4096  # texts


class Vectors:
    """The teacher's vectors of lists of texts, kept in a folder."""

    def __init__(self, teacher, folder):
        self.teacher, self.folder = teacher, folder
        os.makedirs(folder, exist_ok=True)

    def __call__(self, name, texts):
        start, out = time.time(), []
        for at in range(0, len(texts), SHARD):
            out.append(self._shard(texts[at:at + SHARD]))
            print(f"{name}: {min(at + SHARD, len(texts))} of {len(texts)}, {time.time() - start:.0f} s", flush=True)
        return np.concatenate(out)

    def _shard(self, texts):
        key = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]
        path = os.path.join(self.folder, key + ".npy")
        if os.path.exists(path):
            return np.load(path)
        vectors = self.teacher(texts)
        np.save(path + ".part.npy", vectors)
        os.replace(path + ".part.npy", path)
        return vectors


def examples(data, segmenter, vectors):
    """The texts to train on: (bags, teacher's vectors, for validation) of each kind."""
    out, known = [], {}
    for name, pairs in zip(("sentences", "clauses", "windows"), corpus.texts(data)):
        texts, check = [t for t, _ in pairs], np.array([c for _, c in pairs])
        found = vectors(name, texts)
        out.append((train.bags(segmenter, texts), found, check))
        if name == "sentences":
            known = {t: i for i, t in enumerate(texts)}
            zh, zh_check = found, check
        if name == "clauses":
            texts, found = [t for t, c in pairs if not c], found[~check]
            asked, target = train.frame(texts, found, train.FRAMES_ZH, 24)
            out.append((train.bags(segmenter, asked), target, np.zeros(len(asked), bool)))
    return out + english(data, segmenter, known, zh, zh_check)


def english(data, segmenter, known, vectors, check):
    """The English side of the aligned sentences, with the vectors of the Chinese."""
    pairs = list(corpus.pairs(data))
    texts = [en for _, en in pairs]
    at = np.array([known[zh[:corpus.MAX_CHARS]] for zh, _ in pairs])
    plain = (train.bags(segmenter, texts), vectors[at], check[at])
    free = np.flatnonzero(~check[at])
    asked, target = train.frame([texts[i] for i in free], vectors[at[free]], train.FRAMES_EN, 160)
    return [plain, (train.bags(segmenter, asked), target, np.zeros(len(asked), bool))]


def make(data, teacher, vectors, size, dims):
    """The tokens of the table and their rows."""
    chinese = [t for t, _ in corpus.texts(data)[0]]
    tokens = vocab.build(teacher.w, chinese, [en for _, en in corpus.pairs(data)], size)
    segmenter = vocab.Segmenter(tokens)
    token_vectors = vectors("tokens", tokens)
    parts = examples(data, segmenter, vectors)
    to_target = train.targets(parts[0][1], dims)
    x = sp.vstack([b[~check] for b, _, check in parts]).tocsr()
    y = to_target(np.concatenate([v[~check] for _, v, check in parts]))
    validation = [(b[check], to_target(v[check])) for b, v, check in parts if check.any()]
    weights = train.rarity(sp.vstack([parts[0][0], parts[1][0]]))
    rows = train.linear(x, y, token_vectors, weights)
    print("linear map: validation cosine", " ".join(f"{v:.4f}" for v in train.score(rows, validation)), flush=True)
    return tokens, train.sharpen(train.descend(rows, x, y, validation))


def held_out(data):
    """Sentences of the reports that are not trained on."""
    return [s for report in corpus.reports(data, held=True) for p in corpus.sentences(report) for s in p]


def compare(old, new, data):
    """The mean cosine of two tables' vectors over the sentences held out."""
    vectors = []
    for content in (old, new):
        tokens, rows = pack.unpack(content)
        vectors.append(pack.embed(vocab.Segmenter(tokens), rows, held_out(data)))
    return float((vectors[0] * vectors[1]).sum(axis=1).mean())


def rewrite_segments(path, tokens):
    """Cuts the texts of the golden file anew."""
    segmenter = vocab.Segmenter(tokens)
    texts = [c["text"] for c in json.load(open(path, encoding="utf-8"))]
    lines = [json.dumps({"text": t, "tokens": [tokens[i] for i in segmenter(t)]}, ensure_ascii=False) for t in texts]
    with open(path, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(lines) + "\n]\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default=os.environ.get("REPORTBOT_DATASETS"), help="folder of the reports (REPORTBOT_DATASETS)")
    p.add_argument("--out", default=os.path.join(HERE, "..", "table.bin"))
    p.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "reportbot-distill"), help="for the teacher's vectors")
    p.add_argument("--compare", metavar="TABLE", help="print the mean cosine of the result to this table")
    p.add_argument("--size", type=int, default=50000, help="tokens")
    p.add_argument("--dims", type=int, default=192)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    if not args.data:
        p.error("--data or REPORTBOT_DATASETS is needed")
    old = open(args.compare, "rb").read() if args.compare else None
    teacher = Teacher(args.threads)
    tokens, rows = make(args.data, teacher, Vectors(teacher, args.cache), args.size, args.dims)
    new = pack.pack(tokens, rows)
    with open(args.out, "wb") as f:
        f.write(new)
    print(f"{args.out}: {len(tokens)} tokens of {args.dims}, {len(new)} bytes, sha256 {new[8:40].hex()}")
    if old:
        print(f"mean cosine to {args.compare}: {compare(old, new, args.data):.5f}")
    if os.path.dirname(os.path.abspath(args.out)) == os.path.dirname(HERE):
        rewrite_segments(os.path.join(HERE, "..", "testdata", "segments.json"), tokens)


if __name__ == "__main__":
    main()
