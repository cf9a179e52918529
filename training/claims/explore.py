from __future__ import annotations
import sys, json, itertools, importlib.util
import numpy as np
from data import *
from onrecord.claims.propositions import propositions
from onrecord.claims.similarity import Pairs

spec = importlib.util.spec_from_file_location("sa", SHARED / "affairs" / "score_affairs.py")
sa = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sa)


def load(aff):
    X = {}
    for a, (arts, gold) in aff.items():
        props = [p for art, sts in arts for p in propositions(art, sts)]
        idx = {(p.article, p.n): i for i, p in enumerate(props)}
        n = len(props)
        Y = np.zeros((n, n), bool)
        S = np.zeros((n, n), bool)
        for c in gold:
            for m, o in itertools.combinations(c["members"], 2):
                i, j = idx[m["article"], m["n"]], idx[o["article"], o["n"]]
                if i != j:
                    Y[i, j] = Y[j, i] = True
                    if m["same"] == o["same"]:
                        S[i, j] = S[j, i] = True
        M = Pairs(props).matrices()
        X[a] = (props, M, Y, S, gold)
    return X
