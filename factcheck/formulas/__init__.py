"""Small tables with formulas: reads cells, calculates them, and shows the steps. Knows neither web nor database."""
