// The preview pane of Decap: the article's page as the server makes it with the real theme.
const WAIT = 600;

// Decap calls every save 发布. Here 状态 decides what is public, so the button says what it does.
const words = CMS.getLocale("zh_Hans");
if (words) {
  const { editor, ui } = words;
  const saving = {
    publish: "保存", publishNow: "保存", publishing: "正在保存...", published: "已保存",
    publishAndCreateNew: "保存，然后新建内容", publishAndDuplicate: "保存，然后复制内容",
    deployPreviewPendingButtonLabel: "看看网站上有没有", deployPreviewButtonLabel: "网站上的样子",
  };
  CMS.registerLocale("zh_Hans", {
    ...words,
    editor: { ...editor, editorToolbar: { ...editor.editorToolbar, ...saving } },
    ui: { ...ui, toast: { ...ui.toast, entryPublished: "内容已保存" } },
  });
}

function wire(entry) {
  const { body = "", ...head } = entry.get("data").toJS();
  return `${JSON.stringify(head, null, 2)}\n\n${body}`;
}

const Preview = createClass({
  getInitialState() {
    return { html: "", problems: [], error: "", busy: true };
  },
  componentDidMount() {
    this.ask();
  },
  componentDidUpdate(before) {
    if (before.entry !== this.props.entry) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }
  },
  componentWillUnmount() {
    clearTimeout(this.timer);
    this.gone = true;
  },
  async ask() {
    const asked = wire(this.props.entry);
    if (asked === this.asked) return;
    this.asked = asked;
    const collection = this.props.collection;
    const path = this.props.entry.get("path") || `${collection.get("folder")}/new.md`;
    try {
      const answer = await fetch("/admin/preview", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ path, raw: asked }),
      });
      const made = await answer.json();
      if (this.gone || asked !== this.asked) return;
      this.setState({ html: made.html || this.state.html, problems: made.problems || [], error: made.error || "", busy: false });
    } catch {
      if (!this.gone) this.setState({ error: "预览服务没有回答，请看终端里 make serve 是否还在运行。", busy: false });
    }
  },
  render() {
    const { html, problems, error, busy } = this.state;
    const told = problems.map((problem, place) => h("li", { key: place }, `${problem.message}。怎么改：${problem.hint}。`));
    return h("div", { style: { fontFamily: "sans-serif", lineHeight: 1.6 } },
      busy ? h("p", { style: { padding: "0 1rem" } }, "正在准备预览……") : null,
      error ? h("p", { role: "alert", style: { padding: "0 1rem", color: "#b3261e" } }, error) : null,
      told.length ? h("ul", { style: { margin: 0, padding: "0.5rem 2rem", background: "#fff4e5" } }, told) : null,
      html ? h("iframe", { title: "预览", srcDoc: html, sandbox: "allow-same-origin", style: { width: "100%", height: "calc(100vh - 2rem)", border: 0 } }) : null);
  },
});

fetch("/admin/config.yml").then(answer => answer.json()).then(config => {
  for (const collection of config.collections) CMS.registerPreviewTemplate(collection.name, Preview);
});
