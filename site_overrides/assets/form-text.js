// What somebody wrote in the form, as data, as the text of an e-mail and as the YAML of a file. Nothing here knows the page.
(function (root) {
  "use strict";
  var WHOLE_LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i" };
  var LONGEST = 80;

  // As checks/saying.py makes ids.
  function slug(text) {
    var folded = text.toLowerCase().replace(/[ßæœøđðþłı]/g, function (letter) { return WHOLE_LETTERS[letter]; }).replace(/&/g, " and ").normalize("NFKD");
    var tidy = folded.replace(/[\u0300-\u036f'’‘ʼ`]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    if (tidy.length <= LONGEST) { return tidy; }
    var cut = tidy.slice(0, LONGEST + 1);
    return cut.slice(LONGEST / 2).indexOf("-") >= 0 ? cut.slice(0, cut.lastIndexOf("-")) : tidy.slice(0, LONGEST);
  }

  // ---- From pairs of path and value to data, as the schema has it. `kinds` says of a path what it is.
  function general(path) { return path.replace(/\.\d+\./g, ".0."); }
  function put(into, keys, value) {
    var key = keys[0];
    if (keys.length === 1) { into[key] = value; return; }
    if (!(key in into)) { into[key] = /^\d+$/.test(keys[1]) ? [] : {}; }
    put(into[key], keys.slice(1), value);
  }
  function value(kind, given) {
    if (kind === "choices") { return given; }
    if (kind === "words") { return given[0].split(",").map(function (word) { return word.trim(); }).filter(function (word, at, all) { return word && all.indexOf(word) === at; }); }
    if (kind === "yes") { return true; }
    if (kind === "number") { return Number(given[0]); }
    return given[0];
  }
  // Rows without anything in them are left out. A place gets an id where a time says that it is there; `ids` are those that places have.
  function data(pairs, kinds, today, ids) {
    var many = {};
    var order = [];
    pairs.forEach(function (pair) {
      if (!many[pair[0]]) { many[pair[0]] = []; order.push(pair[0]); }
      many[pair[0]].push(pair[1]);
    });
    var made = {};
    order.forEach(function (path) { put(made, path.split("."), value(kinds(general(path)), many[path])); });
    var places = made.places || [];
    (made.sessions || []).forEach(function (session) {
      var at = session.place ? Number(session.place.replace("place-", "")) - 1 : -1;
      if (at < 0) { return; }
      if (!places[at]) { delete session.place; return; }
      session.place = ids[at] || session.place;
      places[at] = Object.assign({ id: session.place }, places[at]);
    });
    places.forEach(function (place, at) { if (place && ids[at]) { places[at] = Object.assign({ id: ids[at] }, place); } });
    ["places", "sessions"].forEach(function (name) {
      if (made[name]) { made[name] = made[name].filter(Boolean); }
    });
    if (made.availability) { made.availability = Object.assign({}, made.availability, { on: today }); }
    return made;
  }

  // ---- YAML: every text in double quotes, in which nothing but " and \ means anything
  function quoted(text) {
    return "\"" + text.replace(/[\\"\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]/g, function (letter, at) {
      var code = letter.charCodeAt(0);
      if (letter === "\\" || letter === "\"") { return "\\" + letter; }
      if (letter === "\n") { return "\\n"; }
      var next = text.charCodeAt(at + 1);
      var before = text.charCodeAt(at - 1);
      // Two halves of one letter stay as they are; half a letter is none.
      if (code >= 0xd800 && code <= 0xdbff) { return next >= 0xdc00 && next <= 0xdfff ? letter : "\\ufffd"; }
      if (code >= 0xdc00 && code <= 0xdfff) { return before >= 0xd800 && before <= 0xdbff ? letter : "\\ufffd"; }
      return "\\u" + ("000" + code.toString(16)).slice(-4);
    }) + "\"";
  }
  function scalar(one) { return typeof one === "string" ? quoted(one) : String(one); }
  function isPlain(one) { return typeof one !== "object"; }
  function lines(made, indent) {
    var out = [];
    Object.keys(made).forEach(function (key) {
      var one = made[key];
      if (isPlain(one)) { out.push(indent + key + ": " + scalar(one)); }
      else if (Array.isArray(one) && one.every(isPlain)) { out.push(indent + key + ": [" + one.map(scalar).join(", ") + "]"); }
      else if (Array.isArray(one)) {
        out.push(indent + key + ":");
        one.forEach(function (item) {
          lines(item, indent + "    ").forEach(function (line, at) { out.push(at ? line : indent + "  - " + line.trim()); });
        });
      } else { out.push(indent + key + ":"); out = out.concat(lines(one, indent + "  ")); }
    });
    return out;
  }
  function yaml(made, notes) {
    return notes.map(function (note) { return "# " + note.replace(/[^ -~\u00a1-\ud7ff]/g, " ") + "\n"; }).join("") + lines(made, "").join("\n") + "\n";
  }

  // ---- Text: a line for each answer, its name for people and its path for the program. See submissions/plain_form.py.
  function line(label, path, said) {
    var head = (label ? label.replace(/[[\]\n]/g, " ") + " [" + path + "]" : path) + ":";
    if (said.indexOf("\n") < 0) { return head + (said ? " " + said : ""); }
    return [head].concat(said.split("\n").map(function (one) { return "| " + one; })).join("\n");
  }
  function flat(made, before) {
    var out = [];
    Object.keys(made).forEach(function (key) {
      var one = made[key];
      var path = before + key;
      if (isPlain(one)) { out.push([path, String(one)]); }
      else if (Array.isArray(one) && one.every(isPlain)) { out.push([path, one.join(", ")]); }
      else { out = out.concat(flat(one, path + ".")); }
    });
    return out;
  }
  // What differs: whole rows for what repeats, else each answer. What was taken out has an empty value.
  function changes(was, now) {
    function found(all, name) { return all.filter(function (pair) { return pair[0].indexOf(name + ".") === 0; }); }
    var old = flat(was, "");
    var fresh = flat(now, "");
    var before = {};
    var after = {};
    old.forEach(function (pair) { before[pair[0]] = pair[1]; });
    fresh.forEach(function (pair) { after[pair[0]] = pair[1]; });
    var rows = Array.isArray(was.sessions) || Array.isArray(now.sessions) || Array.isArray(was.places) || Array.isArray(now.places) ? ["places", "sessions"] : [];
    function inRow(path) { return rows.some(function (name) { return path.indexOf(name + ".") === 0; }); }
    var out = fresh.filter(function (pair) { return !inRow(pair[0]) && before[pair[0]] !== pair[1]; });
    out = out.concat(old.filter(function (pair) { return !inRow(pair[0]) && !(pair[0] in after); }).map(function (pair) { return [pair[0], ""]; }));
    rows.forEach(function (name) {
      var there = found(fresh, name);
      if (JSON.stringify(found(old, name)) === JSON.stringify(there)) { return; }
      out = out.concat(there.length ? there : [[name, ""]]);
    });
    return out;
  }
  root.petuniasForm = { slug: slug, data: data, yaml: yaml, line: line, flat: flat, changes: changes, general: general };
}(typeof window === "undefined" ? globalThis : window));
