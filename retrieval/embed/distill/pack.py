"""The file of a table; ../table.go says how it is laid out."""
import hashlib
import struct

import numpy as np

MAGIC = b"RBEMBED1"


def quantize(rows):
    """Weights (uint16) and int8 rows: rows ≈ weights × int8 rows × a constant."""
    size = np.abs(rows).max(axis=1)
    weights = np.maximum(1, np.rint(size / size.max() * 65535))
    small = np.rint(rows / (weights[:, None] * (size.max() / 65535 / 127)))
    return weights.astype("<u2"), np.clip(small, -127, 127).astype(np.int8)


def pack(tokens, rows):
    """The bytes of the file. Tokens are sorted, one row each."""
    weights, small = quantize(rows)
    names = b"".join(bytes([len(t.encode())]) + t.encode() for t in tokens)
    body = struct.pack("<II", len(tokens), rows.shape[1]) + names + weights.tobytes() + small.tobytes()
    return MAGIC + hashlib.sha256(body).digest() + body


def unpack(data):
    """Tokens and rows (weight × int8 row) of a file's bytes."""
    if data[:8] != MAGIC or hashlib.sha256(data[40:]).digest() != data[8:40]:
        raise ValueError("not a table, or a damaged one")
    n, dims = struct.unpack_from("<II", data, 40)
    at, tokens = 48, []
    for _ in range(n):
        size = data[at]
        tokens.append(data[at + 1:at + 1 + size].decode())
        at += 1 + size
    weights = np.frombuffer(data, "<u2", n, at).astype(np.float32)
    small = np.frombuffer(data, np.int8, n * dims, at + 2 * n).reshape(n, dims)
    return tokens, weights[:, None] * small


def embed(segmenter, rows, texts):
    """Unit vectors of texts, as the program makes them but for the last bits."""
    out = np.full((len(texts), rows.shape[1]), rows.shape[1] ** -0.5, np.float32)
    for i, text in enumerate(texts):
        tokens, counts = np.unique(np.array(segmenter(text), np.int64), return_counts=True)
        total = (rows[tokens] * np.floor(256 * np.sqrt(counts))[:, None]).sum(axis=0)
        if (length := np.linalg.norm(total)) > 0:
            out[i] = total / length
    return out
