// Words as the search knows them: folded, stemmed, and compared where somebody has slipped. The same as search/text.py.
(function (root) {
  "use strict";

  var WHOLE = { "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "þ": "th", "ð": "d" };

  function fold(text) {
    return text.replace(/['’‘`´]/g, "").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
      .replace(/[łøđßæœħıþð]/g, function (sign) { return WHOLE[sign]; });
  }
  function words(text) { return fold(text).match(/[\p{L}\p{N}]+/gu) || []; }

  // Porter's stems (Program 14, 1980), with the three departures that lunr.py has.
  var VOWEL = /[aeiou]/;
  function shape(word) {
    var made = "";
    for (var i = 0; i < word.length; i += 1) {
      made += VOWEL.test(word[i]) || (word[i] === "y" && i > 0 && made[i - 1] === "c") ? "v" : "c";
    }
    return made;
  }
  function measure(stem) { return (shape(stem).match(/v+c+/g) || []).length; }
  function hasVowel(stem) { return shape(stem).indexOf("v") >= 0; }
  function isDouble(word) { return word.length > 1 && word[word.length - 1] === word[word.length - 2] && shape(word).slice(-1) === "c"; }
  function isShort(word) { return /cvc$/.test(shape(word)) && !/[wxy]$/.test(word); }
  function ends(word, ending) { return word.length >= ending.length && word.slice(-ending.length) === ending; }
  function cut(word, ending) { return word.slice(0, word.length - ending.length); }
  // The first ending that fits settles the step, whether or not it may be taken off.
  function step(word, table, least) {
    for (var i = 0; i < table.length; i += 1) {
      if (ends(word, table[i][0])) {
        var stem = cut(word, table[i][0]);
        if (table[i][2] && !table[i][2].test(stem)) { continue; }
        return measure(stem) > least ? stem + (table[i][1] || "") : word;
      }
    }
    return word;
  }
  var SECOND = [["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"],
    ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"], ["ator", "ate"],
    ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"], ["iviti", "ive"],
    ["biliti", "ble"], ["logi", "log"]];
  var THIRD = [["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""]];
  var FOURTH = [["al"], ["ance"], ["ence"], ["er"], ["ic"], ["able"], ["ible"], ["ant"], ["ement"], ["ment"], ["ent"],
    ["ion", "", /[st]$/], ["ou"], ["ism"], ["ate"], ["iti"], ["ous"], ["ive"], ["ize"]];

  function stem(word) {
    if (word.length < 3 || !/^[a-z]+$/.test(word)) { return word; }
    if (ends(word, "sses")) { word = cut(word, "es"); } else if (ends(word, "ies")) { word = cut(word, "es"); }
    else if (ends(word, "s") && !ends(word, "ss")) { word = cut(word, "s"); }
    var tail = ends(word, "ed") ? "ed" : ends(word, "ing") ? "ing" : "";
    if (ends(word, "eed")) {
      if (measure(cut(word, "eed")) > 0) { word = cut(word, "d"); }
    } else if (tail && hasVowel(cut(word, tail))) {
      word = cut(word, tail);
      if (ends(word, "at") || ends(word, "bl") || ends(word, "iz")) { word += "e"; }
      else if (isDouble(word)) { if (!/[lsz]$/.test(word)) { word = cut(word, "x"); } }
      else if (measure(word) === 1 && isShort(word)) { word += "e"; }
    }
    if (ends(word, "y") && hasVowel(cut(word, "y"))) { word = cut(word, "y") + "i"; }
    word = step(step(step(word, SECOND, 0), THIRD, 0), FOURTH, 1);
    var whole = measure(word);
    if (ends(word, "e") && (whole > 1 || (whole === 1 && !isShort(cut(word, "e"))))) { word = cut(word, "e"); }
    if (ends(word, "l") && isDouble(word) && whole > 1) { word = cut(word, "l"); }
    return word;
  }

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

  root.petuniasWords = { fold: fold, words: words, stem: stem, slips: slips, sound: sound, related: related };
}(typeof globalThis === "object" ? globalThis : this));
