"""Pages that somebody saved in a browser, or archived: in one HTML file, in MHTML, in WARC or in WACZ."""
