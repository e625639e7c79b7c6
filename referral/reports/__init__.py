"""Reports: the waiting board."""
