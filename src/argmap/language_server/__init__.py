"""The language server: what an editor shows and does while somebody writes claim files.

`workspace` reads projects with open files over saved ones, the modules named
after a feature answer from a `Snapshot`, and `server` alone knows the protocol.
"""
