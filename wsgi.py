"""What gunicorn serves."""

from fandom.app import create_app, serve
from fandom.cli import commands

app = serve(create_app())
commands(app)
