// /find/: what is typed and picked, kept in the fragment of the address, which no server sees; and the answers to it.
(function () {
  "use strict";
  var form = document.querySelector("form[data-search]");
  if (!form || !window.petuniasSearch) { return; }
  var box = form.querySelector("#q");
  var near = form.querySelector("#near");
  var answers = document.querySelector("[data-answers]");
  var list = answers.querySelector("[data-answer]");
  var status = answers.querySelector("[data-status]");
  var chips = answers.querySelector("[data-chips]");
  var filters = answers.querySelector("[data-filters]");
  var more = answers.querySelector("[data-more]");
  var ask = answers.querySelector("[data-ask]");
  var nothing = answers.querySelector("[data-nothing]");
  var folder = form.getAttribute("data-cards");
  var inputs = Array.prototype.slice.call(filters.querySelectorAll("input"));
  var TEN = 10;
  var engine = null;
  var manifest = null;
  var loading = {};
  var parsed = {};
  var turn = 0;
  var current = null;

  function words(name, values) {
    return answers.getAttribute("data-" + name).replace(/\{(\w)\}/g, function (all, key) { return values && key in values ? values[key] : all; });
  }
  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  // ---- The state, as it stands in the fragment
  function state() {
    var said = new URLSearchParams(location.hash.slice(1));
    var made = { q: said.get("q") || "", near: said.get("near") || "", off: (said.get("off") || "").split(",").filter(Boolean), page: Math.max(1, +said.get("page") || 1), filters: {} };
    inputs.forEach(function (input) {
      var key = input.getAttribute("data-facet");
      made.filters[key] = (said.get(key) || "").split(",").filter(Boolean);
    });
    return made;
  }
  function address(wanted) {
    var said = new URLSearchParams();
    if (wanted.q) { said.set("q", wanted.q); }
    if (wanted.near) { said.set("near", wanted.near); }
    Object.keys(wanted.filters).forEach(function (key) { if (wanted.filters[key].length) { said.set(key, wanted.filters[key].join(",")); } });
    if (wanted.off.length) { said.set("off", wanted.off.join(",")); }
    if (wanted.page > 1) { said.set("page", wanted.page); }
    return location.pathname + (String(said) ? "#" + said : "");
  }
  function go(wanted, quietly) {
    var next = address(wanted);
    var isSame = next === location.pathname + location.hash;
    // Whoever fears somebody at home leaves none of these questions behind for the Back button.
    var isSecret = current && current.danger.indexOf("abuse") >= 0;
    history[quietly || isSame || isSecret ? "replaceState" : "pushState"](null, "", next);
    return show();
  }
  function entered() {
    var wanted = state();
    if (wanted.q !== box.value.trim() || wanted.near !== near.value.trim()) { wanted.off = []; }
    wanted.q = box.value.trim();
    wanted.near = near.value.trim();
    wanted.page = 1;
    return wanted;
  }

  // ---- Files
  function get(name) {
    loading[name] = loading[name] || fetch(folder + name).then(function (answer) {
      if (!answer.ok) { throw new Error(name); }
      return answer.arrayBuffer();
    }).then(function (bytes) { return new Uint8Array(bytes); }).catch(function (trouble) { delete loading[name]; throw trouble; });
    return loading[name];
  }
  function ready() {
    if (engine) { return Promise.resolve(); }
    var whole = form.getAttribute("data-search");
    return get(whole.slice(whole.lastIndexOf("/") + 1)).then(function (bytes) {
      manifest = JSON.parse(new TextDecoder().decode(bytes));
      engine = engine || window.petuniasSearch.engine(manifest);
    });
  }
  function load(names) { return Promise.all(names.map(function (name) { return get(name).then(function (bytes) { engine.add(name, bytes); }); })); }
  function answered(question) {
    var made = question();
    return made.need ? load(made.need).then(function () { return answered(question); }) : Promise.resolve(made);
  }
  // The cards of some entries: our own pages' HTML, parsed as a page is, which runs nothing that is in it.
  function cards(hits) {
    var numbers = hits.map(function (hit) { return Math.floor(hit.entry / manifest.per); });
    return Promise.all(numbers.map(function (number) {
      parsed[number] = parsed[number] || get("c" + number + "." + manifest.cards[number] + ".json").then(function (bytes) { return JSON.parse(new TextDecoder().decode(bytes)); })
        .catch(function (trouble) { delete parsed[number]; throw trouble; });
      return parsed[number];
    })).then(function (files) {
      return hits.map(function (hit, place) {
        var row = files[place][hit.entry - numbers[place] * manifest.per];
        var page = new DOMParser().parseFromString(row[0], "text/html");
        var card = document.importNode(page.body.firstElementChild, true);
        if (window.petuniasList) { petuniasList.offer(card, row[2]); }
        return { card: card, text: row[1] };
      });
    });
  }

  // ---- Why a result is here: the words that were looked for, as they stand in the entry
  function matches(text, marks) {
    var found = [];
    var said = [];
    var pattern = /[\p{L}\p{N}'’]+/gu;
    for (var hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
      petuniasWords.words(hit[0]).forEach(function (word) { said.push([petuniasWords.stem(word), hit.index, hit.index + hit[0].length, word]); });
    }
    var plain = said.filter(function (item) { return !little[item[3]]; });
    marks.forEach(function (mark) {
      var parts = mark.split(" ");
      plain.forEach(function (item, at) {
        for (var i = 0; i < parts.length; i += 1) { if (!plain[at + i] || plain[at + i][0] !== parts[i]) { return; } }
        found.push([item[1], plain[at + parts.length - 1][2]]);
      });
    });
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return found.filter(function (span, at) { return !at || span[0] >= found[at - 1][1]; });
  }
  var little = {};
  function marked(into, text, spans) {
    var at = 0;
    spans.forEach(function (span) {
      if (span[0] < at) { return; }
      into.appendChild(document.createTextNode(text.slice(at, span[0])));
      into.appendChild(element("mark", text.slice(span[0], span[1])));
      at = span[1];
    });
    into.appendChild(document.createTextNode(text.slice(at)));
  }
  function explain(item, marks) {
    var line = item.card.querySelector(".say > p");
    ["h3 a", ".say > p"].forEach(function (where) {
      var shown = item.card.querySelector(where);
      var text = shown.textContent;
      var spans = matches(text, marks);
      if (spans.length) { shown.textContent = ""; marked(shown, text, spans); item.told = true; }
    });
    var spans = matches(item.text, marks);
    if (item.told || !spans.length) { return; }
    var from = Math.max(0, item.text.lastIndexOf(" ", Math.max(0, spans[0][0] - 50)));
    var to = item.text.indexOf(" ", Math.min(item.text.length, spans[0][1] + 60));
    to = to < 0 ? item.text.length : to;
    var piece = item.text.slice(from, to).trim();
    var why = element("p", words("because") + " “" + (from ? "…" : ""), { "class": "why" });
    marked(why, piece, matches(piece, marks));
    why.appendChild(document.createTextNode((to < item.text.length ? "…" : "") + "”"));
    line.parentNode.insertBefore(why, line.parentNode.querySelector(".facts"));
  }
  function distance(item, far) {
    var pin = item.card.querySelector(".facts li:nth-child(2) > span");
    if (far === null || !pin) { return; }
    var miles = far / 1.609344;
    pin.textContent += ", " + (miles < 1 ? words("mile") : words("miles", { m: miles < 10 ? Math.round(miles * 2) / 2 : Math.round(miles) }));
  }

  // ---- The page
  function input(name) {
    return inputs.filter(function (one) { return one.getAttribute("data-facet") + "=" + one.value === name; })[0];
  }
  function label(name) {
    var found = input(name);
    return found ? found.parentNode.querySelector("span").textContent : name.slice(name.indexOf("=") + 1);
  }
  function chip(text, act) {
    var item = element("li");
    var button = element("button", text, { "class": "chip on", type: "button" });
    button.appendChild(element("span", ": " + words("off"), { "class": "vh" }));
    button.appendChild(element("span", " ×", { "aria-hidden": "true" }));
    button.addEventListener("click", function () { act(); box.focus(); });
    item.appendChild(button);
    return item;
  }
  function showChips(made, wanted) {
    var into = chips.querySelector("ul");
    into.textContent = "";
    made.chips.filter(function (name, at) { return made.chips.indexOf(name) === at; }).forEach(function (name) {
      into.appendChild(chip(label(name), function () { wanted.off = wanted.off.concat(name); wanted.page = 1; go(wanted); }));
    });
    if (made.near && !made.near.unknown) {
      into.appendChild(chip(words("near", { p: made.near.asked || made.near.name }), function () {
        if (wanted.near) { wanted.near = ""; } else { wanted.off = wanted.off.concat("near"); }
        wanted.page = 1;
        go(wanted);
      }));
    }
    // An older address may ask for what no box is there for any more.
    Object.keys(wanted.filters).forEach(function (key) {
      wanted.filters[key].filter(function (value) { return !input(key + "=" + value); }).forEach(function (value) {
        into.appendChild(chip(value, function () {
          wanted.filters[key] = wanted.filters[key].filter(function (other) { return other !== value; });
          wanted.page = 1;
          go(wanted);
        }));
      });
    });
    chips.hidden = !into.children.length;
  }
  function tell(made, wanted) {
    var count = made.hits.length;
    var text = count || !wanted.q ? words(count === 1 ? "one" : "many", { n: count }) : words("none", { q: wanted.q });
    if (count && wanted.q) { text = words("for", { a: text, q: wanted.q }); }
    var notes = made.changes.map(function (pair) { return words("read", { w: pair[0], r: pair[1] }); });
    if (made.near && made.near.unknown) { notes.push(words("unknown", { p: made.near.name })); }
    status.textContent = "";
    status.toggleAttribute("data-no-results", !count);
    status.appendChild(element("h2", text, { "class": "part-head" }));
    if (notes.length) { status.appendChild(element("p", notes.join(" "), { "class": "small" })); }
    // What is spoken stands apart: a screen reader hears only what changes in a place that was there all along.
    document.querySelector("[data-live]").textContent = [text].concat(notes).join(". ");
  }
  function showNothing(made, wanted) {
    nothing.hidden = made.hits.length > 0;
    ask.hidden = !made.hits.length;
    var into = nothing.querySelector("[data-domains]");
    into.textContent = "";
    Array.prototype.forEach.call(document.querySelectorAll("[data-browse] a[data-domain]"), function (link, at, all) {
      var wantedHere = made.domains.length ? made.domains.indexOf(link.getAttribute("data-domain")) >= 0 : all.length > 6;
      if (!wantedHere) { return; }
      var item = element("li");
      item.appendChild(element("a", link.querySelector("b").textContent, { href: link.getAttribute("href") }));
      into.appendChild(item);
    });
    into.parentNode.hidden = !into.children.length;
    var link = nothing.querySelector("[data-tell]");
    if (link) {
      link.href = "mailto:" + link.getAttribute("data-tell") + "?subject=" + encodeURIComponent(link.getAttribute("data-subject").replace("{q}", function () { return wanted.q; }));
    }
  }
  // Beside each value, how many answers it gives. What is ticked beside it in its own group does not narrow it, and
  // what serves the whole area is in every part of it.
  function showCounts(made) {
    if (!filters.open || !made) { return; }
    Object.keys(made.asked.filters).forEach(function (key) {
      var open = Object.assign({}, made.asked, { filters: Object.assign({}, made.asked.filters) });
      open.filters[key] = [];
      var found = made.asked.filters[key].length ? answered(function () { return engine.search(open); }) : Promise.resolve(made);
      found.then(function (all) { return answered(function () { return engine.counts(all.hits); }); }).then(function (counts) {
        if (made !== current) { return; }
        inputs.filter(function (one) { return one.getAttribute("data-facet") === key; }).forEach(function (one) {
          var everywhere = key === "locality" && counts["locality=*"] || 0;
          one.parentNode.querySelector(".n").textContent = (counts[key + "=" + one.value] || 0) + everywhere;
        });
      }).catch(failed);
    });
  }
  function failed(trouble) {
    if (window.console) { console.error(trouble); }
    status.textContent = words("failed");
    answers.hidden = false;
  }
  function show() {
    var wanted = state();
    var own = turn += 1;
    if (box.value.trim() !== wanted.q) { box.value = wanted.q; }
    if (near.value.trim() !== wanted.near) { near.value = wanted.near; }
    var picked = 0;
    inputs.forEach(function (input) {
      input.checked = wanted.filters[input.getAttribute("data-facet")].indexOf(input.value) >= 0;
      picked += input.checked;
    });
    if (picked) { filters.open = true; }
    Object.keys(wanted.filters).forEach(function (key) { picked += wanted.filters[key].length; });
    if (!wanted.q && !wanted.near && !picked) {
      answers.hidden = true;
      answers.removeAttribute("data-ready");
      current = null;
      return Promise.resolve();
    }
    return ready().then(function () {
      manifest.little.split(" ").forEach(function (word) { little[word] = 1; });
      return answered(function () { return engine.search(wanted); });
    }).then(function (made) {
      var shown = made.hits.slice(0, TEN * wanted.page);
      return cards(shown).then(function (items) {
        if (own !== turn) { return; }
        current = made;
        var into = element("ol", "", { "class": "results", "data-results": "" });
        items.forEach(function (item, at) {
          distance(item, shown[at].far);
          explain(item, made.marks);
          into.appendChild(item.card);
        });
        list.textContent = "";
        if (items.length) { list.appendChild(into); }
        if (window.petuniasRight) { window.petuniasRight(into); }
        Array.prototype.forEach.call(answers.querySelectorAll("[data-danger]"), function (section) {
          section.hidden = made.danger.indexOf(section.getAttribute("data-danger")) < 0;
        });
        showChips(made, wanted);
        tell(made, wanted);
        showNothing(made, wanted);
        var rest = made.hits.length - shown.length;
        more.hidden = rest <= 0;
        more.firstChild.textContent = words("more", { n: Math.min(TEN, rest) });
        answers.hidden = false;
        answers.setAttribute("data-ready", wanted.q);
        showCounts(made);
      });
    }).catch(function (trouble) {
      if (own !== turn) { return; }
      // Answers to another question must not stand under this one.
      current = null;
      list.textContent = "";
      [chips, more, ask, nothing].forEach(function (part) { part.hidden = true; });
      answers.removeAttribute("data-ready");
      failed(trouble);
    });
  }

  // ---- What people do
  // One spell of typing is one step back: it writes over its own beginnings, not over an earlier question.
  var waiting = null;
  var isTyping = false;
  function take() {
    clearTimeout(waiting);
    waiting = null;
    go(entered(), isTyping);
    isTyping = true;
  }
  function settle() {
    if (waiting !== null) { take(); }
    isTyping = false;
  }
  function typed() {
    clearTimeout(waiting);
    waiting = setTimeout(take, 200);
  }
  box.addEventListener("input", typed);
  near.addEventListener("input", typed);
  form.addEventListener("focusout", settle);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    take();
    isTyping = false;
  });
  filters.addEventListener("change", function () {
    var wanted = state();
    wanted.page = 1;
    Object.keys(wanted.filters).forEach(function (key) {
      wanted.filters[key] = inputs.filter(function (input) { return input.checked && input.getAttribute("data-facet") === key; }).map(function (input) { return input.value; });
    });
    go(wanted);
  });
  filters.addEventListener("toggle", function () { showCounts(current); });
  filters.querySelector("[data-clear]").addEventListener("click", function () {
    var wanted = state();
    Object.keys(wanted.filters).forEach(function (key) { wanted.filters[key] = []; });
    wanted.page = 1;
    go(wanted);
  });
  // With the arrow keys from the box to the first answer, from one to the next, and back.
  function step(event) {
    var way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) { return; }
    var links = Array.prototype.slice.call(list.querySelectorAll("li[data-entry]:not([hidden]) h3 a"));
    var at = links.indexOf(event.target);
    if (at < 0 && (event.target !== box || way < 0)) { return; }
    var next = at + way < 0 ? box : links[at + way];
    if (!next) { return; }
    event.preventDefault();
    next.focus();
  }
  box.addEventListener("keydown", step);
  list.addEventListener("keydown", step);
  more.addEventListener("click", function () {
    var before = list.querySelectorAll("li[data-entry]").length;
    var wanted = state();
    wanted.page += 1;
    go(wanted, true).then(function () {
      var next = list.querySelectorAll("li[data-entry] h3 a")[before];
      if (next) { next.focus(); }
    });
  });
  window.addEventListener("popstate", function () {
    clearTimeout(waiting);
    waiting = null;
    isTyping = false;
    show();
  });
  window.addEventListener("hashchange", show);
  // What was typed while this was on its way counts.
  if (box.value.trim() && !state().q) { take(); } else { show(); }
}());
