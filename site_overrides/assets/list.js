// "My list": what somebody picks stays on the device, and only until the tab is closed. Nothing here asks for anything.
(function () {
  "use strict";
  var KEY = "petunias.list";
  var store;
  try {
    store = window.sessionStorage;
    store.setItem(KEY + ".try", "1");
    store.removeItem(KEY + ".try");
  } catch (refused) { return; }
  function each(selector, within, act) {
    Array.prototype.forEach.call(within.querySelectorAll(selector), act);
  }
  function all() {
    try {
      var found = JSON.parse(store.getItem(KEY));
      return Array.isArray(found) ? found.filter(function (one) { return one && one.id && one.name; }) : [];
    } catch (broken) { return []; }
  }
  function save(list) {
    try {
      if (list.length) { store.setItem(KEY, JSON.stringify(list)); } else { store.removeItem(KEY); }
    } catch (full) { if (window.console) { console.error(full); } }
    show();
  }
  function without(list, id) { return list.filter(function (one) { return one.id !== id; }); }
  function facts(button) {
    var holder = button.closest("[data-slip]");
    try { return JSON.parse(holder.getAttribute("data-slip")); } catch (broken) { return null; }
  }
  // The count in the header, and each button as it stands with the list.
  function show() {
    var list = all();
    each("[data-mine]", document, function (link) {
      link.querySelector(".n").textContent = list.length || "";
      link.hidden = !list.length && !link.querySelector("[aria-current]");
    });
    each("[data-pick]", document, function (button) { settle(button, list); });
  }
  function settle(button, list) {
    var own = facts(button);
    if (!own || own.stop) { return; }
    var on = list.some(function (one) { return one.id === own.id; });
    button.querySelector("[data-on]").hidden = on;
    button.querySelector("[data-off]").hidden = !on;
    button.hidden = false;
  }
  function tell(which, name) {
    each("[data-list-told]", document, function (status) { status.textContent = status.getAttribute(which).replace("{name}", function () { return name; }); });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-pick]") : null;
    var own = button && facts(button);
    if (!own) { return; }
    var list = all();
    var rest = without(list, own.id);
    var on = rest.length < list.length;
    save(on ? rest : rest.concat(own));
    tell(on ? "data-off" : "data-on", own.name);
  });
  window.petuniasList = {
    all: all,
    save: save,
    tell: tell,
    // Puts the button into a card of the search. Its facts came with it, but for those that the card shows.
    offer: function (card, more) {
      var ready = document.querySelector("template[data-pick-here]");
      if (!ready || !more) { return; }
      var own = Object.assign({ id: card.getAttribute("data-entry"), name: card.querySelector("h3").textContent, line: card.querySelector(".say > p").textContent }, more);
      var button = document.importNode(ready.content, true).querySelector("[data-pick]");
      card.setAttribute("data-slip", JSON.stringify(own));
      button.querySelector("[data-of]").textContent = " " + own.name;
      card.querySelector(".say").appendChild(button);
      settle(button, all());
    }
  };
  show();
  // A page that the browser kept while another was looked at.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { show(); } });
  if (document.querySelector("[data-slip-page]")) {
    var made = document.createElement("script");
    made.src = document.querySelector("script[data-slip-script]").getAttribute("data-slip-script");
    document.head.appendChild(made);
  }
}());
