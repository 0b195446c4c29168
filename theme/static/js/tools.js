// 打印, 复制引用, 朗读.

/** Today in the reader's own calendar, YYYY-MM-DD. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** The address to cite: the canonical one where the page has it. */
function address() {
  const canonical = document.querySelector('link[rel="canonical"]');
  return canonical ? canonical.href : location.href.split("#")[0];
}

/** Print with every figure unfolded, the address and the date of printing. */
export function printing(article) {
  const button = article.querySelector("[data-print]");
  if (button) button.addEventListener("click", () => print());
  let opened = [];
  addEventListener("beforeprint", () => {
    document.querySelector("[data-print-url]").textContent = address();
    document.querySelector("[data-print-date]").textContent = `　打印于 ${today()}`;
    opened = [...article.querySelectorAll(".rail details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}

/** Copy a reference in the form of GB/T 7714—2015, an electronic announcement. */
export function citing(article) {
  const button = article.querySelector("[data-cite]");
  if (!button) return;
  const { source, title, date } = article.dataset;
  const status = article.querySelector("[data-status]");
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const reference = `${source}. ${title}[EB/OL]. (${date})[${today()}]. ${address()}.`;
    try {
      await navigator.clipboard.writeText(reference);
      button.textContent = "已复制";
      status.textContent = "引用格式已复制到剪贴板";
      setTimeout(() => { button.textContent = label; status.textContent = ""; }, 3000);
    } catch {
      prompt("请复制下面的引用：", reference);
    }
  });
}

/** Read the article aloud with a Chinese voice of the device, where there is one. */
export function speaking(article) {
  const button = article.querySelector("[data-speak]");
  const speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;
  const voice = () => speech.getVoices().find((each) => /^(zh|cmn)/i.test(each.lang));
  const offer = () => { button.hidden = !voice(); };
  const stop = () => { speech.cancel(); button.textContent = "朗读"; };

  button.addEventListener("click", () => {
    if (button.textContent === "停止") return stop();
    const blocks = article.querySelectorAll("h1, [data-prose] :is(h2, h3, h4, p, li)");
    const texts = [...blocks].map((block) => block.textContent.trim()).filter(Boolean);
    texts.forEach((text, index) => {
      const part = new SpeechSynthesisUtterance(text);
      part.lang = "zh-CN";
      part.voice = voice();
      if (index === texts.length - 1) part.onend = stop;
      speech.speak(part);
    });
    button.textContent = "停止";
  });
  addEventListener("pagehide", () => speech.cancel());
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
}
