"""Shapes and schemas say the same: what is documented is what is sent, and no more."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields

from fandom.moderation.schemas import CaseOut, DecisionOut, QueueOut, ReportIn, RulingIn, WordsOut
from fandom.moderation.values import Complaint, Ruling
from fandom.posts.values import Place
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]


def told(schema: Schema, body: Any) -> None:
    """Every field that the schema requires is there, nothing else is, all the way down."""
    assert set(body) == {name for name, field in schema.fields.items() if field.required or name in body}
    for name, value in body.items():
        assert name in schema.fields, name
        _field(schema.fields[name], value)


def _field(field: fields.Field[Any], value: Any) -> None:
    if value is None:
        assert field.allow_none
    elif isinstance(field, fields.List):
        for each in value:
            _field(field.inner, each)
    elif isinstance(field, fields.Nested) and isinstance(value, Mapping):
        told(field.schema, value)


@pytest.fixture
def decided(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> str:
    """A case with a past, and one that is open; gives the decision."""
    first = desk.case(bo, "moment", desk.moment(kestrel, episode=(1, 1)))
    decision_id = desk.decide(mira.viewer, first.id, "warn", note="look again")
    moment = desk.moment(kestrel, "He winds it back", episode=(1, 2))
    desk.comment(bo, moment)
    desk.claim(mira.viewer, desk.case(bo, "moment", moment).id)
    return decision_id


def test_answers(http: Client, desk: Desk, decided: str, mira: Person, kestrel: Person) -> None:
    client = http(as_=mira)
    client.post("/moderation/words", {"phrase": "hull", "outcome": "hold", "show": "saltmarsh"})
    told(QueueOut(), client.get("/moderation/cases?show=saltmarsh").json)
    told(CaseOut(), client.get(f"/moderation/cases/{desk.open_case().id}").json)
    told(WordsOut(), client.get("/moderation/words").json)
    for person in (mira, kestrel):
        told(DecisionOut(), http(as_=person).get(f"/decisions/{decided}").json)


def test_a_report_as_it_is_meant() -> None:
    asked = {"target": {"kind": "moment", "id": "x"}, "reason": "spoiler", "reveals_at": {"episode": "s02e06"}}
    loaded = ReportIn().load(asked)
    assert loaded == {
        "target": {"kind": "moment", "id": "x"},
        "complaint": Complaint("spoiler", reveals_at=Place((2, 6))),
    }


def test_a_ruling_as_it_is_meant() -> None:
    asked = {"remedies": [{"kind": "hide"}, {"kind": "warn"}], "reason": "hate", "version": 3, "token": "t"}
    ruling = RulingIn().load(asked)
    assert ruling == Ruling(({"kind": "hide"}, {"kind": "warn"}), "hate", 3, "t")
    assert ruling.kinds == ("hide", "warn")


@pytest.mark.parametrize("name", ["remedies", "reason", "version", "token"])
def test_nothing_of_a_ruling_may_be_left_out(name: str) -> None:
    asked = {"remedies": [{"kind": "hide"}], "reason": "hate", "version": 3, "token": "t"}
    del asked[name]
    with pytest.raises(ValidationError) as refusal:
        RulingIn().load(asked)
    assert list(refusal.value.messages_dict) == [name]
