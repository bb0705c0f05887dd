"""How far can the estimates be trusted? They are asked for populations whose size is known.

``python -m baken.insight.estimation.study`` (or ``make study``) draws lists from invented
populations, estimates from them as a user would, and tells how often and how far the answers are
wrong. ``docs/estimation-study.md`` has the figures of a full run and what they mean.
"""
