"""Keeps numbers and addresses of persons out of the reasons in the register."""

from baken.foundation.vault.detect import find_personal_data


def masked(text: str) -> str:
    """Return ``text`` with each number or address of a person replaced by its kind.

    A name cannot be recognised; the form that asks for a reason says to leave it out.
    """
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    for found in reversed(find_personal_data(clean)):
        clean = f"{clean[: found.start]}[{found.kind}]{clean[found.end :]}"
    return clean
