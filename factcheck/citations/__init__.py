"""Reading and writing bibliographic records (pure): CSL-JSON is the record, BibTeX and RIS are forms of it."""
