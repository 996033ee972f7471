// The files of the index, see search/shards.py: bytes in, lists of entries out.
(function (root) {
  "use strict";

  function reader(bytes) {
    var at = 0;
    var utf8 = function (length) {
      var made = "";
      for (var end = at + length; at < end;) {
        var one = bytes[at];
        if (one < 128) { made += String.fromCharCode(one); at += 1; }
        else if (one < 224) { made += String.fromCharCode((one & 31) << 6 | bytes[at + 1] & 63); at += 2; }
        else if (one < 240) { made += String.fromCharCode((one & 15) << 12 | (bytes[at + 1] & 63) << 6 | bytes[at + 2] & 63); at += 3; }
        else { made += String.fromCodePoint((one & 7) << 18 | (bytes[at + 1] & 63) << 12 | (bytes[at + 2] & 63) << 6 | bytes[at + 3] & 63); at += 4; }
      }
      return made;
    };
    return {
      more: function () { return at < bytes.length; },
      byte: function () { at += 1; return bytes[at - 1]; },
      number: function () {
        var made = 0;
        for (var shift = 1; ; shift *= 128) {
          var one = bytes[at];
          at += 1;
          made += (one & 127) * shift;
          if (one < 128) { return made; }
        }
      },
      text: utf8,
      place: function () { return at; },
      skip: function (count) { for (; count > 0; count -= 1) { while (bytes[at] > 127) { at += 1; } at += 2; } }
    };
  }
  // A file of records, see search/shards.py. The lists of entries stay packed until somebody asks.
  function unpack(bytes) {
    var found = {};
    var from = reader(bytes);
    var key = "";
    while (from.more()) {
      var shared = from.byte();
      var length = from.byte();
      key = key.slice(0, shared) + from.text(length);
      var kind = from.byte();
      var record = { count: 0, at: 0, bytes: bytes, phrases: [], domains: 0, evidence: [] };
      if (kind & 1) { record.count = from.number(); record.at = from.place(); from.skip(record.count); }
      if (kind & 2) {
        for (var left = from.number(); left > 0; left -= 1) {
          var rest = from.text(from.number());
          record.phrases.push([rest ? rest.split(" ") : [], from.number()]);
        }
      }
      if (kind & 4) { record.domains = from.number(); record.evidence = from.text(from.number()).split("\n"); }
      found[key] = record;
    }
    return found;
  }
  function entriesOf(record, each) {
    var bytes = record.bytes;
    var at = record.at;
    var number = 0;
    for (var left = record.count; left > 0; left -= 1) {
      var distance = 0;
      for (var shift = 0; ; shift += 7) {
        var one = bytes[at];
        at += 1;
        distance |= (one & 127) << shift;
        if (one < 128) { break; }
      }
      number += distance;
      each(number, bytes[at]);
      at += 1;
    }
  }
  // Which of the files a key is in: the CRC-32 of its UTF-8, modulo their number.
  function fileOf(key, count) {
    var text = unescape(encodeURIComponent(key));
    var made = -1;
    for (var i = 0; i < text.length; i += 1) {
      made ^= text.charCodeAt(i);
      for (var bit = 0; bit < 8; bit += 1) { made = made >>> 1 ^ (made & 1 ? 0xEDB88320 : 0); }
    }
    return (~made >>> 0) % count;
  }
  function latin(bytes) {
    var made = "";
    for (var i = 0; i < bytes.length; i += 8192) { made += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192)); }
    return made;
  }

  root.petuniasFiles = { unpack: unpack, entriesOf: entriesOf, fileOf: fileOf, latin: latin };
}(typeof globalThis === "object" ? globalThis : this));
