const filters = `Filters (without any: all messages):
  --id ID            this message; may be repeated
  --source NAME      in this queue or state machine, by its name in the program
  --consumer NAME    this function or state machine failed on it
  --error NAME       with this error, as \`list\` shows it
  --since TIME       first sent or started since this time: 2026-11-23T12:00Z, or 90m, 12h, 3d ago
  --contains TEXT    with this text in the body, or in a record of the batch`;

const common = `  --stage STAGE      the stage (default: local, which npm start runs; every other stage is on AWS)
  --state DIR        folder of the local stage's state and of the audit (default: .stagecraft/STAGE)
  --json             print JSON`;

const personal = `  --personal         print personal data too; the audit says whose message you have seen`;

/** The text of `--help` of each command. */
export const help = {
  dlq: `npm run dlq -- list | show | redrive | discard [options]

  Manages dead-letter messages: of queues, streams, asynchronous invocations and schedules, and failed executions.
  docs/dead-letters.md describes the guarantees.

  list       counts messages by source and cause
  show       shows messages with all details
  redrive    sends messages back to their consumers
  discard    deletes messages and keeps a copy in a file

  Every command has --help. Exit 0 done, 1 a message was refused or failed, 2 wrong usage.`,

  list: `npm run dlq -- list [options]

  Counts the dead-letter messages of each source by cause, with their age. Adds one to the SQS receive count of each message.

${filters}
  --no-logs          do not search the consumers' logs for causes
  --max N            read at most N messages of each source (default: 1000)
${common}`,

  show: `npm run dlq -- show ID ... | --source NAME [options]

  Shows body, attributes and cause: error, trace, receive count, first and last time. For a batch of a stream it also shows
  the records that the stream still has. Personal data is hidden: the fields that the contracts mark, what errors quote of them,
  and every body that its contract does not describe.

${filters}
  --max N            show at most N (default: 10)
${personal}
${common}`,

  redrive: `npm run dlq -- redrive [ID ...] [options]

  Sends messages back to their consumers. Without --yes it only prints what it would do. Checks each message against the
  program's contracts, refuses what its consumer would reject, and upgrades old versions. A later run completes a killed one.

  --yes              send
  --rate N           send at most N a second (default: 10)
  --max N            process at most N messages (default: 1000)
  --unchecked        also send messages that have no contract
  --restart          start failed executions again from the first state, with the current definition, instead of redriving them
${personal}
${filters}
${common}`,

  discard: `npm run dlq -- discard [ID ...] --reason TEXT [options]

  Deletes messages. Without --yes it only prints what it would do. Complete copies, with personal data, are kept in
  .stagecraft/STAGE/dead-letters/discarded.jsonl, which only you may read. Delete the file when nobody needs it.

  --reason TEXT      the reason; required
  --yes              delete
  --max N            delete at most N (default: 1000)
${personal}
${filters}
${common}`,
};
