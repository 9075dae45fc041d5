// Loaded into a process of spotctl before it starts: its clock is that many seconds ahead, as for an operator who comes back later.
const aheadMs = Number(process.env.SECONDS_LATER ?? 0) * 1000;
const { now } = Date;

globalThis.Date = class LaterDate extends Date {
  constructor(...moment) {
    super(...(moment.length === 0 ? [now() + aheadMs] : moment));
  }

  static now() {
    return now() + aheadMs;
  }
};
