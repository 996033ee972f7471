// For people who work by keyboard: a list that narrows as they type, and one key that goes to the search.
(function () {
  "use strict";
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  function bare(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  // The rows of a table whose heads hold every word that was typed. Enter goes to the first link that is not the head.
  each("[data-narrow]", function (box) {
    var rows = Array.prototype.slice.call(document.getElementById(box.getAttribute("data-narrow")).tBodies[0].rows);
    var told = box.parentNode.querySelector("[data-narrow-told]");
    function narrow() {
      var said = bare(box.value).split(/\s+/);
      var left = rows.filter(function (row) {
        var name = bare(row.cells[0].textContent);
        row.hidden = !said.every(function (word) { return name.indexOf(word) >= 0; });
        return !row.hidden;
      }).length;
      var words = box.getAttribute(left === 1 ? "data-one" : left ? "data-many" : "data-none").replace("{n}", left);
      told.textContent = box.value.trim() ? words : "";
    }
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", function (event) {
      var first = rows.filter(function (row) { return !row.hidden; })[0];
      if (event.key !== "Enter" || event.isComposing || !first) { return; }
      event.preventDefault();
      (first.querySelector("td a") || first.querySelector("a")).focus();
    });
    narrow();
  });

  // One letter as a shortcut is in the way of those who speak to their device: so it is off until somebody turns it on.
  var KEY = "petunias.slash";
  var store;
  try {
    store = window.localStorage;
    store.getItem(KEY);
  } catch (refused) { return; }
  each("[data-slash]", function (box) {
    box.checked = store.getItem(KEY) === "on";
    box.addEventListener("change", function () {
      try {
        if (box.checked) { store.setItem(KEY, "on"); } else { store.removeItem(KEY); }
      } catch (full) { box.checked = false; }
    });
  });
  each("[data-slash-ask]", function (part) { part.hidden = false; });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])");
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || typing || store.getItem(KEY) !== "on") { return; }
    var boxes = Array.prototype.filter.call(document.querySelectorAll("form[role=search] input[type=search]"), function (box) { return box.offsetParent; });
    if (!boxes.length) { return; }
    event.preventDefault();
    boxes[0].focus();
    boxes[0].select();
  });
}());
