"""A debater's sheet in the machine form."""

from collections.abc import Sequence
from typing import Any

from argmap.briefing import Briefing, Challenge, Point


def briefing_data(briefing: Briefing, limit: int | None = None) -> dict[str, Any]:
    """A debater's sheet, as ids; with ``limit`` the first so many entries of each list of claims and attacks."""

    def challenges(found: Sequence[Challenge]) -> list[dict[str, Any]]:
        return [_challenge_data(each) for each in found[:limit]]

    return {
        "argmap": 1,
        "position": briefing.position,
        "against": briefing.against,
        "within": briefing.within,
        "people": list(briefing.people),
        "claims": len(briefing.claims),
        "meets": briefing.meets,
        "case": [_point_data(point) for point in briefing.case[:limit]],
        "do_not_lead_with": [_point_data(point) for point in briefing.lost[:limit]],
        "expect": challenges(briefing.expected),
        "open_flanks": challenges(briefing.flanks),
        "by_others": challenges(briefing.by_others),
        "their_open_flanks": [{"claim": each.claim, "attacks": challenges(each.attacks)} for each in briefing.openings[:limit]],
        "both_grant": [
            {"kind": each.kind, "ours": each.ours, "theirs": each.theirs, "link": each.link.id if each.link else None}
            for each in briefing.grants[:limit]
        ],
    }


def _point_data(point: Point) -> dict[str, Any]:
    """A claim of the position; every key is always there."""
    grounds = [{"id": link.source, "link": link.id, "editorial": link.editorial} for link in point.grounds]
    return {
        "claim": point.claim,
        "label": str(point.label),
        "grounds": grounds,
        "holding": point.holding,
        "sources": point.works,
        "lost": point.lost,
        "answered": point.answered,
        "unanswered": point.unanswered,
    }


def _challenge_data(each: Challenge) -> dict[str, Any]:
    """An attack or a conflict; every key is always there."""
    return {
        "from": each.source,
        "to": each.target,
        "claim": each.claim,
        "link": each.link.id if each.link else None,
        "attack": each.link.attack if each.link else None,
        "editorial": each.is_editorial,
        "label": each.state,
        "ours": each.is_ours,
        "answers": [
            {"from": answer.link.source, "link": answer.link.id, "attack": answer.link.attack, "editorial": answer.link.editorial}
            | {"label": answer.state}
            for answer in each.answers
        ],
    }
