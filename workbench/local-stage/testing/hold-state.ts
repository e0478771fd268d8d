import { openState } from "../src/stage/state.ts";

/** Holds the state in a folder until it is killed: `hold-state.ts <directory>`. */
const [directory = ""] = process.argv.slice(2);

const { sqlite } = openState(directory);
sqlite.exec("CREATE TABLE held (word TEXT); INSERT INTO held VALUES ('committed')");
process.send?.("held");
// The parent's end of the channel keeps it alive.
process.on("message", () => {});
