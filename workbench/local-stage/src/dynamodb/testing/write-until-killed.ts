import { openEngine } from "../engine.ts";
import { prepareTable } from "../prepare-table.ts";
import { tableOf } from "./table-of.ts";

/** A program: puts one item after the other into the table `tokens` of a folder, and prints each key once it is stored. */
const [directory = ""] = process.argv.slice(2);
const engine = await openEngine(directory);
await prepareTable(engine, tableOf("tokens"), Date.now(), console.error);
for (let n = 0; ; n += 1) {
  await engine.run("PutItem", { TableName: "tokens", Item: { id: { S: `${n}` } } });
  process.stdout.write(`${n}\n`);
}
