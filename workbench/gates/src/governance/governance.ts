import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { taggableTypes } from "@stagecraft/plan/taggable-types";
import { readDeclarations } from "../contracts/declarations.ts";
import type { Finding } from "../finding.ts";
import type { GateCheck, GateInput } from "../gate.ts";
import type { GovernanceFacts } from "./governance-facts.ts";
import { logRetention } from "./plan/log-retention.ts";
import { missingTag } from "./plan/missing-tag.ts";
import { publicStore } from "./plan/public-store.ts";
import { runtimeSupportEnd } from "./plan/runtime-support-end.ts";
import { secretInEnvironment } from "./plan/secret-in-environment.ts";
import { storeWithoutTls } from "./plan/store-without-tls.ts";
import { unapproved } from "./plan/unapproved.ts";
import { unencryptedStore } from "./plan/unencrypted-store.ts";
import { unkeptStore } from "./plan/unkept-store.ts";
import { readSettings } from "./read-settings.ts";
import { eventGraphOf } from "./runaway/event-graph.ts";
import { eventLoop } from "./runaway/event-loop.ts";
import { retryAmplification } from "./runaway/retry-amplification.ts";
import type { RunawayFacts } from "./runaway/runaway-facts.ts";
import { worstCaseSpend } from "./runaway/worst-case-spend.ts";
import { worstEvents } from "./runaway/worst-events.ts";
import { bundledPackages } from "./tree/bundled-packages.ts";
import { installScript } from "./tree/install-script.ts";
import { licence } from "./tree/licence.ts";
import { readLockfile } from "./tree/lockfile.ts";
import { lockfileIntegrity } from "./tree/lockfile-integrity.ts";
import { secretInFile } from "./tree/secret-in-file.ts";
import { secretsInFiles } from "./tree/secrets-in-files.ts";
import type { TreeFacts } from "./tree/tree-facts.ts";

/** Each rule finds one kind of violation in the Plan. */
export const planRules: readonly ((facts: GovernanceFacts) => readonly Finding[])[] = [
  unapproved,
  runtimeSupportEnd,
  missingTag,
  publicStore,
  unencryptedStore,
  storeWithoutTls,
  logRetention,
  unkeptStore,
  secretInEnvironment,
];

/** Each rule finds one way in which work and cost could multiply. */
export const runawayRules: readonly ((facts: RunawayFacts) => readonly Finding[])[] = [
  eventLoop,
  worstCaseSpend,
  retryAmplification,
];

/** Each rule finds one kind of violation in the repository and in what is installed. */
export const treeRules: readonly ((facts: TreeFacts) => readonly Finding[])[] = [
  lockfileIntegrity,
  installScript,
  licence,
  secretInFile,
];

/** Of an account and region: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const defaultConcurrency = 1_000;

/**
 * Checks what an organisation decides for all of its programs: what may be used, whose cost each resource is, how stores are protected,
 * and what the code is made of. It asks no network; `npm run check:audit` asks the registry about known vulnerabilities.
 */
export const governance: GateCheck<Pick<GateInput, "root" | "plan" | "today">> = async ({
  root,
  plan,
  today,
}) => {
  const [settings, taggable, packages, scan, manifest, { contracts }] = await Promise.all([
    readSettings(root),
    taggableTypes(root, plan),
    readLockfile(root),
    secretsInFiles(root, plan),
    readFile(join(root, "package.json"), "utf8"),
    readDeclarations(root),
  ]);
  const bundled = await bundledPackages(root, plan, packages);
  const { allowScripts: allowedScripts = {} } = JSON.parse(manifest) as {
    readonly allowScripts?: TreeFacts["allowedScripts"];
  };
  const ofPlan = { plan, settings, today, taggable };
  const graph = eventGraphOf(plan, contracts);
  const ofWork = {
    settings,
    graph,
    functions: functionsOf(plan),
    accountConcurrency: Number(plan.outputs.accountConcurrency ?? defaultConcurrency),
  };
  const ofTree = { settings, packages, allowedScripts, bundled, secrets: scan.secrets };
  const tagged = plan.resources.filter(({ type }) => taggable.has(type));
  return {
    findings: [
      ...planRules.flatMap((rule) => rule(ofPlan)),
      ...runawayRules.flatMap((rule) => rule(ofWork)),
      ...treeRules.flatMap((rule) => rule(ofTree)),
    ],
    undecided: [],
    examined: plan.resources.length,
    figures: {
      "steps of events": String(graph.edges.length),
      "worst event": worstEventText(ofWork),
      "resources with tags": String(tagged.length),
      "installed packages": `${packages.length}, of which ${bundled.size} in bundles`,
      "files searched for secrets": `${scan.filesRead}, and ${scan.filesLeftOut} left out, which are large or no text`,
    },
  };
};

function worstEventText({ graph, functions }: RunawayFacts): string {
  const [worst] = worstEvents(graph, functions);
  if (!worst) return "none";
  return `${worst.invocations} invocations for $${worst.usd.toFixed(2)}, from ${worst.source}`;
}
