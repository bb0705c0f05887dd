"""How the region works together. No personal data of victims, suspects or reporters, ever."""
