import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { isUnprintable, printableJson, printableYaml } from '../../views/printable.ts';
import type { Screen } from '../../views/screen.ts';
import { type Presentation, screenFor } from './presentation.ts';

export const API_VERSION = 'spotctl/v1';

/** One answer: a document for machines and a text for people, from the same result. */
export interface Answer {
  readonly kind: string;
  readonly body: object;
  readonly text: (screen: Screen) => string;
}

/** The answer as text for stdout, in the format of this run. */
export async function renderAnswer(answer: Answer, presentation: Presentation): Promise<string> {
  switch (presentation.format) {
    case 'json':
      return renderJson(answer.kind, answer.body);
    case 'yaml':
      return await renderYaml(answer.kind, answer.body);
    case 'table':
    case 'wide':
    case null:
      return answer.text(await screenFor(presentation, JSON.stringify(answer.body)));
    case 'csv':
    case 'tsv':
    case 'name':
      throw notAList(presentation.format);
    default:
      return presentation.format satisfies never;
  }
}

/** For a command that changes something before it answers: throws `USAGE` beforehand where it could not print its answer. */
export function refuseListFormat({ format }: Presentation): void {
  if (format === 'csv' || format === 'tsv' || format === 'name') throw notAList(format);
}

function notAList(format: string): SpotctlError {
  return new SpotctlError({
    code: 'USAGE',
    message: `-o ${format} is for lists; this command answers with one document.`,
    hint: 'Use -o table, -o json or -o yaml.',
  });
}

export function renderJson(kind: string, body: object): string {
  return `${printableJson(JSON.stringify({ apiVersion: API_VERSION, kind, ...body }, null, 2))}\n`;
}

/** The same document as in JSON. */
export async function renderYaml(kind: string, body: object): Promise<string> {
  const render = await yamlRenderer();
  return render({ apiVersion: API_VERSION, kind, ...body });
}

/** Makes what writes a document in YAML. Text that could steer a terminal is written in double quotes with escapes. */
export async function yamlRenderer(): Promise<(content: object) => string> {
  const { Document, visit } = await import('yaml');
  return (content) => {
    const plain: unknown = JSON.parse(JSON.stringify(content));
    const document = new Document(plain, { aliasDuplicateObjects: false });
    visit(document, {
      Scalar: (_key, scalar) => {
        if (typeof scalar.value === 'string' && isUnprintable(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
      },
    });
    return printableYaml(document.toString({ lineWidth: 0 }));
  };
}
