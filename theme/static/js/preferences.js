// What a reader chose (大字版, 高对比, 深色, 字号), set on <html> before the first paint.
// A plain script, loaded in <head>: a module would run too late.
(() => {
  const root = document.documentElement;
  const names = ["size", "contrast", "theme", "font"];
  const read = (name) => {
    try { return localStorage.getItem(`portal-${name}`); } catch { return null; }
  };
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(`portal-${name}`, value);
      else localStorage.removeItem(`portal-${name}`);
    } catch { /* storage may be switched off; the choice then lasts for this page */ }
  };
  const apply = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  root.classList.add("js");
  for (const name of names) {
    const value = read(name);
    if (value) apply(name, value);
  }

  const darkByDefault = matchMedia("(prefers-color-scheme: dark)");
  const effective = (name) => {
    if (name === "theme") return root.dataset.theme || (darkByDefault.matches ? "dark" : "light");
    return root.dataset[name] || (name === "font" ? "medium" : "");
  };
  const show = () => {
    for (const button of document.querySelectorAll("[data-preference]")) {
      button.setAttribute("aria-pressed", String(effective(button.dataset.preference) === button.dataset.value));
    }
  };
  const next = (button) => {
    const { preference, value } = button.dataset;
    if ("choice" in button.dataset) return value === "medium" ? "" : value;
    if (effective(preference) !== value) return value;
    return preference === "theme" ? "light" : "";
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-preference]");
    if (!button) return;
    const value = next(button);
    apply(button.dataset.preference, value);
    keep(button.dataset.preference, value);
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  darkByDefault.addEventListener("change", show);
})();
