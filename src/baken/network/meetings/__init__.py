"""Meetings: consultation bodies: planning, agenda, attendance, decisions, actions, minutes."""
