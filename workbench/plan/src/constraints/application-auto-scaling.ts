import {
  enumOf,
  integer,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/autoscaling/application/APIReference";

const scaled = {
  serviceNamespace: enumOf("ecs", "lambda", "dynamodb", "rds", "ec2", "sagemaker", "kafka"),
  scalableDimension: text(1, 255),
  resourceId: text(1, 1_600),
};

export const applicationAutoScalingConstraints: ServiceConstraints = {
  "aws:appautoscaling/target:Target": {
    page: `${api}/API_RegisterScalableTarget.html`,
    required: ["minCapacity", "maxCapacity", "resourceId"],
    properties: { ...scaled, minCapacity: integer(0), maxCapacity: integer(0), tags },
  },
  "aws:appautoscaling/policy:Policy": {
    page: `${api}/API_PutScalingPolicy.html`,
    required: ["resourceId"],
    properties: {
      ...scaled,
      name: text(1, 256),
      policyType: enumOf("StepScaling", "TargetTrackingScaling", "PredictiveScaling"),
      targetTrackingScalingPolicyConfiguration: {
        type: "object",
        required: ["targetValue"],
        properties: {
          targetValue: { type: "number" },
          scaleInCooldown: integer(0),
          scaleOutCooldown: integer(0),
          predefinedMetricSpecification: unconstrained,
        },
      },
    },
  },
};
