import { useEffect, useState } from 'react';
import type { Timestamp } from '../../domain/instance.ts';

/** The moment, anew each second: ages, countdowns and costs move with it. */
export function useNow(now: () => Timestamp): Timestamp {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), 1_000);
    return () => clearInterval(timer);
  }, [now]);
  return moment;
}
