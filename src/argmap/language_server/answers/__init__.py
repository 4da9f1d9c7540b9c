"""What an editor asks about a file or a place in it, answered from a `Snapshot`, documents and offsets.

`completion` (with `candidates`, the ids it offers), `hover`, `definitions`,
`rename`, `symbols`, `actions` and `formatting` answer one kind of request each;
`spots` tells them what stands at a place, `meanings` what a word means, and
`line_edits` how little must change.
"""
