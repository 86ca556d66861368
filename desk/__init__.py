"""The desk: the only part that faces the internet. Chat API, widget, supervision of the others."""
