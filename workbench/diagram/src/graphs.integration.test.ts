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
  const program = await fixtureProgram("post-office", fixtures);
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
        function_Bell("Bell")
        function_Desk("Desk")
        function_Sorter("Sorter")
        function_Stranger("Stranger")
        function_Vault("Vault")
      end
      subgraph messages["Queues and streams"]
        queue_Letters[["Letters<br/>queue"]]
      end
      subgraph stores["Data"]
        database_LedgerDatabase[("LedgerDatabase<br/>Aurora PostgreSQL")]
      end
      subgraph failures["What failed for good"]
        queue_Undeliverable[["Undeliverable<br/>queue"]]
      end
      api_Api -->|"POST /desk"| function_Desk
      api_Api -->|"POST /stranger"| function_Stranger
      api_Api -->|"POST /vault"| function_Vault
      schedule_Hourly --> function_Bell
      queue_Letters --> function_Sorter
      function_Desk & function_Vault --> queue_Letters
      function_Vault --> database_LedgerDatabase
      queue_Letters -.->|"after 2 deliveries"| queue_Undeliverable"
  `);
});

test("the network path of each function", () => {
  expect(mermaid(networkGraph(plan))).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph vpc_Network["Network, 10.0.0.0/16"]
        endpoint_SqsEndpoint(["SqsEndpoint<br/>sqs<br/>EndpointGroup"])
        database_LedgerDatabase[("LedgerDatabase<br/>DatabaseGroup")]
        subgraph place_Network_1["FunctionGroup in Subnet0 (eu-west-1a), Subnet1 (eu-west-1b)"]
          function_Vault("Vault")
        end
      end
      subgraph without_vpc["Functions outside the network"]
        function_Bell("Bell")
        function_Desk("Desk")
        function_Sorter("Sorter")
        function_Stranger("Stranger")
      end
      subgraph internet["Over the internet"]
        service_sqs(["sqs"])
      end
      function_Desk -->|"443"| service_sqs
      function_Vault -->|"5432"| database_LedgerDatabase
      function_Vault -->|"443"| endpoint_SqsEndpoint"
  `);
});
