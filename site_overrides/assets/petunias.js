// Puts right what has aged since the site was built: dates, doubt, room. Nothing here is needed to read a page.
(function () {
  "use strict";
  function each(selector, within, act) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }
  // The time in the United Kingdom, as 2026-11-24T10:00, wherever the reader's device thinks it is.
  function now() {
    var at = new Date();
    try {
      var part = {};
      new Intl.DateTimeFormat("en-GB", {
        timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23"
      }).formatToParts(at).forEach(function (piece) { part[piece.type] = piece.value; });
      return part.year + "-" + part.month + "-" + part.day + "T" + part.hour + ":" + part.minute;
    } catch (tooOld) {
      return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    }
  }
  function attempt(work) {
    try { work(); } catch (trouble) { if (window.console) { console.error(trouble); } }
  }
  var moment = now();
  var today = moment.slice(0, 10);

  function right(within) {
    // Words that hold only between two days.
    attempt(function () {
      each("[data-from], [data-until]", within, function (element) {
        var from = element.getAttribute("data-from");
        var until = element.getAttribute("data-until");
        element.hidden = !!((from && today < from) || (until && today > until));
      });
    });
    // What holds on several stretches of days: "2026-12-01/2027-01-02 2027-06-15/2027-08-31".
    attempt(function () {
      each("[data-days]", within, function (element) {
        element.hidden = !element.getAttribute("data-days").split(" ").some(function (stretch) {
          return today >= stretch.slice(0, 10) && today <= stretch.slice(11);
        });
      });
    });
    // An entry's state of freshness: "confirmed 2027-04-09 due 2027-10-09 unconfirmed".
    attempt(function () {
      each("[data-states]", within, function (element) {
        var parts = element.getAttribute("data-states").split(" ");
        var state = parts[0];
        for (var i = 1; i + 1 < parts.length; i += 2) { if (today >= parts[i]) { state = parts[i + 1]; } }
        element.setAttribute("data-freshness", state);
      });
    });
    // In a list, what nobody has checked for too long is left out.
    attempt(function () {
      each("[data-gone]", within, function (element) {
        if (today >= element.getAttribute("data-gone")) { element.hidden = true; }
      });
    });
    // The next dates that are still to come. A date without a time counts until its day is over.
    attempt(function () {
      each("[data-next]", within, function (box) {
        var room = +box.getAttribute("data-next");
        var seen = 0;
        each("time", box, function (leaf) {
          var at = leaf.getAttribute("datetime");
          var over = at.length > 10 ? at < moment : at < today;
          leaf.hidden = over || seen >= room;
          if (!leaf.hidden) { seen += 1; }
        });
        each("[data-none]", box, function (none) { none.hidden = seen > 0; });
      });
    });
  }
  right(document);
  window.petuniasRight = right;
  window.petuniasNow = now;
  attempt(function () {
    each("[data-needs-script]", null, function (element) { element.hidden = false; });
    each("[data-print]", null, function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
  });
  // What is looked for goes into the fragment of the address, which no server sees. The search itself is loaded when
  // somebody begins to search, and not before.
  attempt(function () {
    var script = document.querySelector("script[data-search-script]");
    var own = document.querySelector("form[data-search]");
    var loaded = false;
    function load() {
      if (loaded || !script) { return; }
      loaded = true;
      var made = document.createElement("script");
      made.src = script.getAttribute("data-search-script");
      made.onerror = function () {
        var answers = document.querySelector("[data-answers]");
        loaded = false;
        answers.querySelector("[data-status]").textContent = answers.getAttribute("data-failed");
        answers.hidden = false;
      };
      document.head.appendChild(made);
    }
    each("form[data-find]", null, function (form) {
      if (form === own) { return; }
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        var said = form.querySelector("input").value.trim();
        location.href = form.action.split("#")[0] + (said ? "#" + new URLSearchParams({ q: said }) : "");
      });
    });
    if (own) {
      var asked = new URLSearchParams(location.search).get("q");
      if (asked !== null) { history.replaceState(null, "", location.pathname + "#" + new URLSearchParams({ q: asked })); }
      own.addEventListener("focusin", load);
      own.addEventListener("submit", function (event) { event.preventDefault(); load(); });
      window.addEventListener("hashchange", load);
      if (location.hash.indexOf("=") > 0) { load(); }
    }
    each("[data-leave]", null, function (link) {
      link.addEventListener("click", function (event) { event.preventDefault(); location.replace(link.href); });
    });
  });
  // Everything folded is printed.
  attempt(function () {
    window.addEventListener("beforeprint", function () {
      each("details:not([data-shut])", null, function (fold) { fold.open = true; });
    });
  });
}());
