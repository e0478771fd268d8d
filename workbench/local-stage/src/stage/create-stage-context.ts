import { join } from "node:path";
import { createNetwork } from "@stagecraft/plan/network/network";
import type { Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { containerServicesOf } from "@stagecraft/plan/resources/ecs/container-services";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { sstSecretsOf } from "@stagecraft/plan/resources/sst/sst-secrets";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { createMetrics } from "../cloudwatch/create-metrics.ts";
import { createClock } from "../common/clock.ts";
import { createFaults } from "../faults/create-faults.ts";
import { createAuthority } from "../iam/authority.ts";
import { createIdentities } from "../iam/credentials.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { createMapFrames } from "../logs/map-frames.ts";
import { createMeter } from "../metering/meter.ts";
import { meterMetrics } from "../metering/meter-metrics.ts";
import { localRds } from "../rds/local-rds.ts";
import { chooseSecrets } from "../secrets/choose-secrets.ts";
import { readSecretsFile, secretsFile } from "../secrets/read-secrets-file.ts";
import { createSecrets } from "../secrets/secrets.ts";
import { openClockOffset } from "./clock-offset.ts";
import type { Closers } from "./closers.ts";
import { debuggedFunction } from "./debugged-function.ts";
import type { LocalService, StageContext } from "./local-service.ts";
import { createProcesses } from "./processes.ts";
import { createReports } from "./report.ts";
import { openSettings } from "./settings.ts";
import type { StageOptions } from "./stage-options.ts";
import { openState } from "./state.ts";
import { createTroubles } from "./troubles.ts";

/** Opens the state and builds what all services share. `opened` is the map of services that `use` reads. */
export async function createStageContext(
  plan: Plan,
  options: StageOptions,
  closers: Closers,
  opened: ReadonlyMap<LocalService, unknown>,
): Promise<StageContext> {
  const { directory, log = () => {} } = options;
  const functions = functionsOf(plan);
  const debugged = options.debug && (await debuggedFunction(functions, options.debug));

  const state = openState(directory);
  closers.add(() => state.close());
  const processes = createProcesses(state);
  const leftOver = processes.endLeftOver();
  if (leftOver > 0) log(`ended ${leftOver} processes that an earlier stage had left behind`);
  const clockOffset = openClockOffset(state);
  const clock = createClock({ offsetMs: clockOffset.offsetMs, onJump: clockOffset.save });
  closers.add(() => clock.stop());

  const mapFrames = createMapFrames(options.root);
  const reports = createReports(({ message }) => log(message), mapFrames);
  const meter = createMeter(plan);
  const metrics = meterMetrics(createMetrics({ state, clock, reports }), meter, clock);
  closers.add(() => metrics.close());
  const declaredSecrets = sstSecretsOf(plan);
  const chosen = chooseSecrets(declaredSecrets, {
    given: options.secrets ?? {},
    environment: options.environment ?? {},
    file: readSecretsFile(directory),
    filePath: join(directory, secretsFile),
  });
  for (const line of chosen.lines) log(line);

  function use<Internal>(service: LocalService<Internal>): Internal {
    if (!opened.has(service)) throw new Error(`${service.name} is not open yet.`);
    return opened.get(service) as Internal;
  }

  return {
    plan,
    options,
    functions,
    // The calls of a container have the logical name of its service.
    callers: [
      ...functions,
      ...containerServicesOf(plan).map((service) => ({ ...service, name: service.logicalName })),
    ],
    debugged,
    accountConcurrency: Number(
      plan.outputs.accountConcurrency ?? quotas.lambda.concurrentExecutions.value,
    ),
    state,
    settings: openSettings(state),
    clock,
    processes,
    reports,
    troubles: createTroubles(
      { functions, queues: queuesOf(plan), mapFrames },
      options.onTrouble ?? (() => {}),
    ),
    mapFrames,
    metrics,
    meter,
    secrets: createSecrets(state, chosen.values, declaredSecrets),
    authority: createAuthority(plan, clock.nowMs),
    network: createNetwork(plan),
    identities: createIdentities(),
    faults: createFaults(options.faults ?? [], options.seed ?? 0, {
      functions,
      clock,
      reports,
      stateMachineNames: stateMachinesOf(plan).map(({ logicalName }) => logicalName),
      scheduleNames: schedulesOf(plan).map(({ logicalName }) => logicalName),
      databaseNames: databasesOf(plan).map(({ logicalName }) => logicalName),
      databases: () => use(localRds).databases,
      certificateAuthority: () => use(localRds).certificates.ca,
      killEnvironment: (id) => use(localLambda).lambda.kill(id),
    }),
    addresses: { endpointUrl: "", apis: [] },
    use,
    log,
  };
}
