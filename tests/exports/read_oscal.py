"""Reads OSCAL documents with the models and validators of compliance-trestle, which the standard's own JSON Schema is
behind, and follows every reference: prints a list of what is wrong, one list a file."""

import json
import logging
import pathlib
import sys

logging.disable(logging.CRITICAL)
import trestle.core.validator_factory  # noqa: E402, F401 (before the validators: they need it)
from trestle.core.all_validator import AllValidator  # noqa: E402
from trestle.oscal import OSCAL_VERSION  # noqa: E402
from trestle.oscal.assessment_results import AssessmentResults  # noqa: E402
from trestle.oscal.poam import PlanOfActionAndMilestones  # noqa: E402

KNOWN = {"assessment-results": AssessmentResults, "plan-of-action-and-milestones": PlanOfActionAndMilestones}
REFERENCES = {"observation-uuid": "observations", "risk-uuid": "risks"}


def each(value, key=None):
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield name, part
            yield from each(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from each(part, key)


def wrong(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    document = json.loads(text)
    ((name, body),) = document.items()
    if body["metadata"]["oscal-version"] != OSCAL_VERSION:
        yield f"version {body['metadata']['oscal-version']}, trestle knows {OSCAL_VERSION}"
    try:
        model = KNOWN[name].model_validate(body)
    except Exception as why:
        yield str(why)[:2000]
        return
    if not AllValidator().model_is_valid(model, True, None):
        yield "a validator of trestle says no"
    ids = [part for key, part in each(body) if key == "uuid"]
    ids += [body["uuid"]] if body["uuid"] not in ids else []
    if len(ids) != len(set(ids)):
        yield f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})[:3]}"
    for key, part in each(body):
        refers = key in ("observation-uuid", "risk-uuid", "actor-uuid")
        if refers and part not in ids:
            yield f"{key} leads nowhere: {part}"
        if key == "href" and (not part.startswith("#") or part[1:] not in ids):
            yield f"href leads nowhere: {part}"


json.dump([list(wrong(path)) for path in sys.argv[1:]], sys.stdout)
