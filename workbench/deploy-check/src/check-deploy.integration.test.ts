import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Account, openAccount, setSecrets } from "./account.ts";
import { checkDeploy } from "./check-deploy.ts";
import { copyTree } from "./copy-tree.ts";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const { signal } = new AbortController();

let program: FixtureProgram;

beforeAll(async () => {
  program = await fixtureProgram("notes", fixtures);
});

afterAll(() => program.remove());

/** The program with an edited infra/. */
async function edited(edit: (infra: string) => string) {
  const copy = await fixtureProgram("notes", fixtures);
  onTestFinished(copy.remove);
  const file = join(copy.root, "infra/notes.ts");
  await writeFile(file, edit(await readFile(file, "utf8")));
  return copy.root;
}

async function findingsOf(root: string, { stage = "dev", brief = true } = {}) {
  const { findings } = await checkDeploy({
    root,
    stage,
    brief,
    signal,
    commands: [],
    variables: {},
    log: () => {},
  });
  return findings.map(({ rule, subject, message }) => `${rule} ${subject}: ${message}`);
}

/** An empty account with a copy of the program. */
async function account(person: Readonly<Record<string, string>> = {}): Promise<Account> {
  const tree = await copyTree(program.root);
  const opened = await openAccount({
    root: tree.directory,
    accountId: "123456789012",
    signal,
    // biome-ignore lint/style/noProcessEnv: programs are found by the PATH of the test run
    person: { ...process.env, ...person },
  });
  onTestFinished(async () => {
    await opened.close();
    await tree.remove();
  });
  return opened;
}

test("the CLI deploys what the Plan contains, twice, and then shows no difference", async () => {
  expect(await findingsOf(program.root, { brief: false })).toEqual([]);
});

/** True only at a deploy: the Plan is made without these variables. */
const atADeploy = "process.env.PULUMI_HOME !== undefined";

/** Each edit of the program, with its finding. */
const planted: readonly [edit: (infra: string) => string, says: RegExp][] = [
  [
    (infra) => `${infra}if (${atADeploy}) new sst.aws.Queue("Sudden");\n`,
    /^resources aws:sqs\/queue:Queue SuddenQueue: is registered at a deploy, but the Plan does not have it$/,
  ],
  [
    (infra) => `${infra}if (!(${atADeploy})) new sst.aws.Queue("Gone");\n`,
    /^resources aws:sqs\/queue:Queue GoneQueue: is in the Plan, but the deploy does not register it$/,
  ],
  [
    (infra) =>
      infra.replace(
        "  link:",
        `  permissions: [{ actions: [${atADeploy} ? "sqs:*" : "sqs:ListQueues"], resources: ["*"] }],\n  link:`,
      ),
    /^resources aws:iam\/role:Role ClerkRole: inputs\.inlinePolicies\..*Action.* is "sqs:ListQueues" in the Plan and "sqs:\*" at a deploy$/,
  ],
  [
    (infra) => `${infra}new aws.sqs.Queue("Own", { name: "own" }, { protect: ${atADeploy} });\n`,
    /^resources aws:sqs\/queue:Queue Own: options\.protect is absent in the Plan and true at a deploy$/,
  ],
  [
    (infra) =>
      infra.replace(
        "minify: true,",
        `minify: true, ...(${atADeploy} ? { sourcemap: false } : {}),`,
      ),
    /^code Clerk: bundle\.mjs\.map \(\d+ bytes\) is in the zip, but not in the Plan's bundle$/,
  ],
  [
    (infra) =>
      infra.replace(
        "  link:",
        `  copyFiles: ${atADeploy} ? [{ from: "package.json" }] : [],\n  link:`,
      ),
    /^code Clerk: package\.json \(\d+ bytes\) is in the zip, but not in the Plan's bundle$/,
  ],
  [
    (infra) => `${infra}new aws.sqs.Queue("Clock", { name: \`at-\${Date.now()}\` });\n`,
    /^again aws:sqs\/queue:Queue Clock: name changes with a second deploy of the same files$/,
  ],
];

