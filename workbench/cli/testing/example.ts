import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import { runCommand } from "../src/run-command.ts";
import { untilAborted } from "../src/until-aborted.ts";
import { VisibleError } from "../src/visible-error.ts";

/** A command for tests, which does what `--do` says. */
await runCommand({
  name: "example",
  help: "npm run example -- --do WHAT",
  options: { do: { type: "string", default: "nothing" } },
  endsInOrder: true,
  async run({ values }, { log, signal }) {
    switch (values.do) {
      case "find":
        return 1;
      case "refuse":
        throw new VisibleError("The door is closed. Open it first.");
      case "write":
        writeFileSync("/dev/null/example", "");
        return 0;
      case "fail":
        throw new TypeError("a defect");
      case "fail-later":
        setImmediate(() => {
          throw new TypeError("an uncaught defect");
        });
        await untilAborted(signal);
        return 0;
      case "wait":
        log("waiting");
        await untilAborted(signal);
        log("ended in order");
        throw signal.reason;
      case "wait-for-ever": {
        const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
        endWithThisProcess(child.pid ?? 0);
        log(`waiting with ${child.pid}`);
        await new Promise(() => setInterval(() => {}, 1_000));
        return 0;
      }
      case "print":
        for (;;) {
          signal.throwIfAborted();
          console.log("a line".repeat(1_000));
          await new Promise((resolve) => setImmediate(resolve));
        }
      default:
        return 0;
    }
  },
});
