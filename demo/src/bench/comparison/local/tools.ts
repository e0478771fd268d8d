import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { QueueAddress } from "./queue-address.ts";
import type { ServerProgram } from "./run-server.ts";

/** Where a tool runs. */
export type ToolPlace = {
  /** The folder of the alternatives. */
  readonly folder: string;
  /** An empty folder. */
  readonly state: string;
  readonly port: number;
  /** Another free port. */
  readonly secondPort: number;
  /** Of the SQS server that tools without one of their own use. */
  readonly queue: QueueAddress | undefined;
};

/** A program that stands in for a part of AWS on one machine. */
export type Tool = {
  readonly name: string;
  readonly packages: readonly string[];
  program(place: ToolPlace): ServerProgram | Promise<ServerProgram>;
};

/** A tool that runs functions behind an HTTP API. */
export type FunctionTool = Tool & {
  /** The requests that are measured in a round: fewer where each takes long. */
  readonly requests: number;
};

const stage = {
  name: "this repository's local stage",
  packages: [],
  program: ({ folder, state, port }: ToolPlace) => ({
    args: [
      fileURLToPath(new URL("stage-process.ts", import.meta.url)),
      join(folder, "local", "stage"),
      state,
      String(port),
    ],
    directory: folder,
    environment: inherited(),
    readyUrl: `http://127.0.0.1:${port}/no-op`,
  }),
} as const satisfies Tool;

export const fauxqs = {
  name: "fauxqs",
  packages: ["fauxqs"],
  program: ({ folder, port }: ToolPlace) => ({
    args: [join(folder, "node_modules", "fauxqs", "dist", "cli.js")],
    directory: folder,
    environment: {
      ...inherited(),
      FAUXQS_PORT: String(port),
      FAUXQS_LOGGER: "false",
      FAUXQS_INIT: join(folder, "local", "fauxqs.json"),
    },
    readyUrl: `http://127.0.0.1:${port}/health`,
  }),
} as const satisfies Tool;

export const queueTools: readonly Tool[] = [stage, fauxqs];

/** The first is what the others are compared with. */
export const functionTools: readonly FunctionTool[] = [
  { ...stage, requests: 1_000 },
  {
    name: "serverless-offline",
    packages: ["serverless", "serverless-offline"],
    requests: 1_000,
    program: ({ folder, port, secondPort, queue }) => ({
      args: [
        join(folder, "node_modules", "serverless", "bin", "serverless.js"),
        "offline",
        ...["--host", "127.0.0.1", "--httpPort", String(port), "--lambdaPort", String(secondPort)],
        "--noPrependStageInUrl",
      ],
      directory: join(folder, "local", "serverless"),
      environment: { ...inherited(), ...queueEnvironment(queue), SLS_TELEMETRY_DISABLED: "1" },
      readyUrl: `http://127.0.0.1:${port}/no-op`,
    }),
  },
  {
    name: "Architect's sandbox",
    packages: ["@architect/sandbox"],
    requests: 30,
    async program({ folder, port, queue }) {
      const directory = join(folder, "local", "architect");
      await writeFile(join(directory, "preferences.arc"), architectPreferences(queue));
      return {
        args: [
          join(folder, "node_modules", "@architect", "sandbox", "src", "cli", "cli.js"),
          ...["--host", "127.0.0.1", "--port", String(port), "--quiet"],
        ],
        directory,
        environment: { ...inherited(), ...queueEnvironment(queue) },
        readyUrl: `http://127.0.0.1:${port}/no-op`,
      };
    },
  },
];

/** Where the SQS client of a function finds the queue. */
function queueEnvironment(queue: QueueAddress | undefined): NodeJS.ProcessEnv {
  return {
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...(queue ? { AWS_ENDPOINT_URL: queue.endpoint, QUEUE_URL: queue.queueUrl } : {}),
  };
}

/** The sandbox gives functions the variables of this file alone. */
function architectPreferences(queue: QueueAddress | undefined): string {
  const { AWS_ENDPOINT_URL, QUEUE_URL } = queueEnvironment(queue);
  if (QUEUE_URL === undefined) return "";
  return `@env\ntesting\n  AWS_ENDPOINT_URL "${AWS_ENDPOINT_URL}"\n  QUEUE_URL "${QUEUE_URL}"\n`;
}

/** What a program needs of this process's environment, and nothing about AWS. */
function inherited(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: another program is started, with the person's own paths
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}) };
}
