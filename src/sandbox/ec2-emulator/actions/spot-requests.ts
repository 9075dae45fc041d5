import { Ec2Fault } from '../ec2-fault.ts';
import type { Ec2Call } from '../ec2-call.ts';
import type { EmulatedSpotRequest } from '../emulated-cloud.ts';
import { matching } from '../matching.ts';
import { pageOf, refusePageSize } from '../paging.ts';
import type { XmlFields } from '../xml.ts';

export function describeSpotInstanceRequests(call: Ec2Call): XmlFields {
  refusePageSize(call.parameters);
  const ids = call.parameters.list('SpotInstanceRequestId');
  const candidates =
    ids.length === 0 ? [...call.cloud.spotRequests.values()].filter(({ region }) => region === call.region) : findRequests(call, ids);
  const selected = matching(candidates, { filters: call.parameters.filters(), valuesOf });
  const { items, nextToken } = pageOf(selected, call.parameters);
  return { spotInstanceRequestSet: items.map((request) => requestXml(request, call)), nextToken };
}

/** Ends the request, not a running instance; a stopped instance ends with it. */
export function cancelSpotInstanceRequests(call: Ec2Call): XmlFields {
  const ids = call.parameters.list('SpotInstanceRequestId');
  if (ids.length === 0)
    throw new Ec2Fault({ code: 'MissingParameter', message: 'The request must contain the parameter spotInstanceRequestId' });
  const spotInstanceRequestSet = findRequests(call, ids).map((request) => {
    if (request.state === 'open' || request.state === 'active') request.state = 'cancelled';
    const instance = call.cloud.find(call.region, request.instanceId ?? '');
    if (instance?.state === 'stopped') call.cloud.terminate(instance);
    return { spotInstanceRequestId: request.id, state: request.state };
  });
  return { spotInstanceRequestSet };
}

function findRequests(call: Ec2Call, ids: readonly string[]): readonly EmulatedSpotRequest[] {
  return ids.map((id) => {
    const request = call.cloud.spotRequests.get(id);
    if (request === undefined || request.region !== call.region) {
      throw new Ec2Fault({ code: 'InvalidSpotInstanceRequestID.NotFound', message: `The spot instance request ID '${id}' does not exist` });
    }
    return request;
  });
}

function requestXml(request: EmulatedSpotRequest, call: Ec2Call): XmlFields {
  const facts = call.cloud.find(call.region, request.instanceId ?? '')?.facts;
  return {
    spotInstanceRequestId: request.id,
    state: request.state,
    type: request.type,
    instanceId: request.instanceId,
    launchedAvailabilityZone: facts?.az,
    createTime: facts === undefined ? undefined : new Date(facts.launchedAt).toISOString(),
    productDescription: 'Linux/UNIX',
    launchSpecification: facts === undefined ? undefined : { instanceType: facts.instanceType },
    instanceInterruptionBehavior: 'terminate',
  };
}

function valuesOf(request: EmulatedSpotRequest, filterName: string): readonly string[] | undefined {
  switch (filterName) {
    case 'spot-instance-request-id':
      return [request.id];
    case 'instance-id':
      return request.instanceId === undefined ? [] : [request.instanceId];
    case 'state':
      return [request.state];
    case 'type':
      return [request.type];
    default:
      return undefined;
  }
}
