"""What `show` and `query` print, one view per file.

A view is a function from a map to `Line`s; `argmap.views._page` turns lines into
terminal text or Markdown.
"""
