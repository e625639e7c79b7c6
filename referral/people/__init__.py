"""People: accounts, roles, sign-in, second factor and sessions."""
