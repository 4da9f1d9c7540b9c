"""What the examples on the pages of the rules stand beside, and the examples that cannot be shown as a text."""

PREAMBLE = """\
# What the examples on the pages of the rules may refer to.
questions:
  - {id: origins, text: Who began the war?}
positions:
  - {id: orthodox, name: Orthodox}
people:
  - {id: ulam, name: Adam Ulam}
sources:
  - {id: ulam-1992, type: book, author: [ulam], title: The Communists, issued: "1992"}
nodes:
  - claim: stalin-approved
    text: Stalin approved the attack.
    question: [origins]
    position: orthodox
    by: ulam
    cite: [{source: ulam-1992, at: p. 10}]
  - support: letter-says-so
    for: [stalin-approved]
    text: A letter of January says that he approves.
    cite: [{source: ulam-1992, at: p. 11}]
"""
"""A claim file with what the examples refer to."""

BYTES = {"invalid-encoding": b"nodes: []\n# caf\xe9\n"}
"""Examples that are no text, by rule."""

REASONS = {"unreadable-file": "permission denied"}
"""What the system says of a file that cannot be read, by rule."""
