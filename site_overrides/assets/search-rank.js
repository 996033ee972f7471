// The search itself: what somebody wrote, understood, and the entries that answer it, best first. It knows no page:
// the browser and `petunias search` run this same file. It asks for files by name, and answers when it has them.
(function (root) {
  "use strict";
  var fold = root.petuniasWords.fold;
  var words = root.petuniasWords.words;
  var stem = root.petuniasWords.stem;
  var unpack = root.petuniasFiles.unpack;
  var entriesOf = root.petuniasFiles.entriesOf;
  var latin = root.petuniasFiles.latin;

  // Measured on labelled questions, see benchmarks/ablation.py; none of them stands for one question.
  var MAIN = {
    // What a match is worth: a concept, the same by several words, a hint; the second best beside the best match.
    concept: 0.8, long: 1.3, hintScore: 0.4, more: 0.2, corrected: 0.85, prefix: 0.7, part: 0.6, soft: 0.47, exact: 1.1,
    floor: 0.55, severalFloor: 0.7,
    // How much of the question a part is, and how much of the question an answer must bear out.
    attribute: 0.72, counts: 0.57, severalCounts: 1.2, hint: 0.4, trade: 2, spoken: 0.5, spokenWord: 0.7,
    unknown: [1, 1, 0.9, 0.6, 0.5, 0.4, 0.35], coverage: [0.59, 0.59, 0.5, 0.38, 0.31, 0.25, 0.21],
    spokenCoverage: 0.6, clearCoverage: 0.65, quality: 0.18,
    relative: 0.25, // of the best score; what is weaker is no answer
    without: []
  };
  var STATES = [1, 0.85, 0.9, 0.75, 0.6, 0.55, 0.55, 0.5];
  var SPOKEN = {};
  ("i im ive id my me we our us he his hes she her shes they their cant cannot wont dont didnt isnt doesnt need want wants someone somebody " +
    "anyone anything something somewhere").split(" ").forEach(function (word) { SPOKEN[word] = 1; });
  var NOT = { not: 1, without: 1, except: 1, hate: 1, dislike: 1 };
  var EARTH = 6371.0088; // km, the mean radius

  function engine(manifest, options) {
    var set = Object.assign({}, MAIN, options);
    var without = index(set.without); // parts left out, to see what each is worth
    var files = {};
    var opened = {};
    var little = index(manifest.little.split(" "));
    var filler = index(manifest.filler.split(" "));
    var fillerStems = index(manifest.filler.split(" ").map(stem));
    var firsts = manifest.shards.map(function (pair) { return pair[0]; });
    var attributes = byFirst(manifest.attributes);
    var names = byFirst(manifest.names);
    var trade = index(manifest.trade.split(" "));
    var rarest = Math.log(1 + manifest.count + 0.5);
    var speller = null;
    var places = null;

    function index(list) {
      var made = Object.create(null);
      list.forEach(function (item) { made[item] = 1; });
      return made;
    }
    function byFirst(rows) {
      var made = Object.create(null);
      rows.forEach(function (row) {
        var parts = row[0].split(" ");
        (made[parts[0]] = made[parts[0]] || []).push({ rest: parts.slice(1), row: row });
      });
      return made;
    }
    function rarity(count) { return Math.log(1 + (manifest.count - count + 0.5) / (count + 0.5)); }

    // One search is one run of `answer`; a file that is not there yet is noted in `need`, and the run is tried again.
    var need;
    function file(name) {
      if (!files[name]) { need[name] = 1; return null; }
      return files[name];
    }
    function records(name) {
      var bytes = file(name);
      if (bytes && !opened[name]) { opened[name] = unpack(bytes); }
      return bytes ? opened[name] : null;
    }
    // Keys are in the order of their UTF-8, which is that of their code points.
    function below(one, other) {
      for (var i = 0; ; i += 1) {
        if (i >= one.length || i >= other.length) { return one.length < other.length; }
        if (one[i] !== other[i]) { return one.codePointAt(i) < other.codePointAt(i); }
      }
    }
    function record(key) {
      var low = 0;
      var high = firsts.length;
      while (low < high) {
        var middle = low + high >> 1;
        if (below(key, firsts[middle])) { high = middle; } else { low = middle + 1; }
      }
      if (low === 0) { return null; }
      var found = records(manifest.shards[low - 1][1]);
      return found && Object.prototype.hasOwnProperty.call(found, key) ? found[key] : null;
    }

    // The words that count, each with the little ones just before it.
    function tokens(text) {
      var before = [];
      var made = [];
      words(text).forEach(function (word) {
        if (little[word]) { before.push(word); return; }
        made.push({ word: word, stem: stem(word), filler: !!filler[word] || /^\d+$/.test(word), before: before.join("_"), from: word });
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

    function mended(word, isLast) {
      var bytes = without.spelling ? null : file(manifest.spelling);
      if (!bytes) { return []; }
      speller = speller || root.petuniasSpelling.speller(latin(bytes), Object.keys(filler));
      return speller(word, isLast).map(function (found) { return { word: found.word, weight: found.begun ? set.prefix : set.corrected }; });
    }

    // ---- What somebody meant: units, chips, a place
    function understood(query, off) {
      var text = query;
      var chips = [];
      var near = null;
      var code = /\b([a-z]{1,2}\d[a-z\d]?)(?:\s*(\d[a-z]{2})|\s+(\d))?(?![a-z\d])/i.exec(text);
      if (code) {
        near = located(code[1] + (code[2] || code[3] || ""));
        if (near) { text = text.replace(code[0], " "); }
      }
      var list = tokens(text);
      var typing = /[\p{L}\p{N}]$/u.test(query);
      var changes = [];
      var covered = cover(list);
      var joined = [];
      // What nobody knows is mended: two words are one, one is two, a slip, or the beginning of a word.
      list.forEach(function (token, at) {
        if (covered[at] || token.filler || token.gone) { return; }
        var known = record(token.stem);
        if (known && known.count) { return; }
        var next = list[at + 1];
        var last = list[at - 1];
        var pair = [next && next.word && token.word + next.word, last && !last.gone && last.word + token.word];
        for (var side = 0; side < 2; side += 1) {
          var both = pair[side] && record(stem(pair[side]));
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
        for (var split = 3; split + 3 <= token.word.length; split += 1) {
          var left = record(stem(token.word.slice(0, split)));
          var right = record(stem(token.word.slice(split)));
          if (left && right && left.count && right.count) {
            joined.push([at, [token.word.slice(0, split), token.word.slice(split)]]);
            return;
          }
        }
        if (token.word.length < 3) { return; }
        var better = mended(token.word, typing && at === list.length - 1);
        if (better.length) {
          token.better = better;
          if (better[0].weight === set.corrected) { changes.push([token.word, better[0].word]); }
        }
      });
      joined.reverse().forEach(function (pair) {
        Array.prototype.splice.apply(list, [pair[0], 1].concat(pair[1].map(function (word) {
          return { word: word, stem: stem(word), filler: false, from: list[pair[0]].word };
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
      return { count: count, units: made, chips: chips, near: near, changes: changes, refused: refused, concepts: concepts, tokens: list };
    }

    // ---- Places
    function located(text) {
      var bytes = file(manifest.places);
      if (!bytes) { return null; }
      if (!places) {
        var data = JSON.parse(decodeURIComponent(escape(latin(bytes))));
        places = { points: data.points, names: Object.create(null) };
        data.places.forEach(function (row) { places.names[tight(row[0])] = { name: row[0], locality: row[1], point: row[2] }; });
      }
      var asked = tight(text);
      // A whole postcode, its sector, its district: the nearest that we know.
      var whole = /^([a-z]{1,2}\d[a-z\d]?)(\d)[a-z]{2}$/.exec(asked);
      var sector = /^([a-z]{1,2}\d[a-z\d]?)(\d)$/.exec(asked);
      var tries = [asked];
      if (whole) { tries.push(whole[1] + whole[2], whole[1]); }
      if (sector) { tries.push(sector[1]); }
      for (var i = 0; i < tries.length; i += 1) {
        if (places.names[tries[i]]) { return Object.assign({}, places.names[tries[i]], { asked: text.trim() }); }
      }
      return null;
    }
    function tight(text) { return fold(text).replace(/[^\p{L}\p{N}]+/gu, ""); }
    function kilometres(one, other) {
      if (!one || !other) { return null; }
      var turn = Math.PI / 180 / 10000;
      var a = Math.pow(Math.sin((other[0] - one[0]) * turn / 2), 2) +
        Math.cos(one[0] * turn) * Math.cos(other[0] * turn) * Math.pow(Math.sin((other[1] - one[1]) * turn / 2), 2);
      return 2 * EARTH * Math.asin(Math.sqrt(a));
    }

    // ---- Ranking
    function score(meant) {
      var count = manifest.count;
      var total = new Float32Array(count);
      var covered = new Float32Array(count);
      var whole = 0;
      var text = new Float32Array(count); // as covered, of the words that are no attribute
      var wholeText = 0;
      var isTrade = false;
      var named = new Uint8Array(count);
      var unitScore = new Float32Array(count);
      var strongest = new Float32Array(count);
      var nameStems = {};
      meant.units.forEach(function (unit) {
        if (unit.place) { return; }
        unitScore.fill(0);
        strongest.fill(0);
        var touched = [];
        var importance = 0;
        function add(key, weight, floor) {
          var found = record(key);
          if (!found || !found.count) { return 0; }
          var rare = Math.max(rarity(found.count), floor || 0);
          entriesOf(found, function (number, packed) {
            if (packed > 127 && !nameStems[key] && !without.names) { named[number] += 1; }
            var worth = weight * rare * ((packed & 127) / 127);
            if (!unitScore[number]) { touched.push(number); }
            unitScore[number] += worth;
            if (worth > strongest[number]) { strongest[number] = worth; }
          });
          if (key[0] !== "~") { nameStems[key] = 1; }
          return rare;
        }
        if (unit.attribute) { importance = Math.max(importance, set.attribute * rarest * (add("~" + unit.attribute, set.soft * 2, 0.5 * rarest) ? 1 : 0)); }
        unit.concepts.forEach(function (number) {
          var several = unit.tokens.length > 1;
          add("~" + number, unit.kind === "hint" ? set.hintScore : set.concept * (several ? set.long : 1), (several ? set.severalFloor : set.floor) * rarest);
          importance = Math.max(importance, rarest * (several ? set.severalCounts : set.counts));
        });
        var parts = unit.tokens.filter(function (token) { return !token.filler; });
        var alone = unit.tokens.length === 1;
        if (!unit.attribute || unit.keeps) {
          unit.tokens.forEach(function (token) {
            var factor = token.filler ? 0.15 : alone || unit.kind === "word" ? 1 : set.part / Math.max(1, parts.length - 1);
            var prefixes = token.better && token.better[0].weight !== set.corrected ? token.better : null;
            var rare = 0;
            if (trade[token.word] && alone && !unit.concepts.length) {
              isTrade = true;
              importance = set.trade * rarest;
              return;
            }
            if (prefixes) {
              prefixes.forEach(function (item) { rare = Math.max(rare, add(stem(item.word), factor * item.weight)); });
            } else {
              rare = add(token.stem, factor * (token.weight || 1));
            }
            if (token.filler) { return; }
            if (alone) { importance = Math.max(importance, rare * (meant.spoken && !unit.concepts.length ? set.spokenWord : 1)); }
            if (!rare && alone && !unit.concepts.length && !unit.attribute) { importance = (token.word.length < 3 ? 0.2 : graded(set.unknown, meant.count) * (meant.spoken ? set.spoken : 1)) * rarest; }
          });
        }
        unit.importance = importance;
        whole += importance;
        if (!unit.attribute) { wholeText += importance; }
        touched.forEach(function (number) {
          var worth = strongest[number] + set.more * (unitScore[number] - strongest[number]);
          total[number] += worth;
          var share = (unit.kind === "hint" ? set.hint : 1) * importance * Math.min(1, worth / (set.quality * (importance || 1)));
          covered[number] += share;
          if (!unit.attribute) { text[number] += share; }
        });
      });
      // A shop or a trade is not found because something else is free.
      if (isTrade && wholeText) { covered = text; whole = wholeText; }
      return { total: total, covered: covered, whole: whole, named: named };
    }

    // Long sentences hold much that no entry can know, so less of them must be borne out.
    function graded(steps, count) { return steps[Math.min(count, steps.length) - 1] || steps[0]; }

    function refusals(names) {
      var known = names.length ? records(manifest.facets) : {};
      var out = new Uint8Array(manifest.count);
      if (!known) { return out; }
      names.forEach(function (name) {
        if (Object.prototype.hasOwnProperty.call(known, "!" + name)) { entriesOf(known["!" + name], function (number) { out[number] = 1; }); }
      });
      return out;
    }
    // A filter that somebody ticked is strict; several values of one facet widen it.
    function filtered(filters) {
      var keys = Object.keys(filters).filter(function (key) { return filters[key].length; });
      var inside = new Uint8Array(manifest.count).fill(1);
      if (!keys.length) { return inside; }
      var known = records(manifest.facets);
      if (!known) { return inside; }
      keys.forEach(function (key) {
        var of = new Uint8Array(manifest.count);
        filters[key].concat(key === "locality" ? ["*"] : []).forEach(function (value) {
          var found = Object.prototype.hasOwnProperty.call(known, key + "=" + value) && known[key + "=" + value];
          if (found) { entriesOf(found, function (number) { of[number] = 1; }); }
        });
        for (var i = 0; i < of.length; i += 1) { inside[i] &= of[i]; }
      });
      return inside;
    }

    function answer(asked) {
      var states = file(manifest.entries);
      var meant = understood(asked.q || "", index(asked.off || []));
      if (asked.near) { meant.near = located(asked.near) || { name: asked.near, unknown: true }; }
      var found = score(meant);
      var out = refusals(meant.count > 3 ? [] : meant.chips);
      var inside = filtered(asked.filters || {});
      var local = meant.near && meant.near.locality ? records(manifest.facets) : null;
      if (Object.keys(need).length) { return { need: Object.keys(need) }; }
      var nearby = new Uint8Array(manifest.count);
      if (local) {
        [["locality=" + meant.near.locality, 2], ["locality=*", 1]].forEach(function (pair) {
          if (local[pair[0]]) { entriesOf(local[pair[0]], function (number) { nearby[number] = pair[1]; }); }
        });
      }
      var hasQuestion = found.whole > 0;
      var fillersOnly = !hasQuestion && meant.units.some(function (unit) { return !unit.place; });
      var contentWords = meant.tokens.filter(function (token) { return !token.gone; }).length;
      // Where every word is understood, an entry that answers a part of it is an answer.
      var isClear = meant.units.every(function (unit) { return unit.kind === "concept" || unit.kind === "attribute" || unit.place; });
      var least = graded(set.coverage, meant.count) * (meant.spoken ? set.spokenCoverage : 1) * (isClear ? set.clearCoverage : 1);
      var hits = [];
      for (var number = 0; number < manifest.count; number += 1) {
        if (out[number] || !inside[number]) { continue; }
        var length = states[manifest.count + number];
        var worth = found.total[number];
        var share = hasQuestion ? found.covered[number] / found.whole : fillersOnly ? 0 : 1;
        var isName = length && found.named[number] >= length && contentWords <= length + 1;
        if (isName) { share = Math.max(share, 1); }
        else if (length > 1 && found.named[number] >= 2 && found.named[number] >= contentWords) { share = Math.max(share, 0.8); }
        if (share < least && !without.cutoff) { continue; }
        worth *= 0.4 + 0.6 * share;
        if (isName) { worth += set.exact * rarest * Math.min(1, length / 2 + 0.25); }
        if (!worth && hasQuestion) { continue; }
        worth = (worth || 1) * STATES[states[number]];
        if (meant.refused.length) {
          meant.refused.forEach(function (key) {
            var item = record(key);
            if (item && item.count) { entriesOf(item, function (other, packed) { if (other === number && (packed & 127) > 20) { worth *= 0.3; } }); }
          });
        }
        var far = null;
        if (meant.near && !meant.near.unknown) {
          far = kilometres(meant.near.point, places.points[number]);
          if (nearby[number] === 2) { worth *= 1; }
          else if (nearby[number] === 1) { worth *= 0.8; }
          else if (meant.near.locality) { worth *= 0.45; }
          if (far !== null && !meant.near.locality) { worth *= 1 / (1 + far / 6); }
        }
        hits.push({ entry: number, score: worth, share: share, far: far });
      }
      hits.sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
      var top = hits.length ? hits[0].score : 0;
      hits = hits.filter(function (hit) { return hit.score >= top * set.relative || !hasQuestion; });
      return {
        hits: hits, chips: meant.chips, near: meant.near, changes: meant.changes, danger: danger(asked.q || ""),
        units: asked.debug && meant.units, marks: marks(meant), domains: nearest(meant), asked: asked, inside: inside, out: out
      };
    }
    // How many of the hits each value of a facet would leave; {need} as for a search.
    function counts(hits) {
      var bytes = file(manifest.facets);
      if (!bytes) { return null; }
      var known = records(manifest.facets);
      var among = new Uint8Array(manifest.count);
      hits.forEach(function (hit) { among[hit.entry] = 1; });
      var made = {};
      Object.keys(known).forEach(function (key) {
        if (key[0] === "!") { return; }
        var number = 0;
        entriesOf(known[key], function (entry) { number += among[entry]; });
        made[key] = number;
      });
      return made;
    }
    // Stems and phrases that a result may show as the reason why it is here.
    function marks(meant) {
      var made = [];
      meant.units.forEach(function (unit) {
        unit.tokens.forEach(function (token) { if (!token.filler) { made.push(token.stem); } });
        unit.concepts.forEach(function (number) {
          var found = record("~" + number);
          if (found) { made = made.concat(found.evidence); }
        });
      });
      return made;
    }
    function nearest(meant) {
      var votes = {};
      meant.concepts.forEach(function (number) {
        var found = record("~" + number);
        manifest.domains.forEach(function (domain, place) {
          if (found && found.domains >> place & 1) { votes[domain] = (votes[domain] || 0) + 1; }
        });
      });
      return Object.keys(votes).sort(function (a, b) { return votes[b] - votes[a]; });
    }

    return {
      add: function (name, bytes) { files[name] = bytes; },
      counts: function (hits) {
        need = Object.create(null);
        return counts(hits) || { need: Object.keys(need) };
      },
      // {need: names of files} or the answer.
      search: function (asked) {
        need = Object.create(null);
        var made = answer(asked);
        var missing = Object.keys(need);
        return missing.length ? { need: missing } : made;
      }
    };
  }

  root.petuniasSearch = { engine: engine };
}(typeof globalThis === "object" ? globalThis : this));
