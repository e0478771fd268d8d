import type { Plan, Resource } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import type { Registration } from "../engine/registration.ts";
import { renamed, renamesOf } from "./renames.ts";

const resource = (type: string, name: string, more: Partial<Resource> = {}): Resource => ({
  type,
  name,
  parent: null,
  dependsOn: [],
  inputs: {},
  outputs: {},
  ...more,
});

const registration = (type: string, name: string, more: Partial<Registration> = {}) => ({
  urn: `urn:pulumi:dev::app::${type}::${name}`,
  type,
  name,
  parent: "",
  custom: true,
  dependsOn: [],
  options: {},
  inputs: {},
  outputs: {},
  ...more,
});

function renamesFor(resources: readonly Resource[], registrations: readonly Registration[]) {
  return renamesOf({ resources } as Partial<Plan> as Plan, registrations);
}

const queue = "aws:sqs/queue:Queue";

test("a name with a random suffix is replaced by the Plan's everywhere", () => {
  const renames = renamesFor(
    [resource(queue, "Notes", { inputs: { name: "app-dev-Notes-abcdefgh.fifo" } })],
    [registration(queue, "Notes", { inputs: { name: "app-dev-Notes-zyxwvuts.fifo" } })],
  );
  const policy = { "arn:aws:sqs:eu-west-2:1:app-dev-Notes-zyxwvuts.fifo": ["x"] };
  expect(renamed(policy, renames)).toEqual({
    "arn:aws:sqs:eu-west-2:1:app-dev-Notes-abcdefgh.fifo": ["x"],
  });
});

test("a name that differs in another part stays unchanged", () => {
  const renames = renamesFor(
    [resource(queue, "Notes", { inputs: { name: "app-dev-Notes-abcdefgh" } })],
    [registration(queue, "Notes", { inputs: { name: "app-dev-Other-zyxwvuts" } })],
  );
  expect(renames).toEqual([]);
});

test("a logical name that contains a hash of a generated name is found by the rest of it", () => {
  const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
  const renames = renamesFor(
    [resource(mapping, "NotesSubscriberVmedbzEventSourceMapping", { outputs: { uuid: "1-2" } })],
    [
      registration(mapping, "NotesSubscriberVeetkfEventSourceMapping", {
        outputs: { uuid: "3-4" },
      }),
      registration(mapping, "DrawerSubscriberQrstuvEventSourceMapping"),
    ],
  );
  expect(renamed(["NotesSubscriberVeetkfEventSourceMapping", "3-4"], renames)).toEqual([
    ...["NotesSubscriberVmedbzEventSourceMapping", "1-2"],
  ]);
});

test("an ambiguous name stays unchanged", () => {
  const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
  const renames = renamesFor(
    [resource(mapping, "NotesSubscriberVmedbz")],
    ["Abcdef", "Ghijkl"].map((letters) => registration(mapping, `NotesSubscriber${letters}`)),
  );
  expect(renames).toEqual([]);
});

test("a generated value is replaced by the Plan's mark", () => {
  const password = "random:index/randomPassword:RandomPassword";
  const renames = renamesFor(
    [resource(password, "Password", { outputs: { result: "{{secret:Password}}" } })],
    [registration(password, "Password", { outputs: { result: "hunter2" } })],
  );
  expect(renamed({ url: "postgres://me:hunter2@db" }, renames)).toEqual({
    url: "postgres://me:{{secret:Password}}@db",
  });
});
