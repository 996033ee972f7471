"""Checked data to the frozen classes of the model. Every function expects what the schema has let through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from petunias import model

Data = Mapping[str, Any]


def entry(id: str, data: Data) -> model.Entry:
    """An entry from its file's data, as `schema.typed` gives it."""
    who = data.get("who_for", {})
    return model.Entry(
        id=id,
        name=data["name"],
        domains=tuple(data["domains"]),
        summary=data["summary"],
        contact=model.Contact(**data["contact"]),
        provider=data.get("provider"),
        added=_date(data.get("added")),
        formerly=tuple(data.get("formerly", ())),
        description=data.get("description"),
        localities=tuple(data.get("localities", ())),
        ways=tuple(data.get("ways", ())),
        private_address=data.get("private_address", False),
        places=tuple(map(_place, data.get("places", ()))),
        sessions=tuple(map(session, data.get("sessions", ()))),
        cost=data.get("cost"),
        access=tuple(data.get("access", ())),
        referral=model.Referral(**data["referral"]) if "referral" in data else None,
        who_for=model.WhoFor(
            who.get("text"),
            who.get("ages", {}).get("from"),
            who.get("ages", {}).get("to"),
            tuple(who.get("groups", ())),
        )
        if who
        else None,
        support=tuple(data.get("support", ())),
        languages=tuple(data.get("languages", ())),
        first_visit=data.get("first_visit"),
        availability=_dated(model.Availability, data.get("availability")),
        lead_provider=data.get("lead_provider"),
        relationship=data.get("relationship"),
        assurance=tuple(_dated(model.Assurance, item) for item in data.get("assurance", ())),
        confirmed=_dated(model.Confirmed, data.get("confirmed")),
        status=_dated(model.Status, data.get("status")) or model.Status(),
        keywords=tuple(data.get("keywords", ())),
        translations=data.get("translations", {}),
        source=model.Source(**data["source"]) if "source" in data else None,
    )


def session(data: Data) -> model.Session:
    """A session from its part of an entry."""
    start, end = data.get("start"), data.get("end")
    return model.Session(
        days=tuple(data["days"]),
        start=time.fromisoformat(start) if start else None,
        end=time.fromisoformat(end) if end else None,
        every=data.get("every", "week"),
        which=tuple(data.get("which", ())),
        first=_date(data.get("from")),
        until=_date(data.get("until")),
        term_time=data.get("term_time", False),
        bank_holidays=data.get("bank_holidays"),
        place=data.get("place"),
        note=data.get("note"),
    )


def area(data: Data, *, id: str) -> model.Area:
    """The area; `id` is for an area that names none."""
    access = data.get("lifestyle_access")
    return model.Area(
        name=data["name"],
        id=data.get("id", id),
        url=_with_slash(data.get("url")),
        nation=data.get("nation", "england"),
        languages=tuple(data.get("languages", ("en",))),
        team=model.Team(**data.get("team", {})),
        urgent_help=tuple(
            model.Helpline(
                line["name"],
                line["phone"],
                line.get("when"),
                line.get("for"),
                {code: _with_purpose(words) for code, words in line.get("translations", {}).items()},
            )
            for line in data.get("urgent_help", ())
        ),
        lifestyle_access=model.LifestyleAccess(**access) if access else None,
        assurance_owner=data.get("assurance_owner"),
        lead_providers=tuple(model.LeadProvider(**item) for item in data.get("lead_providers", ())),
        localities=tuple(_locality(item) for item in data.get("localities", ())),
        practices=tuple(model.Practice(**item) for item in data.get("practices", ())),
        link_workers=tuple(_link_worker(item) for item in data.get("link_workers", ())),
        terms=tuple(
            model.Term(date.fromisoformat(item["from"]), date.fromisoformat(item["until"]))
            for item in data.get("terms", ())
        ),
        review=model.Review(**data.get("review", {})),
        register=model.Register(**data.get("register", {})),
        translations=data.get("translations", {}),
    )


