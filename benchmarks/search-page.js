// In the page that search.py opens: each engine with all its files in memory, so that no network is in the times.
/* global petuniasSearch, MiniSearch */
async function bytesOf(address) { return new Uint8Array(await (await fetch(address)).arrayBuffer()); }

// From the data's arrival to the first answer, then the other questions in turn, each asked for the first time, then all
// of them once more. Milliseconds; `found` are the numbers of hits.
async function timed(queries, arrive) {
  await new Promise((done) => { setTimeout(done, 300); });
  const from = performance.now();
  const ask = arrive();
  const counts = [ask(queries[0])];
  const first = performance.now() - from;
  const passes = [[], []];
  for (const [pass, times] of passes.entries()) {
    for (const query of queries.slice(pass ? 0 : 1)) {
      await new Promise((done) => { setTimeout(done, 0); });
      const start = performance.now();
      const count = ask(query);
      times.push(performance.now() - start);
      if (!pass) { counts.push(count); }
    }
  }
  return { first, later: passes[0], again: passes[1], found: counts };
}

window.petuniasTimes = async function (folder, manifest, names, queries) {
  const files = new Map();
  for (const name of names) { files.set(name, await bytesOf(folder + name)); }
  return timed(queries, () => {
    const engine = petuniasSearch.engine(JSON.parse(new TextDecoder().decode(files.get(manifest))));
    for (const [name, bytes] of files) { engine.add(name, bytes); }
    return (q) => {
      const answer = engine.search({ q, near: "", filters: {}, off: [] });
      if (answer.need) { throw new Error(`Not loaded: ${answer.need}`); }
      return answer.hits.length;
    };
  });
};

window.miniTimes = async function (address, combineWith, queries) {
  const text = await (await fetch(address)).text();
  return timed(queries, () => {
    const engine = MiniSearch.loadJSON(text, { fields: ["name", "summary", "text"], storeFields: ["name", "summary"] });
    return (q) => engine.search(q, { prefix: true, fuzzy: 0.2, combineWith }).length;
  });
};

window.pagefindTen = async function (address, query) {
  const pagefind = await import(address);
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return results.length;
};

// On /find/: somebody types, or picks Find, and reads. The time until the answer stands on the page.
window.pageTimes = async function (queries) {
  const box = document.querySelector("form[data-search] #q");
  const answers = document.querySelector("[data-answers]");
  function answered(query) {
    return new Promise((done, fail) => {
      const late = setTimeout(() => { fail(new Error(`No answer to ${query}`)); }, 60000);
      const watch = new MutationObserver(() => {
        if (answers.getAttribute("data-ready") !== query) { return; }
        clearTimeout(late);
        watch.disconnect();
        done(performance.now());
      });
      watch.observe(answers, { attributes: true });
    });
  }
  const times = [];
  box.focus();
  for (const query of queries) {
    await new Promise((done) => { setTimeout(done, 50); });
    const end = answered(query);
    const start = performance.now();
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(await end - start);
  }
  return times;
};
