"""Reads calendars with the icalendar package: {"calendars": [{"name", "events": [...]}]}, as a program that imports them
one after the other would hold them: {"merged": {uid: event}}, by UID and SEQUENCE."""

import json
import sys

import icalendar

calendars, merged = [], {}
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    if calendar.errors:
        raise SystemExit(f"{calendar.errors}")
    events = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise SystemExit(f"{event.errors}")
        found = {
            "uid": str(event["UID"]),
            "start": event.decoded("DTSTART").isoformat(),
            "end": event.decoded("DTEND").isoformat() if "DTEND" in event else None,
            "stamp": event.decoded("DTSTAMP").isoformat(),
            "sequence": int(event["SEQUENCE"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "categories": [str(c) for c in event["CATEGORIES"].cats],
            "transparent": str(event["TRANSP"]),
            "status": str(event.get("STATUS", "")),
            "alarms": [a.decoded("TRIGGER").total_seconds() for a in event.walk("VALARM")],
        }
        events.append(found)
        known = merged.get(found["uid"])
        if known is None or known["sequence"] <= found["sequence"]:
            merged[found["uid"]] = found
    calendars.append({"name": str(calendar["X-WR-CALNAME"]), "events": events})
json.dump({"calendars": calendars, "merged": merged}, sys.stdout)
