// Cases as CSV for a spreadsheet, with the columns of plugins/portal/search/cases.py.

const HEADINGS = ["标题", "地区", "层级", "实施单位", "做法", "领域", "时间", "发布日期", "数据一", "数据二", "网址"];

/** A cell that a spreadsheet shows as text: a leading sign must not start a formula. */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const spoken = ([comparator, number, unit, whole, name, , where]) => `${where ? `${where} ` : ""}${name} ${whole ? `${whole}中` : ""}${comparator}${number}${unit}`;

function where(table, place) {
  const names = [];
  for (let at = place; at >= 0; at = table.places[at][2]) names.unshift(table.places[at][1]);
  return [...new Set(names)].join("");
}

export function csvOf(table, rows, siteUrl) {
  const lines = rows.map((row) => {
    const [one = "", two = ""] = row.figures.map(spoken);
    const domain = [...row.values.domain][0] ?? "";
    const level = row.level < 0 ? "" : table.levels[row.level];
    const practices = row.practices.map((index) => table.practices[index][1]).join("、");
    return [row.title, where(table, row.place), level, row.unit, practices, domain, row.period, row.date, one, two, new URL(row.url, siteUrl).href];
  });
  return `\ufeff${[HEADINGS, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}
