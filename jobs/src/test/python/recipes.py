"""Checks what RECIPES.md shows for pandas and spreadsheets.

    python3 jobs/src/test/python/recipes.py [--write]

Run it where warehouse/ is, after scripts/run-local.sh and the shell commands of RECIPES.md. Each python block runs in the order
of the document and must give the table that stands above it, which RecipesIT holds to be the query's. Each formula is typed into
the CSV file its table names, right of the data, worked out by Gnumeric, and must give the number beside it; --write puts the
numbers there instead.
"""

import ast
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RECIPES = pathlib.Path(__file__).parents[3] / "RECIPES.md"
REPORTS = pathlib.Path("warehouse/reports")
SHEET = re.compile(r"in `(\w+\.csv)`")
FORMULA = re.compile(r"\| ([^|]+) \| `(=.+)` \|([^|]*)\|")


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def parts(lines):
    """Each block of code and each table: its kind, the number of its first line within, its lines."""
    at = 0
    while at < len(lines):
        begin = at
        if lines[at].startswith("```"):
            end = lines.index("```", at + 1)
            yield lines[at][3:], begin + 1, lines[begin + 1 : end]
            at = end + 1
        elif lines[at].startswith("|"):
            while at < len(lines) and lines[at].startswith("|"):
                at += 1
            yield "sheet" if SHEET.match(cells(lines[begin])[0]) else "table", begin, lines[begin:at]
        else:
            at += 1


def last_value(code, names):
    """Runs a block as a notebook does: what its last expression gives, or None if it ends in something else."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "RECIPES.md", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "RECIPES.md", "eval"), names)


def text(value, pandas):
    if pandas.isna(value):
        return ""
    if isinstance(value, pandas.Timestamp):
        return value.strftime("%Y-%m-%d")
    return str(value).lower() if str(value) in ("True", "False") else str(value)


def same(wanted, given):
    if wanted == given:
        return True
    try:
        return abs(float(wanted) - float(given)) < 1e-9
    except ValueError:
        return False


def check_block(number, block, table, names, pandas):
    """What is wrong with a block."""
    where = f"RECIPES.md, line {number + 1}"
    answer = last_value("\n".join(block), names)
    if not isinstance(answer, pandas.DataFrame):
        return [f"{where}: this block does not end in a table."]
    wanted = [cells(line) for line in table[:1] + table[2:]]
    given = [[str(name) for name in answer.columns]]
    given += [[text(value, pandas) for value in row] for row in answer.itertuples(index=False)]
    equal = len(wanted) == len(given) and all(
        len(a) == len(b) and all(map(same, a, b)) for a, b in zip(wanted, given)
    )
    return [] if equal else [f"{where}: pandas gives not the table above:\n" + "\n".join(map(str, given))]


def work_out(report, formulas):
    """What a spreadsheet shows for formulas that are typed right of the data."""
    with open(REPORTS / report, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    column = len(rows[0]) + 1
    with tempfile.TemporaryDirectory() as folder:
        sheet, shown = pathlib.Path(folder, report), pathlib.Path(folder, "shown.csv")
        with open(sheet, "w", newline="", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                more = ["", formulas[number]] if number < len(formulas) else []
                csv.writer(file).writerow(row + more)
        subprocess.run(["ssconvert", sheet, shown], check=True, capture_output=True)
        with open(shown, newline="", encoding="utf-8") as file:
            return [short(row[column]) for row in list(csv.reader(file))[: len(formulas)]]


def short(number):
    """Without the digits that lie beyond what a spreadsheet counts with; None for what is no number, such as #NAME?."""
    try:
        return f"{float(number):.15g}"
    except ValueError:
        return None


def check_sheet(number, table, lines, write):
    """What is wrong with a table of formulas, and how many there are."""
    rows = [FORMULA.fullmatch(line) for line in table[2:]]
    if not all(rows):
        return [f"RECIPES.md, line {number + 1}: a row of this table is no formula."], 0
    wrong = []
    shown = work_out(SHEET.match(cells(table[0])[0]).group(1), [row.group(2) for row in rows])
    for offset, (row, gives) in enumerate(zip(rows, shown), start=number + 2):
        if gives is None:
            wrong.append(f"RECIPES.md, line {offset + 1}: the formula gives no number.")
        elif write:
            lines[offset] = f"| {row.group(1)} | `{row.group(2)}` | {gives} |"
        elif not same(row.group(3).strip(), gives):
            wrong.append(f"RECIPES.md, line {offset + 1}: the formula gives {gives}, not {row.group(3).strip()}.")
    return wrong, len(rows)


def main(arguments):
    try:
        import pandas
    except ImportError:
        return "pandas is missing: install it (Debian: apt-get install python3-pandas) and run this again."
    if not shutil.which("ssconvert"):
        return "ssconvert is missing: install Gnumeric (Debian: apt-get install gnumeric) and run this again."
    lines = RECIPES.read_text(encoding="utf-8").splitlines()
    names, table, wrong = {}, [], []
    blocks = formulas = 0
    for kind, number, part in parts(list(lines)):
        if kind == "table":
            table = part
        elif kind == "python":
            wrong += check_block(number, part, table, names, pandas)
            blocks += 1
        elif kind == "sheet":
            faults, counted = check_sheet(number, part, lines, "--write" in arguments)
            wrong += faults
            formulas += counted
    if "--write" in arguments:
        RECIPES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not blocks or not formulas:
        wrong.append("RECIPES.md shows no pandas or no formulas: has its form changed?")
    print(f"{blocks} pandas answers and {formulas} formulas of RECIPES.md tried, {len(wrong)} wrong.")
    return "\n".join(wrong) or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
