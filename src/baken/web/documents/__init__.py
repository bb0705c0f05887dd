"""One text, many forms: a document as a tree, read from Markdown or built from data.

``tree`` says what a document is made of, ``markdown`` reads one, and ``html``, ``pdf``, ``word``
and ``plain`` write it. Whoever makes a document builds the tree and never a form of it.
"""
