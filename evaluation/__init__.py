"""How well onrecord reads, as a test: figures on development data, floors that hold them, tables for the model card.

    python -m evaluation                  run every suite whose gold is at hand; write figures.json; check floors
    python -m evaluation --only seed      run one suite
    python -m evaluation pin [--lower]    raise the floors to what was measured; --lower also lets them fall
    python -m evaluation report           write the tables of docs/model-card.md from figures.json

A suite reads its gold through the command line, as a user would, and scores the output by the scorer beside the gold.
"""
