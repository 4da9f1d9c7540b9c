"""A link can have no effect.

It is drawn, but changes nothing: a reason for a support (a support is a ground
already put forward; what defends it is a rebuttal of what attacks it), an
undercut of a link that is not there, an undercut of a claim that rests on
nothing, an `attack` where nothing is attacked.

Example:

    nodes:
      - support: archive-is-reliable
        for: [letter-says-so]
        text: The archive has been found reliable in other cases.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - support: archive-is-reliable
        for: [stalin-approved]
        text: The archive has been found reliable in other cases.
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import Attack, Claim, LinkEnd, Node
from argmap.model import ArgumentMap, attack_of, link_ends
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the links that cannot bear on anything."""
    nodes = context.map.nodes
    for node, field, number, end in context.map.ends:
        target = nodes.get(end.id)
        if target is None or target is node or (field == "for" and target.type == "claim" and end.attack is None and end.link is None):
            continue  # the last of these are most links; nothing below applies to them
        problem = _problem(context.map, node, target, field, end)
        if problem:
            key, message, help = problem
            yield context.at(node.id, field, number, key, message=message, help=help)
    for node in nodes.values():
        if isinstance(node, Claim) and (node.conflicts or node.variant_of):
            yield from _claims_only(context, node)
        if attack_of(node) and not context.is_written(node.id, "against"):
            message = f"`{node.id}` has an `attack`, but is against nothing"
            yield context.at(node.id, "attack", message=message, help="say what it is `against`, or remove `attack`")


def _claims_only(context: Context, claim: Claim) -> Iterator[Finding]:
    """Conflicts and variants with what is no claim."""
    named: list[tuple[str, tuple[str | int, ...]]] = [(id, ("conflicts", number)) for number, id in enumerate(claim.conflicts)]
    if claim.variant_of is not None:
        named.append((claim.variant_of, ("variant_of",)))
    for id, path in named:
        node = context.map.nodes.get(id)
        if node is not None and not isinstance(node, Claim):
            message = f"`{id}` is a {node.type}, and `{path[0]}` takes claims only"
            help = "make this claim `against` it, or name the claim it is a ground for" if path[0] == "conflicts" else "name a claim"
            yield context.at(claim.id, *path, message=message, help=help)


def _problem(map: ArgumentMap, node: Node, target: Node, field: str, end: LinkEnd) -> tuple[str, str, str] | None:
    """What makes a link void: the key to point at, the message, the cure."""
    attack: Attack | None = None
    if field == "against":
        attack = end.attack or attack_of(node) or "rebut"
    elif end.attack is not None:
        return "attack", f"an entry of `{field}` does not attack", "remove `attack`, or move the entry to `against`"
    if end.link is not None and attack != "undercut":
        return (
            "link",
            f"`link` names what an undercut cuts, and this is {_called(attack, field)}",
            "remove `link`, or write `attack: undercut`",
        )
    if field == "for" and target.type != "claim":
        help = "make it a reason for the claim itself, or a rebuttal of what attacks the ground"
        return "id", f"`{target.id}` is a {target.type}, and only a claim can be supported", help
    if attack == "undercut":
        return _void_undercut(map, target, end)
    return None


def _called(attack: Attack | None, field: str) -> str:
    return {"rebut": "a rebut", "undermine": "an undermine", "limit": "a limit"}.get(attack or "", f"an entry of `{field}`")


def _void_undercut(map: ArgumentMap, target: Node, end: LinkEnd) -> tuple[str, str, str] | None:
    leaving = map.links_from.get(target.id, ())
    if end.link is not None:
        if any(link.target == end.link for link in leaving):
            return None
        leads = ", ".join(f"`{link.target}`" for link in leaving[:5]) or "nowhere"
        return "link", f"no link leads from `{target.id}` to `{end.link}`", f"it leads to {leads}" if leaving else "it has no link at all"
    if not isinstance(target, Claim):
        if leaving or any(other.id not in map.nodes for _, _, other in link_ends(target)):
            return None  # what leads nowhere is `dangling-reference`'s to report
        return "id", f"`{target.id}` has no link that an undercut could cut", "write `attack: undermine` if it is false"
    if target.granted:
        return (
            "id",
            f"`{target.id}` is granted, so nothing carries it that an undercut could cut",
            "write another `attack`, or remove `granted`",
        )
    carried = any(link.type == "support" for link in map.links_to.get(target.id, ()))
    if carried or target.by or target.cite:
        return None
    return (
        "id",
        f"nobody holds `{target.id}` and nothing supports it, so there is nothing to cut",
        "say who holds it (`by`), or write `attack: rebut`",
    )
