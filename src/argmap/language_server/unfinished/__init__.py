"""What is being written at a place of a claim file that may be broken, for while somebody types a file is mostly no YAML.

`context` is what others use.  It reads from where `region` says on, with `scan`
(lines) and `flow` (brackets and quotation marks), which keep `frames`: the lists
and mappings that they have seen.
"""
