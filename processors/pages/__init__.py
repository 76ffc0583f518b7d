"""Pages to articles: decoding, main text, promo lines, metadata, language.

Import from the modules: ``extract`` and ``language`` bring in heavy libraries that ``promo`` and ``errors`` do without.
"""
