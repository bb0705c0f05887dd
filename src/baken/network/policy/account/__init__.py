"""The yearly account to the mayors (RVO), made of what is there, as PDF/UA and as Word."""
