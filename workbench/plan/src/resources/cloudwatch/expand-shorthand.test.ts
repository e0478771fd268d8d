import { expect, test } from "vitest";
import { expandShorthand } from "./expand-shorthand.ts";

const before = ["AWS/Lambda", "Errors", "FunctionName", "reader"];

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
test.each<[readonly string[], readonly string[] | undefined]>([
  [
    ["AWS/SQS", "Visible"],
    ["AWS/SQS", "Visible"],
  ],
  [
    [".", "Throttles", ".", "."],
    ["AWS/Lambda", "Throttles", "FunctionName", "reader"],
  ],
  [
    ["...", "writer"],
    ["AWS/Lambda", "Errors", "FunctionName", "writer"],
  ],
  [["..."], before],
  [
    [".", "Throttles", "..."],
    ["AWS/Lambda", "Throttles", "FunctionName", "reader"],
  ],
  [["AWS/Lambda", "Errors", ".", ".", "."], undefined],
])("%j after a metric", (words, expanded) => {
  expect(expandShorthand(words, before)).toEqual(expanded);
});

test.each([[["...", "writer"]], [[".", "Errors"]]])("%j as the first metric is none", (words) => {
  expect(expandShorthand(words, undefined)).toBeUndefined();
});
