"""The texts that the table is trained on: official reports, and nothing else.

Ten reports of the State Council and one of Hailar are drawn by a fixed seed
and never read, nor are the aligned sentences of those years: what a table is
worth can be measured on them.
"""
import json
import os
import random
import re

SEED = 20261122
COUNCIL = "bench/reports-state-council"
HAILAR = "bench/reports-hailar-gb18030"
PARALLEL = "bench/reports-parallel/pairs.jsonl"

MIN_CHARS = 6    # of a text to train on, spaces not counted
MAX_CHARS = 350  # the size of a chunk


def held_out(data):
    """The names of the reports that are left out: ten of COUNCIL, one of HAILAR."""
    draw = random.Random(SEED)
    council = draw.sample(sorted(os.listdir(os.path.join(data, COUNCIL))), 10)
    return set(council), draw.choice(sorted(os.listdir(os.path.join(data, HAILAR))))


def reports(data, held=False):
    """The texts of the reports to train on; of those held out when held."""
    council, hailar = held_out(data)
    for name in sorted(os.listdir(os.path.join(data, COUNCIL))):
        if (name in council) == held:
            yield open(os.path.join(data, COUNCIL, name), encoding="utf-8-sig").read()
    for name in sorted(os.listdir(os.path.join(data, HAILAR))):
        if (name == hailar) == held:
            yield open(os.path.join(data, HAILAR, name), encoding="gb18030").read()


def pairs(data):
    """The aligned sentences (zh, en) of the years that are not held out."""
    council, _ = held_out(data)
    years = {int(re.match(r"\d{4}", name).group()) for name in council}
    seen = set()
    for line in open(os.path.join(data, PARALLEL), encoding="utf-8"):
        p = json.loads(line)
        key = (p["zh"].strip(), p["en"].strip())
        if p["year"] not in years and all(key) and key not in seen:
            seen.add(key)
            yield key


def sentences(text):
    """The sentences of each paragraph, one list a paragraph."""
    for line in text.splitlines():
        line = re.sub(r"\s+", " ", line).strip()
        found = [s.strip() for s in re.findall(r"[^。！？]+[。！？]?[”」』）]*", line)]
        found = [s for s in found if len(s) >= MIN_CHARS]
        if found:
            yield found


def clauses(sentence):
    """The clauses of a sentence, short neighbours joined."""
    out, rest = [], ""
    for part in re.findall(r"[^；;，,：:]+[；;，,：:]?", sentence):
        rest += part
        if len(rest) >= 12:
            out.append(rest.strip(" ；;，,：:。"))
            rest = ""
    if len(rest) >= MIN_CHARS:
        out.append(rest.strip(" ；;，,：:。"))
    return out if len(out) > 1 else []


def windows(paragraph, rng):
    """The paragraph cut into runs of two to five sentences, as chunks are."""
    at = 0
    while at < len(paragraph):
        size = rng.randint(2, 5)
        text = "".join(paragraph[at:at + size])[:MAX_CHARS]
        if len(paragraph[at:at + size]) > 1:
            yield text
        at += size


def texts(data):
    """All different texts to train on: lists of sentences, clauses and windows.

    Each text comes with whether it is for validation: every fifteenth report,
    and every twenty-fifth sentence known from the aligned ones alone.
    """
    rng = random.Random(SEED)
    whole, part, run = {}, {}, {}
    for number, report in enumerate(reports(data)):
        check = number % 15 == 7
        for paragraph in sentences(report):
            for s in paragraph:
                s = s[:MAX_CHARS]
                whole.setdefault(s, check)
                for c in clauses(s):
                    part.setdefault(c, check)
            for w in windows(paragraph, rng):
                run.setdefault(w, check)
    for number, (zh, _) in enumerate(pairs(data)):
        whole.setdefault(zh[:MAX_CHARS], number % 25 == 3)
    part = {c: check for c, check in part.items() if c not in whole}
    return list(whole.items()), list(part.items()), list(run.items())
