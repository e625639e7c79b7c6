"""What runs beside the web: Celery, its channels, and the servers of a self-contained start."""