def partner(id: str, data: Data) -> model.Partner:
    """A partner from its file's data."""
    return model.Partner(
        id=id,
        name=data["name"],
        theme=data.get("theme"),
        supporter=data.get("supporter", False),
        phone=data.get("phone"),
        source=model.Paper(**data["source"]) if "source" in data else None,
        staff_groups=tuple(model.StaffGroup(**item) for item in data.get("staff_groups", ())),
        messages=tuple(
            model.Message(
                key=item["text"],
                text=item["text"],
                about=item.get("about"),
                say=item.get("say"),
                seasons=tuple(map(_season, item.get("seasons", ()))),
                signpost=_signpost(item.get("signpost", {})),
                translations=item.get("translations", {}),
            )
            for item in data.get("messages", ())
        ),
        translations=data.get("translations", {}),
    )


def topic(id: str, data: Data) -> model.Topic:
    """A topic from its file's data."""
    return model.Topic(
        id=id,
        title=data["title"],
        about=data.get("about"),
        danger=tuple(data.get("danger", ())),
        not_now=tuple(data.get("not_now", ())),
        ask=tuple(data.get("ask", ())),
        assess=tuple(data.get("assess", ())),
        advise=tuple(data.get("advise", ())),
        assist=tuple(data.get("assist", ())),
        benefits=tuple(model.Benefit(**item) for item in data.get("benefits", ())),
        self_care=tuple(data.get("self_care", ())),
        services=_signpost(data.get("services", {})),
        services_note=data.get("services_note"),
        sources=tuple(
            model.Reference(item["title"], item.get("url"), _date(item.get("checked")))
            for item in data.get("sources", ())
        ),
        translations=data.get("translations", {}),
    )


def words(data: list[Data]) -> tuple[model.WordGroup, ...]:
    """The groups of words.yaml."""
    return tuple(
        model.WordGroup(
            say=tuple(group["say"]),
            means=model.Meaning(**{name: tuple(values) for name, values in group["means"].items()}),
        )
        for group in data
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dated(cls: type[Any], data: Data | None) -> Any:
    """`data` as `cls`, its fields `on` and `until` as dates and its lists as tuples."""
    if data is None:
        return None
    made: dict[str, Any] = {}
    for name, value in data.items():
        if name in ("on", "until"):
            made[name] = _date(value)
        else:
            made[name] = tuple(value) if isinstance(value, list) else value
    return cls(**made)


def _place(data: Data) -> model.Place:
    at = data.get("at")
    return model.Place(
        **{
            **data,
            "at": model.Point(at["lat"], at["lon"]) if at else None,
            "accessibility": tuple(data.get("accessibility", ())),
        }
    )


def _locality(data: Data) -> model.Locality:
    at = data.get("at")
    return model.Locality(
        **{
            **data,
            "also": tuple(data.get("also", ())),
            "postcodes": tuple(data.get("postcodes", ())),
            "at": model.Point(at["lat"], at["lon"]) if at else None,
        }
    )


def _link_worker(data: Data) -> model.LinkWorker:
    return model.LinkWorker(
        **{
            **data,
            "practices": tuple(data.get("practices", ())),
            "name_consent": _date(data.get("name_consent")),
        }
    )


def _season(data: Data) -> model.Season:
    first, until = ((int(data[end][:2]), int(data[end][3:])) if end in data else None for end in ("from", "until"))
    return model.Season(
        first=first,
        until=until,
        nth=data.get("nth"),
        day=data.get("day"),
        month=data.get("month"),
        name=data.get("name"),
        translations=data.get("translations", {}),
    )


def _signpost(data: Data) -> model.Signpost:
    return model.Signpost(**{name: tuple(values) for name, values in data.items()})


def _with_purpose(words: Mapping[str, str]) -> dict[str, str]:
    """The words of a helpline under the names of the model, where `for` cannot be one."""
    return {"purpose" if name == "for" else name: text for name, text in words.items()}


def _with_slash(url: str | None) -> str | None:
    return url if url is None or url.endswith("/") else f"{url}/"
