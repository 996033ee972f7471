// /register/: looks at the answers, keeps them while they are typed, and makes an e-mail and a file of them. All on the
// reader's own device: nothing is sent before they say so, and where there is no server, only by themselves.
(function () {
  "use strict";
  var KEPT = "petunias.form";
  var form = document.querySelector("form[data-register]");
  if (document.querySelector("[data-thanks]")) { forget(); }
  if (!form) { return; }
  var text = window.petuniasForm;
  var page = document.querySelector(".joining");
  var LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
  var PATIENCE = 4000; // for the list of who is there already
  var posts = form.hasAttribute("action");
  var order = form.getAttribute("data-order").split(" ");
  var reference = "";
  var change = null; // the entry that is changed: its id, its name, and what it was
  var opened = Date.now();
  var others = false; // they said that they are somebody else
  var sending = false; // what is kept has been sent

  function all(selector, within) { return Array.prototype.slice.call((within || form).querySelectorAll(selector)); }
  function part(name) { return page.querySelector("[data-" + name + "]"); }
  function words(name, values) {
    return (form.getAttribute("data-m-" + name) || "").replace(/\{(\w+)\}/g, function (whole, key) { return values && key in values ? values[key] : whole; });
  }
  function shape(name) { return form.getAttribute("data-is-" + name); }
  function is(name, said) { return new RegExp("^(?:" + shape(name) + ")$").test(said); }
  function show(element, on) { if (element) { element.hidden = !on; } }
  function tell(said) { part("form-told").textContent = said; }
  var unseen = new RegExp(shape("unseen"), "gu");

  // ---- Answers
  function holder(name) { return form.querySelector("[data-field=\"" + name + "\"]"); }
  function kindOf(name) {
    var found = holder(name);
    return found ? found.getAttribute("data-kind") : "line";
  }
  function controls() {
    return all("input[name], textarea[name], select[name]").filter(function (one) { return !one.disabled && one.type !== "hidden" && one.id !== "second-name"; });
  }
  function tidy(one) {
    // A flag of England, Scotland or Wales is left without its letters; nobody joins by it.
    var said = one.value.replace(/\r\n?/g, "\n").replace(unseen, "");
    if (one.tagName !== "TEXTAREA") { said = said.replace(/\s+/g, " "); }
    return said.split("\n").map(function (line) { return line.replace(/\s+$/, ""); }).join("\n").replace(/^\s+|\s+$/g, "");
  }
  function meant(one) {
    var said = tidy(one);
    var wanted = one.closest("[data-shape]");
    var rule = wanted && wanted.getAttribute("data-shape");
    if (!said) { return said; }
    if (rule === "uk-postcode") {
      var bare = said.toUpperCase().replace(/[^A-Z0-9]/g, "");
      return bare.length >= 5 && bare.length <= 7 ? bare.slice(0, -3) + " " + bare.slice(-3) : said;
    }
    if (rule === "web-address" && !is(rule, said) && is(rule, "https://" + said)) { return "https://" + said; }
    if (rule === "email") { return said.replace(/^mailto:/i, ""); }
    return said;
  }
  function pairs() {
    var found = [];
    controls().forEach(function (one) {
      if (one.type === "checkbox") { if (one.checked) { found.push([one.name, one.value]); } return; }
      var said = meant(one);
      if (said) { found.push([one.name, said]); }
    });
    function place(path) {
      var at = order.indexOf(text.general(path));
      return at < 0 ? order.length : at;
    }
    function row(path) { var number = /\.(\d+)\./.exec(path); return number ? Number(number[1]) : 0; }
    return found.map(function (pair, at) { return { pair: pair, at: at }; }).sort(function (a, b) {
      var rows = a.pair[0].split(".")[0] === b.pair[0].split(".")[0] ? row(a.pair[0]) - row(b.pair[0]) : 0;
      return rows || place(a.pair[0]) - place(b.pair[0]) || a.at - b.at;
    }).map(function (one) { return one.pair; });
  }
  function isPrivate(path) { return path.indexOf("submitter.") === 0; }
  function entry() {
    return text.data(pairs().filter(function (pair) { return !isPrivate(pair[0]); }), kindOf, today(), change && change.ids || []);
  }
  function now() { return (window.petuniasNow ? petuniasNow() : new Date().toISOString()).slice(0, 10); }
  function today() { return now() > form.getAttribute("data-today") ? now() : form.getAttribute("data-today"); }

  // ---- Rows that repeat
  function rowsOf(box) { return all("[data-row]", box); }
  function renumber(row, box, number) {
    var name = box.getAttribute("data-rows");
    row.setAttribute("data-row", number);
    row.querySelector("[data-row-title]").textContent = box.querySelector("[data-add]").getAttribute("data-title").replace("{n}", number + 1);
    all("*", row).forEach(function (one) {
      ["name", "data-field", "id", "for", "aria-describedby"].forEach(function (key) {
        var said = one.getAttribute(key);
        if (said) { one.setAttribute(key, said.replace(name + ".0.", name + "." + number + ".").replace(name + "-0-", name + "-" + number + "-")); }
      });
    });
  }
  function grow(box) {
    var rows = rowsOf(box);
    var next = rows.filter(function (row) { return row.hidden; })[0];
    if (!next) {
      if (rows.length >= Number(box.getAttribute("data-most"))) { return null; }
      next = rows[0].cloneNode(true);
      mend(next);
      all("input, select, textarea", next).forEach(function (one) { if (one.type === "checkbox") { one.checked = false; } else { one.value = ""; } });
      renumber(next, box, rows.length);
      box.insertBefore(next, box.querySelector("[data-add]").parentNode);
    }
    next.hidden = false;
    places();
    return next;
  }
  function places() {
    var box = form.querySelector("[data-rows=places]");
    var title = box.querySelector("[data-add]").getAttribute("data-title");
    all("select[name$='.place']").forEach(function (select) {
      for (var number = select.options.length; number <= rowsOf(box).length; number += 1) { select.add(new Option(title.replace("{n}", number), "place-" + number)); }
    });
  }
  function shrink() {
    all("[data-rows]").forEach(function (box) { rowsOf(box).forEach(function (row, at) {
      row.hidden = at > 0 && !all("input, select, textarea", row).some(function (one) { return one.type === "checkbox" ? one.checked : one.value; });
    }); });
  }

  // ---- What must not be published is not asked, and not sent
  function secrecy() {
    var secret = form.querySelector("[name=private_address]").checked;
    all("[data-secret]").forEach(function (box) {
      box.hidden = secret;
      all("input, select, textarea", box).forEach(function (one) { one.disabled = secret; });
    });
  }

  // ---- What is typed stays here until it is sent, cleared, or the tab is closed
  function keep() {
    var kept = controls().filter(function (one) { return one.type === "checkbox" ? one.checked : one.value; }).map(function (one) { return [one.name, one.value]; });
    var rows = all("[data-rows]").map(function (box) { return [box.getAttribute("data-rows"), rowsOf(box).filter(function (row) { return !row.hidden; }).length]; });
    try {
      if (kept.length) { sessionStorage.setItem(KEPT, JSON.stringify({ change: change && change.id, was: change && change.was, name: change && change.name, ids: change && change.ids, reference: reference, sent: sending, rows: rows, pairs: kept })); } else { forget(); }
    } catch (full) { /* nothing is kept then */ }
  }
  function forget() { try { sessionStorage.removeItem(KEPT); } catch (closed) { /* nothing was kept */ } }
  function kept() { try { return JSON.parse(sessionStorage.getItem(KEPT) || "null"); } catch (broken) { return null; } }
  function fill(known) {
    known.forEach(function (pair) {
      var row = /^(\w+)\.(\d+)\./.exec(pair[0]);
      var box = row && form.querySelector("[data-rows=" + row[1] + "]");
      while (box && rowsOf(box).filter(function (one) { return !one.hidden; }).length <= Number(row[2])) { if (!grow(box)) { break; } }
      var found = all("[name=\"" + pair[0] + "\"]");
      if (found.length && found[0].type === "checkbox" && !found.some(function (one) { return one.value === pair[1]; })) { found.push(stray(found[0], pair[1])); }
      found.forEach(function (one) {
        if (one.type !== "checkbox") {
          if (one.tagName === "SELECT" && !Array.prototype.some.call(one.options, function (option) { return option.value === pair[1]; })) { one.add(new Option(pair[1], pair[1])); }
          one.value = pair[1];
        } else if (one.value === pair[1]) { one.checked = true; }
        unfold(one);
      });
    });
    secrecy();
  }
  // What was published and is no choice any more is not lost.
  function stray(one, value) {
    var label = one.closest("label").cloneNode(true);
    var box = label.querySelector("input");
    box.removeAttribute("id");
    box.value = value;
    label.lastElementChild.textContent = value;
    one.closest(".boxes").appendChild(label);
    return box;
  }
  function unfold(one) {
    for (var up = one.parentNode; up && up !== form; up = up.parentNode) { if (up.tagName === "DETAILS") { up.open = true; } }
  }
  function blank() {
    // Not form.reset(): what a server gave would come again.
    all("input:not([type=hidden]), select, textarea").forEach(function (one) { if (one.type === "checkbox") { one.checked = false; } else { one.value = ""; } });
  }
  function empty() {
    blank();
    all("details").forEach(function (fold) { fold.open = false; });
    shrink();
    mend(form);
    secrecy();
    reference = "";
    others = false;
    forget();
    [part("errors"), part("twin"), part("done")].forEach(function (box) { show(box, false); });
  }

  // ---- What is wrong
  function title(name) {
    var box = holder(name);
    var said = box ? box.querySelector("[data-title]").textContent : form.querySelector("[data-group=\"" + name + "\"] > legend").textContent;
    var row = box && box.closest("[data-row]");
    return row ? words("in-row", { row: row.querySelector("[data-row-title]").textContent, field: said }) : said;
  }
  function first(name) { return form.querySelector("[name=\"" + name + "\"]") || form.querySelector("[data-group=\"" + name + "\"] input"); }
  function said(name) {
    var one = first(name);
    return one && !one.disabled ? meant(one) : "";
  }
  function ticked(name) { return all("[name=\"" + name + "\"]:checked").filter(function (one) { return !one.disabled; }).map(function (one) { return one.value; }); }
  function faults() {
    var found = [];
    function wrong(name, message, values) {
      if (!found.some(function (fault) { return fault.name === name; })) { found.push({ name: name, text: words(message, Object.assign({ field: title(name) }, values)) }); }
    }
    var secret = form.querySelector("[name=private_address]").checked;
    all("[data-field]").forEach(function (box) {
      var name = box.getAttribute("data-field");
      var kind = box.getAttribute("data-kind");
      var one = first(name);
      if (!one || one.disabled || kind === "yes") { return; }
      if (kind === "choices") {
        if (box.hasAttribute("data-needed") && !ticked(name).length && (!change || change.was)) { wrong(name, "tick"); }
        return;
      }
      if (one.validity && one.validity.badInput) { wrong(name, kind === "date" ? "date" : kind === "time" ? "time-of-day" : "number", { low: one.min, high: one.max }); return; }
      var value = meant(one);
      if (!value) {
        if (box.hasAttribute("data-needed") && (!change || change.was)) {
          wrong(name, "empty");
          if (box.getAttribute("data-example")) { found[found.length - 1].text += " " + words("example", { example: box.getAttribute("data-example") }); }
        }
        return;
      }
      var most = Number(one.getAttribute("maxlength"));
      var length = Array.from(value).length;
      if (most && length > most) { wrong(name, "long", { most: most, count: length }); }
      var each = Number(one.getAttribute("data-each"));
      var longest = each ? value.split(",").map(function (word) { return word.trim(); }).filter(function (word) { return Array.from(word).length > each; })[0] : "";
      if (longest) { wrong(name, "each", { most: each, value: longest.slice(0, 30) }); }
      if (each && value.split(",").length > Number(one.getAttribute("data-count"))) { wrong(name, "count", { most: one.getAttribute("data-count") }); }
      var markup = new RegExp(shape("markup"), "i").exec(value);
      if (markup) { wrong(name, "markup", { value: markup[0].slice(0, 30) }); }
      var rule = box.getAttribute("data-shape");
      if (rule === "phone" || rule === "text") {
        var digits = value.replace(/[ ,;]*(extension|extn?|x)[.:]?\s*[0-9]{1,6}\s*$/i, "").replace(/^(\+|00)44\s*(\(0\)|0)?/, "0").replace(/^00(?=[1-9])/, "+").replace(/[ ().\-/\u2010-\u2015]/g, "");
        if (!is(rule, digits)) { wrong(name, "phone", { value: value }); }
      } else if (rule && rule !== "date" && !is(rule, value)) { wrong(name, rule, { value: value }); }
      if (kind === "number" && (!/^\d+$/.test(value) || Number(value) < Number(one.min) || Number(value) > Number(one.max))) { wrong(name, "number", { low: one.min, high: one.max }); }
      if (kind === "date" && (value < "1990-01-01" || value > "2100-12-31")) { wrong(name, "date"); }
      if (secret && !isPrivate(name) && new RegExp(shape("postcode"), "i").test(value)) { wrong(name, "secret"); }
      if (name === "description" && (/!\[/.test(value) || (value.match(/\]\(\s*<?[^)\s>]*|^ {0,3}\[[^\]\n]+\]:\s*<?[^\s>]*/gm) || []).some(function (link) { return !/(?:\]\(\s*<?|\]:\s*<?)(https?:\/\/[^\s/]|mailto:\S|tel:\+?[0-9])/i.test(link); }))) { wrong(name, "link"); }
    });
    if ((!change || change.was) && !["phone", "text", "email", "website", "visit"].some(function (way) { return said("contact." + way); })) { wrong("contact", "contact"); }
    all("[data-rows=sessions] [data-row]").forEach(function (row) { sessions("sessions." + row.getAttribute("data-row") + ".", wrong); });
    if (said("who_for.ages.from") && said("who_for.ages.to") && Number(said("who_for.ages.to")) < Number(said("who_for.ages.from"))) { wrong("who_for.ages.to", "ages"); }
    ["who", "criteria", "how", "url"].forEach(function (name) {
      if (said("referral." + name) && ticked("access").indexOf("professional-referral") < 0) { wrong("referral." + name, "referral"); }
    });
    if (said("availability.note") && !said("availability.status")) { wrong("availability.note", "room"); }
    return found.sort(function (a, b) { return first(a.name).compareDocumentPosition(first(b.name)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1; });
  }
  function sessions(at, wrong) {
    function has(name) { return said(at + name); }
    var days = ticked(at + "days").length;
    var which = ticked(at + "which").length;
    var more = which || ticked(at + "term_time").length || ["start", "end", "every", "from", "until", "bank_holidays", "place", "note"].some(has);
    if (!days && more) { wrong(at + "days", "days"); }
    if (has("end") && !has("start")) { wrong(at + "start", "start"); }
    if (has("end") && has("start") && has("end") <= has("start")) { wrong(at + "end", "end"); }
    if (has("from") && has("until") && has("until") < has("from")) { wrong(at + "until", "until"); }
    if (has("every") === "fortnight" && !has("from")) { wrong(at + "from", "fortnight"); }
    if (has("every") === "month" && !which) { wrong(at + "which", "month"); }
    if (which && has("every") !== "month") { wrong(at + "which", "which"); }
  }
  function mend(within) {
    all(".err", within).forEach(function (old) { old.remove(); });
    all(".wrong", within).forEach(function (box) { box.classList.remove("wrong"); });
    all("[aria-invalid]", within).forEach(function (one) {
      one.removeAttribute("aria-invalid");
      var rest = (one.getAttribute("aria-describedby") || "").split(" ").filter(function (id) { return id && !/-e$/.test(id); }).join(" ");
      if (rest) { one.setAttribute("aria-describedby", rest); } else { one.removeAttribute("aria-describedby"); }
    });
  }
  function mark(fault) {
    var one = first(fault.name);
    var box = holder(fault.name) || form.querySelector("[data-group=\"" + fault.name + "\"]");
    var line = document.createElement("p");
    line.className = "err";
    line.id = one.id + "-e";
    var sign = document.createElement("span");
    sign.className = "vh";
    sign.textContent = words("wrong") + " ";
    line.appendChild(sign);
    line.appendChild(document.createTextNode(fault.text));
    box.classList.add("wrong");
    var before = box.querySelector(".boxes") || (holder(fault.name) ? one.closest(".box") || one : box.querySelector(".ask"));
    before.parentNode.insertBefore(line, before);
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", ((one.getAttribute("aria-describedby") || "") + " " + line.id).trim());
    unfold(one);
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = "#" + one.id;
    link.textContent = fault.text;
    link.addEventListener("click", function (event) { event.preventDefault(); unfold(one); one.focus(); one.scrollIntoView({ block: "center" }); });
    item.appendChild(link);
    part("errors-list").appendChild(item);
  }
  var plainTitle = document.title;
  function complain(found) {
    mend(form);
    part("errors-list").textContent = "";
    found.forEach(mark);
    part("errors-title").textContent = words(found.length === 1 ? "one" : "many", { count: found.length });
    show(part("errors"), found.length > 0);
    document.title = found.length ? words("wrong") + " " + plainTitle : plainTitle;
    if (found.length) { part("errors").focus(); part("errors").scrollIntoView(); }
  }

  // ---- Who is there already
  function known() {
    return new Promise(function (done) {
      setTimeout(function () { done([]); }, PATIENCE);
      fetch(form.getAttribute("data-known"), { credentials: "omit" }).then(function (answer) { return answer.ok ? answer.json() : []; }).then(done, function () { done([]); });
    });
  }
  function twins(rows) {
    var name = text.slug(said("name"));
    function sorted(id) { return id.split("-").sort().join("-"); }
    function bare(number) {
      var digits = number.replace(/^\+44\s*(\(0\)|0)?/, "0").replace(/[^0-9+]/g, "");
      return /^[1-9][0-9]{9}$/.test(digits) ? "0" + digits : digits;
    }
    var numbers = [said("contact.phone"), said("contact.text")].filter(Boolean).map(bare);
    return rows.filter(function (row) {
      return (name && sorted(row[2] ? text.slug(row[2]) : row[0]) === sorted(name)) || row[1].split(" ").some(function (number) { return number && numbers.indexOf(number) >= 0; });
    }).slice(0, 5);
  }
  function offer(found) {
    var list = part("twins");
    list.textContent = "";
    found.forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#change=" + row[0];
      link.textContent = row[2] || row[0].charAt(0).toUpperCase() + row[0].slice(1).replace(/-/g, " ");
      item.appendChild(link);
      list.appendChild(item);
    });
    show(part("twin"), true);
    part("twin").focus();
    part("twin").scrollIntoView();
  }

  // ---- E-mail and file
  function referenceNow() {
    if (!reference) {
      var dice = new Uint8Array(6);
      crypto.getRandomValues(dice);
      reference = "PT-" + Array.prototype.map.call(dice, function (one) { return LETTERS.charAt(one % LETTERS.length); }).join("");
    }
    return reference;
  }
  function label(path) {
    var box = holder(path) || holder(text.general(path));
    var found = box && (box.querySelector("[data-title]") || form.querySelector("[for=" + path.replace("_", "-") + "] [data-title]"));
    return found ? found.textContent : "";
  }
  function letter(made) {
    var name = change ? change.name : made.name;
    var head = [words("from"), text.line(words("reference"), "reference", reference)];
    if (change) { head.push(text.line(words("entry"), "change", change.id)); }
    var own = pairs().filter(function (pair) { return isPrivate(pair[0]); });
    var public_ = change && change.was ? text.changes(change.was, made) : text.flat(made, "");
    function written(all) { return all.map(function (pair) { return text.line(label(pair[0]), pair[0], pair[1]); }); }
    var whole = head.concat(written(own), written(public_)).join("\n");
    var subject = words(change ? "subject-change" : "subject", { name: name, reference: reference }).replace(/\s+/g, " ");
    function link(body) { return "mailto:" + encodeURIComponent(form.getAttribute("data-to")).replace(/%40/g, "@") + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(body.replace(/\n/g, "\r\n")); }
    var longest = Number(form.getAttribute("data-longest"));
    var cut = link(whole).length > longest;
    var address = link(whole);
    if (cut) {
      // As many answers as there is room for, the first and the private ones before the others.
      var lines = [];
      var end = words("rest");
      var firsts = public_.filter(function (pair) { return /^(name|domains|summary|contact\.\w+)$/.test(pair[0]); });
      head.concat(written(own), written(firsts)).forEach(function (line) {
        if (link(lines.concat(line, end).join("\n")).length <= longest) { lines.push(line); }
      });
      address = link(lines.concat(end).join("\n"));
    }
    return { whole: whole, mail: address, cut: cut };
  }
  function file(made) {
    var day = now();
    var id = text.slug(made.name || "") || (made.domains || ["group"])[0];
    if (is("taken", id)) { id += "-group"; }
    if (change) { return { name: change.id + ".change.txt", text: letter(made).whole + "\n", type: "text/plain" }; }
    return { name: id + ".yaml", text: text.yaml(made, [words("from") + ", " + day + ", " + reference]), type: "application/yaml" };
  }
  function finish() {
    var made = entry();
    if (change && change.was && !text.changes(change.was, made).length && !said("submitter.note")) { tell(words("same")); return; }
    referenceNow();
    keep();
    var said_ = letter(made);
    part("reference").textContent = reference;
    part("whole").value = said_.whole;
    var mail = part("mail");
    if (mail) { mail.href = said_.mail; show(part("mail-cut"), said_.cut); }
    var at = new Date(now() + "T12:00:00Z");
    at.setUTCDate(at.getUTCDate() + 7);
    part("by").textContent = words("by", { day: form.getAttribute("data-whole-dates").split("|")[at.getUTCMonth()].replace("{d}", at.getUTCDate()).replace("{y}", at.getUTCFullYear()) });
    stage("done");
  }
  function stage(name) {
    all("[data-not-yet]", page).forEach(function (one) { show(one, name !== "sent"); });
    all("[data-sent-only]", page).forEach(function (one) { show(one, name === "sent"); });
    show(part("done"), name !== "form");
    show(form, name === "form");
    var to = name === "form" ? form.querySelector("#name") : part("done");
    to.focus();
    if (name !== "form") { to.scrollIntoView(); }
  }
  function sent(name, said) {
    var one = part(name);
    one.disabled = !said;
    one.value = said;
  }
  function send() {
    tell("");
    show(part("twin"), false);
    var found = faults();
    complain(found);
    if (found.length) { return; }
    (change || others ? Promise.resolve([]) : known().then(twins)).then(function (rows) {
      if (rows.length) { offer(rows); return; }
      if (!posts) { finish(); return; }
      // What was tidied here need not be asked again there.
      controls().forEach(function (one) { if (one.type !== "checkbox") { one.value = meant(one); } });
      sent("whole-sent", change && change.was ? "yes" : "");
      sent("others", others ? "yes" : "");
      // Whoever mends one thing may be quick.
      if (!form.hasAttribute("data-given")) { sent("seconds", String(Math.round((Date.now() - opened) / 1000))); }
      // If it cannot be taken, they come back to what they typed; a page that is opened afresh is empty.
      sending = true;
      keep();
      form.submit();
    });
  }

  // ---- A change of what is published
  function loaded(id) {
    return fetch(form.getAttribute("data-entries") + id + "/", { credentials: "omit" }).then(function (answer) {
      if (!answer.ok) { throw new Error(id); }
      return answer.text();
    }).then(function (html) {
      var found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-entry][data-fields]");
      if (!found) { throw new Error(id); }
      return JSON.parse(found.getAttribute("data-fields"));
    });
  }
  function spread(made) {
    return [].concat.apply([], text.flat(made, "").map(function (pair) {
      return kindOf(text.general(pair[0])) === "choices" ? pair[1].split(", ").map(function (one) { return [pair[0], one]; }) : [pair];
    }));
  }
  function begin(id) {
    empty();
    change = { id: id, name: id, was: null, ids: [] };
    loaded(id).then(function (fields) {
      // Places are called by their number here; what a time says of them follows.
      (fields.sessions || []).forEach(function (session) {
        (fields.places || []).forEach(function (place, at) { if (place.id && session.place === place.id) { session.there = "place-" + (at + 1); } });
        if (session.there) { session.place = session.there; delete session.there; } else { delete session.place; }
      });
      change.ids = (fields.places || []).map(function (place) { return place.id || ""; });
      (fields.places || []).forEach(function (place) { delete place.id; });
      fill(spread(fields));
      change.name = fields.name;
      change.was = entry();
      changing();
    }, changing);
  }
  function changing() {
    show(part("changing"), Boolean(change));
    var hidden = part("change");
    hidden.disabled = !change;
    if (!change) { return; }
    hidden.value = change.id;
    part("changing-name").textContent = change.name;
    show(part("changing-loaded"), Boolean(change.was));
    show(part("changing-failed"), !change.was);
    form.setAttribute("data-loaded", change.id);
  }
  function asked() {
    var found = /^#change=([a-z0-9-]+)$/.exec(location.hash);
    return found ? found[1] : null;
  }
  function cameBack() {
    var how = performance.getEntriesByType ? performance.getEntriesByType("navigation")[0] : null;
    return Boolean(how && how.type === "back_forward");
  }
  function start() {
    var last = kept();
    if (last && last.sent && !cameBack()) { forget(); last = null; }
    var id = asked();
    stageQuietly();
    var given = !part("change").disabled && part("change").value;
    if (given || form.hasAttribute("data-given")) {
      // A server gave the form with answers in it: what is published, or what was typed and has to be mended.
      if (given) {
        change = { id: given, name: part("changing-name").textContent, was: null, ids: [] };
        if (!part("whole-sent").disabled) { change.was = entry(); }
        changing();
      }
      var mending = !part("errors").hidden || !part("twin").hidden;
      if (given && !mending && last && last.change === given) { refill(last); keep(); } else if (mending) { keep(); }
    } else if (last && (last.change || null) === id) {
      change = id ? { id: id, name: last.name || id, was: last.was || null, ids: last.ids || [] } : null;
      reference = last.reference || "";
      refill(last);
      changing();
      keep();
    } else if (id) { begin(id); }
    secrecy();
    form.setAttribute("data-ready", "");
  }
  function refill(last) {
    blank();
    last.rows.forEach(function (row) {
      var box = form.querySelector("[data-rows=" + row[0] + "]");
      while (rowsOf(box).filter(function (one) { return !one.hidden; }).length < row[1]) { if (!grow(box)) { break; } }
    });
    fill(last.pairs);
  }
  function stageQuietly() { show(part("done"), false); show(form, true); }

  form.noValidate = true;
  all("[data-no-form]", page).forEach(function (one) { show(one, false); });
  all("[data-with-form], [data-add], [data-clear], [data-stays]", page).forEach(function (one) { show(one, true); });
  shrink();
  form.addEventListener("submit", function (event) { event.preventDefault(); send(); });
  form.addEventListener("input", function () { others = false; keep(); });
  form.addEventListener("change", function (event) { if (event.target.name === "private_address") { secrecy(); } keep(); });
  all("[data-add]").forEach(function (button) {
    button.addEventListener("click", function () {
      var row = grow(button.closest("[data-rows]"));
      if (row) { row.querySelector("input, textarea").focus(); }
    });
  });
  part("clear").addEventListener("click", function () { empty(); if (change) { begin(change.id); } form.querySelector("#name").focus(); tell(words("cleared")); });
  part("not-twin").addEventListener("click", function (event) { event.preventDefault(); others = true; send(); });
  part("back").addEventListener("click", function () { stage("form"); });
  part("sent").addEventListener("click", function () {
    var was = reference;
    empty();
    part("reference").textContent = was;
    part("whole").value = "";
    stage("sent");
  });
  part("download").addEventListener("click", function () {
    var made = file(entry());
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([made.text], { type: made.type }));
    link.download = made.name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });
  part("copy").addEventListener("click", function () {
    var whole = part("whole");
    function byHand() { whole.focus(); whole.select(); part("told").textContent = words("not-copied"); }
    if (!navigator.clipboard) { byHand(); return; }
    navigator.clipboard.writeText(whole.value).then(function () { part("told").textContent = words("copied"); }, byHand);
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { sending = false; keep(); } });
  window.addEventListener("hashchange", function () {
    if (asked()) { begin(asked()); window.scrollTo(0, 0); } else if (change && !location.hash) { change = null; empty(); changing(); }
  });
  part("changing-stop").addEventListener("click", function (event) {
    event.preventDefault();
    history.replaceState(null, "", location.pathname);
    change = null;
    empty();
    changing();
    form.querySelector("#name").focus();
  });
  start();
}());
