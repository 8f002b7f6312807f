"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const note = document.getElementById("note");
  const dialog = document.getElementById("dialog");
  const inside = dialog.querySelector(".inside");

  // Everything is built of text nodes: no text of a document is ever read as HTML.
  const make = (tag, text, css) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    if (css) node.className = css;
    return node;
  };
  const fact = (label, text) => {
    const line = make("p");
    line.append(make("span", label + " ", "label"), text);
    return line;
  };

  // ------------------------------------------------------------ notes at names and voices

  const numbers = (mark) => mark.dataset.m ? mark.dataset.m.split(" ").map(Number) : [Number(mark.id.split("-")[1])];
  const MODES = ["own", "quoted", "paraphrased"];
  const mentionOf = (facts, number) => {
    const [entry, mode, distance, speaker, score, start, end] = facts.m[number];
    return { entry, mode: MODES[mode], distance: facts.distances[distance], speaker: facts.names[speaker], score, start, end };
  };
  const aboutMention = (facts) => {
    const { entry, mode, distance, speaker, score, start, end } = facts;
    const [label, variant, side, source, remark] = document.getElementById("x" + entry).cells;
    const said = (cell) => cell.textContent.trim();
    const what = make("p");
    what.append(make("span", "names ", "label"), said(label));
    const whose = make("p");
    whose.append(...side.cloneNode(true).childNodes);
    const lines = [make("p", said(variant), "lead"), what, whose];
    lines.push(fact("said by", (speaker || (mode === "own" ? "the author" : "somebody without a name")) + ", " + mode));
    if (distance) lines.push(fact("held at arm’s length:", distance));
    if (score !== null) lines.push(fact("sentiment toward it", (score > 0 ? "+" : "") + score.toFixed(2).replace("-", "−")));
    if (said(source)) lines.push(fact("lexicon’s source", said(source)));
    if (said(remark)) lines.push(fact("lexicon’s note", said(remark)));
    lines.push(fact("characters", start + "–" + end));
    return lines;
  };
  const aboutQuotation = (facts, mode) => {
    const [speaker, sort, kind, cue, stance, rule, source] = facts;
    const lines = [make("p", speaker || "A source without a name", "lead")];
    lines.push(fact("says this,", mode + (sort ? " (" + sort + " source)" : "")));
    if (source && source !== speaker) lines.push(fact("printed as", "“" + source + "”"));
    if (cue) lines.push(fact("cue", "“" + cue + "”" + (stance ? ", " + stance : "")));
    lines.push(fact("found by", "rule " + rule + ", " + kind + " quotation"));
    return lines;
  };
  const show = (at) => {
    const text = at.closest(".text");
    const facts = text && data.documents[text.dataset.doc];
    if (!facts) return;
    const mark = at.closest("mark");
    const run = at.closest("[data-q]");
    const parts = mark ? numbers(mark).map((number) => aboutMention(mentionOf(facts, number))) : [];
    if (run) parts.push(aboutQuotation(facts.q[run.dataset.q], run.classList.contains("quoted") ? "quoted" : "paraphrased"));
    if (!parts.length) return hide();
    note.replaceChildren(...parts.flatMap((lines, number) => (number ? [make("hr"), ...lines] : lines)));
    clearTimeout(waiting);
    note.hidden = false;
    place(mark || at.closest("button.voice") || at);
  };
  let anchor = null;
  const place = (goal) => {
    anchor = goal;
    const box = goal.getClientRects()[0] || goal.getBoundingClientRect();
    const width = note.offsetWidth, height = note.offsetHeight;
    const below = box.bottom + 8 + height < innerHeight || box.top < height + 8;
    note.style.left = Math.max(12, Math.min(box.left, innerWidth - width - 12)) + "px";
    note.style.top = Math.max(8, below ? box.bottom + 8 : box.top - height - 8) + "px";
  };
  const hide = () => { note.hidden = true; };

  let waiting = 0, at = "";
  document.addEventListener("pointerover", (event) => {
    // A page that scrolls under a pointer at rest points at nothing: a note that a link has led to stays.
    const here = event.clientX + " " + event.clientY;
    if (here === at) return;
    at = here;
    if (event.pointerType === "touch" || note.contains(event.target)) return clearTimeout(waiting);
    clearTimeout(waiting);
    const over = event.target.closest && event.target.closest(".text mark, .text [data-q]");
    waiting = setTimeout(over ? () => show(event.target) : hide, over ? 60 : 180);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.closest(".text mark, .text button.voice")) show(event.target);
    else if (!note.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".text mark, .text [data-q]")) show(event.target);
    else if (!note.contains(event.target)) hide();
  });
  addEventListener("scroll", () => {
    if (note.hidden) return;
    const box = anchor.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) hide();
    else place(anchor);
  }, { passive: true });

  // One stop of the Tab key for each text; the arrow keys go on from there.
  for (const text of document.querySelectorAll(".text")) {
    const stops = [...text.querySelectorAll("mark, button.voice")];
    const facts = data.documents[text.dataset.doc];
    stops.forEach((stop, number) => {
      stop.tabIndex = number ? -1 : 0;
      if (stop.tagName === "MARK") stop.setAttribute("role", "button");
      else stop.setAttribute("aria-label", "said by " + (facts.q[stop.parentNode.dataset.q] || [])[0]);
    });
    text.addEventListener("focusin", (event) => {
      for (const stop of stops) if (stop.tabIndex === 0) stop.tabIndex = -1;
      if (stops.includes(event.target)) event.target.tabIndex = 0;
      else if (stops.length) stops[0].tabIndex = 0;
    });
    text.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step && stops[stops.indexOf(document.activeElement) + step];
      if (next) { event.preventDefault(); next.focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); show(next); }
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(event.target); }
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // ------------------------------------------------------------ cells open to their words

  const CONTEXT = 90;
  const lineOf = (line) => {
    if (line.length > 3) return line;
    const [number, mention, anchor] = line;
    const facts = data.documents[number];
    const { entry, mode, distance, speaker, start, end } = mentionOf(facts, mention);
    const mark = document.getElementById("m" + number + "-" + anchor);
    const row = document.getElementById("x" + entry).cells[2].querySelector(".side");
    const around = document.createRange();
    around.selectNodeContents(mark.closest("p"));
    around.setEndBefore(mark);
    const left = around.toString();
    around.selectNodeContents(mark.closest("p"));
    around.setStartAfter(mark);
    // Offsets count code points; those of JavaScript's strings are others.
    const letters = [...mark.textContent];
    const first = start - Math.min(...numbers(mark).map((each) => facts.m[each][5]));
    const [before, word, after] = [letters.slice(0, first), letters.slice(first, first + end - start), letters.slice(first + end - start)];
    const near = left.length > CONTEXT ? "… " + left.slice(-CONTEXT).replace(/^\S*\s/, "") : left;
    const rest = around.toString();
    const next = rest.length > CONTEXT ? rest.slice(0, CONTEXT).replace(/\s\S*$/, "") + " …" : rest;
    return [near + before.join(""), word.join(""), after.join("") + next, row.classList[1], row.textContent, mode, speaker, distance, facts.id, start, end, mark.id];
  };
  const open = (label, group, [total, lines]) => {
    const title = dialog.querySelector("h2");
    const count = lines.length < total ? lines.length + " of " + total + " mentions, evenly spread" : total + (total === 1 ? " mention" : " mentions");
    title.replaceChildren(label, make("small", group + " · " + count));
    const list = make("ol");
    for (const line of lines) {
      const [left, word, right, css, side, mode, speaker, distance, id, start, end, mark] = lineOf(line);
      const words = make("p", null, "kwic");
      words.append(make("span", left, "left"), make("mark", word, css), make("span", right, "right"));
      const about = make("p", [side, mode + (speaker ? ": " + speaker : ""), distance].filter(Boolean).join(" · ") + " · ", "facts");
      const where = make(mark ? "a" : "span", id + " " + start + "–" + end);
      if (mark) where.href = "#" + mark;
      about.append(where);
      const item = make("li");
      item.append(words, about);
      list.append(item);
    }
    inside.replaceChildren(list);
    dialog.showModal();
    inside.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const goal = document.getElementById(link.hash.slice(1));
    if (link.dataset.e) {
      event.preventDefault();
      const row = link.closest("tr").cells[0].firstChild.textContent;
      open(row, link.closest(".cell").querySelector(".group").textContent, data.evidence[link.dataset.e]);
    } else if (goal) {
      if (dialog.open) dialog.close();
      reveal(goal);
    }
  });
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  const reveal = (goal) => {
    for (let box = goal.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (goal.tagName === "MARK") {
      setTimeout(() => { goal.scrollIntoView({ block: "center", behavior: "instant" }); goal.focus({ preventScroll: true }); show(goal); }, 30);
    }
  };
  const arrive = () => {
    const goal = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (goal) reveal(goal);
  };
  addEventListener("hashchange", arrive);
  arrive();

  // On paper, the texts stand open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const box of opened) box.open = true;
  });
  addEventListener("afterprint", () => { for (const box of opened) box.open = false; });

  // ------------------------------------------------------------ tables

  const viewer = document.querySelector(".viewer");
  if (!viewer || !data.tables.length) return;
  viewer.hidden = false;
  const by = (id) => document.getElementById("table" + (id ? "-" + id : ""));
  const PAGE = 25;
  let table, order, page = 0, sorted = null;

  const value = (column, row) => {
    const cells = table.data[column];
    return Array.isArray(cells) ? cells[row] : cells.keys[cells.at[row]];
  };
  const shown = (column, row) => {
    const found = value(column, row);
    if (found === null || found === undefined) return "–";
    if (typeof found === "boolean") return found ? "yes" : "no";
    return typeof found === "number" ? found.toLocaleString("en", { maximumFractionDigits: 4 }) : found;
  };
  const isNumber = (column) => ["integer", "number"].includes(table.columns[column].type);
  const arrange = () => {
    // Columns of text hold each text once: search those, and look the rows up.
    const wanted = by("filter").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const texts = table.data.filter((cells) => !Array.isArray(cells));
    const hits = wanted.map((word) => texts.map((cells) => cells.keys.map((key) => String(key ?? "").toLowerCase().includes(word))));
    order = [];
    for (let row = 0; row < table.rows; row++) {
      if (hits.every((found) => found.some((keys, number) => keys[texts[number].at[row]]))) order.push(row);
    }
    if (sorted) {
      const { column, turn } = sorted;
      const rank = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en"));
      order.sort((a, b) => {
        const one = value(column, a), two = value(column, b);
        if (one === null || two === null) return (one === null) - (two === null) || a - b;
        return turn * rank(one, two) || a - b;
      });
    }
    page = 0;
    draw();
  };
  const draw = () => {
    const rows = order.slice(page * PAGE, page * PAGE + PAGE).map((row) => {
      const line = make("tr");
      line.append(...table.columns.map((_, column) => make("td", shown(column, row), isNumber(column) ? "n" : "")));
      return line;
    });
    by().tBodies[0].replaceChildren(...rows);
    const pages = Math.max(1, Math.ceil(order.length / PAGE));
    by("place").textContent = order.length.toLocaleString("en") + " rows, page " + (page + 1) + " of " + pages;
    by("back").disabled = page === 0;
    by("on").disabled = page >= pages - 1;
  };
  const heads = () => {
    const line = make("tr");
    table.columns.forEach((column, number) => {
      const head = make("th", null, isNumber(number) ? "n" : "");
      head.scope = "col";
      if (sorted && sorted.column === number) head.setAttribute("aria-sort", sorted.turn > 0 ? "ascending" : "descending");
      const button = make("button", column.name);
      button.type = "button";
      button.title = column.about;
      button.addEventListener("click", () => {
        sorted = { column: number, turn: sorted && sorted.column === number ? -sorted.turn : isNumber(number) ? -1 : 1 };
        heads();
        arrange();
        by().tHead.querySelectorAll("button")[number].focus();
      });
      head.append(button);
      line.append(head);
    });
    by().tHead.replaceChildren(line);
  };
  const choose = () => {
    table = data.tables[by("name").value];
    sorted = null;
    by().caption.textContent = table.name;
    by("about").replaceChildren(...table.columns.flatMap((column) => [make("dt", column.name), make("dd", column.about)]));
    heads();
    arrange();
  };
  const save = () => {
    const cell = (found) => {
      const text = found === null || found === undefined ? "" : String(found);
      return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
    };
    const lines = [table.columns.map((column) => cell(column.name)).join(",")];
    for (const row of order) lines.push(table.columns.map((_, column) => cell(value(column, row))).join(","));
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = table.name + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  by("name").addEventListener("change", choose);
  by("filter").addEventListener("input", arrange);
  by("save").addEventListener("click", save);
  by("back").addEventListener("click", () => { page--; draw(); });
  by("on").addEventListener("click", () => { page++; draw(); });
  choose();
})();
