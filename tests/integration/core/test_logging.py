"""What a defect leaves in the log."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


def test_an_error_of_the_database_tells_no_values(session: Session) -> None:
    """They are what people typed: names, notes, addresses."""
    with pytest.raises(DBAPIError) as error:
        session.execute(sa.text("SELECT * FROM no_such_table WHERE name = :name"), {"name": "Geheimnaam"})
    assert "Geheimnaam" not in str(error.value)
