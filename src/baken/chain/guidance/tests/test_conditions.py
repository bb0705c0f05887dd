import pytest

from baken.chain.guidance.conditions import ConditionError, parse_condition

FORMS = ("labour", "unknown")


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"nationality": "any"}, "'nationality' is not a question"),
        ({"minor": "perhaps"}, "minor has no answer 'perhaps'"),
        ({"danger": "yes"}, "danger has no answer 'yes'"),
        ({"danger": 1}, "danger has no answer 1"),
        ({"forms": ["labour", "other"]}, "forms has no answer 'other'"),
        ({"any": [{"minor": "yes"}, {"subject": "company"}]}, "subject has no answer"),
        ({"not": {"municipality": "GM0622"}}, "'municipality' is not a question"),
    ],
)
def test_a_condition_that_cannot_be_understood_is_refused(
    condition: dict[str, object], message: str
) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(condition, forms=FORMS)
    assert message in str(caught.value)
