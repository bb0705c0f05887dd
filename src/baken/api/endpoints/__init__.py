"""The operations: each fetches through ``visible_to`` or calls an action, and shapes the answer."""
