import { expect, test } from "vitest";
import { programPlaces } from "./program-places.ts";

const files = [
  {
    name: "infra/stages.ts",
    text: [
      "type Stage = { throttle: number };",
      "const dev: Stage = {",
      "  throttle: 1,",
      "};",
      "const prod: Stage = {",
      "  relayEvery: 1,",
      "  throttle: 2,",
      "};",
    ].join("\n"),
  },
  { name: "infra/tasks.ts", text: 'const a = "Reserve";\ntask("ReserveStock", {\n});' },
];

test("a setting is in the stage's own object, and a stage of a person has those of dev", () => {
  expect(programPlaces(files, "prod").setting("throttle")).toBe("infra/stages.ts:7");
  expect(programPlaces(files, "personal-anna").setting("throttle")).toBe("infra/stages.ts:3");
  expect(programPlaces(files, "prod").setting("unknown")).toBe("infra/stages.ts");
});

test("a resource is where its name is the first argument", () => {
  expect(programPlaces(files, "prod").resource("ReserveStock")).toBe("infra/tasks.ts:2");
  expect(programPlaces(files, "prod").resource("Reserve")).toBe("infra/");
});
