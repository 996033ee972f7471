// Words as the search knows them: folded and stemmed. The same as search/text.py.
(function (root) {
  "use strict";

  var LONGEST = 40; // letters; what is longer is no word
  var WHOLE = { "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "þ": "th", "ð": "d", "ς": "σ" };

  function fold(text) {
    return text.replace(/['’‘`´]/g, "").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
      .replace(/[łøđßæœħıþðς]/g, function (sign) { return WHOLE[sign]; });
  }
  function words(text) {
    return (fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter(function (word) { return word.length <= LONGEST; });
  }

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

  root.petuniasWords = { fold: fold, words: words, stem: stem };
}(typeof globalThis === "object" ? globalThis : this));
