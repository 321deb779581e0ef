"""What gunicorn serves."""

from fandom.app import create_app

app = create_app()
