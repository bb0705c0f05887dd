"""Search in the knowledge base: what was meant, what is found, and where it stands.

``understanding`` reads a question with the words that the reader may see (``vocabulary``),
``finding`` asks the database, ``passages`` shows where, ``sealed`` keeps the question out of
addresses. docs/search.md says how good it is.
"""
