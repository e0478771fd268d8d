const RealDate = Date;
let offsetMs = 0;

/**
 * `Date` at the stage's time: the current time has the offset; dates from arguments do not. Timers and `performance`
 * measure real time.
 */
export function shiftDate() {
  /** @param {unknown[]} args */
  function StageDate(...args) {
    if (new.target === undefined) return new RealDate(StageDate.now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [StageDate.now()] : args, new.target);
  }
  StageDate.now = () => RealDate.now() + offsetMs;
  StageDate.parse = RealDate.parse;
  StageDate.UTC = RealDate.UTC;
  Object.defineProperties(StageDate, {
    name: { value: "Date" },
    length: { value: RealDate.length },
    now: { enumerable: false },
    parse: { enumerable: false },
    UTC: { enumerable: false },
  });
  // The prototype stays the real one, so that `instanceof` holds for dates made by Node itself.
  StageDate.prototype = RealDate.prototype;
  RealDate.prototype.constructor = StageDate;
  // @ts-expect-error a function is a constructor here
  globalThis.Date = StageDate;
}

/** @param {number} milliseconds how far the stage is ahead of this machine */
export function setClockOffset(milliseconds) {
  offsetMs = milliseconds;
}
