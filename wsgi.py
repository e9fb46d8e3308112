"""The entrance for WSGI servers (`gunicorn wsgi:application`) and for the `flask` command."""

import os
import sys

from cpwb.app import BadConfiguration, create_app

#: With this exit code of a worker, gunicorn ends; with any other one it would start workers for ever.
_GUNICORN_ENDS = 4

try:
    application = create_app()
except BadConfiguration as bad:
    for problem in str(bad).splitlines():
        sys.stderr.write(f"configuration: {problem}\n")
    sys.stderr.write("CPWB does not start with this configuration; README.md explains each setting.\n")
    sys.exit(1 if "FLASK_RUN_FROM_CLI" in os.environ else _GUNICORN_ENDS)
