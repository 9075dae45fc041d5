import { storedTime } from '../../backend/store/stored-time.ts';

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** Moments counted back from now, each world's only clock. */
export interface Moments {
  /** As the backend stores it. */
  readonly stored: (secondsAgo: number) => string;
  /** As EC2 sends it. */
  readonly iso: (secondsAgo: number) => string;
}

export function momentsBefore(now: Date): Moments {
  const moment = (secondsAgo: number) => new Date(now.getTime() - secondsAgo * 1000);
  return { stored: (secondsAgo) => storedTime(moment(secondsAgo)), iso: (secondsAgo) => moment(secondsAgo).toISOString() };
}
