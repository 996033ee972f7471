// Spelling, against the words that the directory has: what somebody meant who slipped, or has not finished a word.
(function (root) {
  "use strict";
  var stem = root.petuniasWords.stem;
  var MANY = 8; // words that may complete one that is begun

  // Slips of the finger between two words (insert, leave out, change, swap neighbours), or more than `most`.
  function slips(one, other, most) {
    if (Math.abs(one.length - other.length) > most) { return most + 1; }
    var before = [];
    var row = [];
    var older = [];
    for (var j = 0; j <= other.length; j += 1) { row.push(j); }
    for (var i = 1; i <= one.length; i += 1) {
      older = before;
      before = row;
      row = [i];
      var least = i;
      for (j = 1; j <= other.length; j += 1) {
        var cost = one[i - 1] === other[j - 1] ? 0 : 1;
        var best = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) { best = Math.min(best, older[j - 2] + 1); }
        row.push(best);
        if (best < least) { least = best; }
      }
      if (least > most) { return most + 1; }
    }
    return row[other.length];
  }
  // Whether two words have one root, which Porter's stems miss: slimmers and slimming.
  var TAIL = /^(?:s|es|ed|er|ers|ing|ings|or|ors|ist|ists|y|ies|al|ic|ment|ments|ness|ation|ations|ian|ians|ery|ly|e)?$/;
  function related(one, other) {
    var at = 0;
    while (at < one.length && at < other.length && one[at] === other[at]) { at += 1; }
    if (at < 4) { return false; }
    return TAIL.test(one.slice(at)) && TAIL.test(other.slice(at));
  }
  // How a word sounds, roughly: its consonants, those alike made one.
  function sound(word) {
    return word.replace(/^kn|^gn/, "n").replace(/^wr/, "r").replace(/^ps/, "s").replace(/gh(?=t)/g, "").replace(/ph/g, "f")
      .replace(/tch|ch|ck|q|x/g, "k").replace(/c(?=[eiy])/g, "s").replace(/c/g, "k").replace(/sh|sc(?=[eiy])|z/g, "s")
      .replace(/dg|j/g, "g").replace(/v/g, "f").replace(/[aeiouyhw]/g, "").replace(/(.)\1+/g, "$1");
  }

  // `text` is search/spelling: a word a line, see search/index.py. `meant` takes a word, and whether it may be half typed,
  // and gives the words that may be meant; none if it is right as it stands, or like nothing that we know.
  function speller(text, fillers) {
    var before = "";
    var everyday = Object.create(null);
    var known = Object.create(null);
    var list = fillers.map(function (word) { return { word: word, often: 5 }; });
    text.split("\n").forEach(function (line) {
      before = before.slice(0, line.charCodeAt(0) - 97) + line.slice(1, -1);
      if (line.slice(-1) === "-") { everyday[before] = 1; } else { list.push({ word: before, often: +line.slice(-1) }); }
    });
    list.forEach(function (item) { known[item.word] = 1; });

    function begun(word) {
      return list.filter(function (item) { return item.word.slice(0, word.length) === word; })
        .sort(function (a, b) { return b.often - a.often || a.word.length - b.word.length; })
        .slice(0, MANY).map(function (item) { return { word: item.word, begun: true }; });
    }
    // How far a word is from one that somebody wrote; nothing if too far. A sound that is the same brings it nearer.
    function distance(word, heard, most, item) {
      var gap = Math.abs(word.length - item.word.length);
      if (gap > 3) { return null; }
      var rare = item.often ? -0.03 * item.often : 0.2;
      if (related(word, item.word)) { return 0.9 + rare; }
      if (gap > Math.max(most, 2)) { return null; }
      var count = slips(word, item.word, 3);
      if (count > 3 || (count > most && word.length < 5)) { return null; }
      item.heard = item.heard || sound(item.word);
      var alike = word.length > 3 && heard === item.heard && /^[aeiou]/.test(word) === /^[aeiou]/.test(item.word);
      if (count > most && !alike) { return null; }
      return count + (item.word[0] === word[0] ? 0 : 0.4) - (alike ? 0.6 : 0) + rare;
    }
    function meant(word, isLast) {
      if (!/^[a-z]+$/.test(word)) { return []; }
      var ends = isLast && word.length > 2 ? begun(word) : [];
      if (ends.length) { return ends; }
      if (known[word] || everyday[stem(word)]) { return []; }
      var most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      var heard = sound(word);
      var best = [];
      var least = Infinity;
      list.forEach(function (item) {
        var far = distance(word, heard, most, item);
        if (far === null || far > least + 1e-9) { return; }
        if (far < least - 1e-9) { best = []; least = far; }
        best.push({ word: item.word });
      });
      return best.slice(0, 2);
    }
    return { meant: meant, knows: function (word) { return !!known[word]; } };
  }

  root.petuniasSpelling = { speller: speller, slips: slips, sound: sound };
}(typeof globalThis === "object" ? globalThis : this));
