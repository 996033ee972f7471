// The search itself: what somebody wrote, understood, and the entries that answer it, best first. It knows no page:
// the browser and `petunias search` run this same file. It asks for files by name, and answers when it has them.
(function (root) {
  "use strict";
  var stem = root.petuniasWords.stem;
  var unpack = root.petuniasFiles.unpack;
  var entriesOf = root.petuniasFiles.entriesOf;
  var fileOf = root.petuniasFiles.fileOf;
  var index = root.petuniasMeaning.index;

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

  function engine(manifest, options) {
    var set = Object.assign({}, MAIN, options);
    var without = index(set.without); // parts left out, to see what each is worth
    var files = {};
    var opened = {};
    var meaning = root.petuniasMeaning.reader(manifest, set, without, record, file, function () { return Object.keys(need).length > 0; });
    var trade = index(manifest.trade.split(" "));
    var rarest = Math.log(1 + manifest.count + 0.5);

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
    function record(key) {
      var place = fileOf(key, manifest.shards.length);
      var found = manifest.shards[place] && records("w" + place + "." + manifest.shards[place] + ".bin");
      return found && Object.prototype.hasOwnProperty.call(found, key) ? found[key] : null;
    }

    // ---- Ranking
    function score(meant) {
      var count = manifest.count;
      var total = new Float32Array(count);
      var covered = new Float32Array(count);
      var whole = 0;
      var text = new Float32Array(count); // as covered, of the words that are no attribute
      var wholeText = 0;
      var named = new Uint8Array(count);
      var unitScore = new Float32Array(count);
      var strongest = new Float32Array(count);
      var nameStems = Object.create(null);
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
        whole += importance;
        if (!unit.attribute) { wholeText += importance; }
        // A word that is all that somebody wrote is an answer wherever it stands.
        var least = unit.kind === "word" && meant.count === 1 && !unit.tokens[0].better ? 1 : 0;
        touched.forEach(function (number) {
          var worth = strongest[number] + set.more * (unitScore[number] - strongest[number]);
          total[number] += worth;
          var share = (unit.kind === "hint" ? set.hint : 1) * importance * Math.min(1, Math.max(least, worth / (set.quality * (importance || 1))));
          covered[number] += share;
          if (!unit.attribute) { text[number] += share; }
        });
      });
      // A shop or a trade is not found because something else is free.
      if (meant.isTrade && wholeText) { covered = text; whole = wholeText; }
      return { total: total, covered: covered, whole: whole, text: text, wholeText: wholeText, named: named };
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
      var meant = meaning.understood(asked.q || "", index(asked.off || []));
      if (asked.near) { meant.near = meaning.located(asked.near) || { name: asked.near, unknown: true }; }
      var found = score(meant);
      var out = refusals(meant.count > 3 ? [] : meant.chips);
      var picked = asked.filters || {};
      var isPicked = Object.keys(picked).some(function (key) { return picked[key].length > 0; });
      var inside = filtered(picked);
      var local = meant.near && meant.near.locality ? records(manifest.facets) : null;
      if (Object.keys(need).length) { return { need: Object.keys(need) }; }
      var nearby = new Uint8Array(manifest.count);
      if (local) {
        [["locality=" + meant.near.locality, 2], ["locality=*", 1]].forEach(function (pair) {
          if (local[pair[0]]) { entriesOf(local[pair[0]], function (number) { nearby[number] = pair[1]; }); }
        });
      }
      var hasQuestion = found.whole > 0;
      var isIdle = !hasQuestion && /\S/.test(asked.q || "") && !meant.near && !isPicked;
      var contentWords = meant.tokens.filter(function (token) { return !token.gone; }).length;
      // Where every word is understood, an entry that answers a part of it is an answer.
      var isClear = meant.units.every(function (unit) { return unit.kind === "concept" || unit.kind === "attribute" || unit.place; });
      var least = graded(set.coverage, meant.count) * (meant.spoken ? set.spokenCoverage : 1) * (isClear ? set.clearCoverage : 1);
      var unwanted = new Uint8Array(manifest.count);
      meant.refused.forEach(function (key) {
        var item = record(key);
        if (item && item.count) { entriesOf(item, function (number, packed) { if ((packed & 127) > 20) { unwanted[number] = 1; } }); }
      });
      var hits = [];
      for (var number = 0; number < manifest.count; number += 1) {
        if (out[number]) { continue; }
        var length = states[manifest.count + number];
        var worth = found.total[number];
        var share = hasQuestion ? found.covered[number] / found.whole : isIdle ? 0 : 1;
        // Whoever says nothing of an attribute is not shut out for it.
        if (found.wholeText) { share = Math.max(share, found.text[number] / found.wholeText); }
        var isName = length && found.named[number] >= length && contentWords <= length + 1;
        if (isName) { share = Math.max(share, 1); }
        else if (length > 1 && found.named[number] >= 2 && found.named[number] >= contentWords) { share = Math.max(share, 0.8); }
        if (share < least && !without.cutoff) { continue; }
        worth *= 0.4 + 0.6 * share;
        if (isName) { worth += set.exact * rarest * Math.min(1, length / 2 + 0.25); }
        if (!worth && hasQuestion) { continue; }
        worth = (worth || 1) * STATES[states[number]];
        if (unwanted[number]) { worth *= 0.3; }
        var far = null;
        if (meant.near && !meant.near.unknown) {
          far = meaning.distance(meant.near.point, number);
          if (nearby[number] === 1) { worth *= 0.8; }
          else if (!nearby[number] && meant.near.locality) { worth *= 0.45; }
          if (far !== null && !meant.near.locality) { worth *= 1 / (1 + far / 6); }
        }
        hits.push({ entry: number, score: worth, far: far });
      }
      hits.sort(function (a, b) { return b.score - a.score || (a.far === null) - (b.far === null) || a.far - b.far || a.entry - b.entry; });
      var top = hits.length ? hits[0].score : 0;
      // What is ticked narrows the answers; it never brings new ones.
      hits = hits.filter(function (hit) { return inside[hit.entry] && (hit.score >= top * set.relative || !hasQuestion); });
      return {
        hits: hits, chips: meant.chips, near: meant.near, changes: meant.changes, danger: meaning.danger(asked.q || ""),
        marks: marks(meant), domains: nearest(meant), asked: asked
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
