// /slip/: the list of what somebody picked as one page to hand over. It is all made here, on their device: nothing is
// asked for, but for the pages of the entries that somebody else's link names.
(function () {
  "use strict";
  var page = document.querySelector("[data-slip-page]");
  var kept = window.petuniasList;
  if (!page) { return; }
  var sheet = document.querySelector("[data-sheet]");
  var into = sheet.querySelector("[data-items]");
  var ready = document.querySelector("template[data-item]");
  var options = Array.prototype.slice.call(page.querySelectorAll("[data-option]"));
  var shared = null;
  var notes = [];
  var MOST = 30;

  function each(selector, within, act) { Array.prototype.forEach.call(within.querySelectorAll(selector), act); }
  function words(name, values) {
    return (page.getAttribute("data-" + name) || "").replace(/\{(\w+)\}/g, function (all, key) { return values && key in values ? values[key] : all; });
  }
  function tell(text) { page.querySelector("[data-told]").textContent = text; }
  function chosen(value) { return options.some(function (input) { return input.checked && input.value === value; }); }

  // ---- The list: somebody's own, or one that a link names
  function list() { return shared || (kept ? kept.all() : []); }
  function save(changed) {
    if (shared) {
      shared = changed;
      history.replaceState(null, "", location.pathname + (ids(changed) ? "#e=" + ids(changed) : ""));
      if (!changed.length) { shared = null; }
    } else if (kept) { kept.save(changed); }
    show();
  }
  function ids(of) { return of.map(function (one) { return one.id; }).join(","); }
  function named() {
    var found = /^#e=([a-z0-9,-]+)$/.exec(location.hash);
    return found ? found[1].split(",").filter(function (id, at, every) { return id && every.indexOf(id) === at; }).slice(0, MOST) : [];
  }
  // An entry's facts from its own page. Null if it is there no more.
  function fetched(id, again) {
    return fetch(page.getAttribute("data-entries") + id + "/", { credentials: "omit" }).then(function (answer) {
      if (answer.status === 404) { return null; }
      if (!answer.ok) { throw new Error(id); }
      return answer.text();
    }).then(function (text) {
      var found = text && new DOMParser().parseFromString(text, "text/html");
      var holder = found && found.querySelector("[data-slip]");
      var moved = found && found.querySelector("[data-slip-moved]");
      if (moved && !again) { return fetched(moved.getAttribute("data-slip-moved"), true); }
      return holder ? JSON.parse(holder.getAttribute("data-slip")) : null;
    });
  }
  function load() {
    var wanted = named();
    notes = [];
    shared = null;
    if (!wanted.length) { show(); return; }
    Promise.all(wanted.map(function (id) {
      return fetched(id).then(function (one) {
        if (!one) { notes.push(words("gone", { id: id })); }
        return one;
      }, function () { notes.push(words("failed", { id: id })); });
    })).then(function (found) {
      var have = {};
      shared = found.filter(function (one) {
        if (!one || have[one.id]) { return false; }
        have[one.id] = true;
        if (one.stop) { notes.push(words("stopped", { name: one.name, text: one.stop })); }
        return !one.stop;
      });
      if (!shared.length) { shared = null; }
      show();
    });
  }

  // ---- What is true at this moment
  function now() { return window.petuniasNow ? petuniasNow() : new Date().toISOString().slice(0, 16); }
  function part(name, number) { return page.getAttribute("data-" + name).split("|")[number]; }
  function day(iso) {
    var at = iso.split("T")[0].split("-").map(Number);
    return part("whole", at[1] - 1).replace("{d}", at[2]).replace("{y}", at[0]);
  }
  function dates(one) {
    var moment = now();
    return (one.dates || []).map(function (said) {
      var iso = said.replace("!", "");
      var at = iso.slice(0, 10).split("-").map(Number);
      var week = (new Date(Date.UTC(at[0], at[1] - 1, at[2])).getUTCDay() + 6) % 7;
      return {
        iso: iso,
        over: iso.length > 10 ? iso < moment : iso < moment.slice(0, 10),
        week: part("week", week),
        day: String(at[2]),
        month: part("months", at[1] - 1),
        time: (one.times || {})[iso.slice(11)] || "",
        bank: said !== iso
      };
    }).filter(function (found) { return !found.over; }).slice(0, 3);
  }
  function said(date) { return [date.week, date.day, date.month, date.time].filter(Boolean).join(" ") + (date.bank ? " (" + words("bank") + ")" : ""); }
  function fresh(one) {
    var parts = one.fresh || [];
    var text = parts[0] || "";
    for (var i = 1; i + 1 < parts.length; i += 2) { if (now().slice(0, 10) >= parts[i]) { text = parts[i + 1]; } }
    return text;
  }
  // What holds until a day: [words, last day], or nothing from then on.
  function holds(text, last) { return text && (!last || now().slice(0, 10) <= last) ? text : ""; }
  function full(one) { return one.full ? holds(one.full[1], one.full[2]) : ""; }
  function pause(one) { return one.pause ? holds(one.pause[0], one.pause[1]) : ""; }
  function shown() {
    return list().filter(function (one) { return !chosen("room") || !(full(one) || pause(one)); });
  }
  function address(one) {
    var top = page.getAttribute("data-url");
    return top ? top + "entries/" + one.id + "/" : new URL(page.getAttribute("data-entries") + one.id + "/", location.href).href;
  }
  function href(one) {
    var digits = (one.call || "").replace(/[^\d+]/g, "");
    return { tel: "tel:" + digits, sms: "sms:" + digits, mail: "mailto:" + one.call }[one.by || "tel"] || null;
  }

  // ---- The paper
  function element(name, text, attributes) {
    var made = document.createElement(name);
    made.textContent = text || "";
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  function leaf(date) {
    var made = element("time", "", { "class": "leaf", datetime: date.iso });
    [["span", date.week, "d"], ["b", date.day, "b"], ["span", date.month, "m"], ["span", date.time, "t"], ["span", date.bank ? words("bank") : "", "holiday"]].forEach(function (one) {
      if (!one[1]) { return; }
      made.appendChild(element(one[0], one[1], { "class": one[2] }));
      made.appendChild(document.createTextNode(" "));
    });
    return made;
  }
  function qr(one) {
    var rows = petuniasQr(address(one));
    if (!rows) { return null; }
    var svg = "http://www.w3.org/2000/svg";
    var made = document.createElementNS(svg, "svg");
    var size = rows.length + 8;
    made.setAttribute("viewBox", "0 0 " + size + " " + size);
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", words("qr", { name: one.name }));
    made.setAttribute("shape-rendering", "crispEdges");
    var path = document.createElementNS(svg, "path");
    path.setAttribute("d", rows.map(function (row, y) {
      return row.map(function (dark, x) { return dark ? "M" + (x + 4) + " " + (y + 4) + "h1v1h-1z" : ""; }).join("");
    }).join(""));
    made.appendChild(path);
    return made;
  }
  function item(one, at, all) {
    var made = document.importNode(ready.content, true).querySelector("li");
    var facts = { full: full(one), pause: pause(one), fresh: fresh(one) };
    var next = dates(one);
    each("[data-s]", made, function (place) {
      var name = place.getAttribute("data-s");
      place.textContent = name in facts ? facts[name] : one[name] || "";
      place.hidden = !place.textContent;
      Object.keys(one.foreign || {}).forEach(function (code) {
        if (one.foreign[code].split(" ").indexOf(name) >= 0) { place.lang = code; place.dir = "auto"; }
      });
    });
    var call = made.querySelector("[data-s=call]");
    if (href(one)) { call.href = href(one); }
    if (one.by && one.by !== "sms") { call.classList.add("long"); }
    next.forEach(function (date) { made.querySelector(".leaves").appendChild(leaf(date)); });
    if (one.dates && !next.length) { made.querySelector(".leaves").appendChild(element("span", words("ask"))); }
    var code = qr(one);
    if (code) { made.querySelector(".qr").appendChild(code); }
    each("[data-part]", made, function (box) {
      var name = box.getAttribute("data-part");
      box.hidden = name === "dates" ? !one.dates : name === "qr" ? !code : !(name in facts ? facts[name] : one[name]);
    });
    made.setAttribute("data-id", one.id);
    each("[data-of]", made, function (of) { of.textContent = " " + one.name; });
    each("[data-move]", made, function (button) {
      var by = +button.getAttribute("data-move");
      // Not `disabled`: that would take the focus away from who has just moved it there.
      button.setAttribute("aria-disabled", all[at + by] ? "false" : "true");
      button.addEventListener("click", function () { move(one, by); });
    });
    made.querySelector("[data-remove]").addEventListener("click", function () { remove(one, at); });
    return made;
  }
  function move(one, by) {
    var all = list();
    var seen = shown();
    var at = seen.map(function (other) { return other.id; }).indexOf(one.id);
    var other = seen[at + by];
    if (!other) { return; }
    var order = all.map(function (each) { return each.id; });
    var from = order.indexOf(one.id);
    var to = order.indexOf(other.id);
    all = all.slice();
    all.splice(to, 0, all.splice(from, 1)[0]);
    save(all);
    var button = into.querySelector("[data-id=\"" + one.id + "\"] [data-move=\"" + by + "\"]");
    if (button) { button.focus(); }
    tell(words("moved", { name: one.name, n: at + by + 1 }));
  }
  function remove(one, at) {
    save(list().filter(function (other) { return other.id !== one.id; }));
    var left = into.querySelectorAll("[data-remove]");
    (left[Math.min(at, left.length - 1)] || page.querySelector("[data-empty] a")).focus();
    tell(words("off", { name: one.name }));
  }

  // ---- The same in other forms
  function short(one) {
    var next = dates(one)[0];
    return { name: one.name, call: one.call, full: full(one) || pause(one), date: next ? said(next) : one.when, where: one.where, way: one.way, cost: one.cost };
  }
  function whole(one) {
    var next = dates(one).map(said).join("; ");
    var lines = [one.name, one.line, full(one), pause(one), [one.call, one.note].filter(Boolean).join(", "), one.when];
    [["dates", next], ["where", one.where], ["door", one.door], ["way", one.way], ["cost", one.cost], ["first", one.first]].forEach(function (fact) {
      if (fact[1]) { lines.push(words("label-" + fact[0]) + ": " + fact[1]); }
    });
    return lines.concat(fresh(one), address(one)).filter(Boolean).join("\n");
  }
  function out(name) { return page.querySelector("[data-out=" + name + "]"); }
  function forms(items) {
    var message = petuniasText.message(items.map(short), words("sms-more"));
    var size = petuniasText.count(message.text);
    out("sms").value = message.text;
    page.querySelector("[data-sms-count]").textContent = words("sms", { n: size.units, m: size.most }) + ", " + words(size.messages > 1 ? "sms-many" : "sms-one", { n: size.messages }) + ". " + (message.whole ? "" : words("sms-short"));
    page.querySelector("[data-open=sms]").href = "sms:?&body=" + encodeURIComponent(message.text);
    var mail = items.map(whole).join("\n\n");
    out("mail").value = mail;
    page.querySelector("[data-open=mail]").href = "mailto:?subject=" + encodeURIComponent(words("subject")) + "&body=" + encodeURIComponent(mail.replace(/\n/g, "\r\n"));
    out("note").value = words("note", { day: day(now()), names: items.map(function (one) { return one.name + (one.call ? " (" + one.call + ")" : ""); }).join("; ") });
    out("link").value = location.origin + location.pathname + "#e=" + ids(items);
  }
  function copied(text, from) {
    function byHand() {
      from.focus();
      from.select();
      tell(words(document.execCommand && document.execCommand("copy") ? "copied" : "not-copied"));
    }
    tell("");
    if (!navigator.clipboard) { byHand(); return; }
    navigator.clipboard.writeText(text).then(function () { tell(words("copied")); }, byHand);
  }

  // ---- The page
  function show() {
    var all = list();
    var items = shown();
    var left = all.filter(function (one) { return items.indexOf(one) < 0 && !items.some(function (other) { return other.id === one.id; }); });
    var told = notes.concat(left.length ? words("left-out", { names: left.map(function (one) { return one.name; }).join("; ") }) : []);
    var box = page.querySelector("[data-notes]");
    box.textContent = "";
    told.forEach(function (text) { box.appendChild(element("li", text, { "class": "note care" })); });
    box.hidden = !told.length;
    page.querySelector("[data-empty]").hidden = all.length > 0;
    page.querySelector("[data-filled]").hidden = !all.length;
    page.querySelector("[data-clear]").hidden = Boolean(shared);
    each("[data-shared-only]", page, function (only) { only.hidden = !shared || !kept; });
    if (all.length) {
      page.querySelector("[data-lead]").textContent = words(items.length === 1 ? "one" : "many", { n: items.length }) + " " + words(shared ? "shared" : "stays");
    }
    sheet.hidden = !items.length;
    sheet.className = ["sheet", "rise"].concat(["a5", "large", "contacts"].filter(chosen)).join(" ");
    document.body.classList.toggle("only-sheet", items.length > 0);
    into.textContent = "";
    items.forEach(function (one, at) { into.appendChild(item(one, at, items)); });
    sheet.querySelector("[data-made-on]").textContent = words("made", { day: day(now()) });
    if (items.length) { forms(items); }
    page.setAttribute("data-slip-ready", String(items.length));
  }
  options.forEach(function (input) { input.addEventListener("change", show); });
  page.querySelector("[data-line]").addEventListener("input", function (event) {
    var line = sheet.querySelector("[data-own]");
    line.textContent = event.target.value;
    line.hidden = !event.target.value.trim();
  });
  page.querySelector("[data-clear]").addEventListener("click", function () {
    notes = [];
    save([]);
    page.querySelector("[data-empty] a").focus();
    tell(words("cleared"));
  });
  page.querySelector("[data-keep]").addEventListener("click", function () {
    var own = kept.all();
    var have = own.map(function (one) { return one.id; });
    var more = shared.filter(function (one) { return have.indexOf(one.id) < 0; });
    shared = null;
    history.replaceState(null, "", location.pathname);
    save(own.concat(more));
    page.querySelector("[data-filled] [data-print]").focus();
    tell(words("kept"));
  });
  each("[data-copy]", page, function (button) {
    var from = out(button.getAttribute("data-copy"));
    button.addEventListener("click", function () { copied(from.value, from); });
  });
  window.addEventListener("hashchange", load);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { show(); } });
  load();
}());
