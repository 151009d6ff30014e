"""Tables of which a spreadsheet computed the results; `of_spreadsheet.py` writes them to `worked_examples.json`."""

from __future__ import annotations

Rows = list[list[str]]

PRICES: Rows = [["Year", "Price"], ["2019", "1250"], ["2020", "1300.5"], ["2021", "980"]]
MIXED: Rows = [["10", "text", ""], ["0.1", "=1=1", "-4"], ["1e3", "=1/0", "7"]]
AGES: Rows = [["34"], ["18"], ["18"], ["71"], ["yes"], ["=1=1"], [""]]
BUDGET: Rows = [
    ["Item", "Before", "After"],
    ["Roads", "340", "412"],
    ["Schools", "1 250.5", "1301"],
    ["Parks", "0", "12"],
]

# (what it shows, the cells before it, the formula that is appended in a row of its own)
EXAMPLES: list[tuple[str, Rows, str]] = [
    ("growth", PRICES, "=(B4-B2)/B2"),
    ("growth in per cent points", PRICES, "=ROUND((B3/B2-1)*100; 1)"),
    ("average growth of two years", PRICES, "=(B4/B2)^(1/2)-1"),
    ("share of a sum", BUDGET, "=C3/SUM(C2:C4)"),
    ("sum of a column with a text", BUDGET, "=SUM(B1:B4)"),
    ("sum of a rectangle", BUDGET, "=SUM(B2:C4)"),
    ("sum of values, cells and ranges", PRICES, "=SUM(1; B2; B3:B4; TRUE)"),
    ("average", PRICES, "=AVERAGE(B2:B4)"),
    ("average without numbers", BUDGET, "=AVERAGE(A1:A4)"),
    ("median of an odd number", PRICES, "=MEDIAN(B2:B4)"),
    ("median of an even number", AGES, "=MEDIAN(A1:A4)"),
    ("least and greatest", AGES, "=MAX(A1:A5)-MIN(A1:A5)"),
    ("greatest without numbers", BUDGET, "=MAX(A1:A4)"),
    ("count of numbers", MIXED, "=COUNT(A1:C1; A2; A3:C3)"),
    ("count equal", AGES, "=COUNTIF(A1:A7; 18)"),
    ("count at least", AGES, '=COUNTIF(A1:A7; ">=18")'),
    ("count other than", AGES, '=COUNTIF(A1:A6; "<>18")'),
    ("count of a text", AGES, '=COUNTIF(A1:A7; "YES")'),
    ("round half up", [["2.5"], ["-2.5"], ["1.005"]], "=ROUND(A1; 0)*100+ROUND(A2; 0)+ROUND(A3; 2)"),
    ("round to tens", PRICES, "=ROUND(B3; -1)"),
    ("round up", MIXED, "=ROUNDUP(A2/3; 3)+ROUNDUP(C2/3; 0)"),
    ("round down", MIXED, "=ROUNDDOWN(A2/3; 3)+ROUNDDOWN(C2/3; 0)"),
    ("absolute value", MIXED, "=ABS(C2)*2"),
    ("condition", PRICES, '=IF(B4<B2; "fell"; "rose")'),
    ("condition without another side", PRICES, '=IF(B4>B2; "rose")'),
    ("the side that isn't chosen may be an error", PRICES, "=IF(B2>0; B2; 1/0)"),
    ("and", PRICES, "=AND(B2>0; B3>B2; B4<B2)"),
    ("or and not", PRICES, "=OR(B2<0; NOT(B3>B2))"),
    ("root", [["2"]], "=SQRT(A1)"),
    ("root of a negative number", [["-2"]], "=SQRT(A1)"),
    ("power", [["1.02"]], "=POWER(A1; 25)"),
    ("sign before power", [["2"]], "=-A1^2"),
    ("powers from left to right", [["2"]], "=A1^3^2"),
    ("rest has the sign of the divisor", [["-7"], ["3"]], "=MOD(A1; A2)*10+MOD(-A1; -A2)"),
    ("whole part", [["-7.5"]], "=INT(A1)"),
    ("division by zero", BUDGET, "=(C4-B4)/B4"),
    ("error of another cell", MIXED, "=A1+B3"),
    ("text in arithmetic", PRICES, "=B1*2"),
    ("empty cell is nothing", MIXED, "=C1+5"),
    ("per cent", [["80"], ["12.5%"]], "=A1*A2+50%"),
    ("a third, three times", [["3"]], "=1/A1*3=1"),
    ("small differences", [["0.1"], ["0.2"]], "=A1+A2=0.3"),
    ("text compared whatever its case", AGES, '=A5="YES"'),
    ("numbers before text", AGES, "=A1<A5"),
    ("days between dates", [["2026-06-06"], ["2025-12-31"]], "=A1-A2"),
    ("large numbers", [["123456789012345"], ["9"]], "=A1*A2"),
]
