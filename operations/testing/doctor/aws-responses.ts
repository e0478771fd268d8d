import { type AccountState, accountId, callerArn } from "./account-state.ts";
import type { AwsRequest } from "./aws-request.ts";

export type AwsResponse = {
  readonly status: number;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** An operation of a service. */
type Operation = (state: AccountState, request: AwsRequest) => AwsResponse;

/** The response of an account to a request, and the request's action. */
export function respond(
  state: AccountState,
  request: AwsRequest,
): { readonly action: string; readonly response: AwsResponse } {
  const action = actionOf(request);
  if (state.denied.includes(action)) return { action, response: denial(request, action) };
  const operation = operations[action];
  if (!operation) return { action, response: json(501, { __type: "NotImplemented" }) };
  return { action, response: operation(state, request) };
}

function actionOf({ service, method, url, target, body }: AwsRequest): string {
  if (service === "s3") return method === "HEAD" ? "s3:ListBucket" : "s3:GetObject";
  if (service === "lambda") {
    if (url.pathname.endsWith("/concurrency")) return "lambda:GetFunctionConcurrency";
    return url.pathname.endsWith("/account-settings")
      ? "lambda:GetAccountSettings"
      : "lambda:ListFunctions";
  }
  return `${service}:${target || new URLSearchParams(body).get("Action")}`;
}

const operations: Readonly<Record<string, Operation>> = {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "sts:GetCallerIdentity": () =>
    xml(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${callerArn}</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    ),
  // https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
  "lambda:GetAccountSettings": ({ concurrency: { limit, unreserved } }) =>
    json(200, {
      AccountLimit: {
        TotalCodeSize: 80530636800,
        CodeSizeUnzipped: 262144000,
        CodeSizeZipped: 52428800,
        ConcurrentExecutions: limit,
        UnreservedConcurrentExecutions: unreserved,
      },
      AccountUsage: { TotalCodeSize: 0, FunctionCount: 0 },
    }),
  // https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
  "lambda:GetFunctionConcurrency": ({ functions }, { url }) => {
    const name = decodeURIComponent(url.pathname.split("/").at(-2) ?? "");
    if (!Object.hasOwn(functions, name)) {
      return lambdaError(404, "ResourceNotFoundException", `Function not found: ${name}`);
    }
    return json(200, { ReservedConcurrentExecutions: functions[name] });
  },
  // https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
  "lambda:ListFunctions": ({ functions }, { url }) => {
    const { page, next } = pageOf(Object.keys(functions), url.searchParams.get("Marker"));
    return json(200, {
      Functions: page.map((FunctionName) => ({ FunctionName })),
      NextMarker: next ?? null,
    });
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
  "ec2:DescribeVpcs": ({ vpcs }, { body }) => {
    const { page, next } = pageOf(vpcs, new URLSearchParams(body).get("NextToken"));
    const items = page.map(
      ({ id, owner = accountId, tags = {} }) =>
        `<item><vpcId>${id}</vpcId><ownerId>${owner}</ownerId><state>available</state><cidrBlock>10.0.0.0/16</cidrBlock><tagSet>${Object.entries(
          tags,
        )
          .map(([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`)
          .join("")}</tagSet><isDefault>false</isDefault></item>`,
    );
    return xml(
      `<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>7a62c442-3484-4f42-9342-6942EXAMPLE</requestId><vpcSet>${items.join("")}</vpcSet>${next ? `<nextToken>${next}</nextToken>` : ""}</DescribeVpcsResponse>`,
    );
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
  "ec2:DescribeAvailabilityZones": ({ zones }) =>
    xml(
      `<DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId><availabilityZoneInfo>${Object.entries(
        zones,
      )
        .map(
          ([name, zoneState]) =>
            `<item><zoneName>${name}</zoneName><zoneState>${zoneState}</zoneState><regionName>eu-west-2</regionName></item>`,
        )
        .join("")}</availabilityZoneInfo></DescribeAvailabilityZonesResponse>`,
    ),
  // https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
  "servicequotas:GetServiceQuota": ({ vpcQuota }, { body }) => {
    const { ServiceCode, QuotaCode } = JSON.parse(body);
    if (vpcQuota === undefined || ServiceCode !== "vpc" || QuotaCode !== "L-F678F1CE") {
      return json(400, { __type: "NoSuchResourceException", Message: "The request failed." });
    }
    return json(200, {
      Quota: {
        ServiceCode,
        QuotaCode,
        QuotaName: "VPCs per Region",
        Value: vpcQuota,
        Unit: "None",
        Adjustable: true,
        GlobalQuota: false,
      },
    });
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
  "rds:DescribeDBEngineVersions": ({ engineVersions }, { body }) => {
    const parameters = new URLSearchParams(body);
    const known = parameters.get("Engine") === "aurora-postgresql" ? engineVersions : [];
    const { page, next } = pageOf(known, parameters.get("Marker"));
    const items = page.map(
      (version) =>
        `<DBEngineVersion><Engine>aurora-postgresql</Engine><EngineVersion>${version}</EngineVersion><DBParameterGroupFamily>aurora-postgresql${version.split(".")[0]}</DBParameterGroupFamily><Status>available</Status></DBEngineVersion>`,
    );
    return xml(
      `<DescribeDBEngineVersionsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBEngineVersionsResult><DBEngineVersions>${items.join("")}</DBEngineVersions>${next ? `<Marker>${next}</Marker>` : ""}</DescribeDBEngineVersionsResult><ResponseMetadata><RequestId>85da9ef0-64bd-11e8-8f59-example</RequestId></ResponseMetadata></DescribeDBEngineVersionsResponse>`,
    );
  },
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
  "ssm:GetParameter": ({ parameters }, { body }) => {
    const { Name } = JSON.parse(body);
    const Value = parameters[Name];
    if (Value === undefined) return json(400, { __type: "ParameterNotFound" });
    return json(200, { Parameter: { Name, Type: "String", Value, Version: 1 } });
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
  "s3:ListBucket": ({ buckets }, { url }) =>
    Object.hasOwn(buckets, url.pathname.split("/")[1] ?? "") ? xml("") : xml("", 404),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
  "s3:GetObject": ({ buckets }, { url }) => {
    const [, bucket = "", ...key] = decodeURIComponent(url.pathname).split("/");
    const object = buckets[bucket]?.[key.join("/")];
    if (object) return { status: 200, type: "application/json", body: object };
    const code = buckets[bucket] ? "NoSuchKey" : "NoSuchBucket";
    return xml(`<Error><Code>${code}</Code><Message>It does not exist.</Message></Error>`, 404);
  },
};

/** Small, so that a caller has to read several pages. */
const pageSize = 2;

function pageOf<T>(all: readonly T[], from: string | null) {
  const start = Number(from ?? 0);
  const end = start + pageSize;
  return { page: all.slice(start, end), ...(end < all.length ? { next: String(end) } : {}) };
}

function xml(body: string, status = 200): AwsResponse {
  return { status, type: "text/xml", body };
}

function json(status: number, value: object): AwsResponse {
  return { status, type: "application/x-amz-json-1.1", body: JSON.stringify(value) };
}

/** https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
function lambdaError(status: number, name: string, Message: string): AwsResponse {
  return { ...json(status, { Message }), headers: { "x-amzn-errortype": name } };
}

/** A denied call in each protocol: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denial({ service, method }: AwsRequest, action: string): AwsResponse {
  const message = `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  switch (service) {
    case "lambda":
      return lambdaError(403, "AccessDeniedException", message);
    case "ec2":
      return xml(
        `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation. ${message}</Message></Error></Errors><RequestID>0f1a2b3c</RequestID></Response>`,
        403,
      );
    case "rds":
      return xml(
        `<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error><RequestId>0f1a2b3c</RequestId></ErrorResponse>`,
        403,
      );
    case "sts":
      return xml(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error><RequestId>0f1a2b3c</RequestId></ErrorResponse>`,
        403,
      );
    case "s3":
      return xml(
        method === "HEAD"
          ? ""
          : `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`,
        403,
      );
    default:
      return json(400, { __type: "AccessDeniedException", Message: message });
  }
}
