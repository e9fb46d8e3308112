"""The four objectives of the programme, the backbone of everything that is reported."""

from enum import StrEnum

from cpwb.core.words import LazyText, _l


class Objective(StrEnum):
    """What an initiative or an action point serves."""

    HUMAN_RESOURCES = "human_resources"
    COMPLAINTS = "complaints"
    TRUST = "trust"
    EXCHANGE = "exchange"

    @property
    def label(self) -> LazyText:
        """Return the objective in the reader's language."""
        return _LABELS[self]


_LABELS = {
    Objective.HUMAN_RESOURCES: _l("human resources policy of the police"),
    Objective.COMPLAINTS: _l("complaint mechanisms"),
    Objective.TRUST: _l("community policing and trust"),
    Objective.EXCHANGE: _l("transnational exchange"),
}
