// A QR code (ISO/IEC 18004) of a short text: byte mode, error level M, versions 1 to 10. As rows of 0 and 1, or null.
var petuniasQr = (function () {
  "use strict";
  // For each version: error words of a block; then blocks and the data words of each, once or twice.
  var BLOCKS = [
    [10, 1, 16], [16, 1, 28], [26, 1, 44], [18, 2, 32], [24, 2, 43],
    [16, 4, 27], [18, 4, 31], [22, 2, 38, 2, 39], [22, 3, 36, 2, 37], [26, 4, 43, 1, 44]
  ];
  // Where the middles of the small squares are.
  var MIDDLES = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

  // ---- Arithmetic in the field of 256 elements
  var EXP = [];
  var LOG = [];
  (function () {
    var value = 1;
    for (var i = 0; i < 255; i += 1) {
      EXP[i] = value;
      LOG[value] = i;
      value = value << 1;
      if (value > 255) { value = value ^ 0x11d; }
    }
  }());
  function times(a, b) { return a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0; }
  function errorWords(data, count) {
    var divisor = [1];
    for (var i = 0; i < count; i += 1) {
      var next = divisor.concat(0);
      for (var k = 0; k < divisor.length; k += 1) { next[k + 1] ^= times(divisor[k], EXP[i]); }
      divisor = next;
    }
    var rest = data.concat(divisor.slice(1).map(function () { return 0; }));
    data.forEach(function (unused, at) {
      var factor = rest[at];
      divisor.forEach(function (value, place) { rest[at + place] ^= times(value, factor); });
    });
    return rest.slice(data.length);
  }

  // ---- The words: data and error words, block by block, then taken in turn
  function bytes(text) {
    return unescape(encodeURIComponent(text)).split("").map(function (sign) { return sign.charCodeAt(0); });
  }
  function room(version) {
    var row = BLOCKS[version - 1];
    return row[1] * row[2] + (row[3] || 0) * (row[4] || 0);
  }
  function words(data, version) {
    var bits = [];
    function put(value, length) { for (var i = length - 1; i >= 0; i -= 1) { bits.push((value >> i) & 1); } }
    put(4, 4);
    put(data.length, version < 10 ? 8 : 16);
    data.forEach(function (value) { put(value, 8); });
    var most = room(version) * 8;
    put(0, Math.min(4, most - bits.length));
    put(0, (8 - bits.length % 8) % 8);
    for (var filler = 0xec; bits.length < most; filler ^= 0xec ^ 0x11) { put(filler, 8); }
    var all = [];
    for (var i = 0; i < bits.length; i += 8) { all.push(parseInt(bits.slice(i, i + 8).join(""), 2)); }
    return shared(all, BLOCKS[version - 1]);
  }
  function shared(all, row) {
    var blocks = [];
    for (var kind = 1; kind < row.length; kind += 2) {
      for (var i = 0; i < row[kind]; i += 1) { blocks.push(all.splice(0, row[kind + 1])); }
    }
    var errors = blocks.map(function (block) { return errorWords(block, row[0]); });
    return inTurn(blocks).concat(inTurn(errors));
  }
  function inTurn(blocks) {
    var found = [];
    var longest = blocks[blocks.length - 1].length;
    for (var i = 0; i < longest; i += 1) {
      blocks.forEach(function (block) { if (i < block.length) { found.push(block[i]); } });
    }
    return found;
  }

  // ---- The drawing
  function remainder(value, generator, length) {
    var rest = value << length;
    for (var bit = 31 - Math.clz32(rest); bit >= length; bit = rest ? 31 - Math.clz32(rest) : -1) { rest ^= generator << (bit - length); }
    return (value << length) | rest;
  }
  function blank(version) {
    var size = 17 + 4 * version;
    var grid = [];
    for (var y = 0; y < size; y += 1) { grid.push(new Array(size).fill(null)); }
    function square(cx, cy, radius, ringed) {
      for (var y = cy - radius; y <= cy + radius; y += 1) {
        for (var x = cx - radius; x <= cx + radius; x += 1) {
          if (y < 0 || x < 0 || y >= size || x >= size) { continue; }
          var far = Math.max(Math.abs(x - cx), Math.abs(y - cy));
          grid[y][x] = ringed.indexOf(far) < 0 ? 1 : 0;
        }
      }
    }
    square(3, 3, 4, [2, 4]);
    square(size - 4, 3, 4, [2, 4]);
    square(3, size - 4, 4, [2, 4]);
    var middles = MIDDLES[version - 1];
    var last = middles[middles.length - 1];
    middles.forEach(function (y) {
      middles.forEach(function (x) {
        if ((x === 6 && (y === 6 || y === last)) || (x === last && y === 6)) { return; }
        square(x, y, 2, [1]);
      });
    });
    for (var i = 8; i < size - 8; i += 1) { grid[6][i] = grid[i][6] = i % 2 ? 0 : 1; }
    return grid;
  }
  // The mask and the error level beside the large squares; above six, the version as well.
  function label(grid, version, mask) {
    var size = grid.length;
    var format = remainder(mask, 0x537, 10) ^ 0x5412;
    for (var i = 0; i < 15; i += 1) {
      var bit = (format >> i) & 1;
      if (i < 6) { grid[i][8] = bit; } else if (i < 8) { grid[i + 1][8] = bit; } else if (i === 8) { grid[8][7] = bit; } else { grid[8][14 - i] = bit; }
      if (i < 8) { grid[8][size - 1 - i] = bit; } else { grid[size - 15 + i][8] = bit; }
    }
    grid[size - 8][8] = 1;
    if (version < 7) { return; }
    var known = remainder(version, 0x1f25, 12);
    for (var k = 0; k < 18; k += 1) {
      var x = Math.floor(k / 3);
      var y = size - 11 + k % 3;
      grid[y][x] = grid[x][y] = (known >> k) & 1;
    }
  }
  var MASKS = [
    function (y, x) { return (y + x) % 2; },
    function (y) { return y % 2; },
    function (y, x) { return x % 3; },
    function (y, x) { return (y + x) % 3; },
    function (y, x) { return (Math.floor(y / 2) + Math.floor(x / 3)) % 2; },
    function (y, x) { return y * x % 2 + y * x % 3; },
    function (y, x) { return (y * x % 2 + y * x % 3) % 2; },
    function (y, x) { return ((y + x) % 2 + y * x % 3) % 2; }
  ];
  function drawn(frame, all, version, mask) {
    var grid = frame.map(function (row) { return row.slice(); });
    var size = grid.length;
    label(grid, version, mask);
    var at = 0;
    var up = true;
    for (var right = size - 1; right > 0; right -= 2) {
      if (right === 6) { right = 5; }
      for (var step = 0; step < size; step += 1) {
        var y = up ? size - 1 - step : step;
        for (var x = right; x > right - 2; x -= 1) {
          if (grid[y][x] !== null) { continue; }
          var bit = at < all.length * 8 ? (all[at >> 3] >> (7 - at % 8)) & 1 : 0;
          grid[y][x] = MASKS[mask](y, x) ? bit : 1 - bit;
          at += 1;
        }
      }
      up = !up;
    }
    return grid;
  }
  // How hard it would be to read: long runs, blocks, what looks like a large square, too much of one colour.
  function burden(grid) {
    var size = grid.length;
    var sum = 0;
    var dark = 0;
    var lines = grid.concat(grid.map(function (row, x) { return grid.map(function (other) { return other[x]; }); }));
    lines.forEach(function (line) {
      var text = line.join("");
      (text.match(/0{5,}|1{5,}/g) || []).forEach(function (run) { sum += run.length - 2; });
      ["10111010000", "00001011101"].forEach(function (like) {
        for (var at = text.indexOf(like); at >= 0; at = text.indexOf(like, at + 1)) { sum += 40; }
      });
    });
    for (var y = 0; y < size; y += 1) {
      for (var x = 0; x < size; x += 1) {
        dark += grid[y][x];
        if (y && x && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) { sum += 3; }
      }
    }
    return sum + 10 * Math.floor(Math.abs(dark * 20 / (size * size) - 10));
  }
  return function (text) {
    var data = bytes(text);
    for (var version = 1; version <= BLOCKS.length; version += 1) {
      if (data.length + (version < 10 ? 2 : 3) <= room(version)) {
        var frame = blank(version);
        label(frame, version, 0);
        var all = words(data, version);
        var best = null;
        MASKS.forEach(function (unused, mask) {
          var grid = drawn(frame, all, version, mask);
          var weight = burden(grid);
          if (!best || weight < best.weight) { best = { grid: grid, weight: weight }; }
        });
        return best.grid;
      }
    }
    return null;
  };
}());
