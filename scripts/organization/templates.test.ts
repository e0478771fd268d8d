import { expect, test } from "vitest";
import { organizationId } from "./decide-in-organization.ts";
import { accountTemplate, organizationTemplate } from "./templates.ts";

test("each policy is attached to each target", () => {
  const targets = ["ou-abcd-12345678"];
  const { Resources } = organizationTemplate(organizationId, targets) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  expect(Object.keys(Resources)).toContain("NoPublicAccess");
  for (const { Type, Properties } of Object.values(Resources)) {
    expect(Type).toBe("AWS::Organizations::Policy");
    expect(Properties).toMatchObject({
      Type: expect.stringMatching(/^(SERVICE|RESOURCE)_CONTROL_POLICY$/),
      Content: { Version: "2012-10-17" },
      TargetIds: targets,
    });
  }
});

test("an account gets the boundary, and the approved runtimes where Config records", () => {
  expect(accountTemplate()).toMatchObject({
    Resources: {
      WorkloadBoundary: { Properties: { PolicyDocument: { Version: "2012-10-17" } } },
      ApprovedRuntimes: {
        Condition: "ConfigRecords",
        Properties: { InputParameters: { runtime: "nodejs24.x" } },
      },
    },
  });
});
