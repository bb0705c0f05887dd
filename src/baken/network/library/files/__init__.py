"""Pictures and files of a text: what is let in, cleaned of what nobody meant to give, and sent."""
