"""`make run`: everything on one machine, in the foreground, until Ctrl-C."""
