"""What a picture shows, and where: composed from a selection, laid out, fitted to a page, written as SVG."""
