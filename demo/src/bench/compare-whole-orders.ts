import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { percentile } from "@stagecraft/operations/tune/percentile";
import { type TreeOptions, withTreeAt } from "@stagecraft/plan/against/tree-at";

const run = promisify(execFile);

/** The measurement of a tree, run with its own code in a process of its own. It prints one line. */
const program = `
  import { benchWholeOrders } from "./demo/src/bench/orders.ts";
  const ended = new AbortController();
  process.once("SIGTERM", () => ended.abort());
  const [root, seconds] = process.argv.slice(1);
  console.log(await benchWholeOrders(root, { seconds: Number(seconds), signal: ended.signal }));
  process.exit();
`;

/**
 * Measures whole orders of this tree and of a commit by turns, in `rounds` rounds: the commit's own code and its own
 * `benchWholeOrders` run in a git worktree, which exists since 0.1.0-alpha.2.
 */
export async function compareWholeOrders(
  against: string,
  options: TreeOptions & { readonly rounds: number; readonly seconds: number },
): Promise<string> {
  const { root, rounds, seconds, signal, log } = options;
  return withTreeAt(against, options, async (otherRoot) => {
    const trees = [
      { name: "now", root },
      { name: against, root: otherRoot },
    ] as const;
    const measured: { tree: string; perSecond: number; stageMs: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const tree of round % 2 === 0 ? trees : trees.toReversed()) {
        const rates = await measure(tree.root, seconds, signal);
        measured.push({ tree: tree.name, ...rates });
        log(`whole orders: round ${round + 1} of ${rounds}, ${tree.name}: ${ratesText(rates)}`);
      }
    }
    const [now, other] = trees.map(({ name }) => {
      const own = measured.filter(({ tree }) => tree === name);
      return {
        perSecond: percentile(
          own.map(({ perSecond }) => perSecond),
          0.5,
        ),
        stageMs: percentile(
          own.map(({ stageMs }) => stageMs),
          0.5,
        ),
      };
    });
    if (!now || !other) throw new Error("there are two trees");
    const ratio = (now.perSecond / other.perSecond).toFixed(2);
    return [
      `whole orders: median of ${rounds} rounds of ${seconds} s of each tree, by turns`,
      `  now: ${ratesText(now)}`,
      `  ${against}: ${ratesText(other)}`,
      `  now has ${ratio} times the orders, with ${(now.stageMs / other.stageMs).toFixed(2)} times the processor time of the stage for each`,
    ].join("\n");
  });
}

type Rates = {
  /** Orders that ended. */
  readonly perSecond: number;
  /** Processor time in the process of the stage and its clients, for each order. */
  readonly stageMs: number;
};

async function measure(root: string, seconds: number, signal: AbortSignal): Promise<Rates> {
  const args = ["--input-type=module", "--eval", program, "--", root, String(seconds)];
  const { stdout } = await run(process.execPath, args, { cwd: root, signal });
  const found = /whole orders: ([\d.]+) a second over .*, ([\d.]+) ms of processor/.exec(stdout);
  if (!found) throw new Error(`The measurement in ${root} printed: ${stdout}`);
  return { perSecond: Number(found[1]), stageMs: Number(found[2]) };
}

function ratesText({ perSecond, stageMs }: Rates): string {
  return `${perSecond} a second, ${stageMs} ms in the stage for each`;
}