test("each difference between a deploy and the Plan, or the deploy before, is named", async () => {
  const root = await edited((infra) => planted.reduce((text, [edit]) => edit(text), infra));
  const findings = await findingsOf(root, { brief: false });
  for (const [, says] of planted) expect(findings).toContainEqual(expect.stringMatching(says));
});

test("the CLI never finds the user's own account, whatever the environment contains", async () => {
  const tree = await copyTree(program.root);
  onTestFinished(tree.remove);
  const home = join(tree.directory, "home");
  await mkdir(join(home, ".aws"), { recursive: true });
  const own = "[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\n";
  await writeFile(join(home, ".aws/config"), own);
  const keys = "aws_access_key_id = OWN\naws_secret_access_key = OWN\n";
  await writeFile(join(home, ".aws/credentials"), `[default]\n${keys}[work]\n${keys}`);
  const { sst, aws } = await account({
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    AWS_PROFILE: "work",
    AWS_ENDPOINT_URL_SSM: "http://ssm.example.com",
    AWS_ENDPOINT_URL_S3: "http://s3.example.com",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_ACCESS_KEY_ID: "OWN",
    AWS_SECRET_ACCESS_KEY: "OWN",
    AWS_SESSION_TOKEN: "OWN",
    PULUMI_ACCESS_TOKEN: "OWN",
    PULUMI_BACKEND_URL: "https://api.pulumi.com",
    SST_STAGE: "prod",
    SST_PULUMI_PATH: "/bin/false",
    NODE_OPTIONS: "--no-such-option",
  });
  expect(await sst("secret", "set", "Pepper", "hot", "--stage", "dev")).toMatchObject({
    exitCode: 0,
  });
  expect(aws.blockedHosts).toEqual([]);
  expect(aws.calls).toContain("ssm PutParameter");
});

test("a call to another host is blocked and recorded", async () => {
  const { aws } = await account();
  const { hostname, port } = new URL(aws.url);
  const proxied = request({ hostname, port, path: "http://telemetry.example.com/track" }).end();
  const [response] = (await once(proxied, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(403);
  response.resume();
  const tunnel = request({ hostname, port, method: "CONNECT", path: "sts.amazonaws.com:443" });
  tunnel.end();
  const [refused] = (await once(tunnel, "connect")) as [IncomingMessage];
  expect(refused.statusCode).toBe(403);
  expect(aws.blockedHosts).toEqual(["telemetry.example.com", "sts.amazonaws.com:443"]);
});

/** In this order: each test continues with the account of the one before. */
describe("a stage that is protected", () => {
  const stage = ["--stage", "kept"] as const;
  let tree: Awaited<ReturnType<typeof copyTree>>;
  let account: Account;
  let infra: string;

  const write = (text: string) => writeFile(join(tree.directory, "infra/notes.ts"), text);
  const queue = (name: string) =>
    `new aws.sqs.Queue("${name}", { name: "${name}" }, { protect: true });\n`;

  beforeAll(async () => {
    tree = await copyTree(program.root);
    infra = await readFile(join(tree.directory, "infra/notes.ts"), "utf8");
    account = await openAccount({ root: tree.directory, accountId: "123456789012", signal });
  });

  afterAll(async () => {
    await account.close();
    await tree.remove();
  });

  test("names a secret that is not set, with the command that sets it", async () => {
    const { exitCode, output } = await account.sst("deploy", ...stage);
    expect(exitCode).not.toBe(0);
    expect(output).toContain("sst secret set Pepper");
  });

  test("keeps protected resources at a deploy, and loses the others", async () => {
    await setSecrets(account, "kept", tree.directory, { Pepper: "hot" });
    await write(infra + queue("Ledger"));
    expect((await account.sst("deploy", ...stage)).exitCode).toBe(0);
    await write(infra + queue("Renamed"));
    const refused = await account.sst("deploy", ...stage);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toContain("cannot be deleted because it is protected");
    expect(refused.output).not.toMatch(/\| +Deleted/);
    await write(infra.replace("notes.subscribe", "// ") + queue("Ledger"));
    expect((await account.sst("deploy", ...stage)).exitCode).toBe(0);
  });

  test("is not removed", async () => {
    const { exitCode, output, engine } = await account.sst("remove", ...stage);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/protect/i);
    expect(engine).toBeUndefined();
  });
});
