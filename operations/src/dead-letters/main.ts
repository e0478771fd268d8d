import { resolve } from "node:path";
import { runMain } from "@stagecraft/cli/run-main";
import { foldFrames } from "@stagecraft/local-stage/logs/fold-frames";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readOptions } from "./command/options.ts";
import { runCommand } from "./command/run-command.ts";
import { openSession } from "./session.ts";

const root = process.cwd();

await runMain({
  name: "dlq",
  endsInOrder: true,
  async run(args, { log, signal }) {
    const options = readOptions(args);
    if (typeof options === "string") {
      console.log(options);
      return 0;
    }
    const { stage } = options;
    const plan = await synthesize({ root, stage, signal });
    const stateDirectory = resolve(options.state ?? `.stagecraft/${stage}`);
    const session = await openSession({ root, plan, stateDirectory, warn: log });
    try {
      const { text, exitCode } = await runCommand(session, options, { say: log, signal });
      // JSON is for programs: stack frames in it stay as they were logged.
      if (text) console.log(options.json ? text : foldFrames(createMapFrames(root)(text)));
      return exitCode;
    } finally {
      session.close();
    }
  },
});
