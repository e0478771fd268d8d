import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { readWaivers } from "@stagecraft/gates/read-waivers";
import { printReview } from "./print-review.ts";
import { hasEnded, printWaivers } from "./print-waivers.ts";
import { worstStatus } from "./review-line.ts";
import { readReviewOptions, reviewHelp, reviewOptions } from "./review-options.ts";
import { reviewPage } from "./review-page.ts";
import { runReview } from "./run-review.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "review",
  help: reviewHelp,
  options: reviewOptions,
  endsInOrder: true,
  async run(given, { log, signal }) {
    const options = readReviewOptions(given);
    const now = new Date();
    if (options.waivers) {
      const today = now.toISOString().slice(0, 10);
      const waivers = await readWaivers(root);
      console.log(printWaivers(waivers, today));
      return waivers.some((waiver) => hasEnded(waiver, today)) ? 1 : 0;
    }
    const review = await runReview(root, options.stage, { now, log, signal });
    console.log(printReview(review));
    if (options.html !== undefined) {
      const file = resolve(options.html);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, reviewPage(review));
      log(`wrote ${file}`);
    }
    const status = worstStatus(review.stages.map((line) => line.status));
    if (status === "green") return 0;
    return status === "red" ? 1 : 2;
  },
});
