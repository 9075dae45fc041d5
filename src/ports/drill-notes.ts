import type { KeptDrill } from '../domain/drill/kept-drill.ts';

/**
 * What a drill has changed, kept on this machine until it is put back: it outlives the process. One process at a time may drill.
 * Every method throws `SpotctlError` with a `JOURNAL_*` code where the state folder does not serve.
 */
export interface DrillNotes {
  /** What a drill that was cut off has left; `null` where none has. Throws `RUN_HELD` while another process drills. */
  left(): Promise<KeptDrill | null>;
  /** Makes this process the one that drills, until it ends or lets go. Throws `RUN_HELD` where another one does. */
  begin(): Promise<void>;
  /** On the disk before it resolves. */
  keep(kept: KeptDrill): Promise<void>;
  /** All is put back. */
  forget(): Promise<void>;
  /** Lets go. What is kept stays. */
  close(): Promise<void>;
}
