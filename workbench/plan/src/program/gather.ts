/**
 * Gives `answerAll` the first request alone, and after it, together, those that came meanwhile.
 *
 * @param answerAll gives an answer for each request, in their order; when it rejects, all of them do
 */
export function gather<Request, Answer>(
  answerAll: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): (request: Request) => Promise<Answer> {
  type Waiting = { readonly request: Request } & PromiseWithResolvers<Answer>;
  let waiting: Waiting[] = [];
  let isAnswering = false;

  async function answerWaiting() {
    isAnswering = true;
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        const answers = await answerAll(now.map(({ request }) => request));
        for (const [index, { resolve }] of now.entries()) resolve(answers[index] as Answer);
      } catch (error) {
        for (const { reject } of now) reject(error);
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
