import type { Deployment } from "./identity.ts";
import { stableId, stableLetters, stableUuid } from "./identity.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Answer = { readonly id: string; readonly [output: string]: unknown };

/** The values from which the outputs of one resource are computed. */
type ResourceContext = {
  readonly inputs: Inputs;
  /** The physical name if the program gives one, else the logical name. */
  readonly name: string;
  /** Hex digits computed from the resource's name. */
  readonly hex: string;
  /** `arn:aws:<service>:<region>:<account>:<rest>` */
  arn(service: string, rest: string): string;
  /** The same for services without regions. */
  globalArn(service: string, rest: string): string;
} & Deployment;

/** The text that stands for a secret in the Plan; its value is filled in where the Plan is run. */
export const secretMark = (name: string) => `{{secret:${name}}}`;

/**
 * The outputs of a created resource: ids and ARNs in the formats of the Service Authorization Reference,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const answers: Readonly<Record<string, (context: ResourceContext) => Answer>> = {
  "aws:apigateway/restApi:RestApi": ({ hex, region, arn }) => {
    const apiId = stableLetters(hex, 10);
    return {
      id: apiId,
      arn: `arn:aws:apigateway:${region}::/restapis/${apiId}`,
      rootResourceId: stableLetters(hex, 12).slice(2),
      executionArn: arn("execute-api", apiId),
    };
  },
  "aws:apigateway/resource:Resource": ({ hex }) => ({ id: stableLetters(hex, 6) }),
  "aws:apigateway/deployment:Deployment": ({ hex }) => ({ id: stableLetters(hex, 6) }),
  "aws:apigateway/stage:Stage": ({ inputs, region, arn }) => ({
    id: `ags-${inputs.restApi}-${inputs.stageName}`,
    arn: `arn:aws:apigateway:${region}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
    executionArn: arn("execute-api", `${inputs.restApi}/${inputs.stageName}`),
    invokeUrl: `https://${inputs.restApi}.execute-api.${region}.amazonaws.com/${inputs.stageName}`,
  }),
  "aws:apigatewayv2/api:Api": ({ hex, region, arn, inputs }) => {
    const apiId = stableLetters(hex, 10);
    const scheme = inputs.protocolType === "WEBSOCKET" ? "wss" : "https";
    return {
      id: apiId,
      arn: `arn:aws:apigateway:${region}::/apis/${apiId}`,
      apiEndpoint: `${scheme}://${apiId}.execute-api.${region}.amazonaws.com`,
      executionArn: arn("execute-api", apiId),
    };
  },
  "aws:apigatewayv2/authorizer:Authorizer": ({ hex }) => ({ id: stableLetters(hex, 6) }),
  "aws:apigatewayv2/integration:Integration": ({ hex }) => ({ id: stableLetters(hex, 7) }),
  "aws:apigatewayv2/route:Route": ({ hex }) => ({ id: stableLetters(hex, 7) }),
  "aws:apigatewayv2/stage:Stage": ({ inputs, name, region }) => ({
    id: name,
    arn: `arn:aws:apigateway:${region}::/apis/${inputs.apiId}/stages/${name}`,
    invokeUrl: `https://${inputs.apiId}.execute-api.${region}.amazonaws.com/`,
  }),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": named("cloudwatch", "alarm:"),
  // A dashboard belongs to no region.
  "aws:cloudwatch/dashboard:Dashboard": ({ name, globalArn }) => ({
    id: name,
    dashboardArn: globalArn("cloudwatch", `dashboard/${name}`),
  }),
  "aws:cloudwatch/logGroup:LogGroup": ({ name, arn }) => ({
    id: name,
    arn: arn("logs", `log-group:${name}`),
  }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ name }) => ({ id: name }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", "alarm:"),
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ({ hex, globalArn }) => {
    const arn = globalArn("ce", `anomalymonitor/${stableUuid(hex)}`);
    return { id: arn, arn };
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ({ hex, globalArn }) => {
    const arn = globalArn("ce", `anomalysubscription/${stableUuid(hex)}`);
    return { id: arn, arn };
  },
  "aws:dynamodb/table:Table": ({ name, arn, inputs }) => {
    const tableArn = arn("dynamodb", `table/${name}`);
    return {
      id: name,
      arn: tableArn,
      ...(inputs.streamEnabled === true && {
        streamArn: `${tableArn}/stream/2026-01-01T00:00:00.000`,
        streamLabel: "2026-01-01T00:00:00.000",
      }),
    };
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("security-group", "sg"),
  "aws:ec2/routeTable:RouteTable": ec2("route-table", "rtb"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ({ hex }) => ({
    id: `rtbassoc-${hex.slice(0, 17)}`,
  }),
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (context) => ({
    ...ec2("vpc-endpoint", "vpce")(context),
    // Security group rules name the addresses of a gateway endpoint by this list. An interface endpoint has none.
    ...(context.inputs.vpcEndpointType === "Gateway" && {
      prefixListId: `pl-${context.hex.slice(0, 8)}`,
    }),
  }),
  "aws:ec2/internetGateway:InternetGateway": ec2("internet-gateway", "igw"),
  "aws:ec2/eip:Eip": ec2("elastic-ip", "eipalloc"),
  "aws:ec2/natGateway:NatGateway": ec2("natgateway", "nat"),
  "aws:ec2/instance:Instance": (context) => ({
    ...ec2("instance", "i")(context),
    primaryNetworkInterfaceId: `eni-0${context.hex.slice(0, 16)}`,
  }),
  "aws:ec2/route:Route": ({ inputs, hex }) => ({
    id: `r-${inputs.routeTableId}${hex.slice(0, 10)}`,
  }),
  "aws:appautoscaling/target:Target": ({ inputs }) => ({ id: String(inputs.resourceId) }),
  "aws:appautoscaling/policy:Policy": ({ name }) => ({ id: name }),
  "aws:ecs/cluster:Cluster": ({ name, arn }) => {
    const clusterArn = arn("ecs", `cluster/${name}`);
    return { id: clusterArn, arn: clusterArn };
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ({ inputs }) => ({
    id: String(inputs.clusterName),
  }),
  "aws:ecs/service:Service": ({ inputs, name, arn }) => {
    const clusterName = String(inputs.cluster).split("/").at(-1);
    const serviceArn = arn("ecs", `service/${clusterName}/${name}`);
    return { id: serviceArn, arn: serviceArn };
  },
  // A new family's first revision.
  "aws:ecs/taskDefinition:TaskDefinition": ({ inputs, arn }) => ({
    id: String(inputs.family),
    arn: arn("ecs", `task-definition/${inputs.family}:1`),
    arnWithoutRevision: arn("ecs", `task-definition/${inputs.family}`),
    revision: 1,
  }),
  "aws:lb/listener:Listener": ({ inputs, hex }) => {
    const listenerArn = `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${hex.slice(0, 16)}`;
    return { id: listenerArn, arn: listenerArn };
  },
  "aws:lb/loadBalancer:LoadBalancer": ({ name, hex, region, arn }) => {
    const loadBalancerArn = arn(
      "elasticloadbalancing",
      `loadbalancer/app/${name}/${hex.slice(0, 16)}`,
    );
    return {
      id: loadBalancerArn,
      arn: loadBalancerArn,
      arnSuffix: `app/${name}/${hex.slice(0, 16)}`,
      dnsName: `${name}-${BigInt(`0x${hex}`).toString().slice(0, 10)}.${region}.elb.amazonaws.com`,
      zoneId: "Z35SXDOTRQ7X7K",
    };
  },
  "aws:lb/targetGroup:TargetGroup": ({ name, hex, arn }) => {
    const targetGroupArn = arn("elasticloadbalancing", `targetgroup/${name}/${hex.slice(0, 16)}`);
    return {
      id: targetGroupArn,
      arn: targetGroupArn,
      arnSuffix: `targetgroup/${name}/${hex.slice(0, 16)}`,
    };
  },
  "aws:iam/policy:Policy": ({ name, globalArn }) => {
    const policyArn = globalArn("iam", `policy/${name}`);
    return { id: policyArn, arn: policyArn };
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs, name }) => ({
    id: `${inputs.role}-${name}`,
  }),
  "aws:iam/role:Role": ({ name, hex, globalArn }) => ({
    id: name,
    arn: globalArn("iam", `role/${name}`),
    uniqueId: `AROA${stableLetters(hex, 17).toUpperCase()}`,
  }),
  "aws:kinesis/stream:Stream": ({ name, arn }) => {
    const streamArn = arn("kinesis", `stream/${name}`);
    return { id: streamArn, arn: streamArn };
  },
  "aws:kms/alias:Alias": ({ name, arn }) => ({ id: name, arn: arn("kms", name) }),
  "aws:kms/key:Key": ({ hex, arn }) => {
    const keyId = stableUuid(hex);
    return { id: keyId, keyId, arn: arn("kms", `key/${keyId}`) };
  },
  "aws:lambda/alias:Alias": ({ inputs, name, region, arn }) => {
    const aliasArn = `${functionArnOf(String(inputs.functionName), arn)}:${name}`;
    return { id: aliasArn, arn: aliasArn, invokeArn: invokeArnOf(aliasArn, region) };
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ hex, arn }) => {
    const uuid = stableUuid(hex);
    return { id: uuid, uuid, arn: arn("lambda", `event-source-mapping:${uuid}`) };
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ inputs }) => ({
    id: String(inputs.functionName),
  }),
  "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": ({ inputs }) => ({
    id: String(inputs.functionName),
  }),
  "aws:lambda/functionUrl:FunctionUrl": ({ inputs, hex, region, arn }) => {
    const urlId = stableLetters(hex, 32);
    return {
      id: String(inputs.functionName),
      functionArn: arn("lambda", `function:${inputs.functionName}`),
      functionUrl: `https://${urlId}.lambda-url.${region}.on.aws/`,
      urlId,
    };
  },
  "aws:lambda/function:Function": ({ name, arn, region, inputs }) => {
    const functionArn = arn("lambda", `function:${name}`);
    // A new function's first version; how many a stage has published, only the stage knows.
    const version = inputs.publish === true ? "1" : "$LATEST";
    const versionArn = `${functionArn}:${version}`;
    return {
      id: name,
      arn: functionArn,
      qualifiedArn: versionArn,
      qualifiedInvokeArn: invokeArnOf(versionArn, region),
      version,
      invokeArn: invokeArnOf(functionArn, region),
      responseStreamingInvokeArn: `arn:aws:apigateway:${region}:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations`,
    };
  },
  "aws:lambda/invocation:Invocation": ({ hex }) => ({ id: hex.slice(0, 32), result: "" }),
  "aws:lambda/permission:Permission": ({ inputs, name }) => ({
    id: String(inputs.statementId ?? name),
  }),
  "aws:rds/cluster:Cluster": ({ name, hex, region, arn, inputs }) => {
    const account = stableLetters(hex, 12);
    return {
      id: name,
      arn: arn("rds", `cluster:${name}`),
      clusterResourceId: `cluster-${stableLetters(hex, 26).toUpperCase()}`,
      endpoint: `${name}.cluster-${account}.${region}.rds.amazonaws.com`,
      readerEndpoint: `${name}.cluster-ro-${account}.${region}.rds.amazonaws.com`,
      port: inputs.port ?? 5432,
    };
  },
  "aws:rds/clusterInstance:ClusterInstance": ({ name, hex, region, arn }) => ({
    id: name,
    arn: arn("rds", `db:${name}`),
    dbiResourceId: `db-${stableLetters(hex, 26).toUpperCase()}`,
    endpoint: `${name}.${stableLetters(hex, 12)}.${region}.rds.amazonaws.com`,
    port: 5432,
  }),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": named("rds", "cluster-pg:"),
  "aws:rds/parameterGroup:ParameterGroup": named("rds", "pg:"),
  "aws:rds/proxy:Proxy": ({ name, hex, region, arn }) => ({
    id: name,
    arn: arn("rds", `db-proxy:prx-0${hex.slice(0, 16)}`),
    endpoint: `${name}.proxy-${stableLetters(hex, 12)}.${region}.rds.amazonaws.com`,
  }),
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": ({ inputs, hex, arn }) => ({
    id: String(inputs.dbProxyName),
    name: "default",
    arn: arn("rds", `target-group:prx-tg-0${hex.slice(0, 16)}`),
  }),
  "aws:rds/proxyTarget:ProxyTarget": ({ inputs }) => ({
    id: `${inputs.dbProxyName}/${inputs.targetGroupName}/TRACKED_CLUSTER/${inputs.dbClusterIdentifier}`,
  }),
  "aws:rds/subnetGroup:SubnetGroup": named("rds", "subgrp:"),
  "aws:s3/bucket:Bucket": ({ name, region }) => ({
    id: name,
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
  }),
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs }) => ({
    id: String(inputs.key),
    arn: `arn:aws:s3:::${inputs.bucket}/${inputs.key}`,
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketNotification:BucketNotification": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:scheduler/schedule:Schedule": ({ inputs, name, arn }) => {
    const group = inputs.groupName ?? "default";
    return {
      id: `${group}/${name}`,
      groupName: group,
      arn: arn("scheduler", `schedule/${group}/${name}`),
    };
  },
  "aws:secretsmanager/secret:Secret": ({ name, hex, arn }) => {
    const secretArn = arn("secretsmanager", `secret:${name}-${stableLetters(hex, 6)}`);
    return { id: secretArn, arn: secretArn };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": ({ inputs, hex }) => {
    const versionId = stableUuid(hex);
    return { id: `${inputs.secretId}|${versionId}`, arn: inputs.secretId, versionId };
  },
  "aws:sfn/stateMachine:StateMachine": ({ name, arn }) => {
    const machineArn = arn("states", `stateMachine:${name}`);
    return { id: machineArn, arn: machineArn };
  },
  "aws:sns/topic:Topic": ({ name, accountId, arn }) => {
    const topicArn = arn("sns", name);
    return { id: topicArn, arn: topicArn, owner: accountId };
  },
  "aws:sns/topicPolicy:TopicPolicy": ({ inputs, accountId }) => ({
    id: String(inputs.arn),
    owner: accountId,
  }),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs, hex, accountId }) => {
    const subscriptionArn = `${inputs.topic}:${stableUuid(hex)}`;
    return { id: subscriptionArn, arn: subscriptionArn, ownerId: accountId };
  },
  "aws:sqs/queue:Queue": ({ name, region, accountId, arn }) => {
    const url = `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
    return { id: url, url, arn: arn("sqs", name) };
  },
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }) => ({ id: String(inputs.queueUrl) }),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ({ inputs }) => ({
    id: String(inputs.queueUrl),
  }),
  "aws:ssm/parameter:Parameter": ({ name, arn }) => ({
    id: name,
    arn: arn("ssm", `parameter/${name.replace(/^\//, "")}`),
  }),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
};

/** Resources outside AWS: the outputs that their provider generates. */
const generated: Readonly<Record<string, (name: string, hex: string) => Answer>> = {
  // The digest of an image is known when it is built, which a Plan does not do.
  "docker-build:index:Image": (name, hex) => {
    const digest = `sha256:${hex.repeat(2).slice(0, 64).padEnd(64, "0")}`;
    return { id: name, digest, ref: digest };
  },
  "random:index/randomBytes:RandomBytes": (name) => ({
    id: name,
    base64: secretMark(name),
    hex: secretMark(`${name}Hex`),
  }),
  "random:index/randomPassword:RandomPassword": (name) => ({ id: name, result: secretMark(name) }),
  "random:index/randomId:RandomId": (_name, hex) => ({
    id: hex.slice(0, 16),
    hex: hex.slice(0, 16),
  }),
};

