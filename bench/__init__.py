"""What pages cost the server, compared with a page that does next to nothing: `make bench`."""
