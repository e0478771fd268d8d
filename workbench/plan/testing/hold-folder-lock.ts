import { inTurn } from "../src/folder-lock.ts";

/** Has its turn in a folder until it is killed: `hold-turn.ts FOLDER`. */
const [folder = ""] = process.argv.slice(2);

await inTurn(folder, undefined, async () => {
  process.send?.("has it");
  await new Promise((resolve) => setInterval(resolve, 2 ** 31 - 1));
});
