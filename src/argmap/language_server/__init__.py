"""The language server: what an editor shows and does while somebody writes claim files.

From the outside inwards: `stream` and `protocol` carry messages; `server` is one
session with an editor, `features` the requests it can make.  `checker` reads and
checks in a thread of its own, by a `workspace`: it finds the projects `around`
what is open and has them `kept` in memory, with the open texts over the saved
files; each state of a project is a `Snapshot`.  From a snapshot the modules of
`answers` answer, one for each request, and know nothing of the protocol; they
read what is still being written by `unfinished`.  `convert` and `diagnostics`
put what was found into the words of the protocol.
"""
