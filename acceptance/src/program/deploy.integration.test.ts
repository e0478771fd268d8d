import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { region, stoppedIntakePath } from "@stagecraft/contracts/system";
import { type Account, openAccount, setSecrets } from "@stagecraft/deploy-check/account";
import { checkDeploy } from "@stagecraft/deploy-check/check-deploy";
import { copyTree } from "@stagecraft/deploy-check/copy-tree";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

const { signal } = new AbortController();

let tree: Awaited<ReturnType<typeof copyTree>>;
let account: Account;

beforeAll(async () => {
  tree = await copyTree(root);
  account = await openAccount({ root: tree.directory, accountId: "123456789012", signal });
});

afterAll(async () => {
  await account.close();
  await tree.remove();
});

test("the SST CLI deploys the stage dev, and registers and uploads what is in the Plan", async () => {
  const { findings, resources, functions } = await checkDeploy({
    root,
    stage: "dev",
    brief: true,
    commands: [],
    signal,
    log: () => {},
    variables: { TOKEN_ISSUER: "https://tokens.example.com" },
  });
  expect(findings).toEqual([]);
  expect(resources).toBeGreaterThan(250);
  expect(functions).toBeGreaterThan(15);
});

/** Runs a deploy that must be refused before it creates a resource, and returns its output. */
async function refusedDeploy(stage: string): Promise<string> {
  const { exitCode, output, engine } = await account.sst("deploy", "--stage", stage);
  expect(exitCode).not.toBe(0);
  expect(engine?.registrations.filter(({ custom }) => custom)).toEqual([]);
  return output;
}

test("a deploy without its secrets names each, with the command that sets it", async () => {
  const output = await refusedDeploy("prod");
  expect(output).toContain(
    "The stage prod has no value for PaymentsUrl, PaymentsApiKey, PaymentsWebhookSecrets.",
  );
  expect(output).toContain("npx sst secret set PaymentsApiKey VALUE --stage prod");
});

test("a deploy of a stage with a payments sandbox needs no secret", async () => {
  const output = await refusedDeploy("dev");
  expect(output).toContain("https://tokens.dev.invalid is a placeholder");
  expect(output).not.toContain("has no value for");
  expect(output).not.toContain("begins no new work");
});

/** Calls Parameter Store in the simulated account. */
async function callParameterStore(operation: string, body: object): Promise<void> {
  const response = await fetch(account.aws.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=operator/20260101/${region}/ssm/aws4_request`,
      "x-amz-target": `AmazonSSM.${operation}`,
    },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

test("a deploy while the intake is stopped warns, and names the command", async () => {
  const Name = `${stoppedIntakePath("dev")}/route/a`;
  await callParameterStore("PutParameter", { Name, Value: "{}", Type: "String" });
  expect(await refusedDeploy("dev")).toMatch(
    /The stage dev begins no new work: .* --status --stage dev/,
  );
  await callParameterStore("DeleteParameter", { Name });
});

test("a deploy with the placeholder of an issuer names the line to change", async () => {
  const names = ["PaymentsUrl", "PaymentsApiKey", "PaymentsWebhookSecrets"];
  const secrets = Object.fromEntries(names.map((name) => [name, "set"]));
  await setSecrets(account, "prod", tree.directory, secrets);
  const output = await refusedDeploy("prod");
  const [, line] =
    /infra\/stages\.ts:(\d+): https:\/\/tokens\.prod\.invalid is a placeholder/.exec(output) ?? [];
  const lines = (await readFile(join(root, "infra/stages.ts"), "utf8")).split("\n");
  expect(lines[Number(line) - 1]).toContain('issuer: placeholder("prod")');
  expect(output).not.toContain("    at ");
});

test("reading the program with a placeholder issuer gives a warning, and none for local", async () => {
  const { warnings } = await synthesize({ root, stage: "prod" });
  expect(warnings).toEqual([expect.stringContaining("https://tokens.prod.invalid")]);
  expect((await synthesize({ root, stage: "local" })).warnings).toBeUndefined();
});

test.each([
  ["production", "It is called prod here"],
  ["personal", 'a stage of your own begins with "personal-"'],
])("a stage %s is refused with the valid names", async (stage, message) => {
  await expect(synthesize({ root, stage })).rejects.toThrow(message);
});

test.each([
  ["", undefined],
  ["arn:aws:iam::123456789012:policy/boundary", "arn:aws:iam::123456789012:policy/boundary"],
])("with PERMISSIONS_BOUNDARY %j a role's boundary is %j", async (given, boundary) => {
  const script = `
    const changes = [];
    globalThis.aws = { iam: { Role: "role" } };
    globalThis.$transform = (type, change) => changes.push({ type, change });
    await import(${JSON.stringify(join(root, "infra/permissions-boundary.ts"))});
    const role = {};
    for (const { type, change } of changes) if (type === "role") change(role);
    console.log(JSON.stringify(role));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", script],
    { env: { PERMISSIONS_BOUNDARY: given } },
  );
  expect(JSON.parse(stdout)).toEqual(boundary ? { permissionsBoundary: boundary } : {});
});

test("an older Node is refused in one line, before the CLI starts", async () => {
  const script = `
    Object.defineProperty(process.versions, "node", { value: "20.20.2" });
    globalThis.$config = (config) => config;
    const { default: config } = await import(${JSON.stringify(join(root, "sst.config.ts"))});
    config.app({ stage: "dev" });`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr:
      "Stagecraft is deployed with Node 24 or later, and this is 20.20.2: use npx sst, or the version in .node-version.\n",
  });
});
