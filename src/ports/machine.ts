/** The machine spotctl itself runs on. */
export interface Machine {
  /** Its EC2 instance id, or `null` where it is no EC2 instance or its metadata does not answer within a second. */
  instanceId(): Promise<string | null>;
}
