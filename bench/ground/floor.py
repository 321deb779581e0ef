"""The floor of every HTTP measurement: a bare Flask app with a tiny JSON body, on the same server and core."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def tiny() -> dict[str, bool]:
    return {"ok": True}