/** The outputs that AWS (or the provider) would give a resource: its id and what other resources read. */
export function outputsOf(
  deployment: Deployment,
  type: string,
  logicalName: string,
  inputs: Inputs,
): Answer {
  const hex = stableId(deployment, type, logicalName);
  const generate = generated[type];
  if (generate) return generate(logicalName, hex);
  const { region, accountId } = deployment;
  const context: ResourceContext = {
    ...deployment,
    inputs,
    hex,
    name: physicalName(inputs, hex) ?? logicalName,
    arn: (service, rest) => `arn:aws:${service}:${region}:${accountId}:${rest}`,
    globalArn: (service, rest) => `arn:aws:${service}::${accountId}:${rest}`,
  };
  const answer = (answers[type] ?? unknownType(type))(context);
  return autoNamed.has(type) && inputs.name === undefined
    ? { name: context.name, ...answer }
    : answer;
}

/** Types to which the provider gives a name when the program gives none. */
const autoNamed = new Set([
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:dynamodb/table:Table",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:kinesis/stream:Stream",
  "aws:lambda/function:Function",
  "aws:scheduler/schedule:Schedule",
  "aws:secretsmanager/secret:Secret",
  "aws:sfn/stateMachine:StateMachine",
  "aws:sns/topic:Topic",
  "aws:sqs/queue:Queue",
]);

