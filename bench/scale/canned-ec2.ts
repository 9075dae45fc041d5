import { ACCOUNT_ID, type MadeUpInstance } from './made-up-fleet.ts';
import { reservationWriter } from './reservation-xml.ts';

const PAGE_SIZE = 1000;
const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** In this region EC2 holds the whole fleet: what one call of the aws command lists. */
export const REGION_OF_ALL = 'us-west-2';

export interface CannedAnswer {
  readonly status: number;
  readonly body: Buffer | string;
}

/** EC2 and STS as bytes made beforehand, so that serving them costs next to nothing. */
export class CannedEc2 {
  readonly #pages: ReadonlyMap<string, readonly Buffer[]>;
  readonly #fleet: readonly MadeUpInstance[];

  constructor(fleet: readonly MadeUpInstance[]) {
    const byRegion = Map.groupBy(fleet, ({ region }) => region).set(REGION_OF_ALL, [...fleet]);
    this.#fleet = fleet;
    this.#pages = new Map([...byRegion].map(([region, instances]) => [region, pagesOf(instances)]));
  }

  answer(region: string, parameters: URLSearchParams): CannedAnswer {
    const action = parameters.get('Action');
    switch (action) {
      case 'DescribeInstances': {
        const page = this.#pages.get(region)?.[Number(parameters.get('NextToken') ?? 0)];
        return parameters.get('Filter.1.Name') === 'instance-id' || page === undefined
          ? fault('InternalError', 500)
          : { status: 200, body: page };
      }
      case 'DescribeSpotPriceHistory':
        return { status: 200, body: success(action, `<spotPriceHistorySet>${this.#prices(region)}</spotPriceHistorySet><nextToken/>`) };
      case 'DescribeSpotInstanceRequests':
        return { status: 200, body: success(action, '<spotInstanceRequestSet/>') };
      case 'DescribeInstanceAttribute':
        return {
          status: 200,
          body: success(action, `<${parameters.get('Attribute')}><value>false</value></${parameters.get('Attribute')}>`),
        };
      case 'TerminateInstances':
        return fault('DryRunOperation', 412);
      case 'GetCallerIdentity':
        return { status: 200, body: callerIdentity() };
      default:
        return fault('InvalidAction', 400);
    }
  }

  #prices(region: string): string {
    const pools = new Set(
      this.#fleet.filter((instance) => instance.region === region).map(({ instanceType, az }) => `${instanceType} ${az}`),
    );
    return [...pools].map((pool) => priceXml(pool)).join('');
  }
}

function pagesOf(instances: readonly MadeUpInstance[]): readonly Buffer[] {
  const write = reservationWriter();
  const count = Math.max(1, Math.ceil(instances.length / PAGE_SIZE));
  return Array.from({ length: count }, (_, index) => {
    const reservations = instances.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE).map(write);
    const token = index + 1 < count ? `    <nextToken>${index + 1}</nextToken>\n` : '';
    return Buffer.from(success('DescribeInstances', `\n    <reservationSet>\n${reservations.join('')}    </reservationSet>\n${token}`));
  });
}

function success(action: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<${action}Response xmlns="${NAMESPACE}">
    <requestId>0b1c2d3e-0000-4000-8000-000000000000</requestId>${content}</${action}Response>`;
}

function priceXml(pool: string): string {
  const [instanceType, az] = pool.split(' ');
  const facts = {
    instanceType,
    productDescription: 'Linux/UNIX',
    spotPrice: '0.041600',
    timestamp: '2026-11-01T00:00:00.000Z',
    availabilityZone: az,
  };
  return `<item>${Object.entries(facts)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</item>`;
}

function fault(code: string, status: number): CannedAnswer {
  return {
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>${code}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
  };
}

function callerIdentity(): string {
  const result = `<Arn>arn:aws:iam::${ACCOUNT_ID}:user/operator</Arn><UserId>AIDA</UserId><Account>${ACCOUNT_ID}</Account>`;
  return `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
