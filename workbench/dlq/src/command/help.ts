const filters = `Which letters (all, without):
  --id ID            one; may be given more than once
  --place NAME       where they lie, by its name in the program
  --consumer NAME    the function or state machine that could not handle them
  --error NAME       why, as \`list\` shows it
  --since TIME       first sent or begun since then: 2026-11-23T12:00Z, or 90m, 12h, 3d ago
  --contains TEXT    this text is in the body, or in a record of the batch`;

const common = `  --stage STAGE      which stage (default: local, which npm start runs; any other one is on AWS)
  --state DIR        where the local stage keeps its state, and this what it did (default: .stagecraft/STAGE)
  --json             for programs`;

/** What each command says of itself. */
export const help = {
  dlq: `npm run dlq -- list | show | replay | discard [options]

  Looks after what could not be handled: messages in dead-letter queues, batches of streams, asynchronous events, calls of
  schedules, failed executions. docs/dead-letters.md says what is guaranteed.

  list       how many, where and why
  show       one, or some, with all that is known about them
  replay     sends them back to where they came from
  discard    takes them away, and keeps what they were

  Each says more with --help. Exit 0 done, 1 something was refused or failed, 2 called wrongly.`,

  list: `npm run dlq -- list [options]

  Says how many dead letters lie where, how old they are, and why. Looking counts as a receive of SQS.

${filters}
  --no-logs          do not search the consumers' logs for causes
  --max N            look at no more in one place (default: 1000)
${common}`,

  show: `npm run dlq -- show ID ... | --place NAME [options]

  Shows body, attributes and cause: error, trace, receive count, first and last time; of a batch the records that the stream
  still has.

${filters}
  --max N            show no more (default: 10)
${common}`,

  replay: `npm run dlq -- replay [ID ...] [options]

  Says what it would send where; with --yes it does. Refuses what its consumer would refuse, by the program's contracts, and
  brings old versions to the newest. A run that was killed is taken up by the next one.

  --yes              do it
  --rate N           send so many a second at most (default: 10)
  --max N            deal with no more (default: 1000)
  --unchecked        send also what no contract speaks of
  --restart          begin executions anew, with the definition of today, instead of going on where they failed
${filters}
${common}`,

  discard: `npm run dlq -- discard [ID ...] --reason TEXT [options]

  Says what it would take away; with --yes it does. Bodies are kept in .stagecraft/STAGE/dead-letters/discarded.jsonl.

  --reason TEXT      why; needed
  --yes              do it
  --max N            take away no more (default: 1000)
${filters}
${common}`,
};
