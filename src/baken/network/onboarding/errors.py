"""What an action of this room refuses, in words for the screen."""


class OnboardingRefused(Exception):
    """A step that cannot be taken; ``field`` names the field of the form it is about."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class EditConflict(OnboardingRefused):
    """The document was saved in another window after it was opened here."""
