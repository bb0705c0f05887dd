"""The questions on the screens, each with the reason why it is asked.

A form reads and names what is missing; whether a step is allowed is decided by the action.
"""
