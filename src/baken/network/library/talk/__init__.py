"""The talk kit: slides from ready blocks and today's contacts, posters, cards, and reasons.

A talk is kept as a list of parts; its slides are made anew each time somebody asks for them, so
that no file of last year decides which number is on the screen.
"""
