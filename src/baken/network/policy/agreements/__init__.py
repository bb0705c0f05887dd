"""What every municipality agreed to, its self-checks, and who is behind on what."""
