import type { EmulatedCloud } from './emulated-cloud.ts';
import type { QueryParameters } from './query-parameters.ts';
import type { XmlFields } from './xml.ts';

/** One call as an action sees it, after authentication, permission and DryRun. */
export interface Ec2Call {
  readonly cloud: EmulatedCloud;
  readonly region: string;
  readonly parameters: QueryParameters;
}

export type Ec2Action = (call: Ec2Call) => XmlFields;
