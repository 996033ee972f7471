// Text messages: how long one is as the network counts, and the words of a list made short enough.
var petuniasText = (function () {
  "use strict";
  // The letters of GSM 03.38, and those that take the room of two.
  var ONE = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  var TWO = "^{}\\[~]|€\f";
  var PLAIN = { "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "\u2011": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "•": "-", "·": "-", "×": "x", "½": "1/2", "¼": "1/4" };
  var MOST = 2;

  // The text with signs that nearly every telephone knows, as far as nothing is lost but an accent.
  function plain(text) {
    return Array.from(text).map(function (sign) {
      if (ONE.indexOf(sign) >= 0 || TWO.indexOf(sign) >= 0) { return sign; }
      if (PLAIN[sign] !== undefined) { return PLAIN[sign]; }
      var bare = sign.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
      return bare && bare !== sign && ONE.indexOf(bare) >= 0 ? bare : sign;
    }).join("");
  }
  // How many letters it counts as, in how many messages. A sign that takes two is never cut in half.
  function count(text) {
    var signs = Array.from(text);
    var gsm = signs.every(function (sign) { return ONE.indexOf(sign) >= 0 || TWO.indexOf(sign) >= 0; });
    function size(sign) { return gsm ? (TWO.indexOf(sign) >= 0 ? 2 : 1) : sign.length; }
    var whole = gsm ? 160 : 70;
    var part = gsm ? 153 : 67;
    var units = signs.reduce(function (sum, sign) { return sum + size(sign); }, 0);
    var messages = 1;
    var filled = 0;
    if (units > whole) {
      signs.forEach(function (sign) {
        if (filled + size(sign) > part) { messages += 1; filled = 0; }
        filled += size(sign);
      });
    }
    return { units: units, messages: messages, gsm: gsm, most: messages > 1 ? part * messages : whole };
  }
  function fits(text) { return count(text).messages <= MOST; }
  function cut(text, length) {
    var signs = Array.from(text);
    return signs.length <= length ? text : signs.slice(0, length - 3).join("").replace(/[\s,;:.]+$/, "") + "...";
  }
  function said(item, wanted, length) {
    var parts = wanted.map(function (name) { return item[name]; }).filter(Boolean);
    var start = cut(item.name, length) + (item.call ? ": " + item.call : "");
    return [start].concat(parts).join(". ").replace(/([.!?])\. /g, "$1 ");
  }
  // What is left out, the least needed first; then long names are cut; then the last entries are only counted.
  var LEVELS = [["full", "date", "where", "way", "cost"], ["full", "date", "where", "way"], ["full", "date", "where"], ["full", "date"], ["full"], []];
  function message(items, more) {
    var made = items.map(function (item) {
      var copy = {};
      Object.keys(item).forEach(function (name) { copy[name] = plain(item[name] || ""); });
      return copy;
    });
    function text(wanted, length, number) {
      var lines = made.slice(0, number).map(function (item) { return said(item, wanted, length); });
      if (number < made.length) { lines.push(plain(more).replace("{n}", made.length - number)); }
      return lines.join("\n");
    }
    var tries = LEVELS.map(function (wanted) { return [wanted, 999, made.length]; });
    tries.push([[], 40, made.length], [[], 24, made.length]);
    for (var number = made.length - 1; number > 0; number -= 1) { tries.push([[], 24, number]); }
    for (var i = 0; i < tries.length; i += 1) {
      var found = text.apply(null, tries[i]);
      if (fits(found)) { return { text: found, whole: i === 0 }; }
    }
    // One entry alone with an endless address.
    var last = text([], 24, 1);
    while (!fits(last)) { last = Array.from(last).slice(0, -1).join(""); }
    return { text: last, whole: false };
  }
  return { plain: plain, count: count, message: message };
}());
