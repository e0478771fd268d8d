import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { beforeAll, describe, expect, test } from "vitest";
import { layoutFaults } from "../testing/layout-faults.ts";
import { failureDrawing } from "./drawings/failure-drawing.ts";
import { networkDrawing } from "./drawings/network-drawing.ts";
import { overviewDrawing } from "./drawings/overview-drawing.ts";
import { systemDrawing } from "./drawings/system-drawing.ts";
import { flowOf } from "./flow/flow.ts";
import { allBoxes, type Drawing } from "./flow/graph.ts";
import { generatedFiles } from "./generated-files.ts";
import { layout } from "./layout/layout.ts";

const programs = [
  ["probe", "../../local-stage/fixtures"],
  ["dead-letter-sources", "../../plan/fixtures"],
] as const;
const plans = new Map<string, Plan>();

beforeAll(async () => {
  for (const [name, folder] of programs) {
    const program = await fixtureProgram(name, fileURLToPath(new URL(folder, import.meta.url)));
    try {
      plans.set(name, await program.plan("dev"));
    } finally {
      await program.remove();
    }
  }
});

/** A drawing in few lines of text: each frame with its boxes and their marks, then its lines. */
function textOf({ groups, legend, captions }: Drawing): string {
  const lines = groups.flatMap(({ title, boxes, edges }) => [
    title,
    ...allBoxes(boxes).map(({ id, title: name, notes, marks = [], boxes: inner = [] }) =>
      [
        `  ${id}: ${[name, ...notes].join(", ")}`,
        ...marks.map(({ text }) => `[${text}]`),
        ...(inner.length > 0 ? [`{ ${inner.map((box) => box.id).join(" ")} }`] : []),
      ].join(" "),
    ),
    ...edges.map(({ from, to, label = "", dashed, both }) =>
      `  ${from} ${both ? "<" : ""}${dashed ? ".." : "--"}> ${to} ${label}`.trimEnd(),
    ),
  ]);
  const meanings = legend.map(({ mark, meaning }) => `[${mark.text}] ${meaning}`);
  return [...lines, ...meanings, ...captions].join("\n");
}

describe("the program probe", () => {
  const plan = () => plans.get("probe") as Plan;

  test("in an overview", () => {
    expect(textOf(overviewDrawing(flowOf(plan())))).toMatchInlineSnapshot(`
      "Started by a request
        client: Client, HTTPS
        api_Api: Api, HTTP API
        function_ApiProbe: ApiProbe, Lambda
        function_QueueConsumer: QueueConsumer, Lambda
        function_UngrantedProbe: UngrantedProbe, Lambda
        function_VpcProbe: VpcProbe, Lambda [Aurora]
        queue_Messages: Messages, SQS queue [DLQ]
        client --> api_Api
        api_Api --> function_ApiProbe
        api_Api --> function_UngrantedProbe
        api_Api --> function_VpcProbe
        queue_Messages --> function_QueueConsumer
        function_ApiProbe --> queue_Messages
        function_VpcProbe --> queue_Messages
      Started by a schedule
        function_ScheduleTarget: ScheduleTarget, Lambda, every hour
      [Aurora] uses the Aurora database ProbeDatabase
      [DLQ] what fails for good is kept in a dead-letter queue
      Drawn as one box: ScheduleTarget with Hourly.
      Left out: permissions, the network, and the names of dead-letter queues."
    `);
  });

  test("whole", () => {
    expect(textOf(systemDrawing(flowOf(plan())))).toMatchInlineSnapshot(`
      "Started by a request
        client: Client, HTTPS
        api_Api: Api, HTTP API
        function_ApiProbe: ApiProbe, Lambda
        function_QueueConsumer: QueueConsumer, Lambda
        function_UngrantedProbe: UngrantedProbe, Lambda
        function_VpcProbe: VpcProbe, Lambda [ProbeDatabase]
        queue_Messages: Messages, SQS queue [DLQ]
        client --> api_Api
        api_Api --> function_ApiProbe POST /api-probe
        api_Api --> function_UngrantedProbe POST /ungranted-probe
        api_Api --> function_VpcProbe POST /vpc-probe
        queue_Messages --> function_QueueConsumer
        function_ApiProbe --> queue_Messages
        function_VpcProbe --> queue_Messages
      Started by a schedule
        schedule_Hourly: Hourly, Schedule, every hour
        function_ScheduleTarget: ScheduleTarget, Lambda
        schedule_Hourly --> function_ScheduleTarget
      [Name] uses the Aurora database of that name
      [DLQ] what fails for good is kept in a dead-letter queue"
    `);
  });

  test("and the failures", () => {
    expect(textOf(failureDrawing(plan()))).toMatchInlineSnapshot(`
      "Dead-letter messages
        queue_DeadLetters: DeadLetters, SQS queue
        queue_Messages: Messages, SQS queue
        queue_Messages ..> queue_DeadLetters after 2 deliveries"
    `);
  });

  test("and the network path of each function", () => {
    expect(textOf(networkDrawing(plan()))).toMatchInlineSnapshot(`
      "
        vpc_Network: Network, 10.0.0.0/16 { place_Network_1 endpoint_SqsEndpoint database_ProbeDatabase }
        place_Network_1: FunctionGroup, Subnet0 (eu-west-1a), Subnet1 (eu-west-1b) { function_VpcProbe }
        function_VpcProbe: VpcProbe, Lambda
        endpoint_SqsEndpoint: SqsEndpoint, sqs, EndpointGroup, port 443
        database_ProbeDatabase: ProbeDatabase, DatabaseGroup, port 5432
        without_vpc: Outside the network { function_ApiProbe function_QueueConsumer }
        function_ApiProbe: ApiProbe, Lambda
        function_QueueConsumer: 3 functions, QueueConsumer, ScheduleTarget, UngrantedProbe
        internet: Over the internet { service_sqs }
        service_sqs: sqs, AWS service, port 443
        function_ApiProbe --> service_sqs
        function_VpcProbe --> database_ProbeDatabase
        function_VpcProbe --> endpoint_SqsEndpoint"
    `);
  });
});

describe.each(programs)("the program %s", (name) => {
  const drawings = () => {
    const plan = plans.get(name) as Plan;
    const flow = flowOf(plan);
    return {
      plan,
      overview: overviewDrawing(flow),
      system: systemDrawing(flow),
      failures: failureDrawing(plan),
      network: networkDrawing(plan),
    };
  };

  test("has pictures in which no line goes through a box and every text fits", async () => {
    const { plan: _, ...all } = drawings();
    for (const drawing of Object.values(all)) {
      expect(layoutFaults(await layout(drawing))).toEqual([]);
    }
  });

  test("has each of its functions in the overview, the system and the network", () => {
    const { plan, overview, system, network } = drawings();
    const known = functionsOf(plan).map(({ logicalName }) => logicalName);
    for (const { groups } of [overview, system, network]) {
      const boxes = allBoxes(groups.flatMap((group) => group.boxes));
      expect(boxes.flatMap(({ functions = [] }) => functions).toSorted()).toEqual(known.toSorted());
    }
  });

  test("gives the same files twice", async () => {
    const { plan } = drawings();
    const page = ["system", "failures", "network"]
      .map((place) => `<!-- ${place} -->\n<!-- /${place} -->\n`)
      .join("\n");
    const files = await generatedFiles(plan, page);
    expect([...files.keys()]).toContain("docs/overview-light.svg");
    expect(await generatedFiles(plan, page)).toEqual(files);
  });
});
