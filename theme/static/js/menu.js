// The column menu on phones, and drawers that stand open on wide screens.
// Without this module the columns are simply listed.
const button = document.querySelector("[data-menu] .menu-button");
const list = button && document.getElementById(button.getAttribute("aria-controls"));

function setOpen(open) {
  button.setAttribute("aria-expanded", String(open));
  list.classList.toggle("open", open);
}

if (list) {
  button.hidden = false;
  button.addEventListener("click", () => setOpen(button.getAttribute("aria-expanded") !== "true"));
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setOpen(false);
    button.focus();
  });
}

const wide = matchMedia("(min-width: 68.75em)");
const drawers = document.querySelectorAll("[data-drawer], [data-figures]");

function fold() {
  for (const drawer of drawers) drawer.open = wide.matches;
}

fold();
wide.addEventListener("change", fold);
