"""The words of an article, before anything happens in them.

``tokens`` cut it into sentences, ``reading`` finds parties and places in them, ``numbers`` and ``times`` what they count and
date; ``lexicon`` knows the words that tell an event, by ``frames.toml``.
"""
