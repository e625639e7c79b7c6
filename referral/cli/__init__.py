"""Commands for operators: each a thin door to an action."""
