import {
  arn,
  ec2Id,
  enumOf,
  has,
  integer,
  is,
  matching,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";

const name = matching(
  "(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?",
  "1 to 32 letters, digits and hyphens, with no hyphen at either end",
);

export const elasticLoadBalancingConstraints: ServiceConstraints = {
  "aws:lb/loadBalancer:LoadBalancer": {
    page: `${api}/API_CreateLoadBalancer.html`,
    properties: {
      name,
      loadBalancerType: enumOf("application", "network", "gateway"),
      subnets: { type: "array", minItems: 1, items: ec2Id("subnet") },
      securityGroups: { type: "array", items: ec2Id("sg") },
      idleTimeout: integer(1, 4_000),
      tags,
    },
    rules: [
      {
        ...when(is("loadBalancerType", "application"), {
          properties: { subnets: { type: "array", minItems: 2 } },
        }),
        description: "an application load balancer has subnets in two availability zones",
      },
    ],
  },
  "aws:lb/targetGroup:TargetGroup": {
    page: `${api}/API_CreateTargetGroup.html`,
    properties: {
      name,
      namePrefix: matching("[a-zA-Z0-9-]{1,6}", "1 to 6 letters, digits and hyphens"),
      port: integer(1, 65_535),
      protocol: enumOf("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"),
      targetType: enumOf("instance", "ip", "lambda", "alb"),
      vpcId: ec2Id("vpc"),
      deregistrationDelay: integer(0, 3_600),
      healthCheck: {
        type: "object",
        properties: {
          path: text(1, 1_024),
          interval: integer(5, 300),
          timeout: integer(2, 120),
          healthyThreshold: integer(2, 10),
          unhealthyThreshold: integer(2, 10),
          matcher: text(1, 255),
          protocol: enumOf("HTTP", "HTTPS", "TCP"),
        },
      },
      tags,
    },
  },
  "aws:lb/listener:Listener": {
    page: `${api}/API_CreateListener.html`,
    required: ["loadBalancerArn", "defaultActions"],
    properties: {
      loadBalancerArn: arn("elasticloadbalancing"),
      port: integer(1, 65_535),
      protocol: enumOf("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"),
      certificateArn: arn("(?:acm|iam)"),
      sslPolicy: text(1, 128),
      defaultActions: unconstrained,
      tags,
    },
    rules: [
      {
        ...when(is("protocol", "HTTPS", "TLS"), has("certificateArn")),
        description: "a listener with TLS has a certificate",
      },
    ],
  },
};
