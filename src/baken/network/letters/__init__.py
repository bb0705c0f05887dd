"""Letters: the texts of mail that an editor can change, and the box of what waits to be sent."""
