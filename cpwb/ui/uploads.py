"""The field through which a file is sent."""

from typing import Any

from flask import request
from wtforms import Field
from wtforms.widgets import FileInput


class FileField(Field):
    """One file, read into memory: what may be in it, and how large it may be, is for the service to say.

    A browser never fills it in again, so a page that comes back with errors asks for the file anew.
    """

    widget = FileInput()

    def __init__(self, label: Any, *, accept: str, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, render_kw={"accept": accept}, **kwargs)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the file when the form was sent with one; its name is not kept."""
        self.process_errors: list[str] = []
        self.object_data = self.data = None
        sent = request.files.get(self.name) if formdata is not None else None
        if sent is not None and sent.filename:
            self.data = sent.read() or None
