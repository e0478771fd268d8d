/**
 * The init phase of an empty Node function on Lambda (nodejs22.x, arm64, 512 MB, zip): the mean of 10 cold starts, which took 102 to
 * 139 ms. Measured on 2025-12-21 by https://github.com/maxday/lambda-perf (data/2025/2025-12-21.json), which names no region. What Lambda
 * does before the init phase is not in it.
 */
const emptyInitMs = 118;

/**
 * What a cold start adds to a request on Lambda, modelled: the published time of an empty function, multiplied by the CPU of the
 * function's init as a ratio to that of an empty handler. It is not
 * scaled with memory: that the init phase has less CPU with less memory is not documented.
 */
export function coldStartMs(initRatio: number): number {
  return emptyInitMs * initRatio;
}
