import { z } from 'zod';
import type { EmulatedCall } from './answer-request.ts';
import type { WorldOnDemandPrice, WorldPermissions } from './cloud-world.ts';
import { Ec2Fault } from './ec2-fault.ts';
import type { EmulatedCloud } from './emulated-cloud.ts';
import { credentialScope } from './signed-request.ts';

export interface PriceListAnswer {
  readonly httpStatus: number;
  readonly json: string;
  readonly call: EmulatedCall;
}

const PREFIX = 'AWSPriceListService.';
const request = z.object({
  ServiceCode: z.string(),
  Filters: z.array(z.object({ Type: z.literal('TERM_MATCH'), Field: z.string(), Value: z.string() })).optional(),
});

interface PriceListCall {
  readonly authorization: string | undefined;
  /** The header `x-amz-target`. */
  readonly target: string;
  readonly body: string;
  readonly cloud: EmulatedCloud;
  readonly permissions: WorldPermissions;
}

/** Answers one call of the price list, which speaks JSON where EC2 and STS speak XML; what fails is an answer too. */
export function answerPriceList(asked: PriceListCall): PriceListAnswer {
  const action = asked.target.replace(PREFIX, '');
  let region: string | null = null;
  const told = (answer: string): EmulatedCall => ({ service: 'pricing', action, region, instanceIds: [], isDryRun: false, answer });
  try {
    region = credentialScope(asked.authorization).region;
    return { httpStatus: 200, json: JSON.stringify({ FormatVersion: 'aws_v1', PriceList: productsFor(action, asked) }), call: told('OK') };
  } catch (error) {
    const { code, message } = error instanceof Ec2Fault ? error : new Ec2Fault({ code: 'InternalErrorException', message: String(error) });
    return { httpStatus: 400, json: JSON.stringify({ __type: code, Message: message }), call: told(code) };
  }
}

/** Each product is text in the answer, JSON of its own. */
function productsFor(action: string, { body, cloud, permissions }: PriceListCall): readonly string[] {
  if (permissions.credentials === 'refused')
    throw new Ec2Fault({ code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' });
  if (permissions.credentials === 'expired')
    throw new Ec2Fault({ code: 'ExpiredTokenException', message: 'The security token included in the request is expired' });
  if (action !== 'GetProducts') throw new Ec2Fault({ code: 'UnknownOperationException', message: `There is no operation ${action}.` });
  if (permissions.deniedActions?.includes(action) === true) {
    const caller = `arn:aws:iam::${cloud.accountId}:user/operator`;
    throw new Ec2Fault({ code: 'AccessDeniedException', message: `User: ${caller} is not authorized to perform: pricing:${action}` });
  }
  const parsed = request.safeParse(JSON.parse(body));
  if (!parsed.success) throw new Ec2Fault({ code: 'InvalidParameterException', message: 'Input Parameters are invalid.' });
  const { ServiceCode, Filters = [] } = parsed.data;
  const products = ServiceCode === 'AmazonEC2' ? cloud.onDemandPrices.map((price) => ({ price, attributes: attributesOf(price) })) : [];
  const fitting = products.filter(({ attributes }) => Filters.every(({ Field, Value }) => attributes[Field] === Value));
  return fitting.map(({ price, attributes }) => JSON.stringify(productOf(price, attributes)));
}

function attributesOf({ instanceType, region, operatingSystem = 'Linux' }: WorldOnDemandPrice): Readonly<Record<string, string>> {
  return {
    instanceType,
    regionCode: region,
    operatingSystem,
    preInstalledSw: 'NA',
    tenancy: 'Shared',
    capacitystatus: 'Used',
    servicecode: 'AmazonEC2',
  };
}

function productOf({ usdPerHour, region, instanceType }: WorldOnDemandPrice, attributes: object): object {
  const sku = `${region} ${instanceType}`.replaceAll(/[^a-z0-9]/g, '').toUpperCase();
  const rate = `${sku}.JRTCKXETXF.6YS6EN2CT7`;
  const priceDimensions = { [rate]: { unit: 'Hrs', beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: usdPerHour.toFixed(10) } } };
  return {
    product: { productFamily: 'Compute Instance', attributes, sku },
    serviceCode: 'AmazonEC2',
    terms: { OnDemand: { [`${sku}.JRTCKXETXF`]: { sku, priceDimensions } } },
  };
}
