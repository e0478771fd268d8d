import { expect, test } from "vitest";
import { printReview } from "./print-review.ts";
import { printWaivers } from "./print-waivers.ts";
import { reviewPage } from "./review-page.ts";
import type { StageReview } from "./run-review.ts";

const line = {
  title: "3. IAM and networking",
  condition: "Least privilege is reviewed.",
  status: "red",
  checks: [
    {
      name: "gate iam",
      status: "red",
      figure: "1 findings; first: <Orders>",
      evidenceAt: "2026-12-31T00:00:00.000Z",
      command: "npm run gate -- iam",
    },
    { name: "the gate budget", status: "not judged", figure: "does not exist yet" },
  ],
} as const;
const review: StageReview = {
  stage: "prod",
  plan: "0123456789abcdef",
  reviewedAt: "2027-01-01T00:00:00.000Z",
  stages: [line],
  checklist: [{ ...line, title: "IAM minimal" }],
  waived: [],
};

test("each line has its checks with figure, time of the evidence and command", () => {
  expect(printReview(review)).toBe(`prod, Plan 0123456789ab, 2027-01-01T00:00:00.000Z

red         3. IAM and networking: Least privilege is reviewed.
            red         gate iam: 1 findings; first: <Orders>
                        npm run gate -- iam, evidence of 2026-12-31T00:00:00.000Z
            not judged  the gate budget: does not exist yet

Final checklist
red         IAM minimal

0 of 1 exit conditions are green, 0 findings waived`);
});

test("the page needs no other file, and shows texts as they are", () => {
  const page = reviewPage(review);
  expect(page).toContain("first: &lt;Orders&gt;");
  expect(page).toContain("<td>2026-12-31T00:00:00.000Z</td>");
  expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|@import|url\(/);
});

test("waivers are listed with who and until when, the first to end first", () => {
  const waiver = { rule: "iam/wildcard", resource: "Orders", reason: "until the move", by: "anna" };
  const waivers = [
    { ...waiver, until: "2027-03-31" },
    { ...waiver, stage: "prod", until: "2026-12-31" },
  ];
  expect(
    printWaivers(waivers, "2027-01-01"),
  ).toBe(`ended on 2026-12-31  iam/wildcard  Orders  stage prod
  by anna: until the move
until 2027-03-31  iam/wildcard  Orders  all stages
  by anna: until the move
2 waivers, 1 ended`);
  expect(printWaivers([], "2027-01-01")).toBe("no finding is waived");
});
