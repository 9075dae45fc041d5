/** What is wrong with the backend of a world; where nothing is, it is the reference backend itself. */
export interface BackendFlaws {
  /** Nothing listens at its address. */
  readonly isDown?: true;
  /** How far its clock is ahead. */
  readonly clockAheadSeconds?: number;
  /** The host in its address, where it is not to be taken for this machine. */
  readonly host?: string;
  readonly answers?: readonly AnswerFlaw[];
}

/** What happens to the answers of one path. */
export interface AnswerFlaw {
  readonly path: string;
  readonly delayMs?: number;
  /** A caller without a token is taken for the one whose token this is. */
  readonly opensTo?: string;
  /** Answered in the backend's place, as a page. */
  readonly page?: string;
  /** Answered in the backend's place, as a failure. */
  readonly failure?: string;
  /** What is made of the honest answer. */
  readonly change?: (body: unknown) => unknown;
}
