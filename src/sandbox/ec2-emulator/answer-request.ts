import { answerCall } from './answer-call.ts';
import { faultXml, successXml } from './answer-xml.ts';
import type { WorldPermissions } from './cloud-world.ts';
import { Ec2Fault } from './ec2-fault.ts';
import type { EmulatedCloud } from './emulated-cloud.ts';
import { QueryParameters } from './query-parameters.ts';
import { credentialScope, type Service } from './signed-request.ts';

/** One call as it came in, and what it was answered with: `OK` or EC2's error code. */
export interface EmulatedCall {
  readonly service: Service;
  readonly action: string;
  /** `null` where the request was not signed. */
  readonly region: string | null;
  readonly instanceIds: readonly string[];
  readonly isDryRun: boolean;
  readonly answer: string;
}

export interface QueryRequest {
  readonly authorization: string | undefined;
  /** Query string and form body as one. */
  readonly parameters: URLSearchParams;
  readonly requestId: string;
  readonly cloud: EmulatedCloud;
  readonly permissions: WorldPermissions;
}

export interface QueryAnswer {
  readonly httpStatus: number;
  readonly xml: string;
  readonly call: EmulatedCall;
}

/** Answers one request of EC2's query protocol; what fails is an answer too. */
export function answerRequest({ authorization, parameters: search, requestId, cloud, permissions }: QueryRequest): QueryAnswer {
  const parameters = new QueryParameters(search);
  const action = parameters.text('Action') ?? '';
  const told = { action, instanceIds: parameters.list('InstanceId'), isDryRun: parameters.isSet('DryRun') };
  let service: Service = 'ec2';
  let region: string | null = null;
  try {
    const scope = credentialScope(authorization);
    service = scope.service;
    region = scope.region;
    const fields = answerCall({ cloud, permissions, service, region: scope.region, action, parameters });
    return { httpStatus: 200, xml: successXml({ service, action, requestId }, fields), call: { ...told, service, region, answer: 'OK' } };
  } catch (error) {
    const fault = error instanceof Ec2Fault ? error : new Ec2Fault({ code: 'InternalError', message: String(error), httpStatus: 500 });
    return {
      httpStatus: fault.httpStatus,
      xml: faultXml(fault, { service, requestId }),
      call: { ...told, service, region, answer: fault.code },
    };
  }
}
