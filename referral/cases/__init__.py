"""Cases: one child's file, its sealed compartments, contacts, risk and closure."""
