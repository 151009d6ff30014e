"""Files of other programs as blocks: PDF, Word and transcripts. Each reader runs in a process of its own."""
