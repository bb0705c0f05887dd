"""What can be wrong with a letter, in words for the person who tried."""


class LetterRefused(Exception):
    """A text or a letter cannot be stored or sent; the message says why."""


class EditConflict(Exception):
    """Somebody else changed this text in the meantime."""
