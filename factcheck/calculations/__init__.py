"""Tables of numbers on a claim: cells, formulas, units, and the evidence that each number comes from."""
