"""The tokens of the table, and how text is cut into them.

The same as ../segment.go: NFKC and lower case of each code point, then the
longest token at each place. What starts no token is skipped.
../testdata/segments.json holds both to it.
"""
import collections
import re
import unicodedata

MAX_TOKEN = 24  # code points


def fold(text):
    """Lower case of the NFKC form; of a lower case of several code points the first."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c.lower()[0] for c in text)


class Segmenter:
    def __init__(self, tokens):
        self.ids = {t: i for i, t in enumerate(tokens)}
        self.longest = max(map(len, tokens))

    def __call__(self, text):
        """The numbers of the tokens of text, in order."""
        text, out, at = fold(text), [], 0
        while at < len(text):
            end = min(len(text), at + self.longest)
            while end > at and text[at:end] not in self.ids:
                end -= 1
            if end > at:
                out.append(self.ids[text[at:end]])
            at = max(end, at + 1)
        return out


def han(word):
    return all("\u4e00" <= c <= "\u9fff" or c == "\u3007" for c in word)


def gb2312():
    """The Han characters of GB2312."""
    rows = (bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))
    return [c for c in (r.decode("gb2312", "ignore") for r in rows) if c]


def report_words(texts, least=3):
    """The words of two to six Han characters that jieba finds in the texts."""
    import jieba
    count = collections.Counter(w for t in texts for w in jieba.cut(t, HMM=False))
    return [w for w, n in sorted(count.items(), key=lambda x: (-x[1], x[0]))
            if n >= least and 2 <= len(w) <= 6 and han(w)]


def dictionary_words():
    """jieba's words of two to four Han characters, the frequent ones first."""
    import jieba
    found = []
    for line in jieba.get_dict_file():
        word, count, tag = line.decode("utf-8").split()
        if 2 <= len(word) <= 4 and han(word) and tag not in ("nr", "nrt", "nrfg"):
            found.append((-int(count), word))
    return [w for _, w in sorted(found)]


def latin(pieces, scores, english):
    """English words of the texts, then the teacher's words and word parts."""
    count = collections.Counter(w for t in english for w in re.findall("[a-z]+", fold(t)))
    words = [w for w, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])) if len(w) <= MAX_TOKEN]
    order = sorted(range(len(pieces)), key=lambda i: (-float(scores[i]), i))
    pieces = [pieces[i] for i in order]
    starts = [p[1:] for p in pieces if re.fullmatch("\u2581[a-z]{2,}", p)][:4000]
    parts = [p for p in pieces if re.fullmatch("[a-z]{2,4}", p)][:500]
    return words + starts + parts + [chr(c) for c in range(ord("a"), ord("z") + 1)]


def build(weights, chinese, english, size):
    """The tokens, sorted by code point: size of them, or fewer."""
    order = sorted(range(len(weights.pieces)), key=lambda i: (-float(weights.scores[i]), i))
    own = [weights.pieces[i].replace("\u2581", "") for i in order]
    own = [p for p in own if 1 <= len(p) <= 6 and han(p)]
    tokens = dict.fromkeys(gb2312() + own)
    tokens.update(dict.fromkeys(str(n) for n in [*range(10), *range(1949, 2036)]))
    tokens.update(dict.fromkeys(latin(weights.pieces, weights.scores, english)))
    tokens.update(dict.fromkeys(report_words(chinese)))
    for word in dictionary_words():
        if len(tokens) >= size:
            break
        tokens[word] = None
    return sorted(tokens)
