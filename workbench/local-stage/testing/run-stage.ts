import { readFileSync } from "node:fs";
import { startStage } from "../src/start-stage.ts";

/** Runs a stage in a process of its own, for tests that kill it: `run-stage.ts <plan.json> <root> <directory>`. */
const [planFile = "", root = "", directory = ""] = process.argv.slice(2);

const stage = await startStage(JSON.parse(readFileSync(planFile, "utf8")), { root, directory });

process.send?.({ url: stage.url });
