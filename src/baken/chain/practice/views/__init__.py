"""The pages of practising: of the way over, and of the other side."""
