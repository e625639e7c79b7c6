"""Intake: the report form, its signs, and the hand-over to the UPTD's desk."""
