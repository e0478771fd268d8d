import { catalogueColumns, ImportSummary } from "@stagecraft/contracts/catalogue-file";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { withTimeout } from "@stagecraft/operations/local-system/with-timeout";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";

const header = catalogueColumns.join(",");
const heart = "85123A,HEART,2.55,2.95,120";
const lantern = "71053,LANTERN,3.39,3.39,6";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

function bucket(path: string, init?: RequestInit) {
  const send = operatorClient(scenario.stage(), scenario.plan, "s3");
  return send(`/${importBucketOf(scenario.plan)}/${path}`, init);
}

/** Uploads a file and waits until its import is completed. */
async function put(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const { invocations } = scenario.statsOf("CatalogImport");
  expect((await bucket(`imports/${name}.csv`, { method: "PUT", body: content })).ok).toBe(true);
  await scenario.waitUntil(async () => {
    const stats = scenario.statsOf("CatalogImport");
    if (stats.invocations === invocations || stats.running > 0) return false;
    const pending = await scenario.query("select 1 from imports where completed_at is null");
    return pending.length === 0;
  });
}

async function outcomeOf(name: string) {
  const response = await bucket(`summaries/${name}.json`);
  const summary = ImportSummary.parse(await response.json());
  const rejects = await (await bucket(`rejected/${name}.csv`)).text();
  expect(summary.rowsIn).toBe(summary.rowsOut + summary.rowsRejected);
  return { summary, rejects: rejects.split("\r\n").slice(1, -1) };
}

function products() {
  return scenario.query<{ code: string; description: string; onHand: number }>(
    `select code, description, on_hand as "onHand" from catalogue join stock using (code) order by code`,
  );
}

async function deleteProducts(): Promise<void> {
  await scenario.query("delete from catalogue");
  await scenario.query("delete from stock");
}

const both = [
  { code: "71053", description: "LANTERN", onHand: 6 },
  { code: "85123A", description: "HEART", onHand: 120 },
];

test.each([
  ["plain", `${header}\n${heart}\n${lantern}\n`],
  ["bom", `\ufeff${header}\n${heart}\n${lantern}\n`],
  ["crlf", `${header}\r\n${heart}\r\n${lantern}\r\n`],
  ["no-final-line-end", `${header}\n${heart}\n${lantern}`],
])("an uploaded file is imported into catalogue and stock: %s", async (name, content) => {
  await deleteProducts();
  await put(name, content);
  expect(await products()).toEqual(both);
  const { summary, rejects } = await outcomeOf(name);
  expect(summary).toMatchObject({ outcome: "imported", rowsIn: 2, rowsOut: 2 });
  expect(rejects).toEqual([]);
});

test("an invalid row is in the reject file with its line and reason, also after a quoted line break", async () => {
  await deleteProducts();
  await put("quoted", `${header}\n85123A,"HEART,\nWHITE",2.55,2.95,120\n71053,LANTERN,3,6\n`);
  expect(await products()).toEqual([{ code: "85123A", description: "HEART,\nWHITE", onHand: 120 }]);
  const { summary, rejects } = await outcomeOf("quoted");
  expect(summary).toMatchObject({ outcome: "imported", rowsIn: 2, rowsOut: 1, rowsRejected: 1 });
  expect(rejects).toEqual(['4,"has 4 fields, not 5","71053,LANTERN,3,6"']);
});

test.each([
  ["other-header", "code,description\nA,B\n", /first line is not "code,description,price_min/],
  ["empty", "", /the file is empty/],
  ["image", new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d", "hex")), /first line is not/],
])(
  "a file that is not a catalogue changes nothing, and its summary has the reason: %s",
  async (name, content, reason) => {
    const before = await products();
    await put(name, content);
    expect(await products()).toEqual(before);
    const { summary } = await outcomeOf(name);
    expect(summary).toMatchObject({ outcome: "refused", rowsIn: 0 });
    expect(summary.refusal).toMatch(reason);
  },
);

test("a file that is uploaded twice is imported once, so sold stock does not come back", async () => {
  const content = `${header}\n${heart}\n`;
  await put("again", content);
  await scenario.query("update stock set on_hand = 100 where code = '85123A'");
  await put("again", content);
  expect(await products()).toContainEqual({ code: "85123A", description: "HEART", onHand: 100 });
});

test("an import that is longer than one invocation continues through the queue with the same result", async () => {
  const rows = Array.from({ length: 3_500 }, (_, row) =>
    row % 100 === 99 ? "wrong" : `CODE${row % 3_000},"ROW ${row}",1.00,2.50,${row}`,
  );
  const content = `${header}\n${rows.join("\n")}\n`;
  const importAs = async (name: string) => {
    await deleteProducts();
    await put(name, content);
    const { summary, rejects } = await outcomeOf(name);
    const { outcome, rowsIn, rowsOut } = summary;
    return { outcome, rowsIn, rowsOut, rejects, products: await products() };
  };
  const inOneGo = await importAs("in-one-go");
  expect(inOneGo).toMatchObject({ outcome: "imported", rowsIn: 3_500, rowsOut: 3_465 });
  expect(inOneGo.products.length).toBe(2_970);

  await scenario.restart(withTimeout(scenario.plan, "CatalogImport", 20));
  expect(await importAs("in-parts")).toEqual(inOneGo);
  expect(scenario.statsOf("CatalogContinue").invocations).toBeGreaterThan(0);
});
