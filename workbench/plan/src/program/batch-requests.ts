/**
 * Batches requests: `answerAll` gets the first request alone, and then, in one batch, all that arrived meanwhile.
 * @param answerAll gives the answers in the order of the requests; when it rejects, all requests of the batch reject
 */
export function batchRequests<Request, Answer>(
  answerAll: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): (request: Request) => Promise<Answer> {
  type Waiting = { readonly request: Request } & PromiseWithResolvers<Answer>;
  let waiting: Waiting[] = [];
  let isAnswering = false;

  async function answerWaiting() {
    isAnswering = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const answers = await answerAll(batch.map(({ request }) => request));
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isAnswering = false;
  }

  return (request) => {
    const { promise, ...settle } = Promise.withResolvers<Answer>();
    waiting.push({ request, promise, ...settle });
    if (!isAnswering) void answerWaiting();
    return promise;
  };
}
