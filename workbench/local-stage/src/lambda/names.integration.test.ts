import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { NetworkSettings } from "./runtime/settings.d.mts";
import { startLambda } from "./testing/start-lambda.ts";

/** Does one task after the other and returns the result of each, or the error as Node shows it. */
const asker = `import dgram from "node:dgram";
  import dns, { lookup, lookupService } from "node:dns";
  import { resolve4 } from "node:dns/promises";
  import { get } from "node:http";
  import { connect } from "node:net";
  import { promisify } from "node:util";
  const called = (start) => new Promise((resolve, reject) =>
    start((error, ...found) => (error ? reject(error) : resolve(found))));
  const fetched = (options) => new Promise((resolve, reject) =>
    get(options, ({ statusCode }) => resolve(statusCode)).on("error", reject));
  const thisMachine = (_name, _options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]);
  const behind = (address) => (_name, _options, done) => done(null, address, 4);
  const asks = {
    lookup: (...args) => called((done) => lookup(...args, done)),
    lookupPromised: (...args) => promisify(dns.lookup)(...args),
    lookupLater: (...args) => dns.promises.lookup(...args),
    lookupService: (...args) => called((done) => lookupService(...args, done)),
    lookupServiceLater: (...args) => dns.promises.lookupService(...args),
    resolve: (...args) => called((done) => dns.resolve(...args, done)),
    resolve4: (...args) => called((done) => dns.resolve4(...args, done)),
    resolve4Later: (...args) => resolve4(...args),
    resolve6: (...args) => called((done) => dns.resolve6(...args, done)),
    resolveAny: (...args) => called((done) => dns.resolveAny(...args, done)),
    resolveMx: (...args) => called((done) => dns.resolveMx(...args, done)),
    reverse: (...args) => called((done) => dns.reverse(...args, done)),
    resolver: (...args) => called((done) => new dns.Resolver().resolve4(...args, done)),
    resolverLater: (...args) => new dns.promises.Resolver().resolve(...args),
    wrongly: async (...args) => dns.lookup(...args),
    fetch: (url) => fetch(url).then(({ status }) => status, ({ cause }) => Promise.reject(cause)),
    fetchFrom: (host, port) => fetched({ host, port }),
    fetchWithOwnLookup: (host, port) => fetched({ host, port, lookup: thisMachine }),
    fetchBehind: (host, port, address) => fetched({ host, port, lookup: behind(address) }),
    say: (host, port) => new Promise((resolve, reject) => {
      const socket = connect({ host, port }, () => socket.end("hello", () => resolve("said")));
      socket.on("error", reject);
    }),
    send: (host, port) => called((done) =>
      dgram.createSocket({ type: "udp4", lookup: behind("127.0.0.1") }).send("hello", port, host, done)),
  };
  export const handler = async (questions) => {
    const found = [];
    for (const [ask, ...args] of questions) {
      found.push(await asks[ask](...args).catch(({ message, ...error }) => ({ message, ...error })));
    }
    return found;
  };`;

type Question = readonly [ask: string, ...unknown[]];

async function ask(questions: readonly Question[], given: Partial<NetworkSettings> = {}) {
  const network = { awsPorts: [], outside: "closed", names: [], ...given } as const;
  const { lambda, reports } = startLambda(
    { f: { code: asker, timeoutMs: 2_000 } },
    { environmentFor: () => ({ env: {}, files: {}, network, close() {} }) },
  );
  const outcome = await lambda.run("f", questions);
  const reported = reports.flatMap((each) =>
    each.kind === "outside-call" ? [`${each.host}:${each.port}`] : [],
  );
  if (outcome.kind !== "success") return { found: [outcome.kind], reported };
  return { found: outcome.payload as readonly unknown[], reported };
}

const sqs = "sqs.eu-west-2.amazonaws.com";
const endpoint = { name: sqs, addresses: ["10.0.0.4", "10.0.16.4"], isReachable: true };
const ledger = "ledger.cluster-abc.eu-west-2.rds.amazonaws.com";
const database = { name: ledger, addresses: ["10.0.16.5"], isReachable: true };
const names = [endpoint, database];

// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
test("names of the Plan are resolved, by every function of node:dns", async () => {
  const inBoth = [
    { address: "10.0.0.4", family: 4 },
    { address: "10.0.16.4", family: 4 },
  ];
  const answers: readonly (readonly [Question, unknown])[] = [
    [
      ["lookup", sqs],
      ["10.0.0.4", 4],
    ],
    [["lookup", sqs, { all: true }], [inBoth]],
    [
      ["lookup", "SQS.eu-west-2.amazonaws.com.", 4],
      ["10.0.0.4", 4],
    ],
    [["lookupPromised", `123.${sqs}`], inBoth[0]],
    [["lookupLater", ledger], { address: "10.0.16.5", family: 4 }],
    [["lookupLater", sqs, { all: true }], inBoth],
    [["resolve", sqs], [["10.0.0.4", "10.0.16.4"]]],
    [["resolve", sqs, "A"], [["10.0.0.4", "10.0.16.4"]]],
    [["resolve4", ledger, { ttl: true }], [[{ address: "10.0.16.5", ttl: 60 }]]],
    [
      ["resolve4Later", sqs],
      ["10.0.0.4", "10.0.16.4"],
    ],
    [["resolveAny", ledger], [[{ type: "A", address: "10.0.16.5", ttl: 60 }]]],
    [["resolver", sqs], [["10.0.0.4", "10.0.16.4"]]],
    [["resolverLater", ledger], ["10.0.16.5"]],
    [["reverse", "10.0.16.5"], [[ledger]]],
    [
      ["lookupService", "10.0.16.5", 5432],
      [ledger, "5432"],
    ],
    [["lookupServiceLater", "10.0.16.5", 5432], { hostname: ledger, service: "5432" }],
  ];
  const questions = answers.map(([question]) => question);
  const { found, reported } = await ask(questions, { names });
  expect(questions.map((question, index) => [question, found[index]])).toEqual(answers);
  expect(reported).toEqual([]);
});

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
test("a public name has a reserved address, always the same", async () => {
  const { found } = await ask([
    ["lookup", "partner.example.com"],
    ["resolve4", "news.example.com"],
    ["lookup", "partner.example.com"],
    ["reverse", "198.18.0.2"],
  ]);
  expect(found).toEqual([
    ["198.18.0.1", 4],
    [["198.18.0.2"]],
    ["198.18.0.1", 4],
    [["news.example.com"]],
  ]);
});

