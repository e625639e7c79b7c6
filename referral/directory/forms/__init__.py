"""Forms of the directory: the import files' text turned into values, one noun a file."""