/** An unknown type gets an id and an ARN of the usual format. */
function unknownType(type: string): (context: ResourceContext) => Answer {
  const [, service = "unknown", kind = "resource"] = /^[^:]+:([^/:]+)[^:]*:(.+)$/.exec(type) ?? [];
  return ({ name, arn }) => ({ id: name, arn: arn(service, `${kind.toLowerCase()}/${name}`) });
}

/** To a name prefix the provider adds 26 digits: a time and a counter. */
function physicalName(inputs: Inputs, hex: string): string | undefined {
  if (typeof inputs.namePrefix === "string") {
    return inputs.namePrefix + BigInt(`0x${hex}`).toString().slice(0, 26);
  }
  for (const key of [
    "name",
    "alarmName",
    "dashboardName",
    "clusterIdentifier",
    "identifier",
    "bucket",
    "functionName",
    "topicName",
  ]) {
    const value = inputs[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** An alias may name its function by name or by ARN. */
function functionArnOf(nameOrArn: string, arn: ResourceContext["arn"]): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arn("lambda", `function:${nameOrArn}`);
}

/** With it API Gateway invokes a function, a version or an alias. */
function invokeArnOf(arn: string, region: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

function named(service: string, prefix: string) {
  return ({ name, arn }: ResourceContext): Answer => ({
    id: name,
    arn: arn(service, `${prefix}${name}`),
  });
}

function ec2(kind: string, prefix: string) {
  return ({ hex, arn }: ResourceContext): Answer => {
    const id = `${prefix}-0${hex.slice(0, 16)}`;
    return { id, arn: arn("ec2", `${kind}/${id}`) };
  };
}

function securityGroupRule({ hex, arn }: ResourceContext): Answer {
  const id = `sgr-0${hex.slice(0, 16)}`;
  return { id, securityGroupRuleId: id, arn: arn("ec2", `security-group-rule/${id}`) };
}

/** A resource that configures a bucket has the bucket's name as its id, and no ARN. */
function ofBucket({ inputs }: ResourceContext): Answer {
  return { id: String(inputs.bucket) };
}
