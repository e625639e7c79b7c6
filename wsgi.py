"""The web application, for gunicorn and for `flask --app wsgi`."""

from config import load
from referral.app import create_app

app = create_app(load())
