"""Rows for the tokens, so that the sum of a text's rows points where the
teacher's vector of the text does.

First one linear map for all tokens, by ridge regression: it also carries the
tokens that no report has. Then gradient descent on every row by itself.
"""
import random

import numpy as np
import scipy.sparse as sp

SEED = 1
EPOCHS = 8
BATCH = 1024
RATE = 2e-3      # of Adam, falling to a twentieth
RIDGE = 5.0
RARITY = 1e-4    # a in a / (a + p), the weight of a token before training
SPREAD = 0.5     # principal components are divided by their deviation to this power
COMPASS = 15063  # a seed whose direction is at no right angle to any of the axes
SHARPEN = 0.2    # rows are made longer by this power of their length, see sharpen

# What questions add to a clause and reports never say: the target of a
# question is the clause's own vector, so that the frame comes to weigh nothing.
FRAMES_ZH = (
    "X是多少？|X多少|X有多少个？|X怎么样？|X情况如何？|请问X是什么情况|X是怎么做的？|X有哪些？|X做了什么？|X吗？|"
    "X了没有？|报告里X怎么说的|报告中提到X了吗？|有没有X？|为什么X？|X是什么时候？|X是谁？|X在哪里？|X分别是多少？|"
    "能不能介绍一下X|哪个X？|哪些X？|X一共几个？|关于X，报告说了什么？|什么是X|X多不多").split("|")
FRAMES_EN = (
    "What is X?|How much X?|How many X?|What was X?|Which X?|What does the report say about X?|Did X?|Does X?|"
    "How does X?|When was X?|Where is X?|Who X?|Why X?|Tell me about X|Is there any X?|How was X?|How did X?|"
    "Were there X?|List X").split("|")


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def bags(segmenter, texts):
    """A sparse row for each text: the square root of each token's count."""
    rows = [np.unique(np.array(segmenter(t), np.int64), return_counts=True) for t in texts]
    at = np.cumsum([0] + [len(ids) for ids, _ in rows])
    ids = np.concatenate([ids for ids, _ in rows])
    counts = np.concatenate([n for _, n in rows]).astype(np.float32)
    return sp.csr_matrix((np.sqrt(counts), ids, at), shape=(len(texts), len(segmenter.ids)))


def frame(texts, vectors, frames, longest):
    """A question for each text that is short enough, with the text's vector."""
    rng = random.Random(SEED)
    short = [i for i, t in enumerate(texts) if len(t) <= longest]
    return [rng.choice(frames).replace("X", texts[i]) for i in short], vectors[short]


def compass(dims):
    """A direction that all axes are turned to: else each machine would choose
    the signs of the principal components for itself."""
    return np.random.default_rng(COMPASS).standard_normal(dims)


def targets(vectors, dims):
    """The map from teacher's vectors to unit vectors of dims: the principal
    components of the given ones, the strong ones held down."""
    mean = vectors.mean(axis=0)
    centred = vectors - mean
    power, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    axes = axes[:, ::-1][:, :dims] * power[::-1][:dims] ** (-SPREAD / 2)
    axes = (axes * np.sign(compass(len(axes)) @ axes)).astype(np.float32)
    return lambda v: unit((v - mean) @ axes)


def linear(x, y, token_vectors, weights):
    """Rows that are one linear map of the token vectors, times the weights."""
    base = unit(token_vectors - token_vectors.mean(axis=0))
    z = unit(x @ (base * weights))
    a = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1], dtype=np.float32), z.T @ y)
    return (base @ a * weights).astype(np.float32)


def rarity(x):
    """a / (a + p) of each token, p its share of all tokens of the texts."""
    p = np.asarray(x.sum(axis=0)).ravel()
    return (RARITY / (RARITY + p / p.sum())).astype(np.float32)[:, None]


def gradient(x, y, rows):
    """The columns that x uses, and the gradient of the batch's mean cosine."""
    columns, places = np.unique(x.indices, return_inverse=True)
    x = sp.csr_matrix((x.data, places, x.indptr), shape=(x.shape[0], len(columns)))
    total = x @ rows[columns]
    length = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6)
    s = total / length
    away = ((s * y).sum(axis=1, keepdims=True) * s - y) / length
    return columns, x.T @ away / len(y)


def score(rows, sets):
    """The mean cosine to the targets, over each of the sets."""
    return [float((unit(x @ rows) * y).sum(axis=1).mean()) for x, y in sets]


def sharpen(rows):
    """Rows with the long ones made longer: a question holds fewer words than
    the sentences trained on, and the telling ones must speak louder."""
    return rows * np.linalg.norm(rows, axis=1, keepdims=True) ** SHARPEN


def descend(rows, x, y, validation):
    """The rows of the epoch that validates best."""
    rng = np.random.default_rng(SEED)
    rows, first, second = rows.copy(), np.zeros_like(rows), np.zeros_like(rows)
    per_epoch, step, best, kept = len(y) // BATCH, 0, -1.0, rows
    for epoch in range(EPOCHS):
        order = rng.permutation(len(y))
        for b in range(per_epoch):
            chosen = order[b * BATCH:(b + 1) * BATCH]
            columns, g = gradient(x[chosen], y[chosen], rows)
            step += 1
            rate = RATE * min(1, step / 50) * (1 - 0.95 * step / (EPOCHS * per_epoch))
            first[columns] = .9 * first[columns] + .1 * g
            second[columns] = .99 * second[columns] + .01 * g * g
            rows[columns] -= rate * (first[columns] / (1 - .9 ** step)) / (
                np.sqrt(second[columns] / (1 - .99 ** step)) + 1e-8)
        found = score(rows, validation)
        print(f"epoch {epoch}: validation cosine", " ".join(f"{v:.4f}" for v in found), flush=True)
        if np.mean(found) <= best:
            break
        best, kept = float(np.mean(found)), rows.copy()
    return kept
