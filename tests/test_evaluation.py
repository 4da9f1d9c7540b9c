"""Labels: hand-labelled maps for the sentences of the design, a brute force as oracle, properties, and long chains."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.evaluation import evaluate
from argmap.evaluation.framework import Burden, framework
from argmap.evaluation.grounded import grounded, relabelled
from tests.evaluation_maps import (
    Argument,
    Entry,
    brute_labels,
    compiled,
    earned,
    map_of,
    naive_grounded,
    node_lists,
    read_nodes,
    renamed,
    without_attacks,
    written_links,
)

# Name: nodes, their labels, and their labels under `--burden strict` where these differ.
CASES: dict[str, tuple[str, str] | tuple[str, str, str]] = {
    # What each label means
    "stands: it has a standing ground": (
        """
        - {claim: c}
        - {support: s, for: c}
        """,
        "stands: c s",
    ),
    "stands: the attack on it is countered": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c}
        - {rebuttal: q, against: r, attack: undermine}
        """,
        "stands: c s q | falls: r",
    ),
    "stands: it is granted": ("- {claim: c, granted: true}", "stands: c"),
    "stands: granted, and somebody says so": ("- {claim: c, granted: true, by: x}", "stands: c"),
    "asserted: somebody holds it": ("- {claim: c, by: x}", "asserted: c", "unsupported: c"),
    "asserted: a source says it": ("- {claim: c, cite: {source: y}}", "asserted: c", "unsupported: c"),
    "asserted: a school or a subject is no holder": ("- {claim: c, position: p, about: x, tags: t, note: N}", "unsupported: c"),
    "asserted: not with a ground": (
        """
        - {claim: c, by: x}
        - {support: s, for: c}
        """,
        "stands: c s",
    ),
    "asserted: not with a ground that falls": (
        """
        - {claim: c, by: x}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undermine}
        """,
        "stands: r | falls: c s",
    ),
    "asserted: no attack succeeds": (
        """
        - {claim: c, by: x}
        - {rebuttal: r, against: c}
        - {rebuttal: q, against: r, attack: undermine}
        """,
        "asserted: c | stands: q | falls: r",
        "unsupported: c | stands: q | falls: r",
    ),
    "open: attack and defence balance": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c}
        """,
        "open: c | stands: s r",
        "falls: c | stands: s r",
    ),
    "open: so is its only ground": (
        """
        - {claim: c}
        - {claim: d, for: c}
        - {support: s, for: d}
        - {rebuttal: r, against: d}
        """,
        "open: c d | stands: s r",
        "falls: c d | stands: s r",
    ),
    "falls: an attack on it succeeds": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c, attack: undermine}
        """,
        "falls: c | stands: s r",
    ),
    "falls: an attack on all its grounds succeeds": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {support: t, for: c}
        - {rebuttal: r, against: [s, t], attack: undermine}
        """,
        "falls: c s t | stands: r",
    ),
    "falls: the ground that it had, while another never was one": (
        """
        - {claim: c}
        - {claim: d, for: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undermine}
        """,
        "falls: c s | unsupported: d | stands: r",
    ),
    "unsupported: nobody holds it and nothing supports it": ("- {claim: c}", "unsupported: c"),
    "unsupported: and attacked as well": (
        """
        - {claim: c}
        - {rebuttal: r, against: c}
        - {rebuttal: q, against: c, attack: undermine}
        """,
        "unsupported: c | stands: r q",
    ),
    "unsupported: it rests on such a premise": (
        """
        - {claim: c}
        - {support: s, for: c, premises: p}
        - {claim: p}
        """,
        "unsupported: c s p",
    ),
    "unsupported: its only ground is such a claim": (
        """
        - {claim: c}
        - {claim: d, for: c}
        """,
        "unsupported: c d",
    ),
    # The four cases that plain support arrows get wrong
    "the only witness is impeached": (
        """
        - {claim: c}
        - {support: witness, for: c}
        - {rebuttal: liar, against: witness, attack: undermine}
        """,
        "falls: c witness | stands: liar",
    ),
    "one of two witnesses is impeached": (
        """
        - {claim: c}
        - {support: witness, for: c}
        - {support: second, for: c}
        - {rebuttal: liar, against: witness, attack: undermine}
        """,
        "stands: c second liar | falls: witness",
    ),
    "of two claims that conflict one has evidence": (
        """
        - {claim: c, by: x, conflicts: d}
        - {claim: d, by: y}
        - {support: s, for: c}
        """,
        "stands: c s | falls: d",
        "stands: c s | unsupported: d",
    ),
    "two claims that support each other": (
        """
        - {claim: c, by: x, for: d}
        - {claim: d, by: y, for: c}
        """,
        "open: c d",
    ),
    # A support or rebuttal stands by itself when put forward; with premises it needs all of them
    "a ground stands by itself": (
        """
        - {support: s}
        - {rebuttal: r}
        """,
        "stands: s r",
    ),
    "premises: all of them stand": (
        """
        - {claim: c}
        - {support: s, for: c, premises: [p, q]}
        - {claim: p, granted: true}
        - {claim: q, by: x}
        """,
        "stands: c s p | asserted: q",
        "stands: p | unsupported: c s q",
    ),
    "premises: one of them falls": (
        """
        - {claim: c}
        - {support: s, for: c, premises: [p, q]}
        - {claim: p, granted: true}
        - {claim: q, granted: true}
        - {rebuttal: r, against: q, attack: undermine}
        """,
        "stands: p r | falls: c s q",
    ),
    "premises: one of them is open": (
        """
        - {claim: c}
        - {support: s, for: c, premises: [p, q]}
        - {claim: p, granted: true}
        - {claim: q, granted: true}
        - {rebuttal: r, against: q}
        """,
        "stands: p r | open: c s q",
        "stands: p r | falls: c s q",
    ),
    "premises: of a rebuttal": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c, attack: undermine, premises: [p, q]}
        - {claim: p, granted: true}
        - {claim: q}
        """,
        "stands: c s p | unsupported: r q",
    ),
    "premises: a ground may be one": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d}
        - {support: t, for: d, premises: s}
        - {rebuttal: r, against: s, attack: undermine}
        """,
        "stands: r | falls: c s d t",
    ),
    # A claim needs at least one standing support link, unless granted
    "one ground is enough: the other is open": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, for: c}
        - {support: t, for: d}
        - {rebuttal: r, against: d}
        """,
        "stands: c s t r | open: d",
        "stands: c s t r | falls: d",
    ),
    "one ground falls, the other is open": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: q, against: s, attack: undermine}
        - {claim: d, for: c}
        - {support: t, for: d}
        - {rebuttal: r, against: d}
        """,
        "stands: t q r | falls: s | open: c d",
        "stands: t q r | falls: s c d",
    ),
    "a claim is a ground": (
        """
        - {claim: c}
        - {claim: d, by: x, for: c}
        """,
        "stands: c | asserted: d",
        "unsupported: c d",
    ),
    "granted: its ground falls": (
        """
        - {claim: c, granted: true}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undermine}
        """,
        "stands: c r | falls: s",
    ),
    "granted: undermined": (
        """
        - {claim: c, granted: true}
        - {rebuttal: r, against: c, attack: undermine}
        """,
        "stands: r | falls: c",
    ),
    "granted: rebutted": (
        """
        - {claim: c, granted: true}
        - {rebuttal: r, against: c}
        """,
        "stands: r | open: c",
        "stands: r | falls: c",
    ),
    # rebut
    "rebut: an assertion attacks back": (
        """
        - {claim: c, by: x}
        - {rebuttal: r, against: c, attack: rebut}
        """,
        "open: c | stands: r",
        "unsupported: c | stands: r",
    ),
    "rebut: a support does not attack back": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: rebut}
        """,
        "falls: c s | stands: r",
    ),
    "rebut: a rebuttal does not attack back": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c, attack: undermine}
        - {rebuttal: q, against: r, attack: rebut}
        """,
        "stands: c s q | falls: r",
    ),
    "rebut: a claim that is out does not attack back": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c}
        - {rebuttal: q, against: s, attack: undermine}
        """,
        "stands: r q | falls: c s",
    ),
    "rebut: what is attacked back is the link": (
        """
        - {claim: c, against: d}
        - {support: s, for: c}
        - {claim: d}
        - {support: t, for: d}
        """,
        "stands: c s t | open: d",
        "stands: c s t | falls: d",
    ),
    "rebut: an assertion against an assertion": (
        """
        - {claim: c, by: x, against: d}
        - {claim: d, by: y}
        """,
        "asserted: c | open: d",
        "unsupported: c d",
    ),
    "rebut: evidence against an assertion": (  # section 4 also lets one read that the assertion has nothing to attack back with
        """
        - {claim: c, against: d}
        - {support: s, for: c}
        - {claim: d, by: y}
        """,
        "stands: c s | open: d",
        "stands: c s | unsupported: d",
    ),
    "rebut: two claims rebut each other": (
        """
        - {claim: c, against: d}
        - {support: s, for: c}
        - {claim: d, against: c}
        - {support: t, for: d}
        """,
        "open: c d | stands: s t",
    ),
    # conflicts
    "conflicts: both have evidence (the Nixon diamond)": (
        """
        - {claim: pacifist, conflicts: hawk}
        - {support: quaker, for: pacifist}
        - {claim: hawk}
        - {support: republican, for: hawk}
        """,
        "open: pacifist hawk | stands: quaker republican",
    ),
    "conflicts: neither has evidence": (
        """
        - {claim: c, by: x, conflicts: d}
        - {claim: d, by: y}
        """,
        "open: c d",
        "unsupported: c d",
    ),
    "conflicts: nobody holds one": (
        """
        - {claim: c, by: x, conflicts: d}
        - {claim: d}
        """,
        "asserted: c | unsupported: d",
        "unsupported: c d",
    ),
    "conflicts: written on the other claim": (
        """
        - {claim: c, by: x}
        - {support: s, for: c}
        - {claim: d, by: y, conflicts: c}
        """,
        "stands: c s | falls: d",
        "stands: c s | unsupported: d",
    ),
    "conflicts: written on both claims": (
        """
        - {claim: c, by: x, conflicts: d}
        - {claim: d, by: y, conflicts: [c, c]}
        """,
        "open: c d",
        "unsupported: c d",
    ),
    "conflicts: granted against an assertion": (
        """
        - {claim: c, granted: true}
        - {claim: d, by: y, conflicts: c}
        """,
        "stands: c | falls: d",
        "stands: c | unsupported: d",
    ),
    "conflicts: granted against evidence": (
        """
        - {claim: c, granted: true}
        - {claim: d, conflicts: c}
        - {support: s, for: d}
        """,
        "open: c d | stands: s",
    ),
    "conflicts: an assertion against evidence that falls": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undermine}
        - {claim: d, by: y, conflicts: c}
        """,
        "falls: c s | stands: r | asserted: d",
        "falls: c s | stands: r | unsupported: d",
    ),
    "conflicts: an assertion against evidence that is open": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c}
        - {claim: d, by: y, conflicts: c}
        """,
        "open: c d | stands: s r",
        "falls: c | unsupported: d | stands: s r",
    ),
    "conflicts: an assertion is a support link like another": (
        """
        - {claim: c, conflicts: d}
        - {claim: b, by: x, for: c}
        - {claim: d, by: y}
        """,
        "stands: c | asserted: b | falls: d",
        "unsupported: c b d",
    ),
    "conflicts: only claims do": (
        """
        - {claim: c, conflicts: [s, r]}
        - {support: s, for: c}
        - {rebuttal: r}
        """,
        "stands: c s r",
    ),
    # Bare assertion does not put evidence in doubt
    "an assertion against evidence": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: x1, by: x, against: c}
        - {claim: x2, by: x, against: c, attack: undermine}
        - {claim: x3, by: x, against: c, attack: undercut}
        """,
        "stands: c s | asserted: x1 x2 x3",
        "stands: c s | unsupported: x1 x2 x3",
    ),
    "an assertion against what is granted": (
        """
        - {claim: c, granted: true}
        - {claim: x1, by: x, against: c}
        - {claim: x2, by: x, against: c, attack: undermine}
        """,
        "stands: c | asserted: x1 x2",
        "stands: c | unsupported: x1 x2",
    ),
    "an assertion against an assertion, undermining": (
        """
        - {claim: c, by: y}
        - {claim: d, by: x, against: c, attack: undermine}
        """,
        "falls: c | asserted: d",
        "unsupported: c d",
    ),
    "an assertion against a ground": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, by: x, against: s, attack: undermine}
        """,
        "falls: c s | asserted: d",
        "stands: c s | unsupported: d",
    ),
    "what is granted, against evidence": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, granted: true, against: c, attack: undermine}
        """,
        "falls: c | stands: s d",
    ),
    # undermine
    "undermine: an assertion does not attack back": (
        """
        - {claim: c, by: x}
        - {rebuttal: r, against: c, attack: undermine}
        """,
        "falls: c | stands: r",
        "unsupported: c | stands: r",
    ),
    "undermine: evidence does not attack back": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, against: c, attack: undermine}
        - {support: t, for: d}
        """,
        "falls: c | stands: s d t",
    ),
    "undermine: on both sides": (
        """
        - {claim: c, against: d, attack: undermine}
        - {support: s, for: c}
        - {claim: d, against: c, attack: undermine}
        - {support: t, for: d}
        """,
        "open: c d | stands: s t",
    ),
    # undercut
    "undercut: all links of a support": (
        """
        - {claim: c}
        - {claim: d}
        - {support: s, for: [c, d]}
        - {rebuttal: r, against: s, attack: undercut}
        """,
        "falls: c d | stands: s r",
    ),
    "undercut: the link of a support that `link` names": (
        """
        - {claim: c}
        - {claim: d}
        - {support: s, for: [c, d]}
        - {rebuttal: r, against: {id: s, attack: undercut, link: c}}
        """,
        "falls: c | stands: d s r",
    ),
    "undercut: the use of a support as a premise is one of its links": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d}
        - {support: t, for: d, premises: s}
        - {rebuttal: r, against: s, attack: undercut}
        """,
        "falls: c d t | stands: s r",
    ),
    "undercut: the use of a support as a premise, by `link`": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d}
        - {support: t, for: d, premises: s}
        - {rebuttal: r, against: {id: s, attack: undercut, link: t}}
        """,
        "falls: d t | stands: c s r",
    ),
    "undercut: of a rebuttal": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c, attack: undermine}
        - {rebuttal: q, against: r, attack: undercut}
        """,
        "stands: c s r q",
    ),
    "undercut: of a rebuttal, by `link`": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d}
        - {support: t, for: d}
        - {rebuttal: r, against: [c, d], attack: undermine}
        - {rebuttal: q, against: {id: r, attack: undercut, link: c}}
        """,
        "stands: c s t r q | falls: d",
    ),
    "undercut: of a claim, cuts every support of it": (
        """
        - {claim: c, for: d}
        - {support: s, for: c}
        - {support: t, for: c}
        - {claim: d}
        - {rebuttal: r, against: c, attack: undercut}
        """,
        "falls: c d | stands: s t r",
    ),
    "undercut: of a claim, leaves the other links of its supports": (
        """
        - {claim: c}
        - {support: s, for: [c, d]}
        - {claim: d}
        - {rebuttal: r, against: c, attack: undercut}
        """,
        "falls: c | stands: s d r",
    ),
    "undercut: of a claim, cuts its assertion": (
        """
        - {claim: c, by: x}
        - {rebuttal: r, against: c, attack: undercut}
        """,
        "falls: c | stands: r",
        "unsupported: c | stands: r",
    ),
    "undercut: of a claim, leaves what leaves it": (
        """
        - {claim: c, granted: true, for: d}
        - {claim: d}
        - {rebuttal: r, against: c, attack: undercut}
        """,
        "stands: c d r",
    ),
    "undercut: of a claim by `link`, the claim it is for": (
        """
        - {claim: c, by: x, for: [d, e]}
        - {claim: d}
        - {claim: e}
        - {rebuttal: r, against: {id: c, attack: undercut, link: d}}
        """,
        "asserted: c | falls: d | stands: e r",
        "unsupported: c d e | stands: r",
    ),
    "undercut: of a claim by `link`, the support that needs it": (
        """
        - {claim: c, granted: true}
        - {claim: d}
        - {support: s, for: d, premises: c}
        - {rebuttal: r, against: {id: c, attack: undercut, link: s}}
        """,
        "stands: c r | falls: d s",
    ),
    "undercut: of a claim by `link`, the claim it is against": (
        """
        - {claim: c, granted: true, against: d, attack: undermine}
        - {claim: d}
        - {support: s, for: d}
        - {rebuttal: r, against: {id: c, attack: undercut, link: d}}
        """,
        "stands: c d s r",
    ),
    "undercut: of a link that does not exist": (
        """
        - {claim: c}
        - {claim: d, granted: true}
        - {support: s, for: c}
        - {rebuttal: r, against: {id: s, attack: undercut, link: d}}
        - {rebuttal: q, against: {id: s, attack: undercut, link: gone}}
        """,
        "stands: c d s r q",
    ),
    "undercut: of an undercut": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undercut}
        - {rebuttal: q, against: r, attack: undercut}
        """,
        "stands: c s r q",
    ),
    "undercut: of an undercut of an undercut": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undercut}
        - {rebuttal: q, against: r, attack: undercut}
        - {rebuttal: p, against: {id: q, attack: undercut, link: r}}
        """,
        "falls: c | stands: s r q p",
    ),
    "one entry differs from the `attack` of its node": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, granted: true}
        - {rebuttal: r, against: [d, {id: s, attack: undercut}], attack: undermine}
        """,
        "falls: c d | stands: s r",
    ),
    # limit
    "limit: defeats nothing": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {claim: d, by: x}
        - {rebuttal: r, against: [c, s, d], attack: limit}
        """,
        "stands: c s r | asserted: d",
        "stands: c s r | unsupported: d",
    ),
    "limit: does not counter an attack": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c, attack: undermine}
        - {rebuttal: q, against: r, attack: limit}
        """,
        "falls: c | stands: s r q",
    ),
    # Textbook frameworks
    "reinstatement: a chain of three": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r1, against: s, attack: undermine}
        - {rebuttal: r2, against: r1, attack: undermine}
        - {rebuttal: r3, against: r2, attack: undermine}
        """,
        "falls: c s r2 | stands: r1 r3",
    ),
    "reinstatement: a chain of four": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r1, against: s, attack: undermine}
        - {rebuttal: r2, against: r1, attack: undermine}
        - {rebuttal: r3, against: r2, attack: undermine}
        - {rebuttal: r4, against: r3, attack: undermine}
        """,
        "stands: c s r2 r4 | falls: r1 r3",
    ),
    "an even circle of attacks": (
        """
        - {rebuttal: a, against: b, attack: undermine}
        - {rebuttal: b, against: a, attack: undermine}
        """,
        "open: a b",
    ),
    "an odd circle of attacks": (
        """
        - {rebuttal: a, against: b, attack: undermine}
        - {rebuttal: b, against: c, attack: undermine}
        - {rebuttal: c, against: a, attack: undermine}
        """,
        "open: a b c",
    ),
    "floating acceptance": (
        """
        - {rebuttal: a, against: [b, c], attack: undermine}
        - {rebuttal: b, against: [a, c], attack: undermine}
        - {rebuttal: c, against: d, attack: undermine}
        - {support: d}
        """,
        "open: a b c d",
    ),
    "a rebuttal undermines itself": (
        """
        - {rebuttal: r, against: r, attack: undermine}
        - {claim: c, by: x}
        """,
        "open: r | asserted: c",
        "open: r | unsupported: c",
    ),
    "a rebuttal undermines itself and a claim": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: [r, c], attack: undermine}
        """,
        "open: r c | stands: s",
    ),
    "a rebuttal undermines itself and is undermined": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: [r, c], attack: undermine}
        - {rebuttal: q, against: r, attack: undermine}
        """,
        "falls: r | stands: c s q",
    ),
    "a claim rebuts itself": (
        """
        - {claim: c, against: c}
        - {support: s, for: c}
        - {claim: d, by: x, against: d}
        """,
        "open: c d | stands: s",
        "open: c | unsupported: d | stands: s",
    ),
    "a rebuttal undercuts itself": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: [r, s], attack: undercut}
        """,
        "stands: r s | open: c",
    ),
    # Circles of support
    "a circle of support with a ground outside": (
        """
        - {claim: c, for: d}
        - {claim: d, for: c}
        - {support: s, for: d}
        """,
        "stands: c d s",
    ),
    "a circle of support that is undermined": (
        """
        - {claim: c, by: x, for: d}
        - {claim: d, by: y, for: c}
        - {rebuttal: r, against: c, attack: undermine}
        """,
        "falls: c d | stands: r",
    ),
    "a circle of support and a ground that falls": (
        """
        - {claim: c, for: d}
        - {claim: d, for: c}
        - {support: s, for: d}
        - {rebuttal: r, against: s, attack: undermine}
        """,
        "open: c d | falls: s | stands: r",
    ),
    "a circle of support clashes with an assertion": (
        """
        - {claim: c, for: d}
        - {claim: d, for: c}
        - {claim: e, by: x, conflicts: c}
        """,
        "open: c d e",
        "open: c d | unsupported: e",
    ),
    "a claim supports itself": ("- {claim: c, by: x, for: c}", "open: c"),
    "a circle of premises": (
        """
        - {claim: c}
        - {support: s, for: c, premises: t}
        - {support: t, for: c, premises: s}
        """,
        "open: c s t",
    ),
    "a circle of premises, one of them unsupported": (
        """
        - {claim: c}
        - {support: s, for: c, premises: t}
        - {support: t, for: c, premises: [s, p]}
        - {claim: p}
        """,
        "unsupported: c s t p",
    ),
    "a support needs the claim it supports": (
        """
        - {claim: c, by: x}
        - {support: s, for: c, premises: c}
        """,
        "open: c s",
    ),
    "a support needs itself": (
        """
        - {claim: c, by: x}
        - {support: s, for: c, premises: s}
        """,
        "open: c s",
    ),
    # What leads nowhere
    "links that lead nowhere are ignored": (
        """
        - {claim: c, for: gone, against: gone, conflicts: gone}
        - {support: s, for: [c, gone]}
        - {rebuttal: r, against: [gone, {id: gone, attack: undercut, link: c}]}
        """,
        "stands: c s r",
    ),
    "a premise that is no node is ignored": (
        """
        - {claim: c}
        - {support: s, for: c, premises: gone}
        """,
        "stands: c s",
    ),
    "a variant changes no label": (
        """
        - {claim: c, variant_of: d}
        - {support: s, for: c}
        - {claim: d}
        - {claim: e, by: x, variant_of: d}
        """,
        "stands: c s | unsupported: d | asserted: e",
        "stands: c s | unsupported: d e",
    ),
    # Strict
    "strict: a rebuttal that is countered": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: c}
        - {rebuttal: q, against: r, attack: undercut}
        """,
        "stands: c s r q",
    ),
    "strict: an assertion as a premise of an attack": (
        """
        - {claim: c}
        - {support: s, for: c}
        - {rebuttal: r, against: s, attack: undermine, premises: p}
        - {claim: p, by: x}
        """,
        "falls: c s | stands: r | asserted: p",
        "stands: c s | unsupported: r p",
    ),
}

# What the code answers otherwise than the letter of section 4 ("`conflicts`: both ways").
DISPUTED: dict[str, tuple[str, str] | tuple[str, str, str]] = {
    "a claim conflicts with itself": ("- {claim: c, by: x, conflicts: c}", "open: c", "unsupported: c"),
    "a granted claim conflicts with itself": ("- {claim: c, granted: true, conflicts: c}", "open: c"),
}

BURDENS: tuple[Burden, ...] = ("default", "strict")
ORDER = {"unsupported": 0, "falls": 0, "open": 1, "asserted": 2, "stands": 3}

few = settings(deadline=None, max_examples=40)
many = settings(deadline=None, max_examples=100)


def expected_labels(text: str) -> dict[str, str]:
    return {id: label.strip() for label, ids in (part.split(":") for part in text.split("|")) for id in ids.split()}


def labels_of(nodes: list[Entry], burden: Burden = "default") -> dict[str, str]:
    return {id: str(label) for id, label in evaluate(map_of(nodes), burden).labels.items()}


@pytest.mark.parametrize("burden", BURDENS)
@pytest.mark.parametrize("name", CASES)
def test_labels(name: str, burden: Burden) -> None:
    nodes, *expected = CASES[name]
    found = {id: str(label) for id, label in evaluate(read_nodes(nodes), burden).labels.items()}
    assert found == expected_labels(expected[-1] if burden == "strict" else expected[0])


@pytest.mark.parametrize("name", DISPUTED)
def test_disputed_labels(name: str) -> None:
    nodes, *expected = DISPUTED[name]
    assert {id: str(label) for id, label in evaluate(read_nodes(nodes)).labels.items()} == expected_labels(expected[0])


@many
@given(node_lists(), st.sampled_from(BURDENS))
def test_brute_force_agrees(nodes: list[Entry], burden: Burden) -> None:
    assert labels_of(nodes, burden) == brute_labels(nodes, burden == "strict")


@few
@given(node_lists(), st.sampled_from(BURDENS))
def test_brute_force_agrees_on_links(nodes: list[Entry], burden: Burden) -> None:
    evaluation = evaluate(map_of(nodes), burden)
    attackers = compiled(nodes, burden == "strict")
    assert len(evaluation.framework) <= len(attackers)
    found = naive_grounded(attackers)
    expected = [(*link, found["i", link]) for link, _ in written_links(nodes)]
    alike: list[Argument] = []
    for link in evaluation.map.links:
        ends = (link.source, link.type, link.target)
        alike.append((*ends, sum(each[:3] == ends for each in alike), evaluation.link_label(link.id)))
    assert alike == expected


@few
@given(node_lists(), st.randoms(use_true_random=False), st.sampled_from(BURDENS))
def test_names_and_order_change_nothing(nodes: list[Entry], random: Any, burden: Burden) -> None:
    ids = [node["id"] for node in nodes]
    names = dict(zip(ids, random.sample([f"m{number}" for number in range(len(ids))], len(ids)), strict=True))
    others = renamed(nodes, names)
    random.shuffle(others)
    for node in others:
        for field in ("for", "against", "premises", "conflicts"):
            random.shuffle(node.get(field, []))
    assert labels_of(others, burden) == {names[id]: label for id, label in labels_of(nodes, burden).items()}


@few
@given(node_lists(), node_lists(max_size=3), st.sampled_from(BURDENS))
def test_unrelated_nodes_change_nothing(nodes: list[Entry], unrelated: list[Entry], burden: Burden) -> None:
    others = renamed(unrelated, {node["id"]: f"other-{node['id']}" for node in unrelated})
    assert labels_of([*others, *nodes], burden) == labels_of(others, burden) | labels_of(nodes, burden)


@few
@given(node_lists(), st.sampled_from(BURDENS))
def test_a_circle_of_support_makes_nothing_stand(nodes: list[Entry], burden: Burden) -> None:
    held = {id for id, label in labels_of(nodes, burden).items() if label in ("stands", "asserted")}
    assert held <= earned(nodes, burden == "strict")


@few
@given(st.integers(1, 6), st.booleans(), st.sampled_from(BURDENS))
def test_a_circle_of_any_length_is_open(length: int, through_premises: bool, burden: Burden) -> None:
    nodes: list[Entry] = []
    for number in range(length):
        following = f"c{(number + 1) % length}"
        claim: Entry = {"type": "claim", "id": f"c{number}", "by": ["x"]}
        if through_premises:
            nodes += [claim, {"type": "support", "id": f"s{number}", "premises": [{"id": f"c{number}"}], "for": [{"id": following}]}]
        else:
            nodes.append({**claim, "for": [{"id": following}]})
    assert set(labels_of(nodes, burden).values()) == {"open"}


@few
@given(node_lists(max_size=8), st.data())
def test_strict_another_support_never_lowers_its_claim(nodes: list[Entry], data: st.DataObject) -> None:
    claims = [node["id"] for node in nodes if node["type"] == "claim"]
    if not claims:
        return
    claim = data.draw(st.sampled_from(claims))
    support: Entry = {"type": "support", "id": "more", "for": [{"id": claim}], "cite": [{"source": "y"}]}
    before, after = labels_of(nodes, "strict"), labels_of([*nodes, support], "strict")
    assert ORDER[after[claim]] >= ORDER[before[claim]]
    peaceful = without_attacks(nodes)
    before, after = labels_of(peaceful, "strict"), labels_of([*peaceful, support], "strict")
    assert all(ORDER[after[id]] >= ORDER[label] for id, label in before.items())


@few
@given(node_lists(), st.sampled_from(BURDENS))
def test_unsupported_means_out_without_any_attack(nodes: list[Entry], burden: Burden) -> None:
    peaceful = evaluate(map_of(without_attacks(nodes)), burden)
    out = {id for id, argument in peaceful.framework.statements.items() if peaceful.arguments[argument] == -1}
    assert {id for id, label in labels_of(nodes, burden).items() if label == "unsupported"} == out


@few
@given(node_lists(), st.data(), st.sampled_from(BURDENS))
def test_what_is_forced_is_recomputed_downstream(nodes: list[Entry], data: st.DataObject, burden: Burden) -> None:
    made = framework(map_of(nodes), burden)
    forced = data.draw(st.dictionaries(st.integers(0, len(made) - 1), st.sampled_from([-1, 0, 1]), max_size=3))
    labels = grounded(made)
    found, reached = relabelled(made, labels, forced)
    assert found == grounded(made, forced)
    assert {argument for argument, label in enumerate(found) if label != labels[argument]} <= reached
    # Forced in: nothing attacks it; out: a newcomer does; undecided: only it does itself.
    attackers: dict[Argument, set[Argument]] = {(each,): {(one,) for one in against} for each, against in enumerate(made.attackers)}
    for each, label in forced.items():
        attackers[each,] = set() if label == 1 else {(each,)} if label == 0 else {("newcomer",)}
    naive = naive_grounded({**attackers, ("newcomer",): set()})
    assert found == [{"in": 1, "undecided": 0, "out": -1}[naive[each,]] for each in range(len(made))]


LENGTH = 20_000


def test_long_chains_of_claims() -> None:
    chain: list[Entry] = [{"type": "claim", "id": f"c{number}", "for": [{"id": f"c{number + 1}"}]} for number in range(LENGTH)]
    third = LENGTH // 3
    support = {"type": "support", "id": "s", "for": [{"id": f"c{third}"}]}
    liar = {"type": "rebuttal", "id": "r", "against": [{"id": f"c{2 * third}", "attack": "undermine"}]}
    labels = labels_of([liar, *reversed(chain), support])
    expected = [*["unsupported"] * third, *["stands"] * third, *["falls"] * (LENGTH - 2 * third)]
    assert [labels[node["id"]] for node in chain] == expected


def test_a_long_circle_of_claims_and_premises() -> None:
    nodes: list[Entry] = []
    for number in range(0, LENGTH, 2):
        nodes.append({"type": "claim", "id": f"n{number}", "by": ["x"]})
        following = f"n{(number + 2) % LENGTH}"
        nodes.append({"type": "support", "id": f"n{number + 1}", "premises": [{"id": f"n{number}"}], "for": [{"id": following}]})
    assert set(labels_of(nodes).values()) == {"open"}


def test_a_long_chain_of_rebuttals() -> None:
    chain: list[Entry] = [
        {"type": "rebuttal", "id": f"r{number}", "against": [{"id": f"r{number + 1}"}], "attack": "undermine"} for number in range(LENGTH)
    ]
    labels = labels_of([*chain, {"type": "claim", "id": f"r{LENGTH}", "by": ["x"]}])
    assert labels.pop(f"r{LENGTH}") == "asserted"  # it is attacked by r19999, which falls
    assert labels == {f"r{number}": "falls" if number % 2 else "stands" for number in range(LENGTH)}
