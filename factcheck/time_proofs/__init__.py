"""Time proofs: captures that an independent authority has stamped, so that their date can be proved."""
