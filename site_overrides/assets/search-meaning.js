// What somebody meant: which of their words are a concept, a fact, a place, a slip of the finger; and where that place is.
(function (root) {
  "use strict";
  var words = root.petuniasWords.words;
  var stem = root.petuniasWords.stem;
  var latin = root.petuniasFiles.latin;

  function index(list) {
    var made = Object.create(null);
    list.forEach(function (item) { made[item] = 1; });
    return made;
  }
  var SPOKEN = index(("i im ive id my me we our us he his hes she her shes they their cant cannot wont dont didnt isnt doesnt need want wants " +
    "someone somebody anyone anything something somewhere").split(" "));
  var LONGEST = 300; // letters of a question that are looked at
  var NOT = index(["not", "without", "except", "hate", "dislike"]);
  var EARTH = 6371.0088; // km, the mean radius

  // `record` gives the record of a key and `file` the bytes of a file; both give null while it is on its way,
  // and `isWaiting` says whether one is.
  function reader(manifest, set, without, record, file, isWaiting) {
    var little = index(manifest.little.split(" "));
    var filler = index(manifest.filler.split(" "));
    var attributes = byFirst(manifest.attributes);
    var names = byFirst(manifest.names);
    var trade = index(manifest.trade.split(" "));
    var speller = null;
    var places = null;

    function byFirst(rows) {
      var made = Object.create(null);
      rows.forEach(function (row) {
        var parts = row[0].split(" ");
        (made[parts[0]] = made[parts[0]] || []).push({ rest: parts.slice(1), row: row });
      });
      return made;
    }

    // The words that count, each with the little ones just before it.
    function tokens(text) {
      var before = [];
      var made = [];
      words(text).forEach(function (word) {
        if (little[word]) { before.push(word); return; }
        made.push({ word: word, stem: stem(word), filler: !!filler[word] || !!NOT[word] || /^\d+$/.test(word), before: before.join("_") });
        if (made.length > 1) { made[made.length - 2].after = before.join("_"); }
        before = [];
      });
      if (made.length) { made[made.length - 1].after = before.join("_"); }
      return made;
    }
    // Where `rest` follows upon token `at`; fillers in between may be skipped. The index after the last one, or 0.
    function follows(list, at, rest) {
      var next = at + 1;
      for (var i = 0; i < rest.length; i += 1) {
        if (rest[i][0] === "<") {
          var wanted = rest[i].slice(1);
          if (("_" + list[at].before).slice(-wanted.length - 1) !== "_" + wanted) { return 0; }
          continue;
        }
        if (rest[i][0] === ">") {
          if ((list[next - 1].after + "_").indexOf(rest[i].slice(1) + "_") !== 0) { return 0; }
          continue;
        }
        while (next < list.length && list[next].stem !== rest[i] && list[next].filler && i + next - at < 6) { next += 1; }
        if (next >= list.length || list[next].stem !== rest[i]) { return 0; }
        next += 1;
      }
      return next;
    }
    // Every phrase that somebody's words hold: attributes, places, concepts; the longest first.
    function spans(list) {
      var found = [];
      list.forEach(function (token, at) {
        function look(table, kind) {
          (table[token.stem] || []).forEach(function (item) {
            var end = follows(list, at, item.rest);
            if (end) { found.push({ at: at, end: end, length: item.rest.length + 1, kind: kind, row: item.row }); }
          });
        }
        if (!without.attributes) { look(attributes, "attribute"); }
        look(names, "place");
        if (without.words) { return; }
        var known = record(token.stem);
        (known ? known.phrases : []).forEach(function (phrase) {
          if (phrase[0][0] === "*") {
            if (!known.count && !without.hints && !trade[token.word]) { found.push({ at: at, end: at + 1, length: 0, kind: "hint", concept: phrase[1] }); }
            return;
          }
          var end = follows(list, at, phrase[0]);
          if (end) { found.push({ at: at, end: end, length: phrase[0].length + 1, kind: "concept", concept: phrase[1] }); }
        });
      });
      var order = { attribute: 0, place: 1, concept: 2, hint: 3 };
      return found.sort(function (a, b) { return b.length - a.length || order[a.kind] - order[b.kind] || a.at - b.at; });
    }
    function danger(text) {
      var said = " " + words(text).join(" ") + " ";
      var kinds = [];
      manifest.calm.forEach(function (phrase) { said = said.replace(" " + phrase + " ", " "); });
      manifest.alarms.forEach(function (row) {
        if (said.indexOf(" " + row[0] + " ") >= 0 && kinds.indexOf(row[1]) < 0) { kinds.push(row[1]); }
      });
      return kinds;
    }

    function spelling() {
      var bytes = without.spelling ? null : file(manifest.spelling);
      if (bytes) { speller = speller || root.petuniasSpelling.speller(latin(bytes), Object.keys(filler)); }
      return bytes ? speller : null;
    }
    function mended(word, isLast) {
      return spelling().meant(word, isLast).map(function (found) { return { word: found.word, weight: found.begun ? set.prefix : set.corrected }; });
    }
    // One word for two, or two for one, where the directory writes it so.
    function halves(word) {
      for (var split = 3; split + 3 <= word.length; split += 1) {
        var pair = [word.slice(0, split), word.slice(split)];
        if (spelling().knows(pair[0]) && spelling().knows(pair[1])) { return pair; }
      }
      return null;
    }

    // ---- What somebody meant: units, chips, a place
    function understood(query, off) {
      var text = query;
      var chips = [];
      var near = null;
      var code = /\b([a-z]{1,2}\d[a-z\d]?)(?:\s*(\d[a-z]{2})|\s+(\d))?(?![a-z\d])/i.exec(text);
      if (code) {
        near = located([code[1], code[2] || code[3]].filter(Boolean).join(" "));
        if (near) { text = text.replace(code[0], " "); }
      }
      var list = tokens(text.slice(0, LONGEST));
      var typing = /[\p{L}\p{N}]$/u.test(query);
      var changes = [];
      var covered = cover(list);
      var joined = [];
      // A word whose file is on its way is not unknown.
      if (isWaiting()) { return units(list, chips, near, changes, off); }
      // What nobody knows is mended: two words are one, one is two, a slip, or the beginning of a word.
      list.forEach(function (token, at) {
        if (covered[at] || token.filler || token.gone) { return; }
        var known = record(token.stem);
        if (known && known.count || !spelling()) { return; }
        var next = list[at + 1];
        var last = list[at - 1];
        var pair = [next && next.word && token.word + next.word, last && !last.gone && last.word + token.word];
        for (var side = 0; side < 2; side += 1) {
          var both = pair[side] && spelling().knows(pair[side]) && record(stem(pair[side]));
          if (both && (both.count || both.phrases.length)) {
            var other = side ? last : next;
            var first = side ? last : token;
            first.word = pair[side];
            first.stem = stem(pair[side]);
            first.filler = false;
            (side ? token : other).gone = true;
            return;
          }
        }
        if (known && known.phrases.some(function (phrase) { return phrase[0][0] !== "*"; })) { return; }
        if (token.word.length < 3) { return; }
        var pieces = halves(token.word);
        if (pieces) {
          joined.push([at, pieces]);
          return;
        }
        var better = mended(token.word, typing && at === list.length - 1);
        if (better.length) {
          token.better = better;
          if (better[0].weight === set.corrected) { changes.push([token.word, better[0].word]); }
        }
      });
      joined.reverse().forEach(function (pair) {
        Array.prototype.splice.apply(list, [pair[0], 1].concat(pair[1].map(function (word) {
          return { word: word, stem: stem(word), filler: false, before: "", after: "" };
        })));
      });
      list = list.filter(function (token) { return !token.gone; });
      list.forEach(function (token) {
        if (token.better && token.better[0].weight === set.corrected) {
          token.stem = stem(token.better[0].word);
          token.weight = set.corrected;
          token.filler = !!filler[token.better[0].word];
        }
      });
      var made = units(list, chips, near, changes, off);
      // A sentence tells of somebody's life, much of which no entry can know; bare words name what is looked for.
      made.spoken = words(query).some(function (word) { return SPOKEN[word]; });
      return made;
    }
    function cover(list) {
      var made = [];
      spans(list).forEach(function (span) {
        for (var i = span.at; i < span.end && span.kind !== "hint"; i += 1) { made[i] = true; }
      });
      return made;
    }
    // "Exercise not swimming" refuses swimming; "he is not sleeping" and "no money" tell of a need.
    function isRefused(list, at) {
      var before = list[at - 1];
      if (!before || !NOT[before.word]) { return false; }
      var isNeed = /(?:^|_)(?:im|is|am|are|was|were|be|s)$/.test(before.before);
      return !isNeed && list.slice(0, at - 1).some(function (token) { return !token.filler; });
    }
    function units(list, chips, near, changes, off) {
      var taken = [];
      var made = [];
      var refused = [];
      var concepts = [];
      function isFree(span) {
        for (var i = span.at; i < span.end; i += 1) { if (taken[i] && !(taken[i].at === span.at && taken[i].end === span.end)) { return false; } }
        return true;
      }
      spans(list).forEach(function (span) {
        if (!isFree(span)) { return; }
        if (isRefused(list, span.at) && span.kind !== "place") {
          for (var no = span.at; no < span.end; no += 1) { if (!taken[no]) { taken[no] = { refused: true }; refused.push(list[no].stem); } }
          return;
        }
        var unit = taken[span.at] || { at: span.at, end: span.end, concepts: [], kind: span.kind };
        if (span.kind === "attribute") {
          if (off[span.row[1]]) { return; }
          unit.attribute = span.row[1];
          unit.keeps = !!span.row[2];
          chips.push(span.row[1]);
        } else if (span.kind === "place") {
          if (off.near || near) { return; }
          near = located(span.row[1]);
          if (!near) { return; }
          unit.place = true;
        } else {
          if (span.kind === "hint" && unit.kind !== "hint") { return; }
          unit.concepts.push(span.concept);
          concepts.push(span.concept);
        }
        if (!taken[span.at]) { made.push(unit); }
        for (var i = span.at; i < span.end; i += 1) { taken[i] = unit; }
      });
      list.forEach(function (token, at) {
        if (taken[at]) { return; }
        if (isRefused(list, at) && !token.filler) { refused.push(token.stem); return; }
        made.push({ at: at, end: at + 1, concepts: [], kind: "word" });
      });
      made.sort(function (a, b) { return a.at - b.at; });
      made.forEach(function (unit) {
        unit.tokens = list.slice(unit.at, unit.end).filter(function (token) { return unit.end - unit.at === 1 || !token.filler || unit.kind === "word"; });
      });
      var count = made.filter(function (unit) {
        return !unit.place && unit.tokens.some(function (token) { return !token.filler; }) || unit.concepts.length;
      }).length;
      var isTrade = list.some(function (token, at) { return trade[token.word] && !(taken[at] && taken[at].concepts && taken[at].concepts.length); });
      return { count: count, isTrade: isTrade, units: made, chips: chips, near: near, changes: changes, refused: refused, concepts: concepts, tokens: list };
    }

    // ---- Places
    function located(text) {
      var bytes = file(manifest.places);
      if (!bytes) { return null; }
      if (!places) {
        var data = JSON.parse(decodeURIComponent(escape(latin(bytes))));
        places = { points: data.points, names: Object.create(null) };
        data.places.forEach(function (row) { places.names[plain(row[0])] = { name: row[0], locality: row[1], point: row[2] }; });
      }
      var asked = plain(text);
      // A whole postcode, its sector, its district: the nearest that we know.
      var whole = /^([a-z]{1,2}\d[a-z\d]?) ?(\d)[a-z]{2}$/.exec(asked);
      var sector = /^([a-z]{1,2}\d[a-z\d]?) \d$/.exec(asked);
      var tries = [asked];
      if (whole) { tries.push(whole[1] + " " + whole[2], whole[1]); }
      if (sector) { tries.push(sector[1]); }
      for (var i = 0; i < tries.length; i += 1) {
        if (places.names[tries[i]]) { return Object.assign({}, places.names[tries[i]], { asked: text.trim() }); }
      }
      return null;
    }
    function plain(text) { return words(text).join(" "); }
    function kilometres(one, other) {
      if (!one || !other) { return null; }
      var turn = Math.PI / 180 / 10000;
      var a = Math.pow(Math.sin((other[0] - one[0]) * turn / 2), 2) +
        Math.cos(one[0] * turn) * Math.cos(other[0] * turn) * Math.pow(Math.sin((other[1] - one[1]) * turn / 2), 2);
      return 2 * EARTH * Math.asin(Math.sqrt(a));
    }

    return {
      understood: understood,
      located: located,
      danger: danger,
      distance: function (point, number) { return kilometres(point, places.points[number]); }
    };
  }

  root.petuniasMeaning = { reader: reader, index: index };
}(typeof globalThis === "object" ? globalThis : this));
