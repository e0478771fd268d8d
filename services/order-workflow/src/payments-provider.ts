import { type Span, SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { type Parsed, parse } from "@stagecraft/contracts/parse";
import { Charge, type ChargeRequest } from "@stagecraft/contracts/payments/charge";
import { Refund, type RefundRequest } from "@stagecraft/contracts/payments/refund";
import { requestSender } from "@stagecraft/http/request-sender";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/**
 * The third party that moves the money. A second call with a key changes nothing. A call without an answer, or with the answer that
 * the provider is unavailable, throws Fault `payment.unreachable`, to retry; any other refusal throws a permanent fault.
 */
export type PaymentsProvider = {
  charge(key: string, request: ChargeRequest): Promise<Charge>;
  refund(key: string, request: RefundRequest): Promise<Refund>;
};

export type ProviderOptions = {
  /** Without a trailing slash. */
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
};

/** A client of the provider's HTTP API. */
export function paymentsProvider({ url, apiKey, timeoutMs }: ProviderOptions): PaymentsProvider {
  const sendRequest = requestSender({ connectTimeoutMs: 2_000, requestTimeoutMs: timeoutMs });

  function post<Answer>(
    path: string,
    request: { key: string; body: unknown; read: (json: unknown) => Parsed<Answer> },
  ): Promise<Answer> {
    const attributes = { "http.request.method": "POST", "url.path": path };
    return inSpan(`POST ${path}`, { kind: SpanKind.CLIENT, attributes }, (span) =>
      send(path, request, span),
    );
  }

  async function send<Answer>(
    path: string,
    request: { key: string; body: unknown; read: (json: unknown) => Parsed<Answer> },
    span: Span,
  ): Promise<Answer> {
    const { key, body, read } = request;
    const traceparent = activeTraceparent();
    const { protocol, hostname, port, pathname } = new URL(`${url}${path}`);
    const response = await reach(
      sendRequest({
        protocol,
        hostname,
        port,
        method: "POST",
        path: pathname,
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "idempotency-key": key,
          ...(traceparent && { traceparent }),
        },
        body: JSON.stringify(body),
      }),
    );
    const { statusCode: status } = response;
    span.setAttribute("http.response.status_code", status);
    if (status === 429 || status >= 500) throw unreachable(`status ${status}`);
    if (status >= 300) {
      throw new Fault("payment.refused", { retry: false, detail: `status ${status}` });
    }
    const answer = read(await reach(parseJson(response.body)));
    if (answer.ok) return answer.value;
    const paths = answer.errors.map((error) => error.path).join(", ");
    throw new Fault("payment.unreadable", { retry: false, detail: paths });
  }

  return {
    charge: (key, body) => post("/charges", { key, body, read: (json) => parse(Charge, json) }),
    refund: (key, body) => post("/refunds", { key, body, read: (json) => parse(Refund, json) }),
  };
}

async function parseJson(text: string): Promise<unknown> {
  return JSON.parse(text);
}

async function reach<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw unreachable("no answer", cause);
  }
}

function unreachable(detail: string, cause?: unknown): Fault {
  return new Fault(workflowErrors.unreachable, { retry: true, detail, cause });
}
