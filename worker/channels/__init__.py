"""How a message leaves the house: neutral words, and one module a channel."""
