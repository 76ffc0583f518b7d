"""The pure core: bytes and records in, records out.

Everything that decides something about news lives here: parsing a feed, canonical URLs, the next poll time, extraction,
promo lines, language, relevance, event coding, places, actors, quantities.

Nothing here may touch a network, a database, a clock, the environment, asyncio or a log. Data files are read once through
``importlib.resources``; time is passed in.
"""
