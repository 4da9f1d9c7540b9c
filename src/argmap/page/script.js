"use strict";
(() => {
  const at = (name) => document.getElementById("argmap." + name);
  const make = (name, words, classes) => {
    const element = document.createElement(name);
    if (words !== undefined) element.textContent = words;
    if (classes) element.className = classes;
    return element;
  };
  const drawing = (name, values, inside) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in values) element.setAttribute(key, values[key]);
    if (inside) inside.append(element);
    return element;
  };
  const data = JSON.parse(at("data").textContent);
  const [WIDTH, GUTTER, APART, TREES, LOWEST, SLOT, STRAIGHT, HEAD, MARGIN] = data.sizes;
  const TYPES = data.types;
  const HOLDS = data.holds.map((each) => each[0]), CLASSES = data.holds.map((each) => each[1]), SAYS = data.holds.map((each) => each[2]);
  const ATTACKS = new Set(["rebut", "undermine", "undercut", "limit", "conflict"]);
  const HEADED = new Set([...ATTACKS, "support"]);
  const MANY = 150, root = document.documentElement;
  const stage = at("stage"), svg = stage.querySelector("svg"), card = at("card"), side = at("side"), search = at("search");

  // Boxes, and how they hang together.
  const anchors = svg.querySelectorAll("a");
  const entries = at("texts").querySelectorAll(".entry,ul:not([id])>li");
  const boxes = data.boxes.map((each, number) => ({
    number, id: entries[number].id, type: TYPES[each[0]], above: each[1], hold: HOLDS[each[2]], beside: each[3], height: each[4],
    why: each[5] || [], values: each.slice(6).map((value) => [value].flat()), element: anchors[number], entry: entries[number],
    right: [], low: [], ups: [], downs: [], rank: 0, x: 0, y: 0, open: 2, isShown: true, isIn: true, turn: 0, isDim: false,
  }));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const LABELS = data.facets[0][1].map((each) => each[0]);
  const SOURCES = [4, 3];  // facets: what was cited, and where it was read
  const QUESTION = (box) => box.type === "question";
  for (const box of boxes) {
    box.element.setAttribute("href", "#" + encodeURIComponent(box.id));
    box.element.setAttribute("tabindex", "-1");
    const above = boxes[box.above];
    if (!above) continue;
    (box.beside ? above.low : above.right).push(box);
    box.rank = above.rank + (box.beside ? 0 : 1);
    box.ups.push([above, box.hold]);
    above.downs.push([box, box.hold]);
  }
  const others = data.others.map(([from, to, hold]) => [boxes[from], boxes[to], HOLDS[hold]]);
  for (const [from, to, hold] of others) {
    from.ups.push([to, hold]);
    to.downs.push([from, hold]);
  }
  const hung = (box) => [...box.right, ...box.low];
  const sizes = [];  // how many nodes hang on each box, all the way down
  const nodesIn = (box) => sizes[box.number] + (QUESTION(box) ? 0 : 1);
  for (const box of boxes.slice().reverse()) sizes[box.number] = hung(box).reduce((sum, each) => sum + nodesIn(each), 0);

  // Where everything stands: as tidy.py has it, for the branches that are open.  A question that is half open shows its parts alone.
  const shown = (box, list) => box.open === 2 ? list : box.open === 1 && QUESTION(box) ? list.filter(QUESTION) : [];
  const layOut = () => {
    const block = [], inner = [], column = [];
    for (const box of boxes) {
      const above = boxes[box.above];
      box.isShown = !above || above.isShown && shown(above, [box]).length > 0;
    }
    for (let number = boxes.length - 1; number >= 0; number--) {
      const box = boxes[number], right = shown(box, box.right);
      column[number] = right.reduce((sum, each) => sum + block[each.number] + APART, right.length ? -APART : 0);
      inner[number] = Math.max(box.height, column[number]);
      block[number] = shown(box, box.low).reduce((sum, each) => sum + block[each.number] + APART, inner[number]);
    }
    let height = 0, ranks = 0;
    const tops = [];
    for (const box of boxes) {
      if (!box.isShown) continue;
      const { number } = box;
      if (box.above < 0) {
        tops[number] = height;
        height += block[number] + TREES;
      }
      ranks = Math.max(ranks, box.rank);
      const top = tops[number];
      box.x = box.rank * (WIDTH + GUTTER);
      box.y = top + Math.max(0, Math.min(Math.floor((column[number] - box.height) / 2), LOWEST));
      let next = top + Math.max(0, Math.floor((box.height - column[number]) / 2));
      for (const each of shown(box, box.right)) {
        tops[each.number] = next;
        next += block[each.number] + APART;
      }
      next = top + inner[number] + APART;
      for (const each of shown(box, box.low)) {
        tops[each.number] = next;
        next += block[each.number] + APART;
      }
    }
    size = [ranks * (WIDTH + GUTTER) + WIDTH + 2 * MARGIN, Math.max(0, height - TREES) + 2 * MARGIN];
    turn++;
    if (chosen) drawExtras();
    scale(zoom);
  };
  // Only what is in the window, or nearly, is in the picture: browsers are slow with thousands of texts.
  let turn = 0, isWhole = false;
  const cull = () => {
    const high = stage.clientHeight / zoom, wide = stage.clientWidth / zoom;
    const top = stage.scrollTop / zoom - MARGIN - high, bottom = top + 3 * high;
    const left = stage.scrollLeft / zoom - MARGIN - wide, right = left + 3 * wide;
    for (const box of boxes) {
      const above = boxes[box.above] || box;
      const isIn = box.isShown && (isWhole || Math.min(box.y, above.y) < bottom &&
        Math.max(box.y + box.height, above.y + above.height) > top && above.x < right && box.x + WIDTH > left);
      if (isIn !== box.isIn) box.element.classList.toggle("gone", !isIn);
      if (isIn ? box.turn !== turn : box.isIn) {
        if (isIn) put(box);
        drawToggle(box, isIn);
      }
      box.isIn = isIn;
      box.turn = isIn ? turn : 0;
    }
  };
  const slot = (box, above) => {
    const list = shown(above, above.right), count = list.length;
    const apart = count > 1 ? Math.min(SLOT, Math.floor((above.height - 48) / (count - 1))) : 0;
    return above.y + (above.height >> 1) + Math.floor((2 * list.indexOf(box) - count + 1) * apart / 2);
  };
  const put = (box) => {
    const { element } = box, above = boxes[box.above];
    element.setAttribute("transform", `translate(${box.x},${box.y})`);
    if (!above) return;
    const path = element.firstChild, end = path.nextSibling, d = path.getAttribute("d"), own = box.height >> 1;
    const plain = box.beside || box.hold === "answer" || box.hold === "part";
    const to = (plain ? above.y + (above.height >> 1) : slot(box, above)) - box.y;
    if (plain) path.setAttribute("d", d.replace(/V-?\d+/, "V" + to));
    else {
      const last = HEADED.has(box.hold) ? HEAD - GUTTER : -GUTTER, run = last + STRAIGHT, bend = Math.floor(run / 2), rise = to - own;
      path.setAttribute("d", rise ? `M0 ${own}H${-STRAIGHT}c${bend} 0 ${bend} ${rise} ${run} ${rise}` : `M0 ${own}H${last}`);
      if (HEADED.has(box.hold)) end.setAttribute("y", to);
    }
    if (end.nodeName === "circle") end.setAttribute("cy", to);
    if (end.classList.contains("cross")) end.setAttribute("d", end.getAttribute("d").replace(/ -?\d+l/, ` ${to - 8}l`));
  };

  // Opening and closing.
  const toggles = drawing("g", { class: "toggles" }, svg);
  const isClosed = (box) => hung(box).some((each) => !each.isShown);
  const unseen = (box, weight) => hung(box).reduce((sum, each) => sum + (each.isShown ? 0 : weight(each)), 0);
  const chip = (x, y, words, group) => {
    const part = drawing("g", { transform: `translate(${x(24 + 13 * words.length)} ${y})`, role: "button" }, group);
    drawing("rect", { width: 24 + 13 * words.length, height: 28, rx: 14 }, part);
    drawing("text", { x: 12 + 6.5 * words.length, y: 21 }, part).textContent = words;
    return part;
  };
  const drawToggle = (box, isIn) => {
    if (box.toggle) box.toggle.remove();
    box.toggle = null;
    const elsewhere = box.downs.length - hung(box).length;
    if (!isIn || !hung(box).length && !elsewhere) return;
    box.toggle = drawing("g", {}, toggles);
    if (elsewhere) {
      const part = chip(() => box.x + 16, box.y + box.height - 8, `${elsewhere} elsewhere`, box.toggle);
      part.setAttribute("aria-label", `Show ${elsewhere} more that bear on this and stand elsewhere`);
      part.act = () => { location.hash = box.element.getAttribute("href"); };
    }
    if (!hung(box).length) return;
    const closed = isClosed(box), number = unseen(box, nodesIn);
    const found = closed && matching ? unseen(box, (each) => within[each.number]) : 0;
    const words = closed ? (found ? `+${number} (${found} match)` : "+" + number) : "−";
    const part = chip((wide) => box.x + WIDTH - wide - 16, box.y + box.height - 8, words, box.toggle);
    part.setAttribute("aria-label", closed ? `Show ${number} more ${number === 1 ? "node" : "nodes"}` : "Close this branch");
    part.act = () => toggle(box);
  };
  const steady = (box, change) => {  // what was under the pointer stays there
    const before = box && box.isShown ? [box.x, box.y] : null;
    change();
    layOut();
    if (before && (box.x !== before[0] || box.y !== before[1])) {
      stage.scrollLeft += (box.x - before[0]) * zoom;
      stage.scrollTop += (box.y - before[1]) * zoom;
    }
  };
  const toggle = (box) => {
    if (!hung(box).length) return;
    const closed = isClosed(box);
    steady(box, () => { box.open = closed ? 2 : 0; });
    say(closed ? `Opened: ${hung(box).length} more` : `Closed: ${count(unseen(box, nodesIn), "node")} hidden`);
  };
  const openAll = (isAll) => {
    steady(current, () => {
      for (const box of boxes) box.open = isAll ? 2 : QUESTION(box) ? 1 : 0;
      if (!isAll && chosen) reveal(chosen);
    });
    if (!isAll) {
      if (zoom < 0.2) scale(0.5);
      bring(chosen || boxes[0], true);
    }
    say(isAll ? "All branches are open" : "Only questions are shown");
  };
  const reveal = (box) => {
    for (let above = boxes[box.above], below = box; above; below = above, above = boxes[above.above]) {
      if (!shown(above, [below]).length) above.open = 2;
    }
  };

  // Pan and zoom: the stage scrolls, and the picture is as large as it is shown.
  let zoom = 0.5, size = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height], current = boxes[0], chosen = null, matching = null;
  const within = [];
  const scale = (value) => {
    zoom = Math.min(2, Math.max(0.01, value));
    svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${size[0]} ${size[1]}`);
    svg.setAttribute("width", Math.ceil(size[0] * zoom));
    svg.setAttribute("height", Math.ceil(size[1] * zoom));
    svg.classList.toggle("far", zoom < 0.12);
    cull();
  };
  const zoomTo = (value, x = stage.clientWidth / 2, y = stage.clientHeight / 2) => {
    const left = (stage.scrollLeft + x) / zoom, top = (stage.scrollTop + y) / zoom;
    const lowest = Math.min(0.5, 0.8 * stage.clientWidth / size[0], 0.8 * stage.clientHeight / size[1]);  // smaller than the window nobody finds it
    scale(Math.max(value, lowest));
    stage.scrollLeft = left * zoom - x;
    stage.scrollTop = top * zoom - y;
  };
  const fit = () => {
    const whole = Math.min(stage.clientWidth / size[0], stage.clientHeight / size[1], 1);
    scale(whole < 0.1 ? Math.min(stage.clientWidth / size[0], 1) : whole);  // what is very tall is fitted in width
    stage.scrollTo(0, 0);
  };
  const bring = (box, isCentred) => {
    if (!box) return;
    const x = (box.x + MARGIN) * zoom, y = (box.y + MARGIN) * zoom, wide = WIDTH * zoom, high = box.height * zoom;
    const out = x < stage.scrollLeft || y < stage.scrollTop || x + wide > stage.scrollLeft + stage.clientWidth || y + high > stage.scrollTop + stage.clientHeight;
    if (!out && !isCentred) return;
    stage.scrollTo(x + wide / 2 - stage.clientWidth / 2, y + high / 2 - stage.clientHeight / 2);
    cull();
  };
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = stage.getBoundingClientRect();
    zoomTo(zoom * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), event.clientX - left, event.clientY - top);
  }, { passive: false });
  let isWaiting = false;
  stage.addEventListener("scroll", () => {
    if (!isWaiting) requestAnimationFrame(() => { isWaiting = false; cull(); });
    isWaiting = true;
  }, { passive: true });
  window.addEventListener("resize", () => cull());
  let drag = null, wasDragged = false;
  stage.addEventListener("pointerdown", (event) => {
    wasDragged = false;
    if (event.pointerType === "mouse" && event.button === 0 && event.target !== stage) {
      drag = [event.clientX, event.clientY, stage.scrollLeft, stage.scrollTop];
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const x = event.clientX - drag[0], y = event.clientY - drag[1];
    if (!wasDragged && Math.hypot(x, y) < 5) return;
    wasDragged = true;
    stage.classList.add("dragged");
    stage.scrollLeft = drag[2] - x;
    stage.scrollTop = drag[3] - y;
  });
  window.addEventListener("pointerup", () => {
    drag = null;
    stage.classList.remove("dragged");
  });
  stage.addEventListener("dragstart", (event) => event.preventDefault());
  let pinch = null;
  const spread = ({ touches: [one, two] }) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
  stage.addEventListener("touchstart", (event) => {
    pinch = event.touches.length === 2 ? [spread(event), zoom] : null;
  }, { passive: true });
  stage.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const { left, top } = stage.getBoundingClientRect(), [one, two] = event.touches;
    zoomTo(pinch[1] * spread(event) / pinch[0], (one.clientX + two.clientX) / 2 - left, (one.clientY + two.clientY) / 2 - top);
  }, { passive: false });

  // What is chosen: its card, and its chain lit.
  const say = (words) => { at("live").textContent = words; };
  const chain = (box) => {
    const up = new Map([[box, 1]]), down = new Map([[box, 1]]);
    for (const each of up.keys()) {
      if (!QUESTION(each) || each === box) for (const [to, hold] of each.ups) if (hold !== "conflict") up.set(to, 1);
    }
    for (const each of down.keys()) for (const [from, hold] of each.downs) if (hold !== "conflict") down.set(from, 1);
    for (const list of [box.ups, box.downs]) for (const [each, hold] of list) if (hold === "conflict") up.set(each, 1);
    return new Set([...up.keys(), ...down.keys()]);
  };
  let lit = null;
  const shade = () => {
    for (const box of boxes) {
      const isDim = lit ? !lit.has(box) : matching ? !(matching.has(box) || !box.isShown || within[box.number] && isClosed(box)) : false;
      if (isDim !== box.isDim) box.element.classList.toggle("dim", isDim);
      box.isDim = isDim;
      if (box === chosen || box.wasChosen) box.element.classList.toggle("chosen", box === chosen);
      box.wasChosen = box === chosen;
    }
  };
  const extras = drawing("g", { class: "extra", "aria-hidden": "true" });
  svg.insertBefore(extras, anchors[0] || null);  // below the boxes
  const drawExtras = () => {
    extras.replaceChildren();
    if (!lit) return;
    for (const [from, to, hold] of others) {
      if (!from.isShown || !to.isShown || !(from === chosen || to === chosen || lit.has(from) && lit.has(to) && lit.size < 40)) continue;
      const x = from.x, y = from.y + (from.height >> 1), left = to.x + WIDTH, top = to.y + (to.height >> 1), bend = Math.max(90, Math.abs(x - left) / 3);
      const name = CLASSES[HOLDS.indexOf(hold)], group = drawing("g", { class: name }, extras);
      drawing("path", { d: `M${x} ${y}C${x - bend} ${y} ${left + bend} ${top} ${left + (HEADED.has(hold) ? HEAD : 0)} ${top}` }, group);
      if (HEADED.has(hold)) drawing("use", { href: "#." + name, x: left + GUTTER, y: top }, group);
    }
  };
  const text = (box) => box.entry.querySelector("p,.text").textContent;
  const link = (box, words) => {
    const element = make("a", words === undefined ? text(box) : words);
    element.setAttribute("href", box.element.getAttribute("href"));
    return element;
  };
  const list = (title, rows) => {
    if (!rows.length) return;
    const listed = make("ul");
    for (const [box, words, hold] of rows) {
      const row = make("li");
      row.append(make("span", words, "kind " + (ATTACKS.has(hold) ? "bad" : hold === "support" || hold === "premise" ? "good" : "")), link(box));
      listed.append(row);
    }
    card.append(make("h3", title), listed);
  };
  const ANSWERS = { support: "support", rebut: "rebut", undermine: "undermine", undercut: "undercut", limit: "limit", conflict: "clash", premise: "premise", variant: "variant", answer: "claim", part: "question" };
  const count = (number, one, many) => `${number} ${number === 1 ? one : many || one + "s"}`;
  const state = (box) => {  // the texts leave it out where nothing bears on a node
    const said = box.entry.querySelector(".state");
    return said ? said.textContent : `${LABELS[box.values[0][0]]}: 0 for, 0 against`;
  };
  const fill = (box) => {
    card.replaceChildren();
    const close = make("button", "Close", "close");
    close.type = "button";
    close.addEventListener("click", clear);
    const kind = box.type[0].toUpperCase() + box.type.slice(1);
    card.append(close, make("h2", `${kind} · ${box.id}`), make("span", text(box), "text"));
    for (const name of ["who", "school", "note", "where", "place"]) {
      const part = [...box.entry.children].find((each) => each.classList.contains(name));
      if (part) {
        const row = make("p");
        row.append(...part.nodeName === "A" ? [part.cloneNode(true)] : part.cloneNode(true).childNodes);
        card.append(row);
      }
    }
    if (!QUESTION(box)) {
      card.append(make("p", state(box), "state"));
      if (box.why.length) {
        const why = make("ul");
        for (const [role, number] of box.why) {
          const row = make("li");
          row.append(make("span", data.roles[role], "kind"), link(boxes[number]));
          why.append(row);
        }
        card.append(why);
      }
    }
    list("Bears on", box.ups.filter(([, hold]) => hold !== "conflict").map(([to, hold]) => [to, SAYS[HOLDS.indexOf(hold)], hold]));
    const clashes = [...box.ups, ...box.downs].filter(([, hold]) => hold === "conflict");
    list("Clashes with", clashes.map(([other, hold]) => [other, "clash", hold]));
    list(QUESTION(box) ? "Answers and questions under it" : "Replies", box.downs.filter(([, hold]) => hold !== "conflict").map(([from, hold]) => [from, ANSWERS[hold], hold]));
    const cite = box.entry.querySelector(".cite");
    if (cite) {
      card.append(make("h3", "Cited"));
      const row = make("p");
      row.append(...cite.cloneNode(true).childNodes);
      card.append(row);
      const works = make("ul");
      for (const number of new Set(SOURCES.flatMap((each) => box.values[each].map((value) => data.facets[each][1][value][0])))) {
        const work = document.getElementById(number);
        if (!work || work.parentNode !== at("sources")) continue;
        const row = make("li");
        row.append(...work.cloneNode(true).childNodes);
        works.append(row);
      }
      card.append(works);
    }
    card.hidden = false;
    card.scrollTop = 0;
  };
  const choose = (box, isCentred) => {
    chosen = current = box;
    lit = chain(box);
    fill(box);
    steady(box.isShown ? box : null, () => {
      reveal(box);
      const open = (each) => {
        each.open = 2;
        if (sizes[box.number] <= 30) hung(each).forEach(open);
      };
      open(box);
    });
    shade();
    bring(box, isCentred);
    if (hung(box).some((each) => each.isShown)) {  // with what is to its right, if there is room
      const left = (box.x + MARGIN) * zoom, right = left + (2 * WIDTH + GUTTER) * zoom + 16;
      if (right > stage.scrollLeft + stage.clientWidth) stage.scrollLeft = Math.min(left - 16, right - stage.clientWidth);
    }
    mark(box);
    say(`${box.type}: ${text(box)}. ${QUESTION(box) ? "" : state(box) + ". "}${count(lit.size - 1, "box", "boxes")} in its chain`);
  };
  const clear = () => {
    const was = chosen;
    if (location.hash) history.pushState(null, "", location.pathname + location.search);
    forget();
    if (was) focus(was);
  };
  const forget = () => {
    chosen = lit = null;
    card.hidden = true;
    extras.replaceChildren();
    shade();
  };
  const openMenu = (isOpen) => at("menu").setAttribute("aria-expanded", root.classList.toggle("menu", isOpen));
  const follow = () => {  // the address says what is chosen
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* then it is as it stands */ }
    const box = byId.get(id);
    openMenu(false);
    if (box) {
      const wasShown = box.isShown;
      choose(box, !wasShown);
      // Following a link to a part of the page takes the focus away.
      if (document.activeElement === document.body) box.element.focus({ preventScroll: true });
    } else {
      forget();
      widen();
      if (id && !narrowTo(id)) at("found").textContent = `Nothing on this page is called ${id}`;
    }
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", () => { if (!location.hash) forget(); });

  // The keyboard: one box at a time can be reached by Tab, the arrows lead from box to box.
  const mark = (box) => {
    current.element.setAttribute("tabindex", "-1");
    current = box;
    box.element.setAttribute("tabindex", "0");
  };
  const focus = (box) => {
    mark(box);
    bring(box);
    box.element.focus({ preventScroll: true });
  };
  svg.addEventListener("focusin", (event) => {
    const box = boxes[[...anchors].indexOf(event.target.closest(".map a"))];
    if (!box) return;
    const more = isClosed(box) ? ", closed" : "";
    box.element.setAttribute("aria-label", `${box.type}: ${text(box)}${QUESTION(box) ? "" : ". " + state(box)}${more}`);
  });
  svg.addEventListener("click", (event) => {
    if (wasDragged) {
      event.preventDefault();
      return;
    }
    const button = event.target.closest(".toggles [role]");
    if (button) button.act();
    const box = boxes[[...anchors].indexOf(event.target.closest(".map a"))];
    if (box && box.element.getAttribute("href") === location.hash) choose(box);
    if (!button && !box && chosen) clear();
  });
  const walk = (box, key) => {
    const visible = (list) => list.filter((each) => each.isShown);
    if (key === "ArrowLeft") return boxes[box.above];
    if (key === "ArrowRight") return visible(hung(box))[0];
    const column = boxes.filter((each) => each.isShown && each.rank === box.rank).sort((one, two) => one.y - two.y);
    return column[column.indexOf(box) + (key === "ArrowDown" ? 1 : -1)];
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onBox = document.activeElement.closest(".map a");
    const { key } = event;
    if (onBox && key.startsWith("Arrow") && !event.shiftKey) {
      const next = walk(current, key);
      if (next) focus(next);
    } else if (key.startsWith("Arrow")) {
      const step = 80;
      stage.scrollBy(key === "ArrowLeft" ? -step : key === "ArrowRight" ? step : 0, key === "ArrowUp" ? -step : key === "ArrowDown" ? step : 0);
    } else if (onBox && key === " ") toggle(current);
    else if (key === "+" || key === "=") zoomTo(zoom * 1.25);
    else if (key === "-") zoomTo(zoom / 1.25);
    else if (key === "0") zoomTo(0.5);
    else if (key === "f") fit();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (document.activeElement === search && search.value) search.value = "";
      else if (chosen) clear();
      else {
        search.value = "";
        for (const each of side.querySelectorAll("select")) each.value = "";
      }
      narrow();
    } else if (event.key === "/" && !event.target.matches("input,select")) {
      event.preventDefault();
      openMenu(true);
      search.focus();
    }
  });

  // Search and filters.
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", "’": "'", "‘": "'" };  // which do not come apart
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđðþßæœı’‘]/g, (letter) => LETTERS[letter]);
  let index = null;
  const indexed = () => index || (index = boxes.map((box) => plain([
    box.id, ...[...box.entry.children].filter((each) => !/^(also|where|place|state)$/.test(each.className)).map((each) => each.textContent),
  ].join(" "))));
  const named = (values) => values.map(([id, name]) => {  // a work is called as in the list of sources
    const work = name === undefined && document.getElementById(id);
    return [id, name || work && work.querySelector("b") && work.querySelector("b").textContent || id];
  });
  const NAMES = { label: "Label", position: "Position", person: "Person", document: "Document it was read in", source: "Source" };
  const selects = [...data.facets.map(([name, values], number) => ({ name, values: named(values), of: (box) => box.values[number] || [] })),
    { name: "type", values: TYPES.map((type) => [type, type]), of: (box) => [TYPES.indexOf(box.type)] }];
  for (const each of selects) {
    if (!each.values.length) continue;
    const label = make("label", NAMES[each.name] || "Type");
    each.select = make("select");
    each.select.id = label.htmlFor = "argmap.by-" + each.name;
    each.select.addEventListener("change", () => {
      if (addressed === each.select) addressed = null;
      narrow();
    });
    side.querySelector(".facets").append(label, each.select);
  }
  const offer = (words) => {
    const used = selects.filter((each) => each.select);
    for (const each of used) {
      const counts = new Map();
      for (const box of boxes) {
        if (!words(box) || !used.every((other) => other === each || suits(other, box))) continue;
        for (const value of each.of(box)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      const chosenValue = each.select.value, first = make("option", "any");
      first.value = "";
      const order = [...counts.keys()].sort((one, two) => counts.get(two) - counts.get(one) || one - two);
      const found = order.map((value) => {
        const option = make("option", `${each.values[value][1]} (${counts.get(value)})`);
        option.value = value;
        return option;
      });
      each.select.replaceChildren(first, ...found);
      if (chosenValue !== "" && !counts.has(Number(chosenValue))) {
        const option = make("option", `${each.values[chosenValue][1]} (0)`);
        option.value = chosenValue;
        each.select.append(option);
      }
      each.select.value = chosenValue;
    }
  };
  const suits = (each, box) => each.select.value === "" || each.of(box).includes(Number(each.select.value));
  const narrow = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean), texts = words.length ? indexed() : [];
    const says = (box) => words.every((word) => texts[box.number].includes(word));
    const used = selects.filter((each) => each.select && each.select.value !== "");
    offer(says);
    const found = words.length || used.length ? boxes.filter((box) => says(box) && used.every((each) => suits(each, box))) : null;
    if (found && words.length) {  // first where the text itself says it
      const first = new Set(found.filter((box) => words.every((word) => plain(box.id + " " + text(box)).includes(word))));
      found.sort((one, two) => first.has(two) - first.has(one) || one.number - two.number);
    }
    matching = found && new Set(found);
    for (let number = boxes.length - 1; found && number >= 0; number--) {
      within[number] = hung(boxes[number]).reduce((sum, each) => sum + within[each.number], matching.has(boxes[number]) ? 1 : 0);
    }
    at("found").textContent = found ? `${count(found.length, "box", "boxes")} of ${boxes.length} ${found.length === 1 ? "matches" : "match"}${found.length > 100 ? "; the first 100:" : ""}` : "Questions";
    at("results").replaceChildren(...(found ? found.slice(0, 100) : boxes.filter((box) => QUESTION(box))).map((box) => {
      const row = make("li"), to = link(box);
      if (found) to.append(make("small", box.type + (QUESTION(box) ? "" : ", " + state(box))));
      else if (box.rank) to.classList.add("d" + Math.min(8, box.rank));
      row.append(to);
      return row;
    }));
    turn++;
    cull();
    shade();
  };
  let addressed = null;  // the choice that the address made, until the address or the reader makes another
  const widen = () => {
    if (!addressed) return;
    addressed.value = "";
    addressed = null;
    narrow();
  };
  const narrowTo = (id) => {  // the id of a position, a person, a work: whether it is one
    for (const each of [...selects].reverse()) {
      const value = each.values.findIndex((one) => one[0] === id);
      if (value < 0 || !each.select || each.name === "type") continue;
      at("filters").open = true;
      search.value = "";
      for (const other of selects) if (other.select) other.select.value = "";
      offer(() => true);
      each.select.value = value;
      addressed = each.select;
      narrow();
      return true;
    }
    return false;
  };
  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    const first = at("results").querySelector("a");
    if (event.key === "Enter" && search.value && first) {
      first.click();
      if (chosen) focus(chosen);
    }
  });
  at("clear").addEventListener("click", () => {
    search.value = "";
    for (const each of selects) if (each.select) each.select.value = "";
    narrow();
  });

  // The buttons, and paper.
  at("skip").addEventListener("click", () => current && focus(current));
  at("in").addEventListener("click", () => zoomTo(zoom * 1.25));
  at("out").addEventListener("click", () => zoomTo(zoom / 1.25));
  at("fit").addEventListener("click", fit);
  at("questions").addEventListener("click", () => openAll(false));
  at("all").addEventListener("click", () => openAll(true));
  at("menu").addEventListener("click", () => openMenu(!root.classList.contains("menu")));
  at("view").addEventListener("click", () => {
    const isReading = root.classList.toggle("reading");
    at("view").setAttribute("aria-pressed", isReading);
    if (chosen && isReading) {
      const { entry } = chosen;
      entry.scrollIntoView();
      requestAnimationFrame(() => entry.scrollIntoView());  // what is on the way has its height only now
    }
    cull();
    if (chosen && !isReading) bring(chosen);
  });
  const themes = ["auto", "light", "dark"];
  at("theme").addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % 3];
    root.dataset.theme = next;
    at("theme").textContent = "Theme: " + next;
  });
  window.addEventListener("beforeprint", () => {
    for (const box of boxes) box.entry.classList.toggle("unprinted", !box.isShown);
    isWhole = true;
    cull();
  });
  window.addEventListener("afterprint", () => {
    isWhole = false;
    cull();
  });

  root.classList.add("scripted");
  for (const part of [document.querySelector(".tools"), side]) part.hidden = false;
  document.querySelector(".legend").open = false;
  if (boxes.length > MANY) for (const box of boxes) box.open = QUESTION(box) && box.right.some(QUESTION) ? 1 : box.above < 0 ? 2 : 0;
  if (boxes.length) mark(boxes[0]);
  layOut();
  narrow();
  follow();
})();
