"""Figures: how fast are pages and actions with a million concerns in the database?

``baken bench`` fills a database of its own with invented concerns, asks for every page through
the whole product (middleware, both locks, templates) and prints what it took. It stands outside
the floors: it may use any room, and no room knows of it.

``command`` runs it; ``place`` makes the database; ``seeding``, ``rows`` and ``chains`` fill it;
``samples`` seals some concerns really; ``pages`` and ``steps`` are what is measured, by
``measuring``; ``report`` tells.
"""
