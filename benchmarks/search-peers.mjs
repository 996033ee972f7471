// The peers' own files for the same entries: `node search-peers.mjs RECORDS FOLDER`, run by search.py.
// RECORDS has one JSON object a line: {id, url, name, summary, text}, where text is all that somebody may look for.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";

const [, , source, folder] = process.argv;
const records = (await readFile(source, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
await mkdir(folder, { recursive: true });

const { index } = await pagefind.createIndex();
for (const { url, name, summary, text } of records) {
  const { errors } = await index.addCustomRecord({ url, content: `${name}. ${summary} ${text}`, language: "en", meta: { title: name, summary } });
  if (errors.length) { throw new Error(errors.join("\n")); }
}
const { errors } = await index.writeFiles({ outputPath: join(folder, "pagefind") });
if (errors.length) { throw new Error(errors.join("\n")); }
await pagefind.close();

const search = new MiniSearch({ fields: ["name", "summary", "text"], storeFields: ["name", "summary"] });
search.addAll(records);
await writeFile(join(folder, "minisearch.json"), JSON.stringify(search));
await copyFile(join(dirname(createRequire(import.meta.url).resolve("minisearch")), "..", "umd", "index.js"), join(folder, "minisearch.js"));
