import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { beforeAll, expect, test } from "vitest";
import { mermaid } from "./mermaid.ts";
import { networkGraph } from "./network-graph.ts";
import { systemGraph } from "./system-graph.ts";

const fixtures = fileURLToPath(new URL("../../local-stage/fixtures", import.meta.url));
let plan: Plan;

beforeAll(async () => {
  const program = await fixtureProgram("probe", fixtures);
  try {
    plan = await program.plan("dev");
  } finally {
    await program.remove();
  }
});

test("the system, with its failure paths", () => {
  expect(mermaid(systemGraph(plan))).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph callers["What begins something"]
        api_Api>"Api<br/>HTTP API"]
        schedule_Hourly>"Hourly<br/>rate(1 hour)"]
      end
      subgraph functions["Functions"]
        function_ApiProbe("ApiProbe")
        function_QueueConsumer("QueueConsumer")
        function_ScheduleTarget("ScheduleTarget")
        function_UngrantedProbe("UngrantedProbe")
        function_VpcProbe("VpcProbe")
      end
      subgraph messages["Queues and streams"]
        queue_Messages[["Messages<br/>queue"]]
      end
      subgraph stores["Data"]
        database_ProbeDatabase[("ProbeDatabase<br/>Aurora PostgreSQL")]
      end
      subgraph failures["What failed for good"]
        queue_DeadLetters[["DeadLetters<br/>queue"]]
      end
      api_Api -->|"POST /api-probe"| function_ApiProbe
      api_Api -->|"POST /ungranted-probe"| function_UngrantedProbe
      api_Api -->|"POST /vpc-probe"| function_VpcProbe
      schedule_Hourly --> function_ScheduleTarget
      queue_Messages --> function_QueueConsumer
      function_ApiProbe & function_VpcProbe --> queue_Messages
      function_VpcProbe --> database_ProbeDatabase
      queue_Messages -.->|"after 2 deliveries"| queue_DeadLetters"
  `);
});

test("the network path of each function", () => {
  expect(mermaid(networkGraph(plan))).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph vpc_Network["Network, 10.0.0.0/16"]
        endpoint_SqsEndpoint(["SqsEndpoint<br/>sqs<br/>EndpointGroup"])
        database_ProbeDatabase[("ProbeDatabase<br/>DatabaseGroup")]
        subgraph place_Network_1["FunctionGroup in Subnet0 (eu-west-1a), Subnet1 (eu-west-1b)"]
          function_VpcProbe("VpcProbe")
        end
      end
      subgraph without_vpc["Functions outside the network"]
        function_ApiProbe("ApiProbe")
        function_QueueConsumer("QueueConsumer")
        function_ScheduleTarget("ScheduleTarget")
        function_UngrantedProbe("UngrantedProbe")
      end
      subgraph internet["Over the internet"]
        service_sqs(["sqs"])
      end
      function_ApiProbe -->|"443"| service_sqs
      function_VpcProbe -->|"5432"| database_ProbeDatabase
      function_VpcProbe -->|"443"| endpoint_SqsEndpoint"
  `);
});
