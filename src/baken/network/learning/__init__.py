"""Learning: trainings, sessions, attendance, certificates, and what was done for others."""
