"""The canonical layout of claim files.

`verified.formatted` is what commands call: it lays a document out, reads the
result again and compares the two before it hands out a text.  Nothing is
imported here, for `check` needs little of it on most runs.
"""
