import { expect, test } from "vitest";
import { withOtherValues } from "../../infra/settings/other-values.ts";

const settings = {
  network: { egress: "endpoints" },
  database: { proxy: false, capacity: { min: "0 ACU" } },
  containers: { run: [] as readonly string[] },
  debugShare: 0,
};

test("a value has the kind that the setting has now", () => {
  const given = {
    "network.egress": "nat-gateway",
    "database.proxy": "true",
    "database.capacity.min": "1 ACU",
    "containers.run": "orders-api, order-pipeline",
    debugShare: "0.5",
  };
  expect(withOtherValues(settings, given)).toEqual({
    network: { egress: "nat-gateway" },
    database: { proxy: true, capacity: { min: "1 ACU" } },
    containers: { run: ["orders-api", "order-pipeline"] },
    debugShare: 0.5,
  });
});

test("without other values the settings stay", () => {
  expect(withOtherValues(settings, {})).toEqual(settings);
});

const all =
  "There are containers.run, database.capacity.min, database.proxy, debugShare, network.egress.";

test.each([
  [{ nonsense: "1" }, `There is no setting "nonsense" in infra/stages.ts. ${all}`],
  [{ network: "1" }, `There is no setting "network" in infra/stages.ts. ${all}`],
  [
    { "network.egress": "none" },
    '"none" is no value of the setting "network.egress". There are endpoints, nat-gateway, nat-instance.',
  ],
  [{ "containers.run": "orders-api,orders" }, '"orders" is no value of the setting'],
  [{ "database.proxy": "yes" }, "which is true or false"],
  [{ debugShare: "much" }, "which is a number"],
])("%j is refused", (given, message) => {
  expect(() => withOtherValues(settings, given)).toThrow(message);
});
