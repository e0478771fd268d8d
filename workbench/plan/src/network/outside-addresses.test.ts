import { expect, test } from "vitest";
import { functionNamed } from "../../testing/plan-of.ts";
import type { Json } from "../plan.ts";
import { outsideAddresses } from "./outside-addresses.ts";

test.each<[string, Json, boolean]>([
  ["a URL outside AWS", { url: "https://weather.example.com/v1" }, true],
  ["a URL of AWS", { url: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" }, false],
  ["a host that only ends like those of AWS", { url: "https://evil-amazonaws.com" }, true],
  ["a secret address", { url: "{{secret:WeatherUrl}}" }, true],
  ["a secret of another kind", { password: "{{secret:Password}}" }, false],
  ["an ARN", { arn: "arn:aws:sns:eu-west-1:123456789012:news" }, false],
  ["a name", { name: "jobs" }, false],
])("%s is recognized as inside or outside AWS", (_what, link, expected) => {
  const { bundle } = functionNamed("Worker");
  const worker = functionNamed("Worker", { bundle: { ...bundle, links: { Link: link } } });
  expect(outsideAddresses(worker)).toEqual(expected ? ["Link"] : []);
});
