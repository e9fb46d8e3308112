"""The floor: a bare page of Flask and Jinja with one indexed query and 30 rows, served like the application.

Beside it a bare save, which is no measure but tells what of a save is Flask, SQLAlchemy and the database themselves.
"""

import os

import sqlalchemy as sa
from flask import Flask, request
from flask.typing import ResponseReturnValue

ROWS, GROUPS = 30_000, 1_000
PAGE = """<!doctype html>
<html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table><tr><th>Number</th><th>Title</th><th>State</th></tr>
{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.title }}</td><td>{{ row.state }}</td></tr>
{% endfor %}</table></body></html>"""

things = sa.table("things", sa.column("group_id"), sa.column("number"), sa.column("title"), sa.column("state"))


def fill(url: str) -> None:
    """Make the one table of the floor, with 30 rows in each group."""
    with sa.create_engine(url).begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE things"
            " (id INTEGER PRIMARY KEY, group_id INTEGER, number INTEGER UNIQUE, title TEXT, state TEXT)"
        )
        connection.exec_driver_sql("CREATE INDEX ix_things_group_id ON things (group_id)")
        rows = [
            {"group_id": number % GROUPS, "number": number, "title": f"A thing to be done {number}", "state": "open"}
            for number in range(ROWS)
        ]
        connection.execute(sa.insert(things), rows)


def create_floor() -> Flask:
    """Return the application, on the database that `BENCH_FLOOR_URL` names."""
    app = Flask("floor")
    engine = sa.create_engine(os.environ["BENCH_FLOOR_URL"])
    template, answer = app.jinja_env.from_string(PAGE), app.jinja_env.from_string("<p>{{ length }}</p>")

    @app.get("/<int:group>")
    def page(group: int) -> ResponseReturnValue:
        """Show the 30 rows of a group."""
        with engine.connect() as connection:
            found = connection.execute(sa.select(things).where(things.c.group_id == group % GROUPS)).all()
        return template.render(title="Things", rows=found)

    @app.post("/<int:number>")
    def save(number: int) -> ResponseReturnValue:
        """Write the text that was sent into one row, whoever sends it."""
        text = request.form["notes"]
        with engine.begin() as connection:
            connection.execute(sa.update(things).where(things.c.number == number).values(title=text))
        return answer.render(length=len(text))

    return app
