"""Where the bytes of a text come from: a form, several files one after another, or a page that is fetched."""
