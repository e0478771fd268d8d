import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import type { Plan, Resource } from "../../workbench/plan/src/plan.ts";
import { functionsOf } from "../../workbench/plan/src/resources/lambda/functions.ts";
import { resourcesOf } from "../../workbench/plan/src/resources.ts";
import { synthesize } from "../../workbench/plan/src/synthesize.ts";
import { heldConnections } from "../../workbench/plan/src/validation/connections.ts";

const help = `node scripts/figures/plan-figures.ts [--stage STAGE]

  Prints what ADRs count in the Plan of a stage (default: local), a figure a line.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const types = {
  roles: "aws:iam/role:Role",
  "log groups": "aws:cloudwatch/logGroup:LogGroup",
  queues: "aws:sqs/queue:Queue",
  alarms: "aws:cloudwatch/metricAlarm:MetricAlarm",
  "composite alarms": "aws:cloudwatch/compositeAlarm:CompositeAlarm",
} as const;

await runCommand({
  name: "plan-figures",
  help,
  options: { stage: { type: "string", default: "local" } },
  async run({ values: { stage } }, { signal }) {
    const plan = await synthesize({ root, stage, signal });
    const functions = functionsOf(plan);
    const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");
    const ofType = (type: string) =>
      endpoints.filter(({ inputs }) => inputs.vpcEndpointType === type);
    const functionsWith = (input: string, value: string) =>
      resourcesOf(plan, "aws:lambda/function:Function").filter(
        ({ inputs }) => [inputs[input]].flat().join() === value,
      ).length;
    const figures: readonly (readonly [name: string, value: string | number])[] = [
      ["resources", plan.resources.length],
      ["functions", functions.length],
      ["functions in the network", functions.filter(({ vpc }) => vpc !== undefined).length],
      ...Object.entries(types).map(
        ([name, type]) => [name, resourcesOf(plan, type).length] as const,
      ),
      ["endpoints", endpoints.length],
      [
        "endpoints of Secrets Manager",
        endpoints.filter(({ inputs }) => /secretsmanager$/.test(String(inputs.serviceName))).length,
      ],
      ["interface endpoints", ofType("Interface").length],
      ["gateway endpoints", ofType("Gateway").length],
      ["functions on arm64", functionsWith("architectures", "arm64")],
      ["functions on nodejs24.x", functionsWith("runtime", "nodejs24.x")],
      ["native modules in bundles", nativeModules(plan)],
      [
        "provisioned concurrency",
        resourcesOf(plan, "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig")
          .length,
      ],
      ...heldConnections(plan, () => 1).flatMap(({ database, held, available }) => [
        [`connections held to ${database}`, held] as const,
        [`connections that ${database} accepts`, available] as const,
        [
          `share of the connections to ${database} in %`,
          Math.round((100 * held) / available),
        ] as const,
      ]),
      ...resourcesOf(plan, "aws:lambda/function:Function").map(
        (resource) =>
          [`memory of ${nameOf(resource)} in MB`, Number(resource.inputs.memorySize)] as const,
      ),
      ...Object.entries(plan.bundles).map(
        ([name, { directory }]) =>
          [
            `kB of ${name}`,
            Math.round(statSync(join(root, directory, "bundle.mjs")).size / 1000),
          ] as const,
      ),
    ];
    for (const [name, value] of figures) console.log(`${name}: ${value}`);
    return 0;
  },
});

/** Files that only run on one architecture. */
function nativeModules({ bundles }: Plan): number {
  return Object.values(bundles)
    .flatMap(({ directory }) =>
      readdirSync(join(root, directory), { recursive: true, encoding: "utf8" }),
    )
    .filter((file) => file.endsWith(".node")).length;
}

function nameOf({ parent, name }: Resource): string {
  return parent ?? name;
}