test("local names and addresses are not changed", async () => {
  const { found } = await ask([
    ["lookup", "192.0.2.7"],
    ["lookup", "2001:db8::7", { family: 4 }],
    ["lookup", "localhost", 4],
    ["lookupLater", "127.0.0.1"],
  ]);
  expect(found).toEqual([
    ["192.0.2.7", 4],
    ["2001:db8::7", 6],
    ["127.0.0.1", 4],
    { address: "127.0.0.1", family: 4 },
  ]);
});

test("other queries fail with Node's error", async () => {
  const errors: readonly (readonly [Question, object])[] = [
    [
      ["lookup", "ledger.internal"],
      {
        message: "getaddrinfo ENOTFOUND ledger.internal",
        code: "ENOTFOUND",
        errno: -3008,
        syscall: "getaddrinfo",
        hostname: "ledger.internal",
      },
    ],
    [["lookupLater", "example.com", 6], { code: "ENOTFOUND", syscall: "getaddrinfo" }],
    [["resolve4", "ledger"], { message: "queryA ENOTFOUND ledger", syscall: "queryA" }],
    [["resolve6", sqs], { message: `queryAaaa ENODATA ${sqs}`, code: "ENODATA" }],
    [["resolveMx", "example.com"], { message: "queryMx ESERVFAIL example.com" }],
    [["resolve", "example.com", "TXT"], { message: "queryTxt ESERVFAIL example.com" }],
    [["reverse", "192.0.2.7"], { message: "getHostByAddr ENOTFOUND 192.0.2.7" }],
    [["lookupService", "192.0.2.7", 443], { code: "ENOTFOUND", syscall: "getnameinfo" }],
    [["wrongly", "example.com"], { code: "ERR_INVALID_ARG_TYPE" }],
  ];
  const { found } = await ask(
    errors.map(([question]) => question),
    { names },
  );
  expect(found).toMatchObject(errors.map(([, error]) => error));
});

test("a name that does not exist fails at once, with or without egress", async () => {
  for (const outside of ["closed", "open"] as const) {
    const { found, reported } = await ask([["fetch", "http://nobody.invalid"]], { outside });
    expect(found).toMatchObject([{ code: "ENOTFOUND", hostname: "nobody.invalid" }]);
    expect(reported).toEqual([]);
  }
});

test("the address of a name stands for the name", async () => {
  const { found, reported } = await ask([
    ["lookup", "partner.example.com"],
    ["fetchFrom", "198.18.0.1", 80],
  ]);
  expect(found).toEqual(["function-error"]);
  expect(reported).toEqual(["partner.example.com:80"]);
  const { found: refused } = await ask([["fetchFrom", "10.0.0.4", 443]], { names });
  expect(refused).toMatchObject([{ code: "ECONNREFUSED", address: sqs, port: 443 }]);
});

async function openPort() {
  const server = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("a database is reached by its name and address, at this environment's port", async () => {
  const at = await openPort();
  const known = [{ ...database, local: { port: 5432, at } }];
  const questions = [
    ["fetch", `http://${ledger}:5432`],
    ["fetchFrom", "10.0.16.5", 5432],
    ["say", ledger, 5432],
    ["fetchFrom", ledger, 443],
  ] as const;
  const { found, reported } = await ask(questions, { names: known });
  expect(found).toEqual([200, 200, "said", expect.objectContaining({ code: "ECONNREFUSED" })]);
  expect(reported).toEqual([`${ledger}:443`]);
});

test("with egress a client's lookup decides the address, and a reserved address stands for its name", async () => {
  const port = await openPort();
  const outside = "nat";
  const own = await ask([["fetchWithOwnLookup", "partner.example.com", port]], { outside });
  expect(own).toEqual({ found: [200], reported: [`partner.example.com:${port}`] });
  // The only name that this machine knows without a name server.
  const known = [{ name: "localhost", addresses: ["10.0.0.9"], isReachable: true }];
  const answered = await ask([["fetchBehind", "partner.example.com", port, "10.0.0.9"]], {
    outside,
    names: known,
  });
  expect(answered.found).toEqual([200]);
});

test("with egress a datagram is sent by name", async () => {
  const receiver = createSocket("udp4").bind(0, "127.0.0.1");
  onTestFinished(() => void receiver.close());
  await once(receiver, "listening");
  const received = once(receiver, "message");
  const { port } = receiver.address();
  const { reported } = await ask([["send", "partner.example.com", port]], { outside: "nat" });
  expect(String((await received)[0])).toBe("hello");
  expect(reported).toEqual([`partner.example.com:${port}`]);
});
