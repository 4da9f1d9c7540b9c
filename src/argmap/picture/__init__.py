"""An argument map as a picture."""
