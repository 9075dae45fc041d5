import { Ec2Fault } from '../ec2-fault.ts';
import type { Ec2Call } from '../ec2-call.ts';
import type { XmlFields } from '../xml.ts';
import { findOne } from './select-instances.ts';

export function describeInstanceAttribute(call: Ec2Call): XmlFields {
  const instance = findOne(call, call.parameters.requiredText('InstanceId'));
  const attribute = call.parameters.requiredText('Attribute');
  switch (attribute) {
    case 'disableApiTermination':
      return { instanceId: instance.facts.id, disableApiTermination: { value: instance.isTerminationProtected } };
    case 'disableApiStop':
      return { instanceId: instance.facts.id, disableApiStop: { value: instance.isStopProtected } };
    default:
      throw new Ec2Fault({
        code: 'InvalidParameterValue',
        message: `Value (${attribute}) for parameter attribute is invalid. Unknown attribute.`,
      });
  }
}

/** Takes `DisableApiTermination.Value` or `DisableApiStop.Value`, one a call as in EC2. */
export function modifyInstanceAttribute(call: Ec2Call): XmlFields {
  const instance = findOne(call, call.parameters.requiredText('InstanceId'));
  const termination = call.parameters.text('DisableApiTermination.Value');
  const stop = call.parameters.text('DisableApiStop.Value');
  if (termination !== undefined && stop !== undefined) {
    throw new Ec2Fault({ code: 'InvalidParameterCombination', message: 'Fields for multiple attribute types specified' });
  }
  if (termination === undefined && stop === undefined)
    throw new Ec2Fault({ code: 'InvalidParameterCombination', message: 'No attributes specified.' });
  if (instance.facts.lifecycle === 'spot' && (termination === 'true' || stop === 'true')) {
    throw new Ec2Fault({ code: 'UnsupportedOperation', message: 'Termination and stop protection cannot be enabled for Spot Instances.' });
  }
  if (termination !== undefined) instance.isTerminationProtected = termination === 'true';
  if (stop !== undefined) instance.isStopProtected = stop === 'true';
  return { return: true };
}
