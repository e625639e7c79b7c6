"""Directory: areas, agencies, units, their duty desks, the services offered and working days."""
