import type { Operation } from "../common/operation.ts";
import { senderIdOf } from "../common/sender-id.ts";
import type { AwsService } from "../endpoint/aws-service.ts";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/**
 * STS, as far as it is implemented: `GetCallerIdentity`, for which no permission is needed.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function stsService(accountId: string): AwsService {
  const getCallerIdentity: Operation = {
    permissions: () => [],
    run(_input, { caller, requestId }) {
      const userId = senderIdOf(caller);
      const identity =
        caller.kind === "role"
          ? `sts::${accountId}:assumed-role/${caller.roleArn.split("/").at(-1)}/${userId.split(":")[1]}`
          : `iam::${accountId}:user/operator`;
      return element(
        "GetCallerIdentityResponse",
        element(
          "GetCallerIdentityResult",
          element("Arn", `arn:aws:${identity}`) +
            element("UserId", userId) +
            element("Account", accountId),
        ) + element("ResponseMetadata", element("RequestId", requestId)),
        namespace,
      );
    },
  };
  return {
    name: "STS",
    endpointName: "sts",
    operations: { GetCallerIdentity: getCallerIdentity },
    /** The query protocol: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
    read({ body, query }) {
      const form = new URLSearchParams(body.length > 0 ? body.toString() : query);
      return { operation: form.get("Action") ?? "", input: Object.fromEntries(form) };
    },
    write: (output) => ({ status: 200, headers: xmlType, body: String(output) }),
    refuse: ({ status, code, message }) => ({
      status,
      headers: xmlType,
      body: element(
        "ErrorResponse",
        element(
          "Error",
          element("Type", status < 500 ? "Sender" : "Receiver") +
            element("Code", escaped(code)) +
            element("Message", escaped(message)),
        ),
        namespace,
      ),
    }),
  };
}

const xmlType = { "content-type": "text/xml" };

function element(name: string, content: string, xmlns?: string): string {
  return `<${name}${xmlns ? ` xmlns="${xmlns}"` : ""}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
